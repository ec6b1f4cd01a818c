"""Which submissions of a folder are looked at: by verdict, by group, by text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnd_gui.model.folder.groups import groups_of, look_yourself
from nnd_gui.model.submission_rows import SubmissionRow
from nnd_gui.model.submissions import Submission
from nnd_gui.model.words import tr

__all__ = ["Choice", "Wanted", "choices_of", "is_wanted"]

ALL, WAITING, LOOK, ODD = "all", "waiting", "look", "odd"
_VERDICTS = ("disagree", "agree")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at.

    Parameters
    ----------
    choice : str
        Key of a `Choice`.
    text : str
        Words, each of which must be somewhere in the row.
    """

    choice: str = ALL
    text: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the ways to look at a folder.

    Parameters
    ----------
    key : str
    text : str
        What it says, without its number.
    count : int
    depth : int
        1 for the groups of what is above them.
    kind : str
        Whose mark it bears: a verdict, ``"failed"``, or nothing.
    """

    key: str
    text: str
    count: int
    depth: int = 0
    kind: str = ""


def choices_of(rows: Sequence[SubmissionRow], total: int) -> list[Choice]:
    """What can be looked at, with how many there are of each; without what there is none of.

    Parameters
    ----------
    rows : sequence of SubmissionRow
        Of those that are done.
    total : int
        How many submissions there are.
    """
    groups = groups_of(rows)
    found = [Choice(ALL, tr("All submissions"), total)]
    if total > len(rows):
        found.append(Choice(WAITING, tr("Not checked yet"), total - len(rows)))
    wrong = sum(row.verdict == "disagree" for row in rows)
    if wrong:
        found.append(Choice("disagree", tr("Disagree"), wrong, kind="disagree"))
    found += [Choice(g.key, g.text, g.count, 1) for g in groups if g.kind == "disagree"]
    look = sum(look_yourself(row) for row in rows)
    if look:
        found.append(Choice(LOOK, tr("Look yourself"), look, kind="failed"))
    other = ("other-cost", "undecided", "failed")
    found += [Choice(g.key, g.text, g.count, 1) for g in groups if g.kind in other]
    right = sum(row.verdict == "agree" for row in rows)
    if right:
        found.append(Choice("agree", tr("Agree"), right, kind="agree"))
    odd = sum(bool(row.odd) for row in rows)
    if odd:
        found.append(Choice(ODD, tr("Not checked as the others"), odd, kind="undecided"))
    return found


def is_wanted(wanted: Wanted, submission: Submission, row: SubmissionRow | None) -> bool:
    """Whether a submission is looked at."""
    return _is_chosen(wanted.choice, row) and _has(wanted.text, submission, row)


def _is_chosen(choice: str, row: SubmissionRow | None) -> bool:
    if choice == ALL:
        return True
    if row is None or choice == WAITING:
        return row is None and choice == WAITING
    if choice == LOOK:
        return look_yourself(row)
    if choice == ODD:
        return bool(row.odd)
    if choice in _VERDICTS:
        return row.verdict == choice
    return row.group == choice


def _has(text: str, submission: Submission, row: SubmissionRow | None) -> bool:
    words = text.casefold().split()
    if not words:
        return True
    parts = [submission.student, submission.name]
    if row is not None:
        parts += [row.verdict, row.failure, row.diagnosis, row.sentence, row.odd, row.compared]
    everything = " ".join(parts).casefold()
    return all(word in everything for word in words)
