"""Samples read out of a file: numbers where numbers are due, and what is none by row and column."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from nnd_gui.engine.errors import EngineError, SpecError
from nnd_gui.engine.sources import MAX_SAMPLES, TableData
from nnd_gui.engine.tables.bad_cells import MISSING, BadCell, CellsProblem, bad_cell
from nnd_gui.engine.tables.sheet import Cell, TableFile

__all__ = [
    "MOST_NUMBERS",
    "TARGETS_AS",
    "Choice",
    "Read",
    "read_samples",
]

MOST_NUMBERS = 1_000_000
"""More than these are not taken into an experiment; a document of them has some 10 megabytes."""

TARGETS_AS = ("numbers", "labels", "one-hot")
"""Targets as they are; as classes counted from 0; as a column for each class with a single 1."""

_MOST_CLASSES = 1_000
_KEPT_PROBLEMS = 100
# Reading says how far it is after so many cells, or rows of a narrow file.
_CELLS_A_TURN, _ROWS_A_TURN = 2_000, 50


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a file is used, and how.

    Parameters
    ----------
    inputs, targets : tuple of int
        Columns, from 0.
    most : int
        How many samples at most, the first ones.
    leave_out : bool
        Whether rows that are not complete are left out; else they are a problem.
    targets_as : str
        One of `TARGETS_AS`.
    scaling, target_scaling, target_divisor
        As for `TableData`.
    """

    inputs: tuple[int, ...]
    targets: tuple[int, ...]
    most: int = MAX_SAMPLES
    leave_out: bool = False
    targets_as: str = "numbers"
    scaling: str = "none"
    target_scaling: str = "none"
    target_divisor: float = 1.0

    def __post_init__(self) -> None:
        if not self.inputs:
            raise SpecError("inputs", "Which columns are the inputs, X?")
        if not self.targets:
            raise SpecError("targets", "Which columns are the targets, y?")
        both = sorted(set(self.inputs) & set(self.targets))
        if both:
            raise SpecError("targets", "Column {column} is in X and in y.", column=both[0] + 1)
        if self.most < 1:
            raise SpecError("most", "At least 1 sample is needed.")
        if self.targets_as != "numbers" and len(self.targets) != 1:
            raise SpecError("targets", "Classes stand in one column; {count} are chosen.",
                            count=len(self.targets))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What was read.

    Parameters
    ----------
    table : TableData
        Inputs first, then targets.
    outputs : int
        How many of its columns are targets.
    left_out : int
        How many rows were not complete, and are not in it.
    more : bool
        Whether the file goes on.
    """

    table: TableData
    outputs: int
    left_out: int
    more: bool


def read_samples(file: TableFile, choice: Choice) -> Generator[int, None, Read]:
    """Read what was chosen, a few rows at a time.

    Parameters
    ----------
    file : TableFile
    choice : Choice

    Yields
    ------
    int
        How many rows were read so far.

    Returns
    -------
    Read

    Raises
    ------
    CellsProblem
        If a cell is missing or no number, and such rows are not left out.
    CheckFailure
        If the file cannot be read on.
    SpecError
        If there are no samples, or more numbers than an experiment holds.
    """
    sheet, wanted = file.sheet, (*choice.inputs, *choice.targets)
    most = min(choice.most, max(MOST_NUMBERS // len(wanted), 1))
    reader = _Rows(file, choice)
    turn = max(min(_ROWS_A_TURN, _CELLS_A_TURN // max(sheet.columns, 1)), 1)
    more = False
    for count, (row, cells) in enumerate(file.records(), start=1):
        if len(reader.rows) == most:
            more = True
            break
        reader.add(row, cells)
        if count % turn == 0:
            yield count
    if reader.bad and not choice.leave_out:
        raise CellsProblem(sheet, reader.bad, reader.bad_rows)
    rows, names = reader.finished()
    table = TableData(
        sheet.name, rows, names, choice.scaling, choice.target_scaling, choice.target_divisor
    )
    return Read(table, table.columns - len(choice.inputs), reader.bad_rows, more)


class _Rows:
    """Rows read so far."""

    def __init__(self, file: TableFile, choice: Choice) -> None:
        self._file, self._choice, self._sheet = file, choice, file.sheet
        self._numbers = (
            *choice.inputs,
            *(choice.targets if choice.targets_as == "numbers" else ()),
        )
        self._classes: list[str] = []
        self.rows: list[tuple[float, ...]] = []
        self.bad: list[BadCell] = []
        self.bad_rows = 0

    def add(self, row: int, cells: Sequence[Cell]) -> None:
        """Take a row in, or what is wrong with it."""
        bad = self._length(row, cells)
        numbers: list[float] = []
        for column in self._numbers if not bad else ():
            try:
                number = self._file.number(cells[column])
                if not math.isfinite(number):
                    raise ValueError(cells[column])
            except ValueError:
                bad.append(bad_cell(self._file, self._sheet, row, column, cells[column]))
            else:
                numbers.append(number)
        label = ""
        if not bad and self._choice.targets_as != "numbers":
            column = self._choice.targets[0]
            label = str(cells[column]).strip()
            if label.lower() in MISSING:
                bad.append(bad_cell(self._file, self._sheet, row, column, cells[column]))
        if bad:
            self.bad_rows += 1
            self.bad += bad[: max(_KEPT_PROBLEMS - len(self.bad), 0)]
            return
        self.rows.append(tuple(numbers))
        if label:
            self._classes.append(label)

    def finished(self) -> tuple[tuple[tuple[float, ...], ...], tuple[str, ...]]:
        """All rows, and the names of their columns where there are any."""
        choice, headings = self._choice, self._sheet.headings
        names = [headings[place] for place in choice.inputs]
        targets = [headings[place] for place in choice.targets]
        rows = self.rows
        if choice.targets_as != "numbers":
            known = self._known_classes()
            places = [known.index(label) for label in self._classes]
            ones = choice.targets_as == "one-hot"
            ends = [
                tuple(float(i == place) for i in range(len(known))) if ones else (float(place),)
                for place in places
            ]
            rows = [row + end for row, end in zip(rows, ends, strict=True)]
            if ones:
                targets = [f"{targets[0]} {name}".strip() for name in known]
        names += targets
        return tuple(rows), tuple(names) if any(names) else ()

    def _known_classes(self) -> list[str]:
        labels = set(self._classes)
        if len(labels) > _MOST_CLASSES:
            raise SpecError(
                "targets",
                "y has {count:,} different values: these are numbers, not classes.",
                count=len(labels),
            )
        try:
            return sorted(labels, key=self._file.number)
        except ValueError:
            return sorted(labels)

    def _length(self, row: int, cells: Sequence[Cell]) -> list[BadCell]:
        needed = max(*self._choice.inputs, *self._choice.targets) + 1
        if needed <= len(cells) <= self._sheet.columns:
            return []
        sentence = EngineError(
            "Row {row} has {found:,} cells, the others have {expected:,}.",
            row=row,
            found=len(cells),
            expected=self._sheet.columns,
        )
        return [BadCell(row, min(len(cells), needed - 1), sentence)]
