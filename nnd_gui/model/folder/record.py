"""What is kept of one checked submission: its row, its report, and where it was checked."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from nnd_gui.engine.reference import Compared
from nnd_gui.model.export import report
from nnd_gui.model.folder.compared_words import compared_sentence, likeness_word
from nnd_gui.model.folder.groups import group_key
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request
from nnd_gui.model.submission_rows import SubmissionRow, submission_row
from nnd_gui.model.submissions import Submission

__all__ = ["Record", "record_from", "record_json", "record_of"]

FORMAT = "nnd-check-row/1"
# A report with more weights is not kept: the row is, and the check is made again for the rest.
_MOST_WEIGHTS = 5_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One submission that has been checked.

    Parameters
    ----------
    row : SubmissionRow
    shapes : str
        Names and shapes of its weights, and shapes of its data; empty if it never ran.
    point : str
        A fingerprint of the weights' and the data's numbers.
    report : dict or None
        What ``--json`` has of it; None where it was too long to be kept.
    """

    row: SubmissionRow
    shapes: str = ""
    point: str = ""
    report: Json | None = None


def record_of(
    submission: Submission,
    request: Request,
    result: CheckResult,
    compared: Compared | str | None = None,
) -> Record:
    """What is kept of a finished check.

    Parameters
    ----------
    submission : Submission
    request : Request
        What was asked for.
    result : CheckResult
        What came of it.
    compared : Compared or str, optional
        How it compares with the reference, or why it could not be compared; None where
        there is none, or it did not get that far.
    """
    row = submission_row(submission, result)
    if isinstance(compared, str):
        row = replace(row, compared=compared, cost="–", gradient="–")
    elif compared is not None:
        row = replace(
            row,
            compared=compared_sentence(compared, row.verdict),
            cost=likeness_word(compared.cost),
            gradient=likeness_word(compared.gradient),
        )
    differs = isinstance(compared, Compared) and compared.cost.kind != "same"
    key = group_key(row.verdict, row.failure, result.findings, other_cost=differs)
    row = replace(row, group=key)
    told = report(result, request.notes, request.target)
    if row.compared:
        told["reference"] = {"sentence": row.compared, "cost": row.cost, "gradient": row.gradient}
    shapes, point = _place(result)
    return Record(row, shapes, point, told)


def record_json(record: Record) -> Json:
    """A record as plain JSON; a report of very many weights is left out."""
    told = record.report
    if told is not None and len(told["weights"]) > _MOST_WEIGHTS:
        told = None
    return {
        "format": FORMAT,
        "row": asdict(record.row),
        "shapes": record.shapes,
        "point": record.point,
        "report": told,
    }


def record_from(found: object, submission: Submission) -> Record | None:
    """A record that was kept, now of this submission; None if it cannot be one."""
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return None
    row, told = found.get("row"), found.get("report")
    if not isinstance(row, dict) or not isinstance(told, dict | None):
        return None
    values: Json = {field.name: row.get(field.name) for field in fields(SubmissionRow)}
    texts = {name: value for name, value in values.items() if name not in ("ratio", "seconds")}
    numbers = values["ratio"], values["seconds"], found.get("shapes"), found.get("point")
    ratio, seconds, shapes, point = numbers
    if not all(isinstance(text, str) for text in (*texts.values(), shapes, point)):
        return None
    if not isinstance(seconds, int | float) or not isinstance(ratio, int | float | None):
        return None
    if told is not None:
        told = {**told, "target": submission.name}
    # The same file may lie elsewhere, and be another person's.
    values |= {"name": submission.name, "student": submission.student}
    return Record(SubmissionRow(**values), str(shapes), str(point), told)


def _place(result: CheckResult) -> tuple[str, str]:
    """Where a check was made: in words, and as a fingerprint."""
    started = result.started
    if started is None:
        return "", ""
    shapes = [f"{block.name} {_shape(block.shape)}" for block in result.layout.blocks]
    numbers = hashlib.sha256(np.ascontiguousarray(started.values).tobytes())
    for name in ("X", "y"):
        array = None if started.kept is None else started.kept.arrays.get(f"{name}_kept")
        if array is not None:
            shapes.append(f"{name} {_shape(array.shape)}")
            numbers.update(np.ascontiguousarray(array, np.float64).tobytes())
    return ", ".join(shapes), numbers.hexdigest()[:16]


def _shape(shape: tuple[int, ...]) -> str:
    return "×".join(str(size) for size in shape) or "1"
