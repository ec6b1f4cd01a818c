"""Which unit leads to which: the layers that a vector of weights belongs to.

Of our own networks that is known. Of a person's file it is read off the shapes of the
matrices, and where they do not follow each other nothing is claimed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.parameters import Block, Layout

__all__ = ["BIAS_UNIT", "DrawnNetwork", "Joint", "drawn_network"]

BIAS_UNIT = -1
"""Stands for the constant 1 that a bias leads from."""

# What is differentiated as well in some exercises, and is no weight.
_DATA = re.compile(r"x|a|z|h|inputs?|data|a_?prev", re.IGNORECASE)
# By an old custom these hold the biases in their first column.
_WITH_BIASES = re.compile(r"thetas?_?\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Joint:
    """What joins a layer to the one before it.

    Parameters
    ----------
    matrix : Block
        Its weights.
    bias : Block, optional
        Its biases, where they are a block of their own.
    flipped : bool
        Whether a row of the matrix belongs to a unit of this layer, and not of the one before.
    holds_bias : bool
        Whether the biases are the matrix's first column.
    """

    matrix: Block
    bias: Block | None = None
    flipped: bool = False
    holds_bias: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """How many units it comes from and leads to."""
        rows, columns = self.matrix.shape
        before, after = (columns, rows) if self.flipped else (rows, columns)
        return before - self.holds_bias, after

    @property
    def has_bias(self) -> bool:
        """Whether there is a bias for each of its units."""
        return self.bias is not None or self.holds_bias


@dataclass(frozen=True)
class DrawnNetwork:
    """Layers that follow each other, and the weight that is each edge between them."""

    joints: tuple[Joint, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many units each layer has, the inputs first."""
        return (self.joints[0].ends[0], *(joint.ends[1] for joint in self.joints))

    @property
    def has_bias(self) -> bool:
        """Whether any layer has biases."""
        return any(joint.has_bias for joint in self.joints)

    def weights(
        self, layer: int, sources: NDArray[np.intp], targets: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Indices of the weights between units of two layers.

        Parameters
        ----------
        layer : int
            The layer that they lead into, counted from 1.
        sources : ndarray of int, shape (s,)
            The units that they come from, or `BIAS_UNIT` alone.
        targets : ndarray of int, shape (t,)
            The units that they lead to.

        Returns
        -------
        ndarray of int, shape (s, t)
            -1 where there is none, as of a bias of a layer without biases.
        """
        joint = self.joints[layer - 1]
        from_bias = bool(np.any(sources == BIAS_UNIT))
        if from_bias and joint.bias is not None:
            return joint.bias.start + targets[np.newaxis, :]
        if from_bias and not joint.holds_bias:
            return np.full((1, len(targets)), -1)
        before = sources[:, np.newaxis] + int(joint.holds_bias)
        after = targets[np.newaxis, :]
        row, column = (after, before) if joint.flipped else (before, after)
        return np.asarray(joint.matrix.start + row * joint.matrix.shape[1] + column)

    def edge(self, index: int) -> tuple[int, int, int] | None:
        """Find a weight's edge: the layer that it leads into, its source and its target."""
        for layer, joint in enumerate(self.joints, start=1):
            if joint.bias is not None and joint.bias.start <= index < joint.bias.stop:
                return layer, BIAS_UNIT, index - joint.bias.start
            matrix = joint.matrix
            if matrix.start <= index < matrix.stop:
                row, column = divmod(index - matrix.start, matrix.shape[1])
                source, target = (column, row) if joint.flipped else (row, column)
                return layer, source - joint.holds_bias, target
        return None


def drawn_network(layout: Layout) -> DrawnNetwork | None:
    """Recognise the layers of a vector of weights.

    Parameters
    ----------
    layout : Layout
        Its blocks, in any order.

    Returns
    -------
    DrawnNetwork or None
        None where the blocks are not the matrices and biases of layers that follow each other.
    """
    blocks = layout.blocks
    matrices = sorted((x for x in blocks if not x.is_bias), key=lambda block: block.layer)
    biases = {block.layer: block for block in blocks if block.is_bias}
    numbers = [block.layer for block in matrices]
    if (
        not matrices
        or len(matrices) + len(biases) != len(blocks)
        or numbers != list(range(numbers[0], numbers[0] + len(numbers)))
        or any(len(block.shape) != 2 or _DATA.fullmatch(block.name) for block in matrices)
        or not set(biases) <= set(numbers)
    ):
        return None
    named = all(_WITH_BIASES.fullmatch(block.name) for block in matrices) and not biases
    ways = [(False, False), (True, False)]
    if any(_is_column(block) for block in biases.values()):
        ways.reverse()  # who writes a bias as a column has units in columns
    for flipped, holds in [*ways, *([(True, True)] if named else [])]:
        joints = tuple(Joint(block, biases.get(block.layer), flipped, holds) for block in matrices)
        if _fits(joints):
            return DrawnNetwork(joints)
    return None


def _is_column(block: Block) -> bool:
    return len(block.shape) == 2 and block.shape[1] == 1 < block.shape[0]


def _fits(joints: tuple[Joint, ...]) -> bool:
    """Whether each layer has the units that the next one comes from, and a bias for each."""
    return (
        all(before.ends[1] == after.ends[0] for before, after in pairwise(joints))
        and all(min(joint.ends) > 0 for joint in joints)
        and all(
            joint.bias is None or math.prod(joint.bias.shape) == joint.ends[1] for joint in joints
        )
    )
