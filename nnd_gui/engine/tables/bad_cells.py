"""Cells of a file that hold no number: where they are, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nnd_gui.engine.errors import CheckFailure, EngineError
from nnd_gui.engine.tables.sheet import Cell, Sheet, TableFile

__all__ = ["MISSING", "BadCell", "CellsProblem", "bad_cell"]

MISSING = frozenset(["", "na", "n/a", "nan", "null", "none", "?", "-", "--", "."])
"""What stands, in small letters, where people have no value to write."""

_LONGEST_QUOTED = 30

# Whole sentences, so that each can be translated.
_NAMED = {
    "empty": "row {row}, column {column} (“{heading}”) is empty.",
    "missing": "row {row}, column {column} (“{heading}”) is missing (“{text}”).",
    "not finite": "row {row}, column {column} (“{heading}”) is {text}, not a finite number.",
    "no number": "row {row}, column {column} (“{heading}”) is “{text}”, no number.",
}
_NUMBERED = {
    "empty": "row {row}, column {column} is empty.",
    "missing": "row {row}, column {column} is missing (“{text}”).",
    "not finite": "row {row}, column {column} is {text}, not a finite number.",
    "no number": "row {row}, column {column} is “{text}”, no number.",
}
_ONE = "“{file}”: {sentence}"
_SEVERAL = "“{file}”: {sentence} Rows with such a cell: {rows:,}."


class BadCell(NamedTuple):
    """A place in a file that holds no number, and what it holds."""

    row: int
    column: int
    sentence: EngineError


class CellsProblem(CheckFailure):
    """Cells that are missing, or hold no number.

    Attributes
    ----------
    cells : tuple of BadCell
        The first ones.
    rows : int
        How many rows have any.
    """

    def __init__(self, sheet: Sheet, cells: Sequence[BadCell], rows: int) -> None:
        self.cells, self.rows = tuple(cells), rows
        template = _SEVERAL if rows > 1 else _ONE
        values: dict[str, object] = {"file": sheet.name, "sentence": cells[0].sentence}
        if rows > 1:
            values["rows"] = rows
        super().__init__("bad-input", template, **values)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def bad_cell(file: TableFile, sheet: Sheet, row: int, column: int, cell: Cell) -> BadCell:
    """Say what is wrong with a cell that holds no finite number.

    Parameters
    ----------
    file : TableFile
        Which texts are numbers there.
    sheet : Sheet
        Its headings.
    row, column : int
        Row as the file counts it, and column from 0.
    cell : Cell
        What stands there.
    """
    text = str(cell).strip()
    heading = sheet.headings[column]
    values: dict[str, object] = {"row": row, "column": column + 1, "text": _short(text)}
    if heading:
        values["heading"] = _short(heading)
    if not text:
        what = "empty"
    elif text.lower() in MISSING:
        what = "missing"
    else:
        what = "not finite" if _is_number(file, cell) else "no number"
    template = (_NAMED if heading else _NUMBERED)[what]
    return BadCell(row, column, EngineError(template, **values))


def _is_number(file: TableFile, cell: Cell) -> bool:
    try:
        file.number(cell)
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1] + "…"
