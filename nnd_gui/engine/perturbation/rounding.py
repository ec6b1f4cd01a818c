"""How far rounding can put off a cost's change.

Shifts travel exactly but for relative errors; what is rounded absolutely is each
activation, to its own last place, and the z that it is computed from. Each such rounding
reaches the cost through the slope of its sample's cost there, taken here by differences of
the forward pass: nothing is read from the gradient under test.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.perturbation.fast_rows import InPlace, in_place_of, is_kinked
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


def _slope(row: InPlace, z: Floats) -> Floats:
    """Slope of an activation, good to some digits."""
    h = 1e-4 * (1 + np.abs(z))
    slope = row.value(row.scale * (z + h))
    slope -= row.value(row.scale * (z - h))
    return np.asarray(slope / (2 * h))


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
    inputs : ndarray, shape (samples, inputs)
        Its samples.
    """

    def __init__(self, tail: Tail, inputs: Array) -> None:
        self._eps = float(np.finfo(tail.y.dtype).eps)
        self._scale = _PLACES * self._eps * tail.factor
        self._relative = _RELATIVE * self._eps * tail.factor
        self._copies = _most_copies(inputs)
        self._wholes: dict[int, tuple[Floats, ...]] = {}
        self._go_back(tail)

    def _go_back(self, tail: Tail) -> None:
        """From the cost back to the first layer, keeping what the bounds are made of."""
        count = len(tail.layers)
        nothing: Floats = np.empty((0, 0))
        self._own, self._gross = [nothing] * count, [nothing] * count
        self._size, self._above = [nothing] * count, [nothing] * count
        above: Floats = np.zeros(tail.samples)
        y = tail.y.astype(np.float64)
        slope, gross = tail.row.slope(_wide(tail.z[-1]), _wide(tail.a[-1]), y)
        for place in range(count - 1, -1, -1):
            layer, z, a = tail.layers[place], _wide(tail.z[place]), _wide(tail.a[place])
            own = np.zeros_like(z)
            if place < count - 1 or not tail.row.of_input:
                bend = _slope(in_place_of(layer.activation), z)
                if is_kinked(layer.activation):
                    bend = np.maximum(bend, 1)  # what is flat here may not be after the step
                own = np.abs(slope) * (np.abs(a) + np.abs(z * bend))
                slope, gross = slope * bend, gross * np.abs(bend)
            self._own[place], self._gross[place] = own, gross
            self._size[place], self._above[place] = np.abs(z), above
            above = above + own.sum(axis=0)
            if place:
                matrix = _wide(layer.matrix)
                slope, gross = matrix @ slope, np.abs(matrix) @ gross

    def of_units(self, place: int, units: slice, steps: Floats, inputs: Floats) -> Floats:
        """Bounds for one shift of each unit in each sample, all samples added.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        units : slice
            m of its units.
        steps : ndarray, shape (m,)
            How far a weight into each unit moves.
        inputs : ndarray, shape (samples,)
            What that is multiplied by to give the shift.

        Returns
        -------
        ndarray, shape (m,)
        """
        terms = self._terms(place, units)
        shifts = steps[:, np.newaxis] * inputs
        coarse = shifts < _COARSE * self._eps * self._size[place][units]
        alike = np.sum(terms, axis=1, where=coarse)
        gross = np.einsum("js,js->j", self._gross[place][units], shifts)
        return np.asarray(self._spread(terms) + self._scale * alike + self._relative * gross)

    def of_weights(self, place: int, units: slice, reach: Floats) -> Floats:
        """Bounds for changes of weights.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        units : slice
            m of its units.
        reach : ndarray, shape (s, k, m)
            The largest shift of the unit over all samples, at each value of each weight.

        Returns
        -------
        ndarray, shape (s, k, m)
        """
        spread, alike, size, gross = (part[units] for part in self._whole(place))
        coarse = reach < _COARSE * self._eps * size
        return np.asarray(np.where(coarse, alike, spread) + self._relative * gross * reach)

    def _whole(self, place: int) -> tuple[Floats, ...]:
        """For each unit: both bounds, the largest z, and the sum of gross slopes."""
        found = self._wholes.get(place)
        if found is None:
            terms = self._terms(place, slice(None))
            alike = self._scale * np.sum(terms, axis=1)
            size = np.max(self._size[place], axis=1)
            found = (self._spread(terms), alike, size, np.sum(self._gross[place], axis=1))
            self._wholes[place] = found
        return found

    def _terms(self, place: int, units: slice) -> Floats:
        return np.asarray(self._own[place][units] + self._above[place])

    def _spread(self, terms: Floats) -> Floats:
        squares = np.einsum("js,js->j", terms, terms)
        return np.asarray(self._scale * _DEVIATIONS * np.sqrt(self._copies * squares))


def _wide(array: Array) -> Floats:
    return array.astype(np.float64, copy=False)


def _most_copies(inputs: Array) -> int:
    """How often the sample that occurs most often does."""
    # Equal samples give equal sums, added in one order; unequal ones hardly ever do.
    marks = np.sort(np.add.reduce(inputs * np.sin(np.arange(1, inputs.shape[1] + 1)), axis=1))
    borders = np.flatnonzero(marks[1:] != marks[:-1]) + 1
    edges = np.concatenate([[0], borders, [len(marks)]])
    return int(np.max(edges[1:] - edges[:-1]))
