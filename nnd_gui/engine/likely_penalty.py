"""What regularisation adds to a gradient of which only the numbers are known."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.parameters import Layout

__all__ = ["likely_penalty"]

# As many weights of a matrix do not have slopes proportional to their values by chance, to
# within this share of them.
_ENOUGH = 3
_REST = 1e-2


@np.errstate(all="ignore")
def likely_penalty(
    layout: Layout, point: NDArray[Any], slopes: Floats, uncertainty: Floats
) -> Floats | None:
    """What L2 regularisation adds, where it makes up nearly all of a matrix's slopes.

    Parameters
    ----------
    layout : Layout
        Which weights make a matrix.
    point : ndarray, shape (n,)
        The weights.
    slopes, uncertainty : ndarray, shape (n,)
        The numerical gradient, and how far it can be off. Where nothing else is seen in it, as
        in that of a sum of squares, there is nothing that could be hidden.

    Returns
    -------
    ndarray of float64, shape (n,), or None
        A constant times each such matrix, 0 for all else; None where there is no such matrix.
    """
    added = np.zeros(layout.size)
    for block in layout.blocks:
        at = slice(block.start, block.stop)
        weights, part = point[at].astype(np.float64), slopes[at]
        if block.is_bias or block.size < _ENOUGH or not np.all(np.isfinite(part)):
            continue
        share = np.dot(part, weights) / np.dot(weights, weights)
        rest = np.linalg.norm(part - share * weights)
        if np.linalg.norm(uncertainty[at]) < rest <= _REST * np.linalg.norm(part):
            added[at] = share * weights
    return added if np.any(added) else None
