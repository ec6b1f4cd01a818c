"""How far rounding can put off a cost's change.

Shifts travel exactly but for relative errors; what is rounded absolutely is each
activation, to its own last place, and the z that it is computed from. Each such rounding
reaches the cost through the slope of its sample's cost there, taken here by differences of
the forward pass: nothing is read from the gradient under test.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.perturbation.fast_rows import InPlace, in_place_of, is_kinked
from nnd_gui.engine.perturbation.tail import Tail, Units

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
    largest : list of ndarray, shape (units,)
        For each layer, the largest step of the weights into each unit.
    reach : list of ndarray, shape (samples,)
        For each layer, the largest size of the inputs of each sample.
    """

    def __init__(
        self, tail: Tail, inputs: Array, largest: list[Floats], reach: list[Floats]
    ) -> None:
        self._tail, self._inputs = tail, inputs
        self._largest, self._reach = largest, reach
        self._eps = float(np.finfo(tail.dtype).eps)
        self._scale = _PLACES * self._eps * tail.factor
        self._relative = _RELATIVE * self._eps * tail.factor
        self._copies = 1
        self._marks = np.empty(len(inputs))
        self._factors = np.sin(np.arange(1, inputs.shape[1] + 1))
        self._sums = [_Sums.nothing(z.shape[1]) for z in tail.z]
        self._rows = [in_place_of(layer.activation) for layer in tail.layers]
        self._kinked = [is_kinked(layer.activation) for layer in tail.layers]
        self._matrices = [_wide(layer.matrix) for layer in tail.layers[1:]]
        self._sizes = [np.abs(matrix).T for matrix in self._matrices]

    def add(self, samples: slice) -> None:
        """Take some samples in, from the cost back to the first layer."""
        tail = self._tail
        # Equal samples give equal sums, added in one order; unequal ones hardly ever do.
        marks = self._inputs[samples] * self._factors
        np.add.reduce(marks, axis=1, out=self._marks[samples])
        last = len(tail.layers) - 1
        z, a = _wide(tail.z[last][samples]), _wide(tail.a[last][samples])
        slope, gross = tail.row.slope(z, a, _wide(tail.targets[samples]))
        above: Floats = np.zeros((len(z), 1))
        for place in range(last, -1, -1):
            if place < last:
                z, a = _wide(tail.z[place][samples]), _wide(tail.a[place][samples])
            size, terms = np.abs(z), above
            if place < last or not tail.row.of_input:
                bend = _slope(self._rows[place], z)
                if self._kinked[place]:
                    np.maximum(bend, 1, out=bend)  # what is flat here may not be after the step
                steep = np.abs(bend)
                own = size * steep
                own += np.abs(a)
                own *= np.abs(slope)
                slope, gross = slope * bend, gross * steep
                terms = above + own
                above = above + np.add.reduce(own, axis=1, keepdims=True)
            reach = self._reach[place][samples]
            self._sums[place].add(
                np.broadcast_to(terms, z.shape),
                size,
                gross,
                reach,
                self._largest[place],
                _COARSE * self._eps,
            )
            if place:
                slope, gross = slope @ self._matrices[place - 1].T, gross @ self._sizes[place - 1]

    def finish(self) -> None:
        """After all samples have been taken in."""
        self._copies = _most_equal(self._marks)

    def of_units(self, place: int) -> Floats:
        """Bounds for the largest shift of each unit in each sample, all samples added.

        Parameters
        ----------
        place : int
            The layer, counted from 0.

        Returns
        -------
        ndarray, shape (units,)
        """
        sums = self._sums[place]
        gross = self._largest[place] * sums.reached
        return self._spread(sums) + self._scale * sums.coarse + self._relative * gross

    def of_weights(self, place: int, units: Units, reach: Floats) -> Floats:
        """Bounds for changes of weights.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        units : slice or ndarray of int
            m of its units.
        reach : ndarray, shape (s, k, m)
            The largest shift of the unit over all samples, at each value of each weight.

        Returns
        -------
        ndarray, shape (s, k, m)
        """
        sums = self._sums[place]
        alike, spread = self._scale * sums.terms[units], self._spread(sums)[units]
        coarse = reach < (_COARSE * self._eps * sums.size)[units]
        return np.asarray(
            np.where(coarse, alike, spread) + (self._relative * sums.gross)[units] * reach
        )

    def _spread(self, sums: _Sums) -> Floats:
        return np.asarray(self._scale * _DEVIATIONS * np.sqrt(self._copies * sums.squares))


@dataclass(slots=True, eq=False)
class _Sums:
    """What the samples add up to for the units of one layer; every array has shape (units,).

    Parameters
    ----------
    terms, squares : ndarray
        Sums of t and of its square.
    coarse : ndarray
        Sum of t where the largest shift is so small that it is rounded alike.
    size : ndarray
        The largest z.
    gross, reached : ndarray
        Sums of the gross slopes, and of those times the largest input.
    """

    terms: Floats
    squares: Floats
    coarse: Floats
    size: Floats
    gross: Floats
    reached: Floats

    @classmethod
    def nothing(cls, units: int) -> _Sums:
        return cls(*(np.zeros(units) for _ in range(6)))

    def add(
        self,
        terms: Floats,
        size: Floats,
        gross: Floats,
        reach: Floats,
        largest: Floats,
        share: float,
    ) -> None:
        """Take in some samples, ``(samples, units)``; `reach` has shape (samples,)."""
        self.terms += np.add.reduce(terms, axis=0)
        self.squares += np.einsum("sj,sj->j", terms, terms)
        np.maximum(self.size, np.max(size, axis=0), out=self.size)
        self.gross += np.add.reduce(gross, axis=0)
        self.reached += reach @ gross
        if not np.min(reach) * np.min(largest) >= share * np.max(self.size):
            coarse = reach[:, np.newaxis] * largest < share * size
            self.coarse += np.sum(terms, axis=0, where=coarse)


def _wide(array: Array) -> Floats:
    return array.astype(np.float64, copy=False)


def _most_equal(marks: Floats) -> int:
    """How often the number that occurs most often does."""
    marks = np.sort(marks)
    borders = np.flatnonzero(marks[1:] != marks[:-1]) + 1
    edges = np.concatenate([[0], borders, [len(marks)]])
    return int(np.max(edges[1:] - edges[:-1]))
