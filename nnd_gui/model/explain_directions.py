"""What a check along random directions has found, in words, and how much that is worth."""

from __future__ import annotations

from nnd_gui.engine.diagnose import UNKNOWN
from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.model.directions_result import DirectionsResult, Followed
from nnd_gui.model.explain_bug import explain_finding
from nnd_gui.model.explain_undecided import UNDECIDED_CAUSES
from nnd_gui.model.explanation import Explanation, listed
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import mark, tr, trn

__all__ = [
    "directions_note",
    "extent_notes",
    "matches_along",
    "remainder_sentence",
    "sample_note",
    "undecided_along",
    "wrong_along",
]


def matches_along(result: CheckResult, _overall: OverallVerdict) -> Explanation:
    """Explain that backpropagation agrees along the directions, and that this is weaker."""
    along = _along(result)
    agreeing, total = along.slopes.count(AGREE), along.slopes.total
    detail = trn(
        "Along {count} random direction through {total:,} weights, {slopes} match.",
        "Along {count} random directions through {total:,} weights, {slopes} match.",
        along.count,
        total=result.total,
        slopes=_slopes(agreeing, total),
    )
    weaker = tr("This is weaker than a check of each weight: mistakes can hide or cancel in a sum.")
    unclear = along.slopes.count(UNDECIDED)
    undecided = trn("{count} is undecided.", "{count} are undecided.", unclear) if unclear else ""
    parts = [detail, undecided, weaker, _blind(along), _lost(along)]
    return Explanation(
        tr("Backpropagation matches the measured slopes along random directions"),
        " ".join(filter(None, parts)),
    )


def _slopes(agreeing: int, total: int) -> str:
    if agreeing == total:
        return trn("its {count} slope", "all {count} slopes", total)
    return tr("{agreeing:,} of {total:,} slopes", agreeing=agreeing, total=total)


def _blind(along: DirectionsResult) -> str:
    """How large a mistake in one weight could be and not show."""
    share = along.blind_share()
    if share is None:
        return ""
    return tr(
        "A mistake in a single weight would not show if it were below {share} % of a typical "
        "gradient beside it.",
        share=compact(100 * share, 2),
    )


def _lost(along: DirectionsResult) -> str:
    if not along.lost:
        return ""
    return trn(
        "{count} weight is not part of them: its step is lost in rounding.",
        "{count} weights are not part of them: their steps are lost in rounding.",
        along.lost,
    )


def wrong_along(result: CheckResult, overall: OverallVerdict) -> Explanation:
    """Explain that backpropagation is wrong along directions."""
    along = _along(result)
    headline = tr("Backpropagation is wrong")
    if overall.blocks:
        headline = tr("Backpropagation is wrong in {places}", places=listed(overall.blocks))
    wrong, total = along.slopes.count(DISAGREE), along.slopes.total
    detail = trn(
        "{count} of {total:,} slopes along random directions disagrees.",
        "{count} of {total:,} slopes along random directions disagree.",
        wrong,
        total=total,
    )
    known = [finding for finding in result.findings if finding.bug != UNKNOWN]
    if known:
        told = explain_finding(known[0], result.layout, alone=len(result.findings) == 1)
        return Explanation(headline, f"{detail} {told}")
    if result.planned:
        detail = f"{detail} {tr('The weights of the sample do not show it.')}"
    advice = tr("Directions cannot name a weight: check weights, or a sample of them.")
    return Explanation(headline, f"{detail} {advice}")


