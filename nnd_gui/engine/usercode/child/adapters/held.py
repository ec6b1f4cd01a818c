"""Weights that live in the person's object: as attributes, in lists, in a table."""

from __future__ import annotations

import re
from typing import Any, List, Optional, Sequence, Tuple

import numpy as np

from .base import Adapter, Blocks

__all__ = ["Held", "find_held", "livelier"]

_NOT_WEIGHTS = re.compile(r"(X|x|y|t|data|inputs?|labels?|targets?|output\w*|layer_?sizes?|sizes?)")
_LISTS = {"weights": "W", "weight": "W", "w": "W", "biases": "b", "bias": "b", "b": "b",
          "thetas": "Theta", "theta": "Theta"}  # fmt: skip


class Held:
    """Matrices somewhere inside an object, written and read as one flat vector.

    Attributes
    ----------
    places : list of (str, container, key)
        Name of each block, and where its array is kept.
    blocks : Blocks
        Names and shapes, in the order of the vector.
    """

    def __init__(self, places: Sequence[Tuple[str, Any, Any]]) -> None:
        self.places = list(places)
        for _, container, key in self.places:
            array = container[key]
            if array.dtype != np.float64 or not array.flags.writeable:
                # A step of 1e-4 would be cut off from whole numbers, and rounded in float32.
                container[key] = array.astype(float)
        self.blocks = Blocks([(name, box[key].shape) for name, box, key in self.places])
        starts = [first for first, _ in self.blocks.spans]
        self._own = {first: box[key] for first, (_, box, key) in zip(starts, self.places)}

    def read(self) -> Any:
        """What the object holds now, as one flat vector."""
        parts = [np.asarray(box[key], dtype=float).reshape(-1) for _, box, key in self.places]
        return np.concatenate(parts) if parts else np.zeros(0)

    def write(self, theta: Any) -> None:
        """Put a vector into the object.

        In place where the array is still of its shape: layers of the network often share it,
        and would keep the old one.
        """
        turned = np.iscomplexobj(theta)
        for (_, box, key), (_, shape), (first, last) in zip(
            self.places, self.blocks.listed, self.blocks.spans
        ):
            held, part = box[key], theta[first:last].reshape(shape)
            if turned or np.iscomplexobj(held):
                # A complex step has no room in the array, which comes back after it.
                held = box[key] = part.copy() if turned else self._own[first]
            if (
                isinstance(held, np.ndarray)
                and held.shape == part.shape
                and held.dtype == part.dtype
                and held.flags.writeable
            ):
                held[...] = part
            else:
                box[key] = np.array(part)

    def ordered(self, names: Sequence[str]) -> Held:
        """The same places in another order."""
        by_name = {place[0]: place for place in self.places}
        return Held([by_name[name] for name in names])


def find_held(thing: Any) -> List[Tuple[str, Any, Any]]:
    """Arrays of floating-point numbers that an object holds right after it was made.

    Attributes in the order in which the constructor made them; those in lists (``weights``)
    and tables are named after their place there.
    """
    found: List[Tuple[str, Any, Any]] = []
    for name, value in list(vars(thing).items()):
        if _NOT_WEIGHTS.fullmatch(name):
            continue
        if _is_matrix(value):
            found.append((name.lstrip("_"), vars(thing), name))
        elif isinstance(value, float) and name.lower().strip("_") in ("b", "bias", "intercept"):
            vars(thing)[name] = np.array([value])  # one bias, which numpy treats as a number
            found.append((name.lstrip("_"), vars(thing), name))
        elif isinstance(value, list) and value and any(_is_matrix(one) for one in value):
            stem = _LISTS.get(name.lower().strip("_"), name)
            first = 1 if _is_matrix(value[0]) else 0
            for i, one in enumerate(value):
                if _is_matrix(one):
                    found.append(("{}{}".format(stem, i + first), value, i))
        elif isinstance(value, dict) and value and all(_is_matrix(v) for v in value.values()):
            found.extend((str(key), value, key) for key in value)
    return found


def _is_matrix(value: Any) -> bool:
    return (
        isinstance(value, np.ndarray)
        and value.ndim >= 1
        and value.size > 0
        and value.dtype.kind in "fi"
    )


def in_order_of(vector: Any, places: List[Tuple[str, Any, Any]]) -> Optional[List[Any]]:
    """Places whose arrays, one after the other, are a flat vector; None if they are not."""
    left, start, order = list(places), 0, []
    while start < vector.size:
        for place in left:
            array = np.asarray(place[1][place[2]], dtype=float)
            piece = vector[start : start + array.size]
            if piece.size == array.size and np.array_equal(piece, array.reshape(-1)):
                order.append(place)
                left.remove(place)
                start += array.size
                break
        else:
            return None
    return order


def livelier(adapter: Adapter, theta: Any, blocks: Blocks) -> Any:
    """Weights at which mistakes show: not all 0, not all alike, not tiny.

    At 0 a bias hides a mistake in its regularisation, tiny matrices make every activation
    linear, and equal ones make all units the same. What is changed is told.
    """
    theta = np.array(theta, dtype=float)
    if (adapter.plan.get("theta") or {}).get("source") == "file":
        return theta
    rng = np.random.default_rng([int(adapter.plan.get("seed") or 0), 4])
    start = 0
    drawn: List[str] = []
    for (name, shape), size in zip(blocks, blocks.sizes):
        part = theta[start : start + size]
        tiny = float(np.max(np.abs(part))) < 0.05
        alike = size > 2 and bool(np.all(part == part[0]))
        # As wide as a unit's inputs let it: a sum of hundreds would saturate.
        wide = max(shape) if len(shape) == 2 else 4
        fresh = rng.normal(scale=1 / np.sqrt(max(wide, 4)), size=size)
        if tiny or alike:
            theta[start : start + size] = fresh
            drawn.append(name)
        start += size
    if drawn:
        adapter.note(
            "{names} started at 0, or so near it that mistakes would not show: drawn anew.",
            names=", ".join(drawn),
        )
    return theta


def kept(adapter: Adapter, theta: Any) -> Any:
    """The weights of the run before, where they fit: so that a fix can be seen."""
    before = adapter.given.get("theta")
    if before is None or (adapter.plan.get("theta") or {}).get("source") == "file":
        return theta
    before = np.asarray(before, dtype=float).reshape(-1)
    return before.copy() if before.shape == np.shape(theta) else theta
