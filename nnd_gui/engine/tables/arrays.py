"""numpy's own files of arrays: ``.npz`` and ``.npy``, without pickles, read as far as is needed."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.tables.failures import no_samples_file, unreadable
from nnd_gui.engine.tables.guess import guess_columns
from nnd_gui.engine.tables.sheet import PREVIEW_ROWS, Cell, Sheet
from nnd_gui.engine.usercode.roles import role_of

__all__ = ["ArrayTable"]

# Each column is an input, of which a layer can have so many.
_MOST_COLUMNS = 10_000
# What must be read whole, because its samples do not lie together.
_MOST_WHOLE_BYTES = 1 << 28
_AT_ONCE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class _Array:
    """An array of a file.

    Parameters
    ----------
    name : str
    member : str
        Its name in the archive; empty where the file is the array.
    shape : tuple of int
    dtype : numpy.dtype
    by_columns : bool
        Whether numbers of a column lie together, as Fortran has it.
    turned : bool
        Whether samples are columns.
    """

    name: str
    member: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    by_columns: bool
    turned: bool = False

    @property
    def samples(self) -> int:
        return self.shape[-1 if self.turned else 0]

    @property
    def columns(self) -> int:
        return math.prod(self.shape[:-1] if self.turned else self.shape[1:])

    @property
    def headings(self) -> list[str]:
        many = self.columns > 1
        return [f"{self.name}[{i}]" if many else self.name for i in range(self.columns)]


class ArrayTable:
    """A file of arrays; those with as many samples are one table, side by side.

    Parameters
    ----------
    path : pathlib.Path
    part : int
        Which group of arrays, if there are several of different lengths.

    Raises
    ------
    CheckFailure
        ``missing-file`` if it cannot be read, ``bad-input`` if it holds no arrays of numbers.
    """

    def __init__(self, path: Path, part: int = 0) -> None:
        self._path = path
        try:
            groups = _grouped(self._arrays())
            if not groups:
                raise CheckFailure(
                    "bad-input",
                    "“{file}” holds no arrays of numbers with samples in them.",
                    file=path.name,
                )
            part = min(part, len(groups) - 1)
            self._group = groups[part]
            self.sheet = self._looked_at(groups, part)
        except OSError as problem:
            raise unreadable(path, problem) from None
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError):
            raise no_samples_file(path) from None

    def records(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each sample with its number, from 1."""
        streams = [self._rows_of(array) for array in self._group]
        try:
            for row, parts in enumerate(zip(*streams, strict=True), start=1):
                yield row, [cell for part in parts for cell in part]
        except OSError as problem:
            raise unreadable(self._path, problem) from None
        except (zipfile.BadZipFile, ValueError, EOFError):
            raise no_samples_file(self._path) from None

    def number(self, cell: Cell) -> float:
        """The number that a cell is."""
        return float(cell)

    def _arrays(self) -> list[_Array]:
        with self._path.open("rb") as file:
            if file.read(6) == npy.MAGIC_PREFIX:
                file.seek(0)
                return [self._described(file, self._path.stem, "")]
        found = []
        with zipfile.ZipFile(self._path) as archive:
            names = archive.namelist()
            if any(name.startswith("xl/") for name in names):
                raise CheckFailure(
                    "bad-input",
                    "“{file}” is a workbook of a spreadsheet program: save it as CSV there, and "
                    "open that.",
                    file=self._path.name,
                )
            for name in names:
                if name.endswith(".npy"):
                    with archive.open(name) as member:
                        found.append(self._described(member, name.removesuffix(".npy"), name))
        return found

    def _described(self, file: IO[bytes], name: str, member: str) -> _Array:
        version = npy.read_magic(file)
        read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, by_columns, dtype = read(file)
        return _Array(name, member, shape, dtype, by_columns and len(shape) > 1)

    def _looked_at(self, groups: list[list[_Array]], part: int) -> Sheet:
        group = self._group
        headings = tuple(name for array in group for name in array.headings)
        if len(headings) > _MOST_COLUMNS:
            raise CheckFailure(
                "bad-input",
                "“{file}” has {count:,} numbers for each sample; at most {most:,} can be used.",
                file=self._path.name,
                count=len(headings),
                most=_MOST_COLUMNS,
            )
        rows = []
        for row, cells in self.records():
            rows.append(tuple(_text(cell) for cell in cells))
            if row == PREVIEW_ROWS:
                break
        numeric = [array.dtype.kind in "fiub" for array in group for _ in range(array.columns)]
        inputs, targets = _roles(group)
        if not inputs or not targets:
            inputs, targets = guess_columns([""] * len(headings), rows, numeric)
        names = tuple(", ".join(array.name for array in one) for one in groups)
        return Sheet(
            self._path.name, headings, tuple(rows), tuple(range(1, len(rows) + 1)), inputs, targets,
            parts=names, part=part, total=group[0].samples,
        )  # fmt: skip

    def _rows_of(self, array: _Array) -> Iterator[list[Cell]]:
        if not array.member:
            with self._path.open("rb") as file:
                yield from self._from(file, array)
            return
        with zipfile.ZipFile(self._path) as archive, archive.open(array.member) as file:
            yield from self._from(file, array)

    def _from(self, file: IO[bytes], array: _Array) -> Iterator[list[Cell]]:
        self._described(file, array.name, array.member)  # to its first number
        row_bytes = array.columns * array.dtype.itemsize
        if array.by_columns or array.turned:
            size = array.samples * row_bytes
            if size > _MOST_WHOLE_BYTES:
                raise CheckFailure(
                    "bad-input",
                    "The samples of “{array}” in “{file}” lie apart, and it is too large to be "
                    "turned: save it with samples as rows (numpy.ascontiguousarray).",
                    array=array.name,
                    file=self._path.name,
                )
            flat = _numbers(file.read(size), array)
            whole = flat.reshape(array.shape, order="F" if array.by_columns else "C")
            table = np.moveaxis(whole, -1, 0) if array.turned else whole
            yield from _cells(table.reshape(array.samples, array.columns))
            return
        at_once = max(_AT_ONCE_BYTES // max(row_bytes, 1), 1)
        for start in range(0, array.samples, at_once):
            count = min(at_once, array.samples - start)
            flat = _numbers(file.read(count * row_bytes), array)
            yield from _cells(flat.reshape(count, array.columns))


def _numbers(content: bytes, array: _Array) -> NDArray[Any]:
    return np.frombuffer(content, dtype=array.dtype)


def _cells(table: NDArray[Any]) -> Iterator[list[Cell]]:
    if table.dtype.kind in "fiub":
        # Row by row: a list of all would be many times the array.
        return (row.astype(np.float64).tolist() for row in table)
    return ([str(cell) for cell in row.tolist()] for row in table.astype(str))


def _text(cell: Cell) -> str:
    return f"{cell:.12g}" if isinstance(cell, float) else cell


def _grouped(arrays: list[_Array]) -> list[list[_Array]]:
    """Arrays side by side with as many samples; those with X and y first."""
    usable = [x for x in arrays if x.dtype.kind in "fiubUS" and x.shape and x.shape.count(0) == 0]
    usable = _with_turned(usable)
    counts = dict.fromkeys(array.samples for array in usable)
    groups = [[array for array in usable if array.samples == count] for count in counts]
    return sorted(groups, key=lambda group: 0 if all(_roles(group)) else 1)


def _with_turned(arrays: list[_Array]) -> list[_Array]:
    """Have samples as rows also where a file has X (features, m) and y (1, m)."""
    rows = {array.samples for array in arrays if role_of(array.name) == "X"}
    ends = {array.shape[-1] for array in arrays if role_of(array.name) == "y"}
    starts = {array.samples for array in arrays if role_of(array.name) == "y"}
    if not rows or not starts or rows & starts:
        return arrays
    return [
        _Array(x.name, x.member, x.shape, x.dtype, x.by_columns, turned=True)
        if len(x.shape) == 2 and x.shape[-1] in ends
        else x
        for x in arrays
    ]


def _roles(group: list[_Array]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns that are X and y by the names of their arrays."""
    found: dict[str, list[int]] = {"X": [], "y": []}
    place = 0
    for array in group:
        role = role_of(array.name)
        if role in found and not found[role]:
            found[role] = list(range(place, place + array.columns))
        place += array.columns
    return tuple(found["X"]), tuple(found["y"])
