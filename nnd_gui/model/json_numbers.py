"""Numbers of weights <-> JSON, to the bit; one that is not finite is a text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.parameters import Layout
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.json_fields import Place, items, number
from nnd_gui.model.json_text import Json

__all__ = [
    "Floats",
    "all_items",
    "need",
    "objects",
    "read_blocks",
    "read_number",
    "read_row",
    "read_weights",
    "write_blocks",
    "write_number",
    "write_row",
]

_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}

Floats = NDArray[np.float64]


def write_blocks(values: NDArray[Any], layout: Layout) -> dict[str, Json]:
    """Numbers of every weight, shape (weights,), each matrix in its own shape."""
    return {
        block.name: write_row(part) if part.ndim == 1 else [write_row(row) for row in part]
        for block, part in zip(layout.blocks, layout.split(values), strict=True)
    }


def read_blocks(value: Json, layout: Layout, place: Place) -> Floats:
    """Read what `write_blocks` wrote, as one vector of shape (weights,).

    Raises
    ------
    DocumentError, ValueError, KeyError
        If the shapes are not those of the layout, or something is no number.
    """
    found: list[float] = []
    for block in layout.blocks:
        at = place.at(block.name)
        rows = [(value[block.name], at)] if len(block.shape) == 1 else None
        rows = rows or all_items(value[block.name], at)
        need(len(rows) == (1 if len(block.shape) == 1 else block.shape[0]))
        for row, here in rows:
            found += read_row(row, here, block.shape[-1])
    return np.array(found, dtype=np.float64)


def write_row(values: Iterable[Any]) -> list[Json]:
    """Some numbers."""
    return [write_number(value) for value in values]


def read_row(value: Json, place: Place, count: int) -> list[float]:
    """Read exactly so many numbers.

    Raises
    ------
    DocumentError, KeyError
        If there are more or fewer, or one is no number.
    """
    found = [read_number(item, at) for item, at in items(value, place, count)]
    need(len(found) == count)
    return found


def write_number(value: Any) -> Json:
    """One number, of which JSON gives back the same bits."""
    found = float(value)
    return found if math.isfinite(found) else str(found)


def read_number(value: Json, place: Place) -> float:
    """Read what `write_number` wrote; a KeyError or DocumentError for anything else."""
    return _NOT_FINITE[value] if isinstance(value, str) else number(value, place)


def read_weights(value: Json, names: Mapping[str, int], place: Place) -> NDArray[np.intp]:
    """Read a list of weights' names as their indices; a KeyError for a name that is not there."""
    return np.array([names[item] for item, _ in all_items(value, place)], dtype=np.intp)


def all_items(value: Json, place: Place) -> list[tuple[Json, Place]]:
    """A list of any length: what is in it is counted by whoever asks."""
    return items(value, place, len(value) if isinstance(value, list) else 0)


def objects(value: Json, place: Place) -> list[tuple[dict[str, Json], Place]]:
    """A list of any length in which all are objects; a DocumentError where one is not."""
    found = all_items(value, place)
    need(all(isinstance(item, dict) for item, _ in found))
    return found


def need(holds: bool) -> None:
    """Refuse a document in which something does not hold that was true when it was written.

    Raises
    ------
    DocumentError
        Where it does not hold.
    """
    if not holds:
        raise DocumentError("It is damaged: something in it has been changed.")
