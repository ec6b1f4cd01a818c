"""What each step of the hints says."""

from __future__ import annotations

from nnd_gui.engine.judge import DISAGREE
from nnd_gui.model.findings_text import findings_told
from nnd_gui.model.hints import HINTS, KIND, LINE, WHERE, Hints
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["hint_end", "hint_question", "hint_steps"]


def hint_question(step: str) -> str:
    """What is asked for by going to a step."""
    return {
        WHERE: tr("Where is it wrong?"),
        KIND: tr("What &kind of mistake?"),
        LINE: tr("Which &line?"),
    }[step]


def hint_end(step: str) -> str:
    """A choice of the step after which there are no more hints."""
    return {
        WHERE: tr("After &where it is wrong"),
        KIND: tr("After the &kind of mistake"),
        LINE: tr("After the &line"),
    }[step]


def hint_steps(result: CheckResult, hints: Hints) -> tuple[str, ...]:
    """What is told so far, a sentence for each step; empty where there is nothing to hint at."""
    if not hints.holds:
        return ()
    told = [_where(result)]
    if HINTS.index(hints.step) >= HINTS.index(KIND):
        known = "\n".join(findings_told(result))
        told.append(known or tr("It is none of the mistakes that are known here."))
    if hints.step == LINE:
        wrong = result.first_wrong
        told.append(
            tr("The steps on the way cannot be looked at one by one here, so no line is named.")
            if wrong is None
            else problem_text(wrong)
        )
    return tuple(told)


def _where(result: CheckResult) -> str:
    """Which matrices are wrong, and how many of their weights."""
    parts = []
    for block in result.layout.blocks:
        verdicts = result.weights.verdict[block.start : block.stop]
        wrong = int((verdicts == DISAGREE).sum())
        if wrong:
            parts.append(
                trn(
                    "{wrong:,} of {size:,} weight of {name}",
                    "{wrong:,} of {size:,} weights of {name}",
                    block.size,
                    wrong=wrong,
                    size=block.size,
                    name=block.name,
                )
            )
    return tr("Wrong: {parts}.", parts=", ".join(parts))
