"""The epsilon valley in words: which epsilons can decide, and what goes wrong at the others."""

from __future__ import annotations

import math

import numpy as np

from nnd_gui.engine.guides import guide_of
from nnd_gui.engine.valley import MARKS, Valley
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.words import tr

__all__ = ["band_sentence", "epsilon_sentence", "guide_sentence"]


# An error this many times what the measurement explains is not the measurement's.
_BEYOND = 10


def band_sentence(valley: Valley) -> str:
    """Which epsilons can decide."""
    if not (~valley.has("unmeasured")).any():
        return tr("Measuring…")
    if valley.has("untested").all():
        return tr("The cost does not react to this weight, whatever the epsilon.")
    if not valley.bands:
        return tr("No epsilon can decide here: rounding meets the bend of the cost too early.")
    low, high = max(valley.bands, key=lambda band: math.log10(band[1] / band[0]))
    best = valley.best
    text = tr("From {low} to {high} an epsilon can decide", low=_short(low), high=_short(high))
    if best is None:
        return f"{text}."
    best_text = _short(float(valley.epsilons[best]))
    return tr("{band}; the best is near {best}.", band=text, best=best_text)


def _short(epsilon: float) -> str:
    """An epsilon between two decades, to the digits that matter."""
    return epsilon_text(float(f"{epsilon:.1e}"))


def epsilon_sentence(valley: Valley, epsilon: float) -> str:
    """What happens at one epsilon: the nearest that was measured."""
    place = int(np.argmin(np.abs(np.log10(valley.epsilons) - math.log10(epsilon))))
    told = {
        "unmeasured": tr("Not measured yet."),
        "untested": tr("The cost does not react to this weight."),
        "step-lost": tr(
            "The step is lost in rounding: a weight plus {epsilon} is the weight again.",
            epsilon=epsilon_text(epsilon),
        ),
        "not-finite": tr("After this step the cost is no finite number."),
        "zero": tr("Here the two gradients are the same number."),
    }
    mark = MARKS[valley.marks[place]]
    if mark in told:
        return told[mark]
    curved = valley.truncation[place] > valley.rounding[place]
    known = compact(float(valley.truncation[place] + valley.rounding[place]), 2)
    if curved:
        cause = tr("the bend of the cost within the step decides: a smaller one is better")
    else:
        cause = tr("rounding decides: a larger one is better")
    return tr(
        "At {epsilon} the error is {error}, known to ±\u00a0{known}; {cause}.",
        epsilon=epsilon_text(epsilon),
        error=compact(float(valley.error[place]), 2),
        known=known,
        cause=cause,
    )


def guide_sentence(valley: Valley, scheme: str) -> str:
    """Whether the valley has the slopes that theory expects, or a floor that epsilon cannot move.

    A wrong gradient keeps the error where it is, however small the step.
    """
    right = guide_of(valley, scheme, "truncation")
    if right is not None and right.follows:
        return tr(
            "To the right the error falls with the power {order} of epsilon, as it should for "
            "this scheme.",
            order=compact(right.expected, 1),
        )
    best = valley.best
    if best is None or not valley.error[best] > _BEYOND * (
        valley.truncation[best] + valley.rounding[best]
    ):
        return ""  # as at a kink, which some steps reach across and others do not
    return tr(
        "The error does not fall with epsilon: it is not the step that is at fault, but the "
        "gradient."
    )
