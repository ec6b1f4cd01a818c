"""Text with separators, however it comes: what parts the cells, and where the numbers begin."""

from __future__ import annotations

import codecs
import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.tables.failures import no_samples_file, unreadable
from nnd_gui.engine.tables.guess import guess_columns
from nnd_gui.engine.tables.sheet import PREVIEW_ROWS, Cell, Sheet

__all__ = ["SEPARATORS", "TextTable"]

SEPARATORS = ("\t", ";", "|", ",", " ")
"""What can part cells; of two that fit as well the first is meant."""

_LOOKED_AT_BYTES = 1 << 16
_LOOKED_AT_ROWS = 200
# Nobody's row of numbers; a reader would take a file without lines into memory whole.
_LONGEST_LINE = 1 << 22
_MOST_HEAD_ROWS = 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

Record = tuple[int, list[str]]


class TextTable:
    """A text file of samples.

    Parameters
    ----------
    path : pathlib.Path
    separator : str, optional
        One of `SEPARATORS`; found out when left out.
    head : int, optional
        How many rows that are not empty come before the numbers; found out when left out.

    Raises
    ------
    CheckFailure
        ``missing-file`` if it cannot be read, ``bad-input`` if it is no text.
    """

    def __init__(self, path: Path, separator: str | None = None, head: int | None = None) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                begin = file.read(_LOOKED_AT_BYTES)
        except OSError as problem:
            raise unreadable(path, problem) from None
        self._encoding, text = _decoded(path, begin)
        lines = text.splitlines()
        if len(begin) == _LOOKED_AT_BYTES and len(lines) > 1:
            lines.pop()  # cut in the middle
        lines = lines[:_LOOKED_AT_ROWS]
        self._separator = _separator_of(lines) if separator is None else separator
        self._mark = "." if self._separator == "," else ","
        looked_at = [x for x in _tolerant(_records(lines, self._separator)) if _is_filled(x[1])]
        self.head = self._head_of(looked_at) if head is None else head
        self.sheet = self._looked_at()

    def records(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each sample with the number of its row."""
        filled = (x for x in self._rows() if _is_filled(x[1]))
        return itertools.islice(filled, self.head, None)

    def number(self, cell: Cell) -> float:
        """The number that a cell is; a decimal comma where commas do not part cells."""
        text = str(cell).strip()
        if "_" in text:  # Python would take it for a number
            raise ValueError(text)
        return float(text.replace(self._mark, ".")) if self._mark == "," else float(text)

    def _rows(self) -> Iterator[Record]:
        row = 0
        try:
            for row, cells in _records(self._lines(), self._separator):
                yield row, cells
        except csv.Error:
            raise CheckFailure(
                "bad-input",
                "Row {row} of “{file}” cannot be parted into cells.",
                row=row + 1,
                file=self._path.name,
            ) from None
        except OSError as problem:
            raise unreadable(self._path, problem) from None

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=self._encoding, errors="replace") as file:
            for row in itertools.count(1):
                line = file.readline(_LONGEST_LINE)
                if not line:
                    return
                if len(line) == _LONGEST_LINE:
                    raise CheckFailure(
                        "bad-input",
                        "Line {row} of “{file}” has more than {most:,} letters: that is no row "
                        "of numbers.",
                        row=row,
                        file=self._path.name,
                        most=_LONGEST_LINE,
                    )
                yield line

    def _looked_at(self) -> Sheet:
        filled = (x for x in self._rows() if _is_filled(x[1]))
        before = list(itertools.islice(filled, self.head))
        shown = list(itertools.islice(filled, PREVIEW_ROWS))
        # As most rows; of as many, the first.
        widths = Counter(len(cells) for _, cells in shown)
        columns = widths.most_common(1)[0][0] if widths else 0
        names = before[-1][1] if before else []
        names = [name.strip().lstrip("#").strip() for name in names]
        headings = tuple((names + [""] * columns)[:columns]) if shown else tuple(names)
        rows = tuple(tuple(cell.strip() for cell in cells) for _, cells in shown)
        numeric = [
            any(self._is_number(row[place]) for row in rows if place < len(row))
            for place in range(columns)
        ]
        inputs, targets = guess_columns(headings, rows, numeric)
        numbers = tuple(row for row, _ in shown)
        return Sheet(self._path.name, headings, rows, numbers, inputs, targets, self._separator)

    def _is_number(self, cell: str) -> bool:
        try:
            self.number(cell)
        except ValueError:
            return False
        return True

    def _head_of(self, filled: Sequence[Record]) -> int:
        """Rows of names, or of remarks, before the first that has a number."""
        for place, (_, cells) in enumerate(filled[: _MOST_HEAD_ROWS + 1]):
            if not cells[0].lstrip().startswith("#") and any(map(self._is_number, cells)):
                return place
        return 1 if filled else 0


def _decoded(path: Path, begin: bytes) -> tuple[str, str]:
    """Encoding of a text, and its beginning."""
    known = next((name for bom, name in _BOMS if begin.startswith(bom)), None)
    for encoding in (known,) if known else ("utf-8", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)(
            "strict" if encoding != "cp1252" else "replace"
        )
        try:
            text = decoder.decode(begin)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return encoding, text
    raise no_samples_file(path)


def _separator_of(lines: Sequence[str]) -> str:
    """What parts most lines into as many cells, most of them numbers."""
    best, found = 0.0, ","
    for separator in SEPARATORS:
        score = _score(lines, separator)
        if score > best + 1e-9:
            best, found = score, separator
    return found


def _score(lines: Sequence[str], separator: str) -> float:
    records = [cells for _, cells in _tolerant(_records(lines, separator)) if _is_filled(cells)]
    widths = Counter(len(cells) for cells in records)
    width, alike = widths.most_common(1)[0] if widths else (0, 0)
    if width < 2:
        return 0.0
    mark = "." if separator == "," else ","
    cells = [x.strip() for record in records if len(record) == width for x in record]
    numbers = sum(_NUMBER.fullmatch(cell.replace(mark, ".")) is not None for cell in cells)
    # Cells without blanks in them count a little, so that texts alone are parted as well.
    words = sum(bool(cell) for cell in cells)
    return alike / len(records) * (numbers + 0.01 * words) / len(cells)


_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def _records(lines: Iterable[str], separator: str) -> Iterator[Record]:
    if separator == " ":
        return ((row, line.split()) for row, line in enumerate(lines, start=1))
    return enumerate(csv.reader(lines, delimiter=separator, skipinitialspace=True), start=1)


def _tolerant(records: Iterator[Record]) -> Iterator[Record]:
    """Records up to the first that cannot be told apart."""
    try:
        yield from records
    except csv.Error:
        return


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)
