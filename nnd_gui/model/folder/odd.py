"""Submissions that were not checked as most were: another class, other shapes, other numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from nnd_gui.model.folder.record import Record
from nnd_gui.model.submission_rows import SubmissionRow
from nnd_gui.model.words import tr

__all__ = ["with_odd"]


def with_odd(records: Sequence[Record]) -> list[SubmissionRow]:
    """The rows, each with why it is an odd one, if it is.

    What most have in common is known only where more than half of those that ran have it: a
    folder of different programs has no odd ones.
    """
    shapes = _of_most([record.shapes for record in records if record.shapes])
    same = [record.point for record in records if record.shapes and record.shapes == shapes]
    point = _of_most(same)
    return [_told(record, shapes, point) for record in records]


def _told(record: Record, shapes: str, point: str) -> SubmissionRow:
    row = record.row
    if row.odd or not record.shapes or not shapes:
        return row
    if record.shapes != shapes:
        said = tr(
            "It has {here}; most have {there}.",
            here=record.shapes,
            there=shapes,
        )
        return replace(row, odd=said)
    if point and record.point != point:
        said = tr("It was checked at other weights, or with other data, than most: its own.")
        return replace(row, odd=said)
    return row


def _of_most(found: Sequence[str]) -> str:
    """What more than half have; empty where there is nothing like that, or only one."""
    if len(found) < 2:
        return ""
    text, count = Counter(found).most_common(1)[0]
    return text if 2 * count > len(found) else ""
