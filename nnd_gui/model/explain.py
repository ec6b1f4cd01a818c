"""Verdicts as sentences: what was found, who is to blame, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnd_gui.engine.errors import EngineError
from nnd_gui.engine.events import Failure
from nnd_gui.engine.judge import AGREE, DISAGREE, REASONS, UNDECIDED
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.engine.spec import DEFAULT_TOLERANCES
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["Explanation", "explain", "problem_text", "verdict_word"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding in two parts.

    Parameters
    ----------
    headline : str
        What a room reads.
    detail : str
        What it rests on, or what to do; may be empty.
    """

    headline: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Both parts as running text."""
        end = "" if self.headline.endswith("…") else "."
        return f"{self.headline}{end} {self.detail}".strip()


def problem_text(problem: EngineError | Failure) -> str:
    """What went wrong, translated."""
    return tr(problem.template, **problem.values)


def verdict_word(verdict: int) -> str:
    """One of the design's three words."""
    words = {AGREE: tr("agree"), UNDECIDED: tr("undecided"), DISAGREE: tr("disagree")}
    return words.get(verdict, tr("not checked"))


def explain(result: CheckResult) -> Explanation:
    """What a check has found, in words."""
    if result.finished is None:
        return Explanation(tr("Checking…"))
    if result.finished.outcome == "cancelled":
        return _cancelled(result)
    if result.finished.failure is not None:
        return Explanation(tr("Could not be checked"), problem_text(result.finished.failure))
    if result.overall is None:
        raise ValueError("a completed result has a verdict")
    return _VERDICTS[result.overall.cause](result, result.overall)


def _cancelled(result: CheckResult) -> Explanation:
    headline = tr("Stopped before the end")
    if not result.checked:
        return Explanation(headline, tr("Nothing was checked."))
    wrong = result.count(DISAGREE)
    checked = tr(
        "{checked:,} of {total:,} weights were checked;",
        checked=result.checked,
        total=result.total,
    )
    found = (
        trn("{count} of them disagrees.", "{count} of them disagree.", wrong)
        if wrong
        else tr("none of them disagrees.")
    )
    return Explanation(headline, f"{checked} {found}")


def _matches(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    agreeing, error = result.count(AGREE), compact(result.largest_error(), 1)
    if agreeing == result.total:
        detail = trn(
            "Its {count} weight matches, to within {error}.",
            "All {count} weights match, to within {error}.",
            agreeing,
            error=error,
        )
        return Explanation(tr("Backpropagation matches the measured slopes"), detail)
    detail = tr(
        "{agreeing:,} of {total:,} weights match, to within {error}.",
        agreeing=agreeing,
        total=result.total,
        error=error,
    )
    return Explanation(
        tr("Backpropagation matches the measured slopes"), f"{detail} {_rest(result)}".strip()
    )


def _rest(result: CheckResult) -> str:
    """What became of the weights that neither agree nor disagree."""
    untested = result.count_reason("zero-both")
    unclear = result.count(UNDECIDED) - untested
    parts = []
    if untested:
        parts.append(
            trn(
                "{count} is untested: the cost did not react to it.",
                "{count} are untested: the cost did not react to them.",
                untested,
            )
        )
    if unclear:
        parts.append(
            trn(
                "{count} is undecided at this epsilon.",
                "{count} are undecided at this epsilon.",
                unclear,
            )
        )
    return " ".join(parts)


def _wrong(result: CheckResult, overall: OverallVerdict) -> Explanation:
    wrong = result.count(DISAGREE)
    headline = tr("Backpropagation is wrong in {places}", places=_listed(overall.blocks))
    detail = trn(
        "{count} of {total:,} weights disagrees.",
        "{count} of {total:,} weights disagree.",
        wrong,
        total=result.total,
    )
    return Explanation(headline, detail)


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
    found = _unclear_epsilon(
        tr("Undecided: epsilon is too small to tell"),
        tr("A step of {epsilon} drowns in rounding, so {known}."),
        result,
        overall,
    )
    if overall.better_epsilon is not None:
        return found
    return replace(found, detail=found.detail + " " + tr("Try smaller weights or a relative step."))


def _unclear_epsilon(
    headline: str, why: str, result: CheckResult, overall: OverallVerdict
) -> Explanation:
    detail = why.format(epsilon=epsilon_text(result.spec.epsilon), known=_known_to(result))
    return Explanation(headline, f"{detail} {_try(overall)}".strip())


def _try(overall: OverallVerdict) -> str:
    if overall.better_epsilon is None:
        return ""
    return tr("Try {epsilon}.", epsilon=epsilon_text(overall.better_epsilon))


def _precision(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    every_block = tuple(block.name for block in result.layout.blocks)
    if _only_reason(result, every_block) == "zero-both":
        return Explanation(
            tr("Undecided: nothing could be tested"),
            tr(
                "The cost does not react to any weight, so its slope of 0 proves nothing. "
                "Try other weights or data."
            ),
        )
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
    if why == "zero-both":
        detail = tr(
            "The cost does not react to any weight there, so its slope of 0 proves nothing. "
            "Try other weights or data."
        )
    elif why == "not-finite":
        detail = tr(
            "After a step of {epsilon} the cost is no finite number. Try a smaller epsilon, "
            "or smaller weights.",
            epsilon=epsilon_text(result.spec.epsilon),
        )
    elif why == "step-lost":
        detail = tr(
            "A step of {epsilon} is lost in rounding there: each weight stays what it is. Try "
            "a larger epsilon, or smaller weights.",
            epsilon=epsilon_text(result.spec.epsilon),
        )
    else:
        detail = tr(
            "No weight there moved the cost enough to tell its slope. Try other weights, "
            "data or epsilon."
        )
    places = _listed(overall.blocks)
    return Explanation(tr("Undecided: {places} could not be tested", places=places), detail)


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
    detail = tr(
        "{unclear:,} of {total:,} weights have slopes too uncertain to compare.",
        unclear=result.count(UNDECIDED) - result.count_reason("zero-both"),
        total=result.total,
    )
    return Explanation(
        tr("Undecided: too many slopes are unclear"), f"{detail} {_try(overall)}".strip()
    )


def _listed(blocks: tuple[str, ...]) -> str:
    """Names in a sentence: W1, W1 and b1, or the first few and a count."""
    if len(blocks) == 1:
        return blocks[0]
    if len(blocks) > 4:
        return tr("{first} and {others} more", first=", ".join(blocks[:3]), others=len(blocks) - 3)
    return tr("{first} and {last}", first=", ".join(blocks[:-1]), last=blocks[-1])


_VERDICTS = {
    "matches": _matches,
    "wrong": _wrong,
    "epsilon-too-large": _too_large,
    "epsilon-too-small": _too_small,
    "precision": _precision,
    "untested-block": _untested,
    "many-undecided": _many_undecided,
}
