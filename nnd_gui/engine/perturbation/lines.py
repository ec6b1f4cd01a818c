"""A few shifts of each of many units' inputs: each unit's shifts and samples in one line.

Arrays are ``(units, outputs, shifts * samples)``: what belongs to the point is the same for
each unit, so that it is written out once, and numpy goes through rows of thousands.
"""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.activations import Array
from nnd_gui.engine.perturbation.tail import Tail

__all__ = ["LONG_LINE", "Lines"]

# Numbers in a line: what is longer is no faster.
LONG_LINE = 2048


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
    count : int
        Shifts k of each unit.
    """

    def __init__(self, tail: Tail, place: int, samples: slice, count: int) -> None:
        self._tail, self._place, self._count = tail, place, count
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
        """Numbers of a layer, ``(samples, units)``, for each shift: ``(1, units, line)``."""
        full = np.empty((numbers.shape[1], self._count, len(numbers)), numbers.dtype)
        full[...] = numbers.T[:, np.newaxis]
        return full.reshape(1, numbers.shape[1], -1)

    def changes(self, units: slice, shifts: Array) -> Array:
        """Change of each sample's cost for each shift.

        Parameters
        ----------
        units : slice
            m of the layer's units.
        shifts : ndarray, shape (m, k, n)
            How far z of each unit moves, times the layer's scale; written over.

        Returns
        -------
        ndarray, shape (m, k, n)
            Without the cost's own factor.
        """
        tail, place, shape = self._tail, self._place, shifts.shape
        of_input = tail.row.of_input
        if place < tail.last or not of_input:
            shifts += self._z[units, np.newaxis]
            np.subtract(tail.value(place, shifts), self._a[units, np.newaxis], out=shifts)
        d = shifts.reshape(shape[0], 1, -1)
        if place == tail.last:
            bases = [base[0, units, np.newaxis] for base in self._bases]
            return tail.row.change(d, tuple(bases), self._row_sums).reshape(shape)
        for above, (z, a) in self._above.items():
            matrix = tail.matrix(above)
            out = tail.array(above, (shape[0], matrix.shape[1], d.shape[2]))
            if above == place + 1:
                np.multiply(matrix[units, :, np.newaxis], d, out=out)
            else:
                np.matmul(matrix.T, d, out=out)
            d = out
            if above < tail.last or not of_input:
                d += z
                np.subtract(tail.value(above, d), a, out=d)
        return tail.row.change(d, tuple(self._bases), self._row_sums).reshape(shape)
