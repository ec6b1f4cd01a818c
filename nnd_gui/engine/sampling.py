"""Which weights stand for all of them, where a network has too many to check each."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.parameters import Block, Layout

__all__ = ["sample_seed", "sampled_weights", "shares"]

# Keeps the sample independent of weights and data that are drawn from the same seed.
_PURPOSE = 3


def shares(layout: Layout, count: int) -> list[int]:
    """How many weights of each block a sample takes.

    Equal shares, because a mistake in a bias of ten weights is as likely as one in a matrix
    of a million; what a small block cannot use goes to the larger ones.

    Parameters
    ----------
    layout : Layout
        The blocks.
    count : int
        Size of the sample; there is at least one weight of each block, and there are at
        most all of them.

    Returns
    -------
    list of int
        One for each block.
    """
    left = max(count, len(layout.blocks))
    sizes = [block.size for block in layout.blocks]
    taken = [0] * len(sizes)
    # The smallest first: each takes its share of what is left, or all that it has.
    order = sorted(range(len(sizes)), key=lambda place: (sizes[place], place))
    for done, place in enumerate(order):
        # Rounded down: the largest blocks, which come last, take up what is over.
        taken[place] = min(sizes[place], left // (len(sizes) - done))
        left -= taken[place]
    return taken


def sampled_weights(layout: Layout, count: int, seed: int) -> NDArray[np.intp]:
    """Choose weights of every matrix and bias.

    Within a matrix they are spread over its rows and columns: of m weights no two share a
    row before every row has one, nor a column before every column has one. So m weights of
    a matrix that is wrong in one unit's column, or in one input's row, meet it as soon as
    there are as many as units, or inputs.

    Parameters
    ----------
    layout : Layout
        The blocks.
    count : int
        How many; see `shares`.
    seed : int
        What they are drawn from.

    Returns
    -------
    ndarray of int
        Rising.
    """
    rng = np.random.default_rng([_PURPOSE, seed])
    chosen = [
        block.start + _spread(block, share, rng)
        for block, share in zip(layout.blocks, shares(layout, count), strict=True)
    ]
    return np.sort(np.concatenate(chosen))


def _spread(block: Block, count: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Places of some weights within a block, no two in a row or column before they must be."""
    columns = block.shape[-1]
    rows = block.size // columns
    # Down a diagonal that wraps around at both edges meets lcm(rows, columns) places; the
    # next one starts a column further.
    place = np.arange(count, dtype=np.intp)
    row = place % rows
    column = (place + place // math.lcm(rows, columns)) % columns
    return np.asarray(rng.permutation(rows)[row] * columns + rng.permutation(columns)[column])


def sample_seed(weights: object) -> int:
    """Seed of a sample: that of the weights, 0 where they are given and not drawn."""
    seed = getattr(weights, "seed", 0)
    return seed if isinstance(seed, int) and seed >= 0 else 0
