"""What was found for each weight: a verdict, its reason, and the numbers they rest on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats

__all__ = [
    "AGREE",
    "DISAGREE",
    "REASONS",
    "RESOLUTION",
    "UNDECIDED",
    "UNJUDGED",
    "VERDICTS",
    "WeightVerdicts",
    "reason_code",
    "unjudged",
]

UNJUDGED, AGREE, UNDECIDED, DISAGREE = -1, 0, 1, 2
VERDICTS = ("agree", "undecided", "disagree")

# In the order in which they are looked at: the first that applies is a weight's reason.
# Those between `not-finite` and `zero-both` need a closer look at the weight (`closer`).
REASONS = (
    "step-lost",
    "not-finite",
    "discontinuous",
    "subgradient",
    "outside-subgradient",
    "kink-in-step",
    "zero-both",
    "wrong",
    "below-resolution",
    "matches",
)

# A weight whose uncertainty is a larger share of its gradient than this is undecided.
RESOLUTION = 0.01


def reason_code(reason: str) -> int:
    """Place of a reason in `REASONS`."""
    return REASONS.index(reason)


@dataclass(frozen=True, slots=True, eq=False)
class WeightVerdicts:
    """What was found for each of some weights; every array has shape (k,).

    Parameters
    ----------
    numerical : ndarray of float64
        The gradient by differences.
    truncation, rounding : ndarray of float64
        The two parts of its uncertainty.
    relative_error : ndarray of float64
        ``e / s``, 0 where both are 0, NaN where either is not finite.
    verdict : ndarray of int8
        `AGREE`, `UNDECIDED` or `DISAGREE`; `UNJUDGED` where nothing was measured.
    reason : ndarray of int8
        Place in `REASONS`.
    step : ndarray of float64
        Size of the step that the numerical value was taken with.
    left, right : ndarray of float64
        The slopes on either side of a kink at the weight's own value, else NaN.
    """

    numerical: Floats
    truncation: Floats
    rounding: Floats
    relative_error: Floats
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]
    step: Floats
    left: Floats
    right: Floats

    def put(self, at: NDArray[Any] | slice, other: WeightVerdicts) -> None:
        """Write what was found for some weights over what was found before."""
        for field in fields(self):
            getattr(self, field.name)[at] = getattr(other, field.name)

    def at(self, places: NDArray[Any] | slice) -> WeightVerdicts:
        """Copy of what was found for some of the weights."""
        return WeightVerdicts(*(getattr(self, field.name)[places] for field in fields(self)))

    @property
    def uncertainty(self) -> Floats:
        """How far each numerical value can be off."""
        return np.asarray(self.truncation + self.rounding)


def unjudged(count: int) -> WeightVerdicts:
    """Verdicts on weights nothing of which is known yet."""
    # Of a million weights one piece of memory is had in half the time of seven.
    numbers = np.full((7, count), np.nan)
    verdict, reason = np.full(count, UNJUDGED, dtype=np.int8), np.zeros(count, dtype=np.int8)
    return WeightVerdicts(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        verdict,
        reason,
        numbers[4],
        numbers[5],
        numbers[6],
    )
