"""A function of one variable, known at 0 and at pairs of nodes, as a polynomial.

The nodes are +-1, +-1/2, +-1/4 ... of the largest shift. Odd and even parts are fitted
apart; both are 0 at 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fit", "fit_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Fit through some pairs of nodes.

    Parameters
    ----------
    nodes : ndarray, shape (2 * pairs,)
        Where the function is needed, in units of the largest shift.
    matrix : ndarray, shape (2 * pairs, 2 * pairs)
        From its values at the nodes to the coefficients of t, t**2, t**3 ...
    spread : float
        How much larger than at a node a value near 0 is rounded, relative to t.
    """

    nodes: Floats
    matrix: Floats
    spread: float


@cache
def fit_of(pairs: int) -> Fit:
    """Fit through some pairs of nodes.

    Parameters
    ----------
    pairs : int
        At least 1.

    Returns
    -------
    Fit
    """
    positive = 0.5 ** np.arange(pairs)
    orders = np.arange(1, 2 * pairs + 1)
    odd = np.linalg.inv(positive[:, np.newaxis] ** orders[::2])
    even = np.linalg.inv(positive[:, np.newaxis] ** orders[1::2])
    matrix = np.empty((2 * pairs, 2 * pairs))
    matrix[::2, :pairs], matrix[::2, pairs:] = odd / 2, -odd / 2
    matrix[1::2, :pairs], matrix[1::2, pairs:] = even / 2, even / 2
    nodes = np.concatenate([positive, -positive])
    return Fit(nodes, matrix, float(np.abs(matrix[0]).sum()))
