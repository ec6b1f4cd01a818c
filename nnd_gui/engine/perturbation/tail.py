"""What a shift of one unit's input does to the cost, sample by sample.

A change of one weight that leads into unit j of layer l moves only z_l[s, j], by
``step * a[s, i]``, so every fast way comes down to this: the change of each sample's cost
for some shifts of some units. It goes on as a rank-one update of the next layer's input,
and from there by whole products with *changes*: those of a layer's input are as exact as
the shift itself, and only the activations are rounded.
"""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork, Layer, Trace
from nnd_gui.engine.perturbation.fast_rows import cost_row_of, in_place_of

__all__ = ["Tail", "Units"]

Units = slice | NDArray[np.intp]

# Numbers in the largest array of one call: it stays in a core's own cache, and a call
# takes less than a millisecond, so that a run reports, and can be stopped, often.
TILE_NUMBERS = 64_000
# Multiplications in one call's products, again well below a millisecond's worth or two.
_TILE_PRODUCTS = 20_000_000
# Samples from which on adding one row to many costs no more than adding two long rows.
_LONG = 512
# Numbers of the point that are kept in repeated form, all together.
_KEPT_NUMBERS = 1_000_000


class _Workspace(threading.local):
    """Arrays that are used again and again by one thread."""

    def __init__(self) -> None:
        self._flat: dict[str, Array] = {}

    def array(self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        size = math.prod(shape)
        flat = self._flat.get(name)
        if flat is None or len(flat) < size:
            flat = self._flat[name] = np.empty(size, dtype)
        return flat[:size].reshape(shape)


class _Repeated:
    """Rows of the point, repeated for each shift where the samples are few.

    Adding a short row to each of many is three times slower than adding two long rows, so
    the repeated rows are kept for the calls that follow.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, int, int], Array] = {}
        self._numbers = 0

    def get(self, name: str, base: Array, shifts: int, samples: slice) -> Array:
        """Rows that broadcast to ``(units, k, shifts * samples)`` or, unrepeated, to
        ``(units, k, shifts, samples)``.
        """  # noqa: D205
        part = base[..., samples]
        if part.shape[-1] >= _LONG:
            return part[:, np.newaxis, np.newaxis]
        key = (name, shifts, samples.start, samples.stop)
        found = self._kept.get(key)
        if found is None:
            wide = np.repeat(part[:, np.newaxis], shifts, axis=1)
            found = wide.reshape(len(part), 1, -1)
            if self._numbers + found.size > _KEPT_NUMBERS:
                self._kept, self._numbers = {}, 0
            self._kept[key] = found
            self._numbers += found.size
        return found


class Tail:
    """The rest of a network, from any layer's input to the cost.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    layers : sequence of Layer
        Its layers at the point.
    trace : Trace
        What the forward pass computed there.

    Attributes
    ----------
    z, a : list of ndarray, shape (units, samples)
        Each layer's input, and its activations.
    y : ndarray, shape (outputs, samples)
    row : CostRow
    factor : float
        What the sum of all samples' changes is multiplied by.
    samples : int
    """

    def __init__(self, network: CostNetwork, layers: Sequence[Layer], trace: Trace) -> None:
        self.layers = layers
        self.row = cost_row_of(network.loss)
        self.factor = self.row.factor(network.targets)
        self.samples = len(network.inputs)
        self.z = [np.ascontiguousarray(z.T) for z in trace.z]
        self.a = [np.ascontiguousarray(a.T) for a in trace.a[1:]]
        self.y = np.ascontiguousarray(network.targets.T)
        self._dtype = network.inputs.dtype
        self._last = len(layers) - 1
        self._in_place = [in_place_of(layer.activation) for layer in layers]
        # Scales are folded into the matrices; only +1 and -1 occur, which round nothing.
        self._scales = [row.scale for row in self._in_place]
        if self.row.of_input:
            self._scales[-1] = 1.0
        self._x = [z if s == 1 else -z for z, s in zip(self.z, self._scales, strict=True)]
        self._matrices = [
            layer.matrix if s == 1 else -layer.matrix
            for layer, s in zip(layers, self._scales, strict=True)
        ]
        self._bases = self.row.bases(self.z[-1], self.a[-1], self.y)
        self._row_sums = np.sum(self.y, axis=0, keepdims=True)
        self._repeated = _Repeated()
        self._workspace = _Workspace()

    def columns(self, place: int) -> int:
        """How many shifts, each for one sample, one call may be given for a layer's units."""
        widths = [len(z) for z in self.z[place + 1 :]]
        products = sum(a * b for a, b in itertools.pairwise(widths))
        return max(1, min(TILE_NUMBERS // max([1, *widths]), _TILE_PRODUCTS // max(1, products)))

    def changes(self, place: int, units: Units, shifts: Array, samples: slice) -> Array:
        """Change of each sample's cost for each shift of a unit's input.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        units : slice or ndarray of int, k of them
            Which of its units.
        shifts : ndarray, shape (k, r, m)
            How far z of each unit moves in each of the samples; overwritten.
        samples : slice
            Which samples: m of them, next to each other.

        Returns
        -------
        ndarray, shape (k, r, m)
            Without the cost's own factor.
        """
        shape = shifts.shape
        d = shifts
        if place < self._last or not self.row.of_input:
            d = self._own_activation(place, units, d, samples)
        if place == self._last:
            bases = tuple(base[units][np.newaxis, :, np.newaxis, samples] for base in self._bases)
            return self.row.change(d[np.newaxis], bases, self._row_sums[0, samples])
        wide = (*shape[:1], shape[1] * shape[2])
        matrix = self._matrices[place + 1]
        d = np.multiply(
            matrix[units].T[:, :, np.newaxis],
            d.reshape(1, *wide),
            out=self._array(0, (matrix.shape[1], *wide)),
        )
        for above in range(place + 1, self._last + 1):
            if above > place + 1:
                matrix = self._matrices[above]
                moved = self._array(above - place - 1, (matrix.shape[1], *wide))
                np.matmul(matrix.T, d.reshape(len(d), -1), out=moved.reshape(len(moved), -1))
                d = moved
            if above < self._last or not self.row.of_input:
                d = self._activation(above, self._unfold(d, shape), samples).reshape(d.shape)
        d = self._unfold(d, shape)
        bases = tuple(
            self._at(f"base {number}", base, d, samples) for number, base in enumerate(self._bases)
        )
        sums = self._at("row sums", self._row_sums, d, samples)[0]
        return self.row.change(d, bases, sums).reshape(shape)

    def _own_activation(self, place: int, units: Units, shifts: Array, samples: slice) -> Array:
        """Change of one unit's activation, for each shift of its input."""
        if self._scales[place] != 1:
            np.negative(shifts, out=shifts)
        shifts += self._x[place][units][:, np.newaxis, samples]
        value = self._in_place[place].value(shifts)
        value -= self.a[place][units][:, np.newaxis, samples]
        return value

    def _activation(self, place: int, d: Array, samples: slice) -> Array:
        """Change of a layer's activations, from the change of its input, which it overwrites."""
        d += self._at(f"x {place}", self._x[place], d, samples)
        value = self._in_place[place].value(d)
        value -= self._at(f"a {place}", self.a[place], d, samples)
        return value

    def _unfold(self, d: Array, shape: tuple[int, ...]) -> Array:
        return d if shape[2] < _LONG else d.reshape(len(d), *shape)

    def _at(self, name: str, base: Array, d: Array, samples: slice) -> Array:
        length = samples.stop - samples.start
        return self._repeated.get(name, base, d.shape[2] // length, samples)

    def _array(self, number: int, shape: tuple[int, ...]) -> Array:
        return self._workspace.array(f"d {number % 2}", shape, self._dtype)
