"""What is seen of a file of samples before it is read: its columns and its first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["PREVIEW_ROWS", "Cell", "Sheet", "TableFile"]

PREVIEW_ROWS = 100

Cell = str | float
"""What stands in a place: text as it is written, or a number of an array."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The beginning of a file of samples.

    Parameters
    ----------
    name : str
        The file's name.
    headings : tuple of str
        Of each column; empty where the file has none for it.
    rows : tuple of tuple of str
        The first rows that hold samples, as they are written; at most `PREVIEW_ROWS`.
    numbers : tuple of int
        Which row of the file, counted from 1 as a spreadsheet counts, each of them is.
    inputs, targets : tuple of int
        Columns, from 0, that are likely X and y.
    separator : str
        What parts the cells of a text: ``","``, ``";"``, a tab, ``"|"`` or a blank; empty for
        arrays.
    parts : tuple of str
        Groups of arrays of one length, of which one is shown: names of the arrays in each.
    part : int
        Which one it is.
    total : int or None
        How many samples there are, where that is known without reading all.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    inputs: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    separator: str = ""
    parts: tuple[str, ...] = ()
    part: int = 0
    total: int | None = None

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.headings)


class TableFile(Protocol):
    """A file of samples, open for reading as often as is needed."""

    @property
    def sheet(self) -> Sheet:
        """Its columns and its first rows."""

    def records(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each sample with the number of its row; empty rows are passed over.

        Raises
        ------
        CheckFailure
            If the file cannot be read on.
        """

    def number(self, cell: Cell) -> float:
        """The number that a cell is.

        Raises
        ------
        ValueError
            If it is none.
        """
