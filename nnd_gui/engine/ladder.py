"""A ladder of smaller and smaller steps at some weights, and what each rung tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import CENTRAL, Floats, Slopes, bends
from nnd_gui.engine.judge import cost_noise

__all__ = ["CLEAR", "LADDER", "Bools", "Ladder", "Levels", "ladder_steps", "levels_of", "pick"]

Bools = NDArray[np.bool_]

# Steps smaller than the asked one, by equal factors down to this share of a weight's usual
# size: below it rounding hides a kink as well as a slope.
LADDER = 4
_LOWEST = {"float64": 1e-7, "float32": 1e-3}

# A bend counts if it stands this far out of its own rounding.
CLEAR = 8.0


@np.errstate(all="ignore")
def ladder_steps(step: Floats, size: Floats, dtype: str) -> Floats:
    """Step sizes for a closer look.

    Parameters
    ----------
    step : ndarray, shape (k,)
        The steps that were asked for, positive.
    size : ndarray, shape (k,)
        Usual size of a weight in each one's matrix or bias, 0 where all are 0.
    dtype : str
        Precision of the costs.

    Returns
    -------
    ndarray, shape (k, LADDER)
        Falling from the asked step; all the same where that is too small already.
    """
    lowest = _LOWEST[dtype] * np.where(size > 0, np.minimum(size, 1.0), 1.0)
    lowest = np.minimum(lowest, step)
    rungs = np.arange(1, LADDER + 1) / LADDER
    falling = step[:, np.newaxis] * (lowest / step)[:, np.newaxis] ** rungs
    return np.asarray(falling)


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """The evidence of a closer look at k weights, from the asked step downwards.

    Parameters
    ----------
    steps, costs : ndarray, shape (k, L, 4)
        As for the central scheme, at each of L steps.
    """

    steps: Floats
    costs: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What each level of a ladder tells; every array has shape (k, L).

    Parameters
    ----------
    slopes : Slopes
        By the central scheme.
    usable : ndarray of bool
        Whether no step was lost and every cost is finite.
    bend, far_bend : ndarray
        How much the slope changes across the weight, at h and at 2h.
    bend_noise : ndarray
        Bound on the rounding in a bend.
    step : ndarray
        Size of the step.
    """

    slopes: Slopes
    usable: Bools
    bend: Floats
    far_bend: Floats
    bend_noise: Floats
    step: Floats


@np.errstate(all="ignore")
def levels_of(cost: float, ladder: Ladder, noise: float, limits: Any) -> Levels:
    """Work out what each level of a ladder tells.

    Parameters
    ----------
    cost : float
        Cost at the point.
    ladder : Ladder
        The steps and the costs there.
    noise : float
        Noise of the cost that was measured at the point.
    limits : numpy.finfo
        Of the precision of the costs.
    """
    count, depth, _ = ladder.steps.shape
    steps, costs = ladder.steps.reshape(-1, 4), ladder.costs.reshape(-1, 4)
    rounding = cost_noise(cost, costs, noise, limits)
    slopes = CENTRAL.slopes(cost, steps, costs, rounding)
    bend, far_bend = bends(cost, steps, costs)
    bend_noise = 4 * rounding / np.abs(steps[:, 0])
    usable = np.all(np.isfinite(costs), axis=1) & np.all(steps != 0, axis=1)

    def shaped(values: Any) -> Any:
        return np.asarray(values).reshape(count, depth)

    return Levels(
        Slopes(*(shaped(part) for part in (slopes.numerical, slopes.truncation, slopes.rounding))),
        shaped(usable),
        shaped(bend),
        shaped(far_bend),
        shaped(bend_noise),
        shaped(np.abs(steps[:, 0])),
    )


def pick(values: Floats, level: NDArray[np.intp]) -> Floats:
    """Of each weight, the value at one level of its own."""
    return np.asarray(np.take_along_axis(values, level[:, np.newaxis], axis=1)[:, 0])
