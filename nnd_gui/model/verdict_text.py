"""The verdict as text, to be pasted where somebody is asked for help."""

from __future__ import annotations

from collections.abc import Iterator

from nnd_gui.engine.judge import AGREE
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.explain import explain
from nnd_gui.model.numbers import compact
from nnd_gui.model.plain_text import experiment_text, table_text
from nnd_gui.model.problems import place_text, problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["verdict_text"]

# What a person reads in a forum.
_WORST = 5


def verdict_text(result: CheckResult) -> str:
    """Verdict, what was checked, the worst weights and the settings.

    Nothing is in it that the window does not say: what is covered, or a hint that was not
    asked for, is not in the result.

    Parameters
    ----------
    result : CheckResult
        However far it has come.

    Returns
    -------
    str
        Some lines; numbers in columns of equal width.
    """
    return "\n".join(_lines(result)) + "\n"


def _lines(result: CheckResult) -> Iterator[str]:
    finished = result.finished
    yield explain(result).sentence
    if finished is not None and finished.failure is not None and finished.failure.where:
        yield tr("At {where}.", where=place_text(finished.failure.where))
    if result.first_wrong is not None:
        yield problem_text(result.first_wrong)
    yield ""
    yield from _subject(result.spec)
    yield from _table(result)
    if result.completed and result.total:
        ratio = "?" if result.ratio is None else compact(result.ratio)
        yield ""
        yield tr("J = {cost}, ratio {ratio}", cost=compact(result.cost, 8), ratio=ratio)
    facts = result.facts or {}
    if "python" in facts:
        yield tr("Python {python}, NumPy {numpy}", python=facts["python"], numpy=facts["numpy"])
    yield tr("Checked by Gradient Checker.")


def _subject(spec: ExperimentSpec) -> Iterator[str]:
    subject = spec.subject
    yield experiment_text(spec)
    if isinstance(subject, PersonFile):
        # As the person wrote them; the order is that of the roles.
        names = list(dict.fromkeys(str(name) for name in subject.plan.names.values()))
        yield tr("in it: {names}; seed {seed}", names=", ".join(names), seed=subject.seed)


def _table(result: CheckResult) -> Iterator[str]:
    """The worst few weights; of a gradient that agrees none is worse than the others."""
    if result.finished is None:
        return  # on its way, or its verdicts are covered
    order = result.worst_first()
    bad = [index for index in order.tolist() if result.weights.verdict[index] != AGREE]
    if not bad:
        return
    yield ""
    # The heads and one line each: what else there is, is said in our own words.
    yield from table_text(result, min(_WORST, len(order))).splitlines()[: 1 + min(_WORST, len(bad))]
    if len(bad) > _WORST:
        count = len(bad) - _WORST
        yield trn(
            "… and {count} more that does not agree, of {total:,}",
            "… and {count} more that do not agree, of {total:,}",
            count,
            total=result.total,
        )
