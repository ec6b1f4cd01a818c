"""Shifts of many units' inputs at a few nodes, each unit's nodes and samples in one line.

Arrays are ``(units, outputs, nodes * samples)``: what belongs to the point is the same for
each unit, so that it is written out once, and numpy goes through rows of thousands.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.perturbation.tail import Tail

__all__ = ["Lines"]

Floats = NDArray[np.float64]


class Lines:
    """The rest of a network from one layer's input on, for some of the samples.

    Parameters
    ----------
    tail : Tail
        The network at the point.
    place : int
        The layer, counted from 0.
    samples : slice
        Which n samples.
    reach : ndarray, shape (n,)
        The largest size of their inputs.
    nodes : ndarray, shape (k,)
        Shifts in units of the largest step times the reach.
    """

    def __init__(
        self, tail: Tail, place: int, samples: slice, reach: Floats, nodes: Floats
    ) -> None:
        self._tail, self._place, self._reach = tail, place, reach
        self._nodes = tail.scales[place] * nodes
        self._z = tail.scales[place] * np.ascontiguousarray(tail.z[place][samples].T)
        self._a = np.ascontiguousarray(tail.a[place][samples].T)
        self._above: dict[int, tuple[Array, Array]] = {}
        for above in range(place + 1, tail.last + 1):
            z = self._written_out(tail.z[above][samples])
            z *= tail.scales[above]
            self._above[above] = z, self._written_out(tail.a[above][samples])
        self._bases = [self._written_out(base[samples]) for base in tail.bases]
        self._row_sums = self._written_out(tail.row_sums[samples])[0]

    def _written_out(self, numbers: Array) -> Array:
        """Numbers of a layer, ``(samples, units)``, for each node: ``(1, units, line)``."""
        full = np.empty((numbers.shape[1], len(self._nodes), len(numbers)), numbers.dtype)
        full[...] = numbers.T[:, np.newaxis]
        return full.reshape(1, numbers.shape[1], -1)

    def changes(self, units: slice, largest: Floats) -> Array:
        """Change of each sample's cost at each node.

        Parameters
        ----------
        units : slice
            m of the layer's units.
        largest : ndarray, shape (m,)
            The largest step of the weights into each.

        Returns
        -------
        ndarray, shape (m, k, n)
            Without the cost's own factor.
        """
        tail, place, count = self._tail, self._place, len(largest)
        shape = (count, len(self._nodes), len(self._reach))
        shifts = (self._nodes * largest[:, np.newaxis])[:, :, np.newaxis]
        moved = tail.workspace.array("moved", shape, tail.dtype)
        np.multiply(shifts, self._reach, out=moved, casting="same_kind")
        of_input = tail.row.of_input
        if place < tail.last or not of_input:
            moved += self._z[units, np.newaxis]
            np.subtract(tail.value(place, moved), self._a[units, np.newaxis], out=moved)
        d = moved.reshape(count, 1, -1)
        if place == tail.last:
            bases = [base[0, units, np.newaxis] for base in self._bases]
            return tail.row.change(d, tuple(bases), self._row_sums).reshape(shape)
        for above, (z, a) in self._above.items():
            matrix = tail.matrix(above)
            out = tail.array(above, (count, matrix.shape[1], d.shape[2]))
            if above == place + 1:
                np.multiply(matrix[units, :, np.newaxis], d, out=out)
            else:
                np.matmul(matrix.T, d, out=out)
            d = out
            if above < tail.last or not of_input:
                d += z
                np.subtract(tail.value(above, d), a, out=d)
        return tail.row.change(d, tuple(self._bases), self._row_sums).reshape(shape)