def undecided_along(result: CheckResult, overall: OverallVerdict) -> Explanation:
    """Explain why directions alone could not decide."""
    slopes = _along(result).slopes
    told = tr("Only random directions were checked, no single weight.")
    if overall.cause == "untested-block" and overall.blocks:
        headline = tr("Undecided: {places} could not be tested", places=listed(overall.blocks))
        why = tr("No direction through it moved the cost enough to tell its slope.")
        return Explanation(headline, f"{why} {told}")
    if overall.cause not in _UNCLEAR:
        # What these say of slopes is as true of those along directions.
        found = UNDECIDED_CAUSES[overall.cause](slopes, overall)
        return Explanation(found.headline, f"{found.detail} {told}")
    unclear = slopes.count(UNDECIDED) - slopes.count_reason("zero-both")
    detail = tr(
        "{unclear:,} of {total:,} slopes along random directions are too uncertain to compare.",
        unclear=unclear,
        total=slopes.total,
    )
    advice = ""
    if overall.better_epsilon is not None:
        advice = tr("Try epsilon {epsilon}.", epsilon=epsilon_text(overall.better_epsilon))
    parts = (detail, tr(_UNCLEAR[overall.cause]), advice, told)
    return Explanation(tr("Undecided: too many slopes are unclear"), " ".join(filter(None, parts)))


# Causes that are told of weights one by one, and what stands for them here.
_UNCLEAR = {
    "untested-block": "",
    "many-undecided": "",
    "kinks": mark("Kinks of the cost are in the way: a direction crosses those of all units."),
    "jumps": mark("The cost jumps there, as with a threshold or rounding in it."),
    "not-finite": mark("After the step the cost is no finite number."),
}


def directions_note(result: CheckResult) -> str:
    """What directions found, beside weights; empty where there are none."""
    along = result.directions
    if along is None or along.verdict is None:
        return ""
    seed = tr("seed {seed}", seed=along.seed)
    counts = along.slopes
    return trn(
        "{count} random direction ({seed}): {agree:,} of {total:,} slopes agree, {wrong:,} "
        "disagree, {unclear:,} are undecided.",
        "{count} random directions ({seed}): {agree:,} of {total:,} slopes agree, {wrong:,} "
        "disagree, {unclear:,} are undecided.",
        along.count,
        seed=seed,
        agree=counts.count(AGREE),
        total=counts.total,
        wrong=counts.count(DISAGREE),
        unclear=counts.count(UNDECIDED),
    )


def sample_note(result: CheckResult) -> str:
    """Which weights were checked, and how to check the same again; empty if all were."""
    if not result.sampled:
        return ""
    return tr(
        "{planned:,} of {total:,} weights are a sample, spread over every matrix and bias "
        "(seed {seed}).",
        planned=result.planned,
        total=result.total,
        seed=result.sample_seed,
    )


def extent_notes(result: CheckResult) -> tuple[str, ...]:
    """All that is to be said of a sample and of directions, beside the verdict."""
    remainder = "" if result.directions is None else remainder_sentence(result.directions)
    notes = sample_note(result), directions_note(result), remainder
    return tuple(note for note in notes if note)


def remainder_sentence(along: DirectionsResult) -> str:
    """What Taylor's remainder says, the clearest first; empty where it was not followed."""
    told = [one for one in along.remainders if one.found.kind == "wrong"]
    told = told or [one for one in along.remainders if one.found.kind == "right"]
    told = told or along.remainders
    return _remainder(told[0]) if told else ""


def _remainder(one: Followed) -> str:
    found = one.found
    if found.kind == "nothing-left":
        return tr("Taylor's remainder: nothing is left but rounding, as of a right gradient.")
    if found.slope is None or found.kind == "unclear":
        return tr("Taylor's remainder: rounding or kinks hide how fast it falls.")
    slope = compact(found.slope, 3)
    if found.kind == "wrong":
        return tr(
            "Taylor's remainder falls with the step to the power {slope}: 1 is the mark of a "
            "wrong gradient (or of a kink at this very point), 2 that of a right one.",
            slope=slope,
        )
    return tr(
        "Taylor's remainder falls with the step to the power {slope}: 2 is the mark of a right "
        "gradient, 1 that of a wrong one.",
        slope=slope,
    )


def _along(result: CheckResult) -> DirectionsResult:
    if result.directions is None:
        raise ValueError("this result has no directions")
    return result.directions
