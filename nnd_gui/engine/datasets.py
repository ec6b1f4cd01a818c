"""The samples that a cost is measured on: the lesson's, random ones, or a person's file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.sources import LessonData, RandomData, TableData
from nnd_gui.engine.subject import Network

__all__ = ["read_table", "samples_of"]

_LESSON_INPUTS = ((3.0, 5.0), (5.0, 1.0), (10.0, 2.0))
_LESSON_TARGETS = ((75.0,), (82.0,), (93.0,))
_BEST_SCORE = 100.0


def samples_of(network: Network) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the inputs and targets of a network.

    Parameters
    ----------
    network : Network
        Says which data, and of which shape.

    Returns
    -------
    inputs : ndarray of float64, shape (samples, inputs)
    targets : ndarray of float64, shape (samples, outputs)
    """
    data = network.data
    if isinstance(data, LessonData):
        return lesson_samples()
    if isinstance(data, TableData):
        table = np.array(data.rows, dtype=np.float64)
        return table[:, : network.sizes[0]], table[:, network.sizes[0] :]
    return _random_samples(network, data)


def lesson_samples() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Inputs, shape (3, 2), and targets, shape (3, 1), of the lesson.

    Scaled as there: hours as a share of the most, the score as a share of 100.
    """
    inputs = np.array(_LESSON_INPUTS)
    return inputs / inputs.max(axis=0), np.array(_LESSON_TARGETS) / _BEST_SCORE


def _random_samples(
    network: Network, data: RandomData
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    # A child of the seed: the weights use the seed itself, and data that repeats the
    # weights' numbers would be a special case.
    rng = np.random.default_rng(np.random.SeedSequence(data.seed).spawn(1)[0])
    outputs = network.sizes[-1]
    inputs = rng.standard_normal((data.samples, network.sizes[0]))
    if network.loss == "softmax-cross-entropy":
        return inputs, np.eye(outputs)[rng.integers(outputs, size=data.samples)]
    if network.loss == "binary-cross-entropy":
        return inputs, rng.integers(2, size=(data.samples, outputs)).astype(np.float64)
    return inputs, rng.random((data.samples, outputs))


def read_table(file: Path) -> TableData:
    """Read samples from a text file of comma- or semicolon-separated numbers.

    Parameters
    ----------
    file : pathlib.Path
        One sample a line, inputs before targets. A first line of names is left out.

    Returns
    -------
    TableData

    Raises
    ------
    CheckFailure
        ``missing-file`` if it cannot be read, ``bad-input`` if it is not text, a line is
        not numbers or it has another length than the first.
    SpecError
        If it is empty, too long, or holds a value that is not finite.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CheckFailure("missing-file", "There is no file “{file}”.", file=file.name) from None
    except UnicodeDecodeError:
        raise CheckFailure(
            "bad-input", "“{file}” is not a text file of numbers.", file=file.name
        ) from None
    except OSError as problem:
        raise CheckFailure(
            "missing-file",
            "“{file}” cannot be read: {reason}.",
            file=file.name,
            reason=problem.strerror or type(problem).__name__,
        ) from None
    return TableData(file.name, tuple(_rows(file.name, text)))


def _lines(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise CheckFailure(
            "bad-input",
            "Line {line} of “{file}” is not made of numbers.",
            line=reader.line_num,
            file=name,
        ) from None


def _rows(name: str, text: str) -> Iterator[tuple[float, ...]]:
    delimiter = ";" if ";" in text else "\t" if "\t" in text else ","
    # Where a comma does not part the numbers, it is their decimal mark.
    mark = "," if delimiter != "," else "."
    columns, names_allowed = None, True
    for line, cells in _lines(name, text, delimiter):
        if not any(cell.strip() for cell in cells):
            continue
        may_be_names, names_allowed = names_allowed, False
        try:
            row = tuple(float(cell.replace(mark, ".")) for cell in cells)
        except ValueError:
            if may_be_names:
                continue
            raise CheckFailure(
                "bad-input",
                "Line {line} of “{file}” is not made of numbers.",
                line=line,
                file=name,
            ) from None
        if columns is None:
            columns = len(row)
        if len(row) != columns:
            raise CheckFailure(
                "bad-input",
                "Line {line} of “{file}” has {found} numbers, the lines before it {expected}.",
                line=line,
                file=name,
                found=len(row),
                expected=columns,
            )
        yield row
