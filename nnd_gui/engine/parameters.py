"""Flat vector of weights <-> W1[2,0]: which place in the vector is which weight."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.sources import ExplicitWeights, SeededWeights, TrainedWeights
from nnd_gui.engine.subject import Network

__all__ = ["Block", "Layout", "initial_weights", "layout_of", "layout_of_some", "usual_sizes"]


@dataclass(frozen=True, slots=True)
class Block:
    """One matrix or bias vector within the flat vector.

    Parameters
    ----------
    name : str
        ``"W1"`` or ``"b1"``; layers are counted from 1, as in the lesson's text.
    layer : int
        The layer that it leads into, counted from 1.
    shape : tuple of int
        ``(inputs, outputs)`` of a matrix, ``(outputs,)`` of a bias.
    start : int
        Its first place in the flat vector.
    bias : bool, optional
        Whether it is a bias, where its shape does not say; a vector is one when left out.
    """

    name: str
    layer: int
    shape: tuple[int, ...]
    start: int
    bias: bool | None = None

    @property
    def is_bias(self) -> bool:
        """Whether this is a bias vector."""
        return len(self.shape) == 1 if self.bias is None else self.bias

    @property
    def size(self) -> int:
        """How many weights it has."""
        return math.prod(self.shape)

    @property
    def stop(self) -> int:
        """The place after its last."""
        return self.start + self.size


@dataclass(frozen=True)
class Layout:
    """The blocks of a flat vector, in order and without gaps."""

    blocks: tuple[Block, ...]

    @property
    def size(self) -> int:
        """Length of the flat vector."""
        return self.blocks[-1].stop if self.blocks else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_of(self, index: int) -> Block:
        """Block that holds one place of the flat vector.

        Raises
        ------
        IndexError
            If the vector has no such place.
        """
        if not 0 <= index < self.size:
            raise IndexError(index)
        return self.blocks[bisect.bisect_right(self._starts, index) - 1]

    def position_of(self, index: int) -> tuple[int, ...]:
        """Row and column within its matrix, or place within its bias."""
        block = self.block_of(index)
        left, position = index - block.start, list[int]()
        # Ten times faster than numpy's for a single number, of which a table asks a million.
        for size in reversed(block.shape):
            left, at = divmod(left, size)
            position.append(at)
        return tuple(reversed(position))

    def name_of(self, index: int) -> str:
        """Name of one weight, such as ``W1[2,0]`` or ``b2[1]``."""
        inside = ",".join(str(i) for i in self.position_of(index))
        return f"{self.block_of(index).name}[{inside}]"

    def same_weight(self, index: int, other: Layout) -> int:
        """Index here of a weight of another network, by its name; -1 if there is none."""
        name, inside = other.block_of(index).name, other.position_of(index)
        for block in self.blocks:
            if block.name == name and np.all(np.less(inside, block.shape)):
                return block.start + int(np.ravel_multi_index(inside, block.shape))
        return -1

    def split(self, theta: NDArray[Any]) -> list[NDArray[Any]]:
        """View a flat vector in the blocks' shapes."""
        return [theta[block.start : block.stop].reshape(block.shape) for block in self.blocks]


def layout_of(network: Network) -> Layout:
    """Order of a network's weights: W1, b1, W2, b2 and so on, row by row."""
    return _layout(network.sizes, network.bias)


def _layout(sizes: tuple[int, ...], biases: bool) -> Layout:
    blocks: list[Block] = []
    start = 0
    for layer in range(1, len(sizes)):
        inputs, outputs = sizes[layer - 1 : layer + 1]
        shapes: list[tuple[str, tuple[int, ...]]] = [(f"W{layer}", (inputs, outputs))]
        if biases:
            shapes.append((f"b{layer}", (outputs,)))
        for name, shape in shapes:
            block = Block(name, layer, shape, start)
            blocks.append(block)
            start = block.stop
    return Layout(tuple(blocks))


def initial_weights(network: Network) -> NDArray[np.float64]:
    """Weights at which a network is checked, or from which it is trained first.

    Where they are trained, `nnd_gui.engine.starting_point.point_of` goes on from here.

    Parameters
    ----------
    network : Network
        Says whether they are given or drawn.

    Returns
    -------
    ndarray of float64, shape (n,)
        In the order of `layout_of`. All matrices are drawn before all biases, so that
        switching the biases on leaves the matrices as they are.
    """
    weights = network.weights
    if isinstance(weights, TrainedWeights):
        weights = weights.start
    if isinstance(weights, ExplicitWeights):
        return np.array(weights.values, dtype=np.float64)
    return _drawn(weights, network.sizes, network.bias).copy()


# One experiment is checked again and again, in another way each time.
@lru_cache(maxsize=1)
def _drawn(weights: SeededWeights, sizes: tuple[int, ...], biases: bool) -> NDArray[np.float64]:
    rng = np.random.default_rng(weights.seed)
    layout = _layout(sizes, biases)
    theta = np.empty(layout.size)
    for bias in (False, True):
        for block in layout.blocks:
            if block.is_bias == bias:
                theta[block.start : block.stop] = rng.standard_normal(block.size)
    with np.errstate(over="ignore"):  # told by `NetworkObjective`
        theta *= weights.scale
    return theta


def layout_of_some(layout: Layout, chosen: NDArray[np.intp]) -> Layout:
    """Blocks of some of the weights, as if they were all.

    Parameters
    ----------
    layout : Layout
        Of all weights.
    chosen : ndarray of int
        Which weights, rising.
    """
    blocks: list[Block] = []
    start = 0
    for block in layout.blocks:
        first, last = np.searchsorted(chosen, [block.start, block.stop])
        count = int(last - first)
        blocks.append(Block(block.name, block.layer, (count,), start, block.is_bias))
        start += count
    return Layout(tuple(blocks))


def usual_sizes(layout: Layout, values: NDArray[Any]) -> NDArray[np.float64]:
    """Root mean square of the weights of each one's block.

    Parameters
    ----------
    layout : Layout
        Which weight is which.
    values : ndarray, shape (n,)
        The weights.

    Returns
    -------
    ndarray, shape (n,)
    """
    sizes = np.empty(layout.size)
    for block in layout.blocks:
        part = values[block.start : block.stop].astype(np.float64)
        largest = float(np.max(np.abs(part), initial=0.0))
        scaled = part / largest if largest > 0 else part
        sizes[block.start : block.stop] = largest * float(np.sqrt(np.mean(scaled**2)))
    return sizes
