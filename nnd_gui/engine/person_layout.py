"""Which weight of a person's network is which, from the names and shapes of its matrices."""

from __future__ import annotations

import math
import re

from nnd_gui.engine.parameters import Block, Layout

__all__ = ["layout_of_blocks"]

_BIAS = re.compile(r"b\d*$|.*bias", re.IGNORECASE)
# As in bh and by of a recurrent network.
_SHORT_BIAS = re.compile(r"b[a-z]?\d*$")
_DIGITS = re.compile(r"\d+")


def layout_of_blocks(blocks: tuple[tuple[str, tuple[int, ...]], ...]) -> Layout:
    """Layout of a person's matrices and biases, which are known by their names and shapes.

    ``W2`` and ``b2`` belong to layer 2; matrices without a number are counted in their order.
    """
    found: list[Block] = []
    start = layer = 0
    for name, shape in blocks:
        is_bias = len(blocks) > 1 and _is_bias(name, shape)
        number = _DIGITS.search(name)
        if number is not None:
            layer = max(int(number.group()), 1)
        elif not is_bias or layer == 0:
            layer += 1
        block = Block(name, layer, shape or (1,), start, is_bias)
        found.append(block)
        start = block.stop
    return Layout(tuple(found))


def _is_bias(name: str, shape: tuple[int, ...]) -> bool:
    is_vector = math.prod(shape) == max(shape, default=1)
    return (
        len(shape) == 1
        or _BIAS.match(name) is not None
        or (is_vector and _SHORT_BIAS.match(name) is not None)
    )
