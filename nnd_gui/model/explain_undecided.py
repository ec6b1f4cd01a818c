"""Why a check could not decide: who is to blame, and what would help."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnd_gui.engine.judge import REASONS, UNDECIDED
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.engine.spec import DEFAULT_TOLERANCES
from nnd_gui.model.explanation import Explanation, advised_step, listed
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["UNDECIDED_CAUSES"]


def _known_to(result: CheckResult) -> str:
    """How well the numerical gradient is known, as a clause of a sentence."""
    finite = np.isfinite(result.weights.uncertainty) & np.isfinite(result.weights.numerical)
    claimed = np.abs(result.analytic[finite].astype(np.float64))
    with np.errstate(over="ignore"):
        size = float(np.linalg.norm(claimed + np.abs(result.weights.numerical[finite])))
        uncertainty = float(np.linalg.norm(result.weights.uncertainty[finite]))
    if uncertainty >= size:
        return tr("nothing is known of the slope")
    return tr("the slope is known to {share} % only", share=compact(100 * uncertainty / size, 2))


def _too_large(result: CheckResult, overall: OverallVerdict) -> Explanation:
    return _unclear_epsilon(
        tr("Undecided: epsilon is too large to tell"),
        tr("The cost bends within a step of {epsilon}, so {known}."),
        result,
        overall,
    )


def _too_small(result: CheckResult, overall: OverallVerdict) -> Explanation:
    return _unclear_epsilon(
        tr("Undecided: epsilon is too small to tell"),
        tr("A step of {epsilon} drowns in rounding, so {known}."),
        result,
        overall,
    )


def _one_step(result: CheckResult, overall: OverallVerdict) -> Explanation:
    if result.spec.step == "absolute":
        why = tr("The weights differ so much in size that no one step fits them all.")
    else:
        why = tr("Steps in proportion to the weights do not fit this cost.")
    return Explanation(
        tr("Undecided: this kind of step cannot tell"), f"{why} {_advice(overall, '')}".strip()
    )


def _unclear_epsilon(
    headline: str, why: str, result: CheckResult, overall: OverallVerdict
) -> Explanation:
    detail = why.format(epsilon=epsilon_text(result.spec.epsilon), known=_known_to(result))
    return Explanation(headline, f"{detail} {_advice(overall, tr('Try smaller weights.'))}")


def _advice(overall: OverallVerdict, otherwise: str) -> str:
    """What to do: take an epsilon that decides, where one does."""
    return advised_step(overall) or otherwise


def _precision(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    spec = result.spec
    detail = tr(
        "In {dtype}, whatever the epsilon, {known}.", dtype=spec.dtype, known=_known_to(result)
    )
    if spec.dtype != "float64":
        advice = tr("Try float64.")
    elif spec.tolerance_used < DEFAULT_TOLERANCES[spec.dtype]:
        advice = tr("Try a larger tolerance.")
    else:
        advice = tr("Try other weights or data, where the gradient is larger.")
    return Explanation(tr("Undecided: this precision cannot tell"), f"{detail} {advice}")


def _untested(result: CheckResult, overall: OverallVerdict) -> Explanation:
    why = _only_reason(result, overall.blocks)
    if why == "zero-both" and len(overall.blocks) == len(result.layout.blocks):
        return Explanation(
            tr("Undecided: nothing could be tested"),
            tr(
                "The cost does not react to any weight, so its slope of 0 proves nothing. "
                "Try other weights or data."
            ),
        )
    epsilon = epsilon_text(result.spec.epsilon)
    if why == "zero-both":
        detail = tr(
            "The cost does not react to any weight there, so its slope of 0 proves nothing."
        )
        advice = tr("Try other weights or data.")
    elif why == "not-finite":
        detail = tr("After a step of {epsilon} the cost is no finite number.", epsilon=epsilon)
        advice = tr("Try a smaller epsilon, or smaller weights.")
    elif why == "step-lost":
        detail = tr(
            "A step of {epsilon} is lost in rounding there: each weight stays what it is.",
            epsilon=epsilon,
        )
        advice = tr("Try a larger epsilon, or smaller weights.")
    else:
        detail = tr("No weight there moved the cost enough to tell its slope.")
        advice = tr("Try other weights or data, where the gradient is larger.")
    places = listed(overall.blocks)
    return Explanation(
        tr("Undecided: {places} could not be tested", places=places),
        f"{detail} {_advice(overall, advice)}",
    )


def _only_reason(result: CheckResult, blocks: tuple[str, ...]) -> str | None:
    """Return the reason that all weights of some blocks share, if they do."""
    parts = [
        result.weights.reason[block.start : block.stop]
        for block in result.layout.blocks
        if block.name in blocks
    ]
    reasons = np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=int)
    return REASONS[int(reasons[0])] if len(reasons) == 1 else None


def _many_undecided(result: CheckResult, overall: OverallVerdict) -> Explanation:
    detail = trn(
        "{count} of {total:,} weights has a slope too uncertain to compare.",
        "{count} of {total:,} weights have slopes too uncertain to compare.",
        result.count(UNDECIDED) - result.count_reason("zero-both"),
        total=result.planned,
    )
    if result.spec.dtype == "float64":
        none = tr(
            "No epsilon tells enough of them: they are too small beside the rounding of the "
            "cost. Try other weights or data."
        )
    else:
        none = tr(
            "No epsilon tells enough of them in {dtype}. Try float64.", dtype=result.spec.dtype
        )
    return Explanation(
        tr("Undecided: too many slopes are unclear"), f"{detail} {_advice(overall, none)}"
    )


def _flat(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    finite = np.isfinite(result.weights.numerical)
    claimed = np.abs(result.analytic[finite].astype(np.float64))
    size = float(np.max(claimed[np.isfinite(claimed)], initial=0.0))
    headline = tr("Undecided: a flat point cannot tell")
    if size == 0:
        why = tr(
            "Backpropagation says that the cost is flat here, and all that is measured is rounding."
        )
    else:
        why = tr(
            "The cost is nearly flat here: its largest slope is {size}, too small to measure at "
            "any epsilon.",
            size=compact(size, 2),
        )
    advice = tr("Check at other weights: smaller ones, or those before training.")
    return Explanation(headline, f"{why} {advice}")


def _large_cost(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    detail = tr(
        "The cost is {cost}, so large that its rounding hides the slopes: {known}. Take a "
        "constant out of it, or scale it down.",
        cost=compact(result.cost, 2),
        known=_known_to(result),
    )
    return Explanation(tr("Undecided: the cost is too large to tell"), detail)


def _noisy_cost(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    detail = tr(
        "At nearly the same weights the cost scatters by {noise}, far more than {dtype} rounds, "
        "and {known}. Something in it is computed in a lower precision, or by chance.",
        noise=compact(result.noise, 2),
        dtype=result.spec.dtype,
        known=_known_to(result),
    )
    return Explanation(tr("Undecided: the cost is too noisy to tell"), detail)


def _overflowing(result: CheckResult, overall: OverallVerdict) -> Explanation:
    detail = tr(
        "After a step of {epsilon} the cost of {count:,} of {total:,} weights is no finite "
        "number, which is not backpropagation's fault.",
        epsilon=epsilon_text(result.spec.epsilon),
        count=result.count_reason("not-finite"),
        total=result.planned,
    )
    advice = _advice(overall, tr("Try a smaller epsilon, or smaller weights."))
    return Explanation(tr("Undecided: the cost overflows"), f"{detail} {advice}")


def _jumps(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    detail = tr(
        "The cost jumps at {count:,} of {total:,} weights, as with a threshold or rounding in "
        "it: there it has no slope, whatever the epsilon.",
        count=result.count_reason("discontinuous"),
        total=result.planned,
    )
    return Explanation(tr("Undecided: the cost jumps"), detail)


def _untested_data(_result: CheckResult, overall: OverallVerdict) -> Explanation:
    detail = tr(
        "L2 regularisation makes up nearly all of the gradient of {places}, and hides what "
        "the data adds. Check with L2 set to 0 (lambda 0) as well.",
        places=listed(overall.blocks),
    )
    return Explanation(tr("Undecided: the data term was not tested"), detail)


def _kinks(result: CheckResult, overall: OverallVerdict) -> Explanation:
    detail = tr(
        "{unclear:,} of {total:,} weights have a kink within a step of {epsilon}. {advice}",
        unclear=result.count_reason("kink-in-step"),
        total=result.planned,
        epsilon=epsilon_text(result.spec.epsilon),
        advice=_advice(overall, tr("Try a smaller epsilon, or fewer samples.")),
    ).strip()
    return Explanation(tr("Undecided: too many kinks in the way"), detail)


UNDECIDED_CAUSES: dict[str, Callable[[CheckResult, OverallVerdict], Explanation]] = {
    "epsilon-too-large": _too_large,
    "epsilon-too-small": _too_small,
    "one-step": _one_step,
    "precision": _precision,
    "flat": _flat,
    "large-cost": _large_cost,
    "noisy-cost": _noisy_cost,
    "not-finite": _overflowing,
    "untested-block": _untested,
    "untested-data": _untested_data,
    "kinks": _kinks,
    "jumps": _jumps,
    "many-undecided": _many_undecided,
}
