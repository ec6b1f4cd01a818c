"""Verdicts as sentences: what was found, who is to blame, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from nnd_gui.engine.diagnose import UNKNOWN
from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.model.explain_bug import explain_finding
from nnd_gui.model.explain_cover import cover_explanation
from nnd_gui.model.explain_directions import matches_along, undecided_along, wrong_along
from nnd_gui.model.explain_undecided import UNDECIDED_CAUSES
from nnd_gui.model.explanation import Explanation, listed
from nnd_gui.model.numbers import compact
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["Explanation", "explain", "problem_text", "verdict_word"]


def verdict_word(verdict: int) -> str:
    """One of the design's three words."""
    words = {AGREE: tr("agree"), UNDECIDED: tr("undecided"), DISAGREE: tr("disagree")}
    return words.get(verdict, tr("not checked"))


def explain(result: CheckResult) -> Explanation:
    """What a check has found, in words."""
    if result.finished is None:
        if result.cover is not None:
            return cover_explanation(result.cover)
        return Explanation(tr("Checking…"))
    if result.finished.outcome == "cancelled":
        return _cancelled(result)
    if result.finished.failure is not None:
        return Explanation(tr("Could not be checked"), problem_text(result.finished.failure))
    if result.overall is None:
        raise ValueError("a completed result has a verdict")
    overall = result.overall
    if result.directions is not None and not result.planned and overall.cause in UNDECIDED_CAUSES:
        return undecided_along(result, overall)
    return _VERDICTS[overall.cause](result, overall)


def _cancelled(result: CheckResult) -> Explanation:
    headline = tr("Stopped before the end")
    if not result.checked:
        return Explanation(
            headline,
            tr("Nothing was checked.")
            if result.directions is None
            else tr("The directions were not followed to the end."),
        )
    wrong = result.count(DISAGREE)
    checked = tr(
        "{checked:,} of {total:,} weights were checked;",
        checked=result.checked,
        total=result.planned,
    )
    found = (
        trn("{count} of them disagrees.", "{count} of them disagree.", wrong)
        if wrong
        else tr("none of them disagrees.")
    )
    return Explanation(headline, f"{checked} {found}")


def _matches(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    if result.sampled:
        return _sample_matches(result)
    agreeing, error = result.count(AGREE), compact(result.largest_error(), 1)
    kinked = result.count_reason("subgradient")
    if agreeing == kinked:
        detail = trn(
            "{count} weight sits on a kink, and its value is between the slopes on either side.",
            "{count} weights sit on kinks, and their values are between the slopes on either side.",
            kinked,
        )
        return Explanation(
            tr("Backpropagation matches the measured slopes"), f"{detail} {_rest(result)}".strip()
        )
    if agreeing == result.total and not kinked:
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


def _sample_matches(result: CheckResult) -> Explanation:
    detail = tr(
        "{agreeing:,} of {planned:,} sampled weights match, to within {error}; {left:,} of "
        "{total:,} were not checked.",
        agreeing=result.count(AGREE),
        planned=result.planned,
        error=compact(result.largest_error(), 1),
        left=result.total - result.planned,
        total=result.total,
    )
    headline = tr("Backpropagation matches the measured slopes in a sample")
    return Explanation(headline, f"{detail} {_rest(result)}".strip())


def _rest(result: CheckResult) -> str:
    """What became of the weights that neither agree nor disagree."""
    untested = result.count_reason("zero-both")
    unclear = result.count(UNDECIDED) - untested
    parts = []
    kinked = result.count_reason("subgradient")
    if 0 < kinked < result.count(AGREE):
        parts.append(
            trn(
                "{count} of them sits on a kink, between the slopes on either side.",
                "{count} of them sit on kinks, between the slopes on either side.",
                kinked,
            )
        )
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


def _nearly_matches(_result: CheckResult, overall: OverallVerdict) -> Explanation:
    detail = tr(
        "Weights of {places} are off, but all by less than a millionth of the largest "
        "gradient there, as a small constant inside a logarithm leaves them.",
        places=listed(overall.blocks),
    )
    return Explanation(tr("Backpropagation matches the measured slopes"), detail)


def _wrong(result: CheckResult, overall: OverallVerdict) -> Explanation:
    absent = [finding for finding in result.findings if finding.variant == "not-written"]
    if absent and absent == list(result.findings):
        headline = tr("The gradient of {places} is not written yet", places=listed(overall.blocks))
        return Explanation(headline, tr("Of what is written, nothing is wrong."))
    wrong = result.count(DISAGREE)
    headline = tr("Backpropagation is wrong in {places}", places=listed(overall.blocks))
    detail = _wrong_count(result, wrong)
    known = [
        finding
        for finding in result.findings
        if finding.bug != UNKNOWN or finding.variant is not None
    ]
    if known:
        told = explain_finding(known[0], result.layout, alone=len(result.findings) == 1)
        detail = f"{detail} {told}"
    return Explanation(headline, detail)


def _wrong_count(result: CheckResult, wrong: int) -> str:
    if result.sampled:
        return trn(
            "{count} of {planned:,} sampled weights disagrees.",
            "{count} of {planned:,} sampled weights disagree.",
            wrong,
            planned=result.planned,
        )
    return trn(
        "{count} of {total:,} weights disagrees.",
        "{count} of {total:,} weights disagree.",
        wrong,
        total=result.total,
    )


_VERDICTS: dict[str, Callable[[CheckResult, OverallVerdict], Explanation]] = {
    "matches": _matches,
    "nearly-matches": _nearly_matches,
    "wrong": _wrong,
    "matches-along": matches_along,
    "wrong-along": wrong_along,
    **UNDECIDED_CAUSES,
}
