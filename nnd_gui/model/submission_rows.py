"""A row for each submission: verdict, ratio, diagnosis, time, and a short text for its author."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.explain import explain
from nnd_gui.model.numbers import compact, duration
from nnd_gui.model.problems import place_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.submissions import Submission
from nnd_gui.model.words import tr, trn

__all__ = ["SubmissionRow", "feedback_text", "rows_csv", "rows_text", "submission_row"]

_FORMULA = frozenset("=+-@\t\r")
_ORDER = ("disagree", "", "undecided", "agree")


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """What came of one submission.

    Parameters
    ----------
    name, student : str
        As of the `Submission`.
    verdict : str
        ``agree``, ``disagree`` or ``undecided``; empty where it could not be checked.
    failure : str
        Kind of the failure, empty where there was none.
    ratio : float or None
        The lesson's number.
    diagnosis : str
        Names of the mistakes that it looks like, as ``sign in W1``.
    seconds : float
    sentence : str
        What a person reads.
    cost, gradient : str
        How each compares with the reference solution's, in a word; empty without one.
    compared : str
        The same in a sentence.
    odd : str
        Why it was not checked as the others were; empty for most.
    group : str
        Which of the groups of its folder it belongs to: see `model.folder.groups`.
    """

    name: str
    student: str
    verdict: str
    failure: str
    ratio: float | None
    diagnosis: str
    seconds: float
    sentence: str
    cost: str = ""
    gradient: str = ""
    compared: str = ""
    odd: str = ""
    group: str = ""


def submission_row(submission: Submission, result: CheckResult) -> SubmissionRow:
    """Row of a finished check."""
    finished = result.finished
    failure = finished.failure if finished is not None else None
    sentence = explain(result).sentence
    if failure is not None and failure.where and place_text(failure.where) not in sentence:
        sentence = f"{place_text(failure.where)}: {sentence}"
    return SubmissionRow(
        submission.name,
        submission.student,
        result.overall.verdict if result.overall is not None else "",
        failure.kind if failure is not None else "",
        result.ratio,
        "; ".join(
            tr("{bug} in {where}", bug=bug_label(finding.bug), where=", ".join(finding.where))
            if finding.where
            else bug_label(finding.bug)
            for finding in result.findings
        ),
        finished.seconds if finished is not None else 0.0,
        sentence,
    )


def rows_text(rows: Sequence[SubmissionRow]) -> str:
    """The rows as a table, those to look at first, and how many of each there are."""
    compared = any(row.compared for row in rows)
    heads = [tr("submission"), tr("verdict"), tr("ratio"), tr("diagnosis"), tr("time")]
    if compared:
        heads += [tr("cost"), tr("gradient")]
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row.verdict), row.diagnosis, row.name))
    cells = [
        [
            row.name,
            tr(row.verdict) if row.verdict else row.failure,
            compact(row.ratio),
            row.diagnosis or "–",
            duration(row.seconds),
            *([row.cost or "–", row.gradient or "–"] if compared else []),
        ]
        for row in ordered
    ]
    widths = [max(len(line[at]) for line in [heads, *cells]) for at in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [heads, *cells]
    ]
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in _ORDER}
    told = tr(
        "{total} submissions: {agree} agree, {disagree} disagree. {look} need a look: "
        "{undecided} undecided, {failed} that could not be checked.",
        total=len(rows),
        agree=counts["agree"],
        disagree=counts["disagree"],
        look=counts["undecided"] + counts[""],
        undecided=counts["undecided"],
        failed=counts[""],
    )
    other = sum(row.verdict == "agree" and row.group != "agree" for row in rows if row.group)
    if other:
        told += " " + trn(
            "{count} of those that agree has another cost than the reference.",
            "{count} of those that agree have another cost than the reference.",
            other,
        )
    unread = [f"{row.name}: {row.sentence}" for row in ordered if not row.verdict]
    if unread:
        lines += ["", tr("Look yourself:"), *unread]
    odd = [f"{row.name}: {row.odd}" for row in rows if row.odd]
    if odd:
        lines += ["", tr("Not checked as the others were:"), *odd]
    return "\n".join([*lines, "", told])


def rows_csv(rows: Sequence[SubmissionRow]) -> str:
    """The rows as comma-separated text."""
    text = io.StringIO()
    names = [field.name for field in fields(SubmissionRow)]
    writer = csv.DictWriter(text, [*names, "feedback"], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {**asdict(row), "feedback": feedback_text(row)}
        writer.writerow({name: _harmless(cell) for name, cell in cells.items()})
    return text.getvalue()


def feedback_text(row: SubmissionRow) -> str:
    """A few words for whoever handed it in; never a mark."""
    parts = [row.sentence]
    if row.compared:
        parts.append(row.compared)
    elif row.verdict == "agree":
        parts.append(tr("Whether the cost is the one that was asked for, this does not say."))
    if row.verdict not in ("agree", "disagree"):
        parts.append(tr("Somebody will look at it."))
    return " ".join(parts)


def _harmless(cell: object) -> object:
    """A file's name must not become a formula of a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA and cell[1:] else cell
