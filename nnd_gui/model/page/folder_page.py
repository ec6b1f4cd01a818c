"""The report of a folder of submissions, as a page: groups, a table, a text for each."""

from __future__ import annotations

from collections.abc import Sequence

from nnd_gui.model.folder.groups import failure_words, groups_of, look_yourself
from nnd_gui.model.name_order import plain_name_key
from nnd_gui.model.numbers import compact, duration
from nnd_gui.model.page.skeleton import escape, page, table, verdict_badge
from nnd_gui.model.submission_rows import SubmissionRow, feedback_text
from nnd_gui.model.words import tr, trn

__all__ = ["folder_page"]


def folder_page(name: str, rows: Sequence[SubmissionRow]) -> str:
    """A folder's rows as one page.

    Parameters
    ----------
    name : str
        What the folder is called.
    rows : sequence of SubmissionRow

    Returns
    -------
    str
        HTML, whole without any other file.
    """
    title = tr("Submissions in {name}", name=name)
    look = [row for row in rows if look_yourself(row)]
    odd = [row for row in rows if row.odd]
    count = trn("{count} submission.", "{count} submissions.", len(rows))
    parts = [f"<article><h1>{escape(title)}</h1><p>{escape(count)}</p>", _groups(rows)]
    if look:
        parts.append(_section(tr("To look at yourself"), look, "sentence"))
        said = tr("No mark follows from these: the check came to no answer, or not to a whole one.")
        parts.append(f'<p class="muted">{escape(said)}</p>')
    if odd:
        parts.append(_section(tr("Not checked as the others were"), odd, "odd"))
    parts += [_table(rows), "</article>", "<article>", _texts(rows), "</article>"]
    return page(title, "\n".join(parts))


def _groups(rows: Sequence[SubmissionRow]) -> str:
    badges = {"disagree": "disagree", "agree": "agree", "undecided": "undecided"}
    items = []
    for group in groups_of(rows):
        students = ", ".join(row.student for row in rows if row.group == group.key)
        badge = verdict_badge(badges.get(group.kind, "failed"), group.text)
        items.append(f"<p>{badge} {escape(students)}</p>")
    return "\n".join(items)


def _section(title: str, rows: Sequence[SubmissionRow], what: str) -> str:
    cells = [(row.student, row.name, getattr(row, what)) for row in rows]
    if what == "sentence":
        cells = [(row.student, row.name, _reason(row)) for row in rows]
    return f"<h2>{escape(title)}</h2>{table((tr('Student'), tr('File'), tr('Why')), cells)}"


def _reason(row: SubmissionRow) -> str:
    return row.compared if row.verdict == "agree" else row.sentence


def _table(rows: Sequence[SubmissionRow]) -> str:
    compared = any(row.compared for row in rows)
    heads = [tr("Student"), tr("File"), tr("Verdict"), tr("Ratio"), tr("Diagnosis"), tr("Time")]
    if compared:
        heads += [tr("Cost"), tr("Gradient")]
    cells = [
        (
            row.student,
            row.name,
            tr(row.verdict) if row.verdict else failure_words(row.failure),
            compact(row.ratio),
            row.diagnosis or "–",
            duration(row.seconds),
            *((row.cost or "–", row.gradient or "–") if compared else ()),
        )
        for row in sorted(rows, key=lambda row: (plain_name_key(row.student), row.name))
    ]
    return f"<h2>{escape(tr('All of them'))}</h2>{table(heads, cells, (3, 5))}"


def _texts(rows: Sequence[SubmissionRow]) -> str:
    parts = [f"<h2>{escape(tr('A text for each'))}</h2>"]
    for row in sorted(rows, key=lambda row: (plain_name_key(row.student), row.name)):
        head = f"<b>{escape(row.student)}</b> <span class='muted'>{escape(row.name)}</span>"
        parts.append(f"<p>{head}<br>{escape(feedback_text(row))}</p>")
    return "\n".join(parts)
