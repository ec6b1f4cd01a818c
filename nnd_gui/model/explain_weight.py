"""Why one weight has its verdict: a sentence that names the party at fault."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nnd_gui.engine.judge import REASONS, UNJUDGED
from nnd_gui.model.cover import Revealed
from nnd_gui.model.explain_cover import covered_weight
from nnd_gui.model.explanation import advised_step
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["weight_sentence"]

# A claim this close to the measured slope is told as a share that it is off by: "1 times"
# would hide what is wrong.
_NEARLY = 0.1
# A claim this close to the measured slope but for its sign has the wrong sign.
_TURNED = 1e-3


def weight_sentence(result: CheckResult, index: int) -> str:
    """Say why one weight has its verdict.

    Parameters
    ----------
    result : CheckResult
        What was found.
    index : int
        Which weight.

    Returns
    -------
    str
        One to three short sentences.
    """
    weights = result.weights
    if weights.verdict[index] == UNJUDGED:
        if result.cover is not None and result.cover.revealed < Revealed.VERDICT:
            return covered_weight(result.cover)
        if result.directions is not None and not result.planned:
            return tr("Not checked by itself, only along directions.")
        if result.sampled and np.isnan(result.taken.costs_of(index)).all() and result.completed:
            return tr("Not in the sample.")
        return tr("Not checked yet.")
    return _SENTENCES[REASONS[weights.reason[index]]](result, index)


def _matches(result: CheckResult, index: int) -> str:
    known = tr(
        "Backpropagation and the measured slope agree. The slope is known to ±\u00a0{uncertainty}.",
        uncertainty=compact(float(result.weights.uncertainty[index]), 2),
    )
    return f"{known} {_smaller_step(result, index)}".strip()


def _smaller_step(result: CheckResult, index: int) -> str:
    """Say so where the asked step crossed a kink and a smaller one was taken."""
    first = np.abs(result.taken.steps_of(index)[0])
    step = float(result.weights.step[index])
    if result.spec.scheme == "complex-step" and step != first:
        return tr(
            "A complex step does not tell it, because the cost is not analytic here, as with an "
            "absolute value: it was measured with real steps of {step}.",
            step=compact(step, 2),
        )
    if not step < 0.9 * first:
        return ""
    return tr(
        "Within the asked step the cost bends sharply, as at a kink; the step taken, {step}, is "
        "clear of it.",
        step=compact(step, 2),
    )


def _wrong(result: CheckResult, index: int) -> str:
    claimed, measured = float(result.analytic[index]), float(result.weights.numerical[index])
    if measured == 0:
        return tr(
            "Backpropagation says {claimed}, but the cost does not change.",
            claimed=compact(claimed),
        )
    if claimed == 0:
        return tr(
            "Backpropagation says 0, but the measured slope is {measured}.",
            measured=compact(measured),
        )
    off = claimed / measured - 1
    if abs(off + 2) < _TURNED:
        return tr(
            "Backpropagation says {claimed}, but the measured slope is {measured}: the sign is "
            "wrong.",
            claimed=compact(claimed),
            measured=compact(measured),
        )
    if abs(off) < _NEARLY:
        return tr(
            "Backpropagation says {claimed}, off by {share} % from the measured {measured}.",
            claimed=compact(claimed, 6),
            share=compact(100 * abs(off), 2),
            measured=compact(measured, 6),
        )
    return tr(
        "Backpropagation says {claimed}, {times} times the measured {measured}.",
        claimed=compact(claimed),
        times=compact(claimed / measured),
        measured=compact(measured),
    )


def _below_resolution(result: CheckResult, index: int) -> str:
    weights = result.weights
    uncertainty = compact(float(weights.uncertainty[index]), 2)
    if weights.truncation[index] > weights.rounding[index]:
        told = tr(
            "The measured slope is known to ±\u00a0{uncertainty} only, because the cost bends "
            "within the step: it cannot tell whether backpropagation is right.",
            uncertainty=uncertainty,
        )
        advice = tr("Try a smaller epsilon.")
    else:
        told = tr(
            "The measured slope is known to ±\u00a0{uncertainty} only, because rounding hides it: "
            "it cannot tell whether backpropagation is right.",
            uncertainty=uncertainty,
        )
        advice = tr("Try a larger epsilon.")
    return f"{told} {_tried(result, advice)}".strip()


def _tried(result: CheckResult, otherwise: str) -> str:
    """Advise what was found to decide the whole; nothing where no epsilon does."""
    if result.advice is None:
        return otherwise
    return advised_step(result.overall) if result.overall is not None else ""


def _zero_both(_result: CheckResult, _index: int) -> str:
    return tr(
        "The cost does not react to this weight. Backpropagation says 0 as well, but that "
        "was not put to a test."
    )


def _step_lost(result: CheckResult, index: int) -> str:
    return tr(
        "The step is lost in rounding: {value} plus {epsilon} is {value} again. Try a larger "
        "epsilon or a relative step.",
        value=compact(float(result.values[index]), 6),
        epsilon=epsilon_text(result.spec.epsilon),
    )


def _not_finite(result: CheckResult, index: int) -> str:
    measured = float(result.weights.numerical[index])
    if math.isfinite(float(result.analytic[index])):
        return tr(
            "After the step the cost is no finite number, so there is no slope to compare "
            "with. Try a smaller epsilon."
        )
    if math.isfinite(measured):
        return tr(
            "Backpropagation gives no finite number, but the measured slope is {measured}.",
            measured=compact(measured),
        )
    return tr("Neither backpropagation nor the measured slope is a finite number.")


def _sides(result: CheckResult, index: int) -> dict[str, str]:
    return {
        "left": compact(float(result.weights.left[index])),
        "right": compact(float(result.weights.right[index])),
        "claimed": compact(float(result.analytic[index])),
    }


def _subgradient(result: CheckResult, index: int) -> str:
    return tr(
        "The cost has a kink at this weight's own value: its slope is {left} on the left and "
        "{right} on the right. Any value between them is right, and backpropagation says "
        "{claimed}.",
        **_sides(result, index),
    )


def _outside_subgradient(result: CheckResult, index: int) -> str:
    return tr(
        "The cost has a kink at this weight's own value: its slope is {left} on the left and "
        "{right} on the right. Backpropagation says {claimed}, which is not between them.",
        **_sides(result, index),
    )


def _kink_in_step(_result: CheckResult, _index: int) -> str:
    return tr(
        "The step crosses a kink of the cost, and no smaller step is clear of all kinks. Try a "
        "smaller epsilon, or fewer samples."
    )


def _discontinuous(_result: CheckResult, _index: int) -> str:
    return tr(
        "The cost jumps at this weight: the measured slope grows as the step shrinks, so "
        "there is none to compare with."
    )


_SENTENCES: dict[str, Callable[[CheckResult, int], str]] = {
    "matches": _matches,
    "wrong": _wrong,
    "below-resolution": _below_resolution,
    "zero-both": _zero_both,
    "step-lost": _step_lost,
    "not-finite": _not_finite,
    "subgradient": _subgradient,
    "outside-subgradient": _outside_subgradient,
    "kink-in-step": _kink_in_step,
    "discontinuous": _discontinuous,
}
