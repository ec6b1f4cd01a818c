"""A file of samples opened, whichever kind it is; and read whole, for who asks nothing."""

from __future__ import annotations

from pathlib import Path

from nnd_gui.engine.driven import driven
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import TableData
from nnd_gui.engine.tables.arrays import ArrayTable
from nnd_gui.engine.tables.failures import unreadable
from nnd_gui.engine.tables.reading import Choice, Read, read_samples
from nnd_gui.engine.tables.sheet import Sheet, TableFile
from nnd_gui.engine.tables.text import TextTable

__all__ = ["all_columns", "open_table", "read_all", "read_table"]

_ARRAYS = (b"PK\x03\x04", b"\x93NUMPY")


def open_table(
    path: Path, *, separator: str | None = None, head: int | None = None, part: int = 0
) -> TableFile:
    """Open a file of samples and look at its beginning.

    Parameters
    ----------
    path : pathlib.Path
        Text with separators, or numpy's ``.npz`` or ``.npy``: told by how it begins.
    separator, head
        As for `TextTable`; found out when left out.
    part : int
        As for `ArrayTable`.

    Raises
    ------
    CheckFailure
        ``missing-file`` if it cannot be read, ``bad-input`` if it is none.
    """
    try:
        with path.open("rb") as file:
            begin = file.read(6)
    except OSError as problem:
        raise unreadable(path, problem) from None
    if begin.startswith(_ARRAYS):
        return ArrayTable(path, part)
    return TextTable(path, separator, head)


def read_table(path: Path) -> TableData:
    """Read all columns of a file: one sample a row, inputs before targets.

    Raises
    ------
    CheckFailure
        ``missing-file`` if it cannot be read, ``bad-input`` if it is no table or a cell is no
        number.
    SpecError
        If it holds no samples, or more than an experiment has.
    """
    file = open_table(path)
    places = all_columns(file.sheet)
    read = read_all(file, Choice(places[:-1], places[-1:]))
    if read.more:
        raise SpecError(
            "data",
            "“{name}” has more than {count:,} samples; at most so many can be used.",
            name=path.name,
            count=len(read.table.rows),
        )
    return read.table


def all_columns(sheet: Sheet) -> tuple[int, ...]:
    """Columns of a file in which inputs stand before targets; of arrays, X and y by their names.

    Raises
    ------
    SpecError
        If there are no samples, or not both.
    """
    if not sheet.rows:
        raise SpecError("data", "“{name}” has no samples.", name=sheet.name)
    named = (*sheet.inputs, *sheet.targets)
    places = named if sheet.parts else tuple(range(sheet.columns))
    if len(places) < 2:
        raise SpecError(
            "data",
            "“{name}” has 1 column; at least one for an input and one for a target are needed.",
            name=sheet.name,
        )
    return places


def read_all(file: TableFile, choice: Choice) -> Read:
    """Read what was chosen, without a pause.

    Raises
    ------
    CheckFailure, SpecError
        As `read_samples`.
    """
    return driven(read_samples(file, choice))
