"""The named rules beside our own verdict, as rows of text."""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.engine.named_rules import apply_rules
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["RuleRow", "rule_rows", "rules_sentence"]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule and what it says of a gradient.

    Parameters
    ----------
    title : str
        Whose rule it is.
    formula : str
        What it takes.
    value, limit : str
        What came out, and what it may be.
    verdict : str
        ``"agree"``, ``"disagree"`` or ``"undecided"``.
    said : str
        The same as a word.
    why : str
        What the rule is blind to, or takes amiss.
    place, line : float, optional
        Value and limit as numbers, for a picture; None where there is none.
    """

    title: str
    formula: str
    value: str
    limit: str
    verdict: str
    said: str
    why: str
    place: float | None = None
    line: float | None = None


def rule_rows(result: CheckResult) -> tuple[RuleRow, ...]:
    """Our verdict and every named rule; empty until the check is complete."""
    if not result.completed or not result.checked:
        return ()
    titles = {
        "lesson": (
            tr("The lesson"),
            tr("‖a − n‖ / ‖a + n‖"),
            tr("One ratio for all weights: a small matrix can be wrong behind a large one."),
        ),
        "cs231n": (
            tr("CS231n"),
            tr("largest |a − n| / max(|a|, |n|)"),
            tr("Looks at every weight, but blames the gradient for the rounding of a tiny one."),
        ),
        "coursera": (
            tr("Coursera"),
            tr("‖a − n‖ / ‖a + n‖"),
            tr("The lesson's ratio with a line ten times lower: a good epsilon can miss it."),
        ),
        "deeplearning.ai": (
            tr("deeplearning.ai"),
            tr("‖a − n‖ / (‖a‖ + ‖n‖)"),
            tr(
                "Much like the lesson's, but a gradient of the wrong sign comes out as 1, not as ∞."
            ),
        ),
        "torch": (
            tr("torch allclose"),
            tr("largest |a − n| / (1e-5 + 1e-3·|n|)"),
            tr("Allows 1e-5 whatever the size: a gradient that is smaller all over always passes."),
        ),
    }
    rows, at = [_own(result)], result.measured
    for rule in apply_rules(result.analytic[at], result.weights.numerical[at]):
        title, formula, why = titles[rule.name]
        rows.append(
            RuleRow(
                title,
                formula,
                compact(rule.value),
                f"≤ {epsilon_text(rule.threshold)}" if rule.threshold != 1 else "≤ 1",
                "agree" if rule.holds else "disagree",
                tr("holds") if rule.holds else tr("fails"),
                why,
                rule.value,
                rule.threshold,
            )
        )
    return tuple(rows)


def rules_sentence(rows: tuple[RuleRow, ...]) -> str:
    """How many of the named rules hold, and whether that fits our verdict."""
    if not rows:
        return ""
    own, *named = rows
    holding = sum(row.verdict == "agree" for row in named)
    count = trn(
        "{count} of {total} named rules holds.",
        "{count} of {total} named rules hold.",
        holding,
        total=len(named),
    )
    if own.verdict == "agree" and holding < len(named):
        more = tr(
            "The others draw a finer line than this measurement, or our tolerance, can bear out."
        )
    elif own.verdict != "agree" and holding:
        more = tr("Each of those overlooks something that the weights one by one show.")
    else:
        more = tr("On this gradient they are of one mind.")
    letters = tr("a is the analytic gradient, n the numerical one, u its uncertainty.")
    return f"{count} {more} {letters}"


def _own(result: CheckResult) -> RuleRow:
    overall = result.overall
    verdict = "undecided" if overall is None else overall.verdict
    counts = [
        (result.count(AGREE), tr("{count:,} agree")),
        (result.count(UNDECIDED), tr("{count:,} undecided")),
        (result.count(DISAGREE), tr("{count:,} disagree")),
    ]
    return RuleRow(
        tr("This program"),
        tr("each |a − n| ≤ u + t·max(|a|,|n|)"),
        ", ".join(text.format(count=count) for count, text in counts if count),
        tr("t = {tolerance}", tolerance=epsilon_text(result.spec.tolerance_used)),
        verdict,
        tr(verdict),
        tr("Tells an error of the gradient from what the measurement cannot resolve."),
    )
