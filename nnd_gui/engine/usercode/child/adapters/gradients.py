"""A gradient in whatever form it came, put into the order of the weights."""

from __future__ import annotations

import itertools
import re
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..problem import Problem
from ..unwritten import first_unwritten, without_unwritten
from .base import Blocks, shape_text

__all__ = ["arranged", "belongs", "matching", "not_written"]


def not_written(name: str, function: Any = None) -> Problem:
    """Problem of a gradient of which nothing is there yet, with the line of its function."""
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    line = getattr(code, "co_firstlineno", None)
    return Problem("not-written-yet", "{name} is not written yet.", {"name": name}, line)


def arranged(
    found: Any, blocks: Blocks, name: str, parts: Sequence[str] = (), function: Any = None
) -> Tuple[Any, List[str]]:
    """Flat gradient in the order of the weights, and the names of what is not written yet.

    Parameters
    ----------
    found : array, sequence or dict
        What the person's function gave: a vector, a column, a tuple of matrices, lists of
        them, a table by name.
    blocks : Blocks
        What the weights are.
    name : str
        The function, for the sentences.
    parts : sequence of str
        Names that the parts of a tuple have in the person's ``return``.
    function : callable, optional
        The person's, whose line is told where it is not written yet.

    Raises
    ------
    Problem
        ``not-written-yet`` if nothing is there, ``shape-mismatch`` if it does not fit.
    """
    missing = first_unwritten(found)
    if missing is not None:
        raise missing.problem()
    found = without_unwritten(found)
    if found is None:
        raise not_written(name, function)
    if isinstance(found, dict):
        return _of_parts(_by_name(found, blocks), blocks, name, function)
    if isinstance(found, (tuple, list)) and not _is_numbers(found):
        flat = _flattened(found)
        if len(flat) == len(blocks):
            order = matching(parts, blocks.names) if len(parts) == len(flat) else None
            ordered = [flat[i] for i in order] if order else flat
            return _of_parts(ordered, blocks, name, function)
        whole = [np.asarray(one, dtype=float).reshape(-1) for one in flat if one is not None]
        if len(whole) == len(flat) and sum(len(one) for one in whole) == blocks.size:
            return np.concatenate(whole), []
        if len(blocks) > 1 or any(one is None for one in flat):
            raise Problem(
                "shape-mismatch",
                "{name} returns {given} gradients, but there are {needed} matrices and biases: "
                "{blocks}.",
                {"name": name, "given": len(flat), "needed": len(blocks), "blocks": blocks.text()},
            )
        found = np.concatenate(whole)
    vector = _numbers(found, name)
    if vector.size == blocks.size:
        return vector.reshape(-1), []
    raise _wrong_length(vector, blocks, name)


def _numbers(found: Any, name: str) -> Any:
    try:
        array = np.asarray(found)
        if array.dtype == object or array.dtype.kind not in "fiub":
            raise TypeError
        return array.astype(float)
    except (TypeError, ValueError):
        raise Problem(
            "shape-mismatch",
            "{name} returns a {type}, where the gradient is due.",
            {"name": name, "type": type(found).__name__},
        ) from None


def _is_numbers(found: Any) -> bool:
    return all(isinstance(one, (int, float, np.floating, np.integer)) for one in found)


def _flattened(found: Any) -> List[Any]:
    """Matrices in a tuple, those within lists of it among them."""
    flat: List[Any] = []
    for one in found:
        inside = one if isinstance(one, (tuple, list)) and not _is_numbers(one) else ()
        if inside and all(isinstance(x, (np.ndarray, tuple, list)) or x is None for x in inside):
            flat.extend(_flattened(inside))
        else:
            flat.append(one)
    return flat


def matching(parts: Sequence[str], names: Sequence[str]) -> Optional[List[int]]:
    """Which part belongs to which block, by their names; None if that does not tell.

    ``dJdW2`` belongs to W2, ``Theta1_grad`` to Theta1, ``nabla_b`` to b.
    """
    order = []
    for name in names:
        fitting = [i for i, part in enumerate(parts) if belongs(part, name)]
        if len(fitting) != 1:
            return None
        order.append(fitting[0])
    return order if len(set(order)) == len(order) else None


def belongs(part: str, name: str) -> bool:
    """Whether a variable is the gradient of a block, by its name."""
    if part == name:
        return True
    bare = re.escape(name)
    for flags in (0, re.IGNORECASE):
        if re.search(
            r"(^|[^A-Za-z]|d|j|j_|grad|nabla|delta)" + bare + r"(?![0-9a-z])", part, flags
        ):
            return True
    return False


def _by_name(table: Dict[Any, Any], blocks: Blocks) -> List[Any]:
    keys = [str(key) for key in table]
    values = list(table.values())
    order = matching(keys, blocks.names)
    if order is not None:
        return [values[i] for i in order]
    found = []
    for name in blocks.names:
        # Several may end alike (dA1 beside dW1): the plainest spelling counts.
        usual = ("d" + name, "grad_" + name, "grad" + name, name + "_grad", name)
        spelled = [i for i, key in enumerate(keys) if key in usual or key.lower() in
                   tuple(u.lower() for u in usual)]  # fmt: skip
        found.append(values[spelled[0]] if spelled else None)
    return found


def _of_parts(parts: List[Any], blocks: Blocks, name: str, function: Any) -> Tuple[Any, List[str]]:
    pieces, unwritten = [], []
    for (block, shape), size, part in zip(blocks, blocks.sizes, parts):
        if part is None:
            pieces.append(np.full(size, np.nan))
            unwritten.append(block)
            continue
        pieces.append(_piece(_numbers(part, name), block, shape, size))
    if len(unwritten) == len(blocks):
        raise not_written(name, function)
    return np.concatenate(pieces), unwritten


def _piece(array: Any, block: str, shape: Tuple[int, ...], size: int) -> Any:
    if array.shape == shape or (array.size == size and _is_line(array.shape) and _is_line(shape)):
        return array.reshape(-1)
    if array.size == size and (_is_line(array.shape) or _is_line(shape)):
        return array.reshape(-1)
    if array.size < size:
        try:
            # What an update of the weights by it would do.
            return np.broadcast_to(array, shape).astype(float).reshape(-1)
        except ValueError:
            pass
    raise Problem(
        "shape-mismatch",
        "The gradient of {block} has the shape {given}, but {block} has {needed}.",
        {"block": block, "given": shape_text(array), "needed": str(shape)},
    )


def _is_line(shape: Tuple[int, ...]) -> bool:
    return sum(n != 1 for n in shape) <= 1


def _wrong_length(vector: Any, blocks: Blocks, name: str) -> Problem:
    values = {
        "name": name,
        "given": int(vector.size),
        "needed": blocks.size,
        "blocks": blocks.text(),
    }
    if len(blocks) > 1:
        for chosen in itertools.combinations_with_replacement(range(len(blocks)), len(blocks)):
            twice = {i for i in chosen if chosen.count(i) > 1}
            if twice and sum(blocks.sizes[i] for i in chosen) == vector.size:
                again = blocks.names[min(twice)]
                return Problem(
                    "shape-mismatch",
                    "{name} gives {given} numbers for {needed} weights: {blocks}. So many come "
                    "together when the gradient of {again} is in it twice.",
                    dict(values, again=again),
                )
        return Problem(
            "shape-mismatch",
            "{name} gives {given} numbers for {needed} weights: {blocks}.",
            values,
        )
    return Problem(
        "shape-mismatch",
        "{name} gives {given} numbers for {needed} weights.",
        {key: values[key] for key in ("name", "given", "needed")},
    )
