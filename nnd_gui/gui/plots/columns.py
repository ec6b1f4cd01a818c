"""Where each weight stands along the plots, and which weights are drawn when there are many.

Tens of thousands of bars do not fit a screen. Then neighbours within a matrix are drawn as
one group, and the group shows one of its weights: among the gradients the largest, among the
errors the worst, and in both one that disagrees before all others. Nothing that is wrong can
hide, and what is drawn is still one real weight with its own numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.judge import DISAGREE, UNJUDGED
from nnd_gui.engine.parameters import Block, Layout
from nnd_gui.model.result import CheckResult

__all__ = ["Columns", "Groups", "by_error", "by_size"]

# Room between two matrices, in weights, and as a share of all where there are many.
_GAP = 0.6
_GAP_SHARE = 0.012


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """What is drawn of the weights in view.

    Parameters
    ----------
    weights : ndarray of int, shape (k,)
        The weight that stands for each group.
    x : ndarray, shape (k,)
        Middle of each group.
    size : int
        Neighbours in a group; 1 where every weight is drawn.
    """

    weights: NDArray[np.intp]
    x: NDArray[np.float64]
    size: int


class Columns:
    """Places of a network's weights along the x axis, one unit a weight.

    Parameters
    ----------
    layout : Layout
        The weights; may be empty.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._gap = max(_GAP, _GAP_SHARE * layout.size)
        self._offsets = np.arange(len(layout.blocks)) * self._gap

    @property
    def left(self) -> float:
        """Left end of the first column."""
        return -0.5

    @property
    def right(self) -> float:
        """Right end of the last column."""
        blocks = len(self.layout.blocks)
        return max(self.layout.size, 1) - 0.5 + self._gap * max(blocks - 1, 0)

    def span_of(self, place: int) -> tuple[float, float]:
        """Left and right end of one block."""
        block, offset = self.layout.blocks[place], float(self._offsets[place])
        return block.start - 0.5 + offset, block.stop - 0.5 + offset

    def borders(self) -> list[float]:
        """Middle of each gap between two blocks."""
        return [self.span_of(place)[0] - self._gap / 2 for place in range(1, len(self._offsets))]

    def x_of(self, index: int) -> float:
        """Middle of one weight's column."""
        place = self.layout.blocks.index(self.layout.block_of(index))
        return index + float(self._offsets[place])

    def weight_at(self, x: float) -> int:
        """Weight whose column is at x, or the nearest; -1 if there are none."""
        if not self.layout.size:
            return -1
        for place, block in enumerate(self.layout.blocks):
            if x < self.span_of(place)[1] + self._gap / 2 or block is self.layout.blocks[-1]:
                nearest = round(x - float(self._offsets[place]))
                return int(min(max(nearest, block.start), block.stop - 1))
        return -1

    def group_size(self, left: float, right: float, most: int) -> int:
        """Neighbours that must share a column for at most so many columns in view."""
        needed = (right - left) / max(most, 1)
        size = 1
        while size < needed:
            size *= 2
        return size

    def groups(self, left: float, right: float, most: int, rank: NDArray[np.float64]) -> Groups:
        """Choose what to draw between two places.

        Parameters
        ----------
        left, right : float
            The part in view.
        most : int
            Columns that fit.
        rank : ndarray, shape (n,)
            How much each weight wants to be seen; the highest of a group is drawn.

        Returns
        -------
        Groups
        """
        size = self.group_size(left, right, most)
        chosen: list[NDArray[np.intp]] = []
        middles: list[NDArray[np.float64]] = []
        for place, block in enumerate(self.layout.blocks):
            offset = float(self._offsets[place])
            first = max(0, int(np.floor(left - offset)) - block.start - size)
            last = min(block.size, int(np.ceil(right - offset)) - block.start + size + 1)
            if last <= first:
                continue
            # Cut at multiples of the size, so that groups stay as they are while the
            # picture is moved.
            weights, starts = _highest(rank, block, first // size * size, last, size)
            ends = np.minimum(starts + size, block.size)
            chosen.append(weights)
            middles.append(block.start + offset + (starts + ends - 1) / 2)
        if not chosen:
            return Groups(np.empty(0, dtype=np.intp), np.empty(0), size)
        return Groups(np.concatenate(chosen), np.concatenate(middles), size)


def _highest(
    rank: NDArray[np.float64], block: Block, first: int, last: int, size: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The highest of each group of one block, and where in the block each group starts."""
    last = min(block.size, -(-last // size) * size)
    part = rank[block.start + first : block.start + last]
    padded = np.full(-(-len(part) // size) * size, -np.inf)
    padded[: len(part)] = part
    starts = first + np.arange(0, len(part), size)
    highest = starts + np.argmax(padded.reshape(-1, size), axis=1)
    return block.start + highest, starts.astype(np.float64)


def by_error(result: CheckResult) -> NDArray[np.float64]:
    """How much each weight wants to be seen among the errors.

    Returns
    -------
    ndarray, shape (n,)
        By verdict, then by relative error; -1 where nothing was measured yet.
    """
    weights = result.weights
    error = np.where(np.isfinite(weights.relative_error), weights.relative_error, 4.0)
    # A relative error is at most 2, so that each verdict has a floor of its own.
    rank = 8.0 * weights.verdict + error
    return np.where(weights.verdict == UNJUDGED, -1.0, rank)


def by_size(result: CheckResult) -> NDArray[np.float64]:
    """How much each weight wants to be seen among the gradients.

    Returns
    -------
    ndarray, shape (n,)
        By size, one that disagrees before all others.
    """
    numerical = np.abs(result.weights.numerical)
    sizes = np.fmax(np.abs(result.analytic.astype(np.float64)), numerical)
    sizes = np.where(np.isfinite(sizes), sizes, 0.0)
    largest = max(float(sizes.max(initial=0.0)), np.finfo(np.float64).tiny)
    return np.asarray(sizes / largest + 2.0 * (result.weights.verdict == DISAGREE))
