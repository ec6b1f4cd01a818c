"""When the word of other steps against a gradient counts.

One level of a ladder may be deceived by kinks, and two by the same ones. What accuses must be
seen twice, must not be taken back by finer steps, and in single precision must be plain.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Slopes
from nnd_gui.engine.judge import judge_slopes
from nnd_gui.engine.ladder import Bools, Levels, pick
from nnd_gui.engine.verdicts import UNDECIDED, WeightVerdicts, reason_code

__all__ = [
    "MISTRUST",
    "finer_levels_admit",
    "levels_against",
    "mistrust",
    "want_two_witnesses",
    "withdraw",
]

MISTRUST = 3.0
"""So many times an uncertainty that may hide kinks is taken before it accuses."""


def levels_against(levels: Levels, analytic: NDArray[Any], tolerance: float) -> Bools:
    """Which credible levels exclude the gradient under test."""
    claimed = analytic.astype(np.float64)[:, np.newaxis]
    slopes = levels.slopes.numerical
    allowed = levels.uncertainty + tolerance * np.maximum(np.abs(claimed), np.abs(slopes))
    believed = levels.credible & ~levels.wide
    return np.asarray(believed & (np.abs(claimed - slopes) > allowed))


def want_two_witnesses(closer: WeightVerdicts, against: Bools, best: NDArray[np.intp]) -> None:
    """Leave undecided what a single level of the ladder accuses: its word may be an accident."""
    others = against.copy()
    np.put_along_axis(others, best[:, np.newaxis], values=False, axis=1)
    withdraw(closer, (closer.reason == reason_code("wrong")) & ~np.any(others, axis=1))


def finer_levels_admit(
    levels: Levels, best: NDArray[np.intp], analytic: NDArray[Any], tolerance: float
) -> Bools:
    """Whether the slope moves on below the best level, and there to the gradient under test.

    Beside several kinks the slope changes by as much at each halving of the step, which the
    best level takes for the last of it. Rounding alone does not move it further than it can.
    """
    slopes, at = levels.slopes, best[:, np.newaxis]
    claimed = analytic.astype(np.float64)[:, np.newaxis]
    finer = (np.arange(slopes.numerical.shape[1]) > at) & levels.usable
    moved = np.abs(slopes.numerical - pick(slopes.numerical, best)[:, np.newaxis])
    moves = moved > slopes.rounding + pick(slopes.rounding, best)[:, np.newaxis]
    allowed = levels.uncertainty + tolerance * np.abs(claimed)
    admits = np.abs(claimed - slopes.numerical) <= allowed
    return np.asarray(np.any(finer & moves & admits, axis=1))


def mistrust(result: WeightVerdicts, analytic: NDArray[Any], tolerance: float) -> None:
    """Take what is known of a slope three times before it accuses, in single precision.

    Steps that are clear of a dozen kinks drown there, and those that are not can agree with each
    other: in 60,000 random networks a weight was accused so, by twice what was known of its slope.
    """
    accused = np.flatnonzero(result.reason == reason_code("wrong"))
    some = result.at(accused)
    wider = Slopes(some.numerical, MISTRUST * some.truncation, MISTRUST * some.rounding)
    none = np.zeros(len(accused), dtype=bool)
    again = judge_slopes(wider, analytic[accused], tolerance, some.step, none, none, ~none)
    weak = again.reason != reason_code("wrong")
    result.put(accused[weak], again.at(np.flatnonzero(weak)))


def withdraw(found: WeightVerdicts, at: Bools) -> None:
    """Leave some weights undecided: what measured them was too coarse."""
    found.verdict[at] = UNDECIDED
    found.reason[at] = reason_code("below-resolution")
