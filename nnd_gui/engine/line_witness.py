"""What a short line through the weights says of the slopes that were measured.

A cost may repeat itself just so often that every step meets it at the same place, as a wave does
whose length divides epsilon: slopes at h and at 2h then agree with each other and are wrong. The
short line on which the cost's noise was measured has a spacing of its own, and its slope is the
sum of all the weights' slopes along it. Nothing is evaluated for this.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.events import Started
from nnd_gui.engine.noise import line_direction
from nnd_gui.engine.verdicts import WeightVerdicts

__all__ = ["bears_out_claim", "contradicts_slopes"]

# So many times what the two can be off is a contradiction, and so little of what the slopes
# are off along the line is a claim that fits it.
_APART, _FITS = 4.0, 1e-2
# Roundings of a sum of many terms, and of the steps along the line, in last places.
_SUM = 64.0


@np.errstate(all="ignore")
def contradicts_slopes(started: Started, found: WeightVerdicts) -> bool:
    """Whether the slope along the line excludes what was measured of all weights.

    Parameters
    ----------
    started : Started
        The point, and the line through it.
    found : WeightVerdicts
        What the asked step found, of every weight.
    """
    direction = line_direction(started.values)
    apart = _apart(started, found.numerical, direction)
    if apart is None:
        return False
    off, further = apart
    within = float(found.uncertainty @ np.abs(direction))
    return bool(off > _APART * (within + further))


@np.errstate(all="ignore")
def bears_out_claim(started: Started, found: WeightVerdicts) -> bool:
    """Whether the line fits the gradient under test, where it contradicts the slopes.

    Parameters
    ----------
    started, found
        As for `contradicts_slopes`.
    """
    direction = line_direction(started.values)
    claim = _apart(started, started.analytic, direction)
    slopes = _apart(started, found.numerical, direction)
    if claim is None or slopes is None:
        return False
    return max(claim) <= _FITS * slopes[0]


def _apart(
    started: Started, gradient: NDArray[Any], direction: Floats
) -> tuple[float, float] | None:
    """How far a gradient is from the slope along the line, and how far that can be off."""
    line = started.line
    if line is None or not np.isfinite(line.slope) or not np.all(np.isfinite(gradient)):
        return None
    terms = gradient.astype(np.float64) * direction
    unit = float(np.finfo(started.values.dtype).eps)
    rounded = (_SUM * float(np.finfo(np.float64).eps) + unit / line.spacing) * np.sum(np.abs(terms))
    return abs(float(np.sum(terms)) - line.slope), line.off + float(rounded)
