"""Biases that stand in a matrix as its first or last row or column, told from its weights.

A network that adds a 1 to each sample keeps its biases inside its matrices. Their gradient
often follows other rules, as that of a regularisation that leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.evidence import Facts
from nnd_gui.engine.parameters import Block

__all__ = ["without_biases_within"]

# (axis, place) of the row or column: first and last column, first and last row.
_SIDES = ((1, 0), (1, -1), (0, 0), (0, -1))


def without_biases_within(facts: Facts) -> Iterator[tuple[Facts, NDArray[np.intp]]]:
    """Views of a gradient without the row or column in which each matrix may hold its biases.

    Parameters
    ----------
    facts : Facts
        A check that disagrees.

    Yields
    ------
    facts : Facts
        Those of the other weights, for each side that is right in every wrong matrix.
    kept : ndarray of int
        Their places in the whole vector.
    """
    wrong = [block for block in facts.layout.blocks if np.any(facts.wrong[_part(block)])]
    if not wrong or any(len(block.shape) != 2 or block.is_bias for block in wrong):
        return
    for axis, place in _SIDES:
        side = np.zeros(facts.layout.size, dtype=bool)
        for block in facts.layout.blocks:
            if len(block.shape) == 2 and block.shape[axis] > 1:
                inside = side[_part(block)].reshape(block.shape)
                (inside if axis == 0 else inside.T)[place] = True
        if np.any(facts.wrong & side):
            continue
        kept = np.flatnonzero(~side)
        yield _of(facts, kept, axis), kept


def _of(facts: Facts, kept: NDArray[np.intp], axis: int) -> Facts:
    blocks: list[Block] = []
    start = 0
    for block in facts.layout.blocks:
        shape = list(block.shape)
        if len(shape) == 2 and shape[axis] > 1:
            shape[axis] -= 1
        blocks.append(replace(block, shape=tuple(shape), start=start))
        start = blocks[-1].stop
    return facts.kept(kept, blocks)


def _part(block: Block) -> slice:
    return slice(block.start, block.stop)
