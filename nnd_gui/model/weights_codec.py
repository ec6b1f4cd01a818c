"""Given weights <-> JSON: each matrix in its own shape, by its name, as a person reads it."""

from __future__ import annotations

from typing import Any

from nnd_gui.engine.parameters import Block, layout_of
from nnd_gui.engine.subject import Network
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.json_fields import Place, items, numbers
from nnd_gui.model.json_text import Json

__all__ = ["read_blocks", "write_blocks"]


def write_blocks(values: tuple[float, ...], owners: tuple[Any, ...]) -> dict[str, Json]:
    """Weights as ``{"W1": [[...], ...], "b1": [...], ...}``; the network has what has them."""
    network = next(owner for owner in owners if isinstance(owner, Network))
    return {
        block.name: _shaped(values[block.start : block.stop], block)
        for block in layout_of(network).blocks
    }


def read_blocks(value: Json, place: Place, owners: tuple[Any, ...]) -> tuple[float, ...]:
    """Read weights, in the order of the network's flat vector.

    Raises
    ------
    DocumentError
        If a block is missing, or has another shape than the network's.
    """
    network = next(owner for owner in owners if isinstance(owner, Network))
    blocks = layout_of(network).blocks
    found = place.object(value, (block.name for block in blocks))
    flat: list[float] = []
    for block in blocks:
        if block.name not in found:
            raise place.missing(block.name)
        flat += _flat(found[block.name], place.at(block.name), block)
    return tuple(flat)


def _shaped(values: tuple[float, ...], block: Block) -> list[Json]:
    if block.is_bias:
        return list(values)
    width = block.shape[1]
    return [list(values[at : at + width]) for at in range(0, len(values), width)]


def _flat(value: Json, place: Place, block: Block) -> list[float]:
    if block.is_bias:
        return _counted(numbers(value, place), place, block.shape[0])
    rows = items(value, place, max(len(value) if isinstance(value, list) else 0, 1))
    if len(rows) != block.shape[0]:
        raise DocumentError(
            "“{place}” has {found:,} rows, but this network needs {needed:,}.",
            place=place.path,
            found=len(rows),
            needed=block.shape[0],
        )
    return [x for row, at in rows for x in _counted(numbers(row, at), at, block.shape[1])]


def _counted(values: list[float], place: Place, needed: int) -> list[float]:
    if len(values) != needed:
        raise DocumentError(
            "“{place}” has {found:,} numbers, but this network needs {needed:,}.",
            place=place.path,
            found=len(values),
            needed=needed,
        )
    return values
