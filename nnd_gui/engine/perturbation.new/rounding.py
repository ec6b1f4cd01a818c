"""How far rounding can put off a cost's change.

Shifts travel exactly but for relative errors; what is rounded absolutely is each
activation, to its own last place, and the z that it is computed from. Each such rounding
reaches the cost through the slope of its sample's cost there, taken here by differences of
the forward pass: nothing is read from the gradient under test.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.perturbation.tail import Tail

__all__ = ["Rounding"]

Floats = NDArray[np.float64]

# Units of the last place that one evaluation of an activation can be off, in all.
_PLACES = 4.0
# How many standard deviations a sum of independent roundings is allowed.
_DEVIATIONS = 4.0
# A shift below this many units of z's last place is rounded alike in every sample.
_COARSE = 1024.0
# Roundings in a row that a change itself goes through, each relative to it.
_RELATIVE = 16.0


def _slope(function: Callable[[Array], Array], z: Floats) -> Floats:
    """Slope of an activation, good to some digits."""
    h = 1e-4 * (1 + np.abs(z))
    return np.asarray((function(z + h) - function(z - h)) / (2 * h))


class Rounding:
    """Bounds on the rounding of cost changes, for the units of every layer.

    For a shift of unit j of layer l, sample s adds at most ``4 * eps * t_s``, where
    ``t_s`` sums ``abs(dc/da) * (abs(a) + abs(z * f'(z)))`` over unit j and all units of the
    layers above l. Samples are rounded independently, so that the bound on the sum is
    four times the root of the sum of squares (times the root of how often one sample
    occurs), and the plain sum for shifts so small that all are rounded alike.

    Parameters
    ----------
    tail : Tail
        The network at the point.
    """

    def __init__(self, tail: Tail) -> None:
        self._eps = float(np.finfo(tail.y.dtype).eps)
        self._scale = _PLACES * self._eps * tail.factor
        self._relative = _RELATIVE * self._eps * tail.factor
        self._copies = _most_copies(tail.a[0])
        self._wholes: dict[int, tuple[Floats, ...]] = {}
        with np.errstate(all="ignore"):
            self._go_back(tail)

    def _go_back(self, tail: Tail) -> None:
        """From the cost back to the first layer, keeping what the bounds are made of."""
        count = len(tail.layers)
        nothing = np.empty((0, 0))
        self._own, self._gross = [nothing] * count, [nothing] * count
        self._size, self._above = [nothing] * count, [nothing] * count
        above = np.zeros(tail.samples)
        y = tail.y.astype(np.float64)
        slope, gross = tail.row.slope(_wide(tail.z[-1]), _wide(tail.a[-1]), y)
        for place in range(count - 1, -1, -1):
            layer, z, a = tail.layers[place], _wide(tail.z[place]), _wide(tail.a[place + 1])
            own = np.zeros_like(z)
            if place < count - 1 or not tail.row.of_input:
                bend = _slope(layer.activation.value, z)
                own = np.abs(slope) * (np.abs(a) + np.abs(z * bend))
                slope, gross = slope * bend, gross * np.abs(bend)
            self._own[place], self._gross[place] = own, gross
            self._size[place], self._above[place] = np.abs(z), above
            above = above + own.sum(axis=0)
            if place:
                matrix = _wide(layer.matrix)
                slope, gross = matrix @ slope, np.abs(matrix) @ np.abs(slope)

    def of_units(self, place: int, shifts: Floats) -> tuple[Floats, Floats]:
        """Bounds for one shift of each unit in each sample.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        shifts : ndarray, shape (units, samples)
            How large the shifts are.

        Returns
        -------
        absolute, relative : ndarray, shape (units,)
            How far the sum of each unit's changes can be off whatever the shift, and how
            far in proportion to it.
        """
        with np.errstate(all="ignore"):
            terms = self._terms(place)
            coarse = shifts < _COARSE * self._eps * self._size[place]
            alike = np.sum(terms, axis=1, where=coarse)
            gross = np.einsum("js,js->j", self._gross[place], shifts)
            return self._spread(terms) + self._scale * alike, self._relative * gross

    def of_weights(self, place: int, units: slice, reach: Floats) -> Floats:
        """Bounds for changes of weights.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        units : slice
            m of its units.
        reach : ndarray, shape (k, m, s)
            The largest shift of the unit over all samples, at each value of each weight.

        Returns
        -------
        ndarray, shape (k, m, s)
        """
        spread, alike, size, gross = (part[units, np.newaxis] for part in self._whole(place))
        with np.errstate(all="ignore"):
            coarse = reach < _COARSE * self._eps * size
            return np.asarray(np.where(coarse, alike, spread) + self._relative * gross * reach)

    def _whole(self, place: int) -> tuple[Floats, ...]:
        """For each unit: both bounds, the largest z, and the sum of gross slopes."""
        found = self._wholes.get(place)
        if found is None:
            with np.errstate(all="ignore"):
                terms = self._terms(place)
                alike = self._scale * np.sum(terms, axis=1)
                size = np.max(self._size[place], axis=1)
                found = (self._spread(terms), alike, size, np.sum(self._gross[place], axis=1))
            self._wholes[place] = found
        return found

    def _terms(self, place: int) -> Floats:
        return np.asarray(self._own[place] + self._above[place])

    def _spread(self, terms: Floats) -> Floats:
        squares = np.einsum("js,js->j", terms, terms)
        return np.asarray(self._scale * _DEVIATIONS * np.sqrt(self._copies * squares))


def _wide(array: Array) -> Floats:
    return array.astype(np.float64, copy=False)


def _most_copies(inputs: Array) -> int:
    """How often the sample that occurs most often does; ``inputs`` is feature-major."""
    rows = np.ascontiguousarray(inputs.T)
    whole = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1])))
    _, counts = np.unique(whole, return_counts=True)
    return int(counts.max())
