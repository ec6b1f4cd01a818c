"""Submissions that came to the same, counted: "14 miss f'(z2)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nnd_gui.engine.explanations import UNKNOWN, Finding
from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.submission_rows import SubmissionRow
from nnd_gui.model.words import tr, trn

__all__ = ["Group", "failure_words", "group_key", "groups_of", "look_yourself"]

_DISAGREE, _UNDECIDED, _FAILED, _AGREE, _OTHER_COST = (
    "disagree", "undecided", "failed", "agree", "other-cost",
)  # fmt: skip
_MATRIX = re.compile(r"(?:W|Theta|theta|w)(\d+)")


@dataclass(frozen=True, slots=True)
class Group:
    """Submissions that came to the same.

    Parameters
    ----------
    key : str
        What their rows have as `group`.
    kind : {"disagree", "undecided", "failed", "agree", "other-cost"}
    text : str
        What is said of them, with their number.
    count : int
    """

    key: str
    kind: str
    text: str
    count: int


def group_key(
    verdict: str, failure: str, findings: Iterable[Finding] = (), *, other_cost: bool = False
) -> str:
    """The group of one submission: a key that no translation changes.

    Parameters
    ----------
    verdict, failure : str
        As of a `SubmissionRow`.
    findings : iterable of Finding
        What its errors look like.
    other_cost : bool
        Whether its gradient is right, but of another cost than the reference's.
    """
    if verdict == "disagree":
        bugs = sorted(f"{one.bug}@{','.join(one.where)}" for one in findings)
        return f"{_DISAGREE}:{';'.join(bugs)}"
    if verdict == "agree":
        return _OTHER_COST if other_cost else _AGREE
    return _UNDECIDED if verdict else f"{_FAILED}:{failure}"


def look_yourself(row: SubmissionRow) -> bool:
    """Whether no verdict was reached, or one that cannot be the last word."""
    return row.verdict not in ("agree", "disagree") or row.group == _OTHER_COST


def groups_of(rows: Sequence[SubmissionRow]) -> list[Group]:
    """The groups of a folder: mistakes, the commonest first; what is to be looked at; the right."""
    counts = Counter(row.group for row in rows)
    order = (_DISAGREE, _OTHER_COST, _UNDECIDED, _FAILED, _AGREE)
    found = [
        Group(key, key.partition(":")[0], _text(key, count), count) for key, count in counts.items()
    ]
    return sorted(found, key=lambda group: (order.index(group.kind), -group.count, group.key))


def failure_words(kind: str) -> str:
    """Why a submission could not be checked, in a word or two for a table."""
    words = {
        "bad-input": tr("cannot be read"),
        "missing-file": tr("file missing"),
        "not-trusted": tr("not run"),
        "syntax-error": tr("syntax error"),
        "import-failed": tr("import failed"),
        "missing-module": tr("module missing"),
        "no-objective": tr("nothing to check"),
        "not-written-yet": tr("not written yet"),
        "shape-mismatch": tr("shapes do not fit"),
        "not-scalar-cost": tr("cost is no number"),
        "integer-parameters": tr("whole-number weights"),
        "not-repeatable": tr("not repeatable"),
        "state-changed": tr("changes its weights"),
        "not-finite-cost": tr("cost not finite"),
        "time-out": tr("too slow"),
        "crashed": tr("crashed"),
        "too-much-memory": tr("too much memory"),
        "user-exception": tr("raises an error"),
        "": tr("not checked"),
    }
    return words.get(kind, kind)


def _text(key: str, count: int) -> str:
    kind, _, rest = key.partition(":")
    if kind == _DISAGREE:
        return _mistakes(rest, count)
    if kind == _FAILED:
        return tr("{count}: {why}", count=f"{count:,}", why=failure_words(rest))
    return {
        _AGREE: lambda: trn("{count} agrees", "{count} agree", count),
        _OTHER_COST: lambda: trn(
            "{count} is right for another cost", "{count} are right for another cost", count
        ),
        _UNDECIDED: lambda: trn("{count} is undecided", "{count} are undecided", count),
    }[kind]()


def _mistakes(rest: str, count: int) -> str:
    found = [part.partition("@") for part in rest.split(";") if part]
    if not found:
        return trn("{count} disagrees", "{count} disagree", count)
    if len(found) == 1:
        bug, _, where = found[0]
        number = _MATRIX.fullmatch(where)
        if bug == "missing-activation-derivative" and number is not None:
            # As the lesson counts: W1 leads to z2.
            layer = int(number[1]) + 1
            return trn("{count} misses f'(z{z})", "{count} miss f'(z{z})", count, z=layer)
        if bug == UNKNOWN:
            places = where.replace(",", ", ")
            return trn(
                "{count} is wrong in {where} in a way of its own",
                "{count} are wrong in {where} in ways of their own",
                count,
                where=places,
            )
    bugs = tr(" and ").join(_mistake(bug, where) for bug, _, where in found)
    return trn("{count} has {bugs}", "{count} have {bugs}", count, bugs=bugs)


def _mistake(bug: str, where: str) -> str:
    places = where.replace(",", ", ")
    return tr("{bug} in {where}", bug=bug_label(bug), where=places) if where else bug_label(bug)
