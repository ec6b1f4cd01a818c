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
from nnd_gui.engine.network import CostNetwork, Layer
from nnd_gui.engine.perturbation.fast_rows import cost_row_of, in_place_of

__all__ = ["Tail", "Units", "Workspace"]

Units = slice | NDArray[np.intp]
"""Some units of a layer: next to each other, or one for each of some shifts."""

# Numbers in the largest array of one call: that takes less than a millisecond, so that a run
# reports, and can be stopped, often. Half as many would fit a core's own cache better, but
# two workers would hand the interpreter over twice as often, which costs more.
TILE_NUMBERS = 200_000
# Multiplications in one call's products, again well below a millisecond's worth or two.
_TILE_PRODUCTS = 20_000_000
# Shorter rows are written out in full, where that serves many calls and is not too much.
_SHORT, _MANY_CALLS, _WIDE_NUMBERS = 400, 8, 200_000
# Numbers that one job computes: some milliseconds.
_JOB_NUMBERS = 1_500_000


class Workspace(threading.local):
    """Arrays that are used again and again by one thread."""

    def __init__(self) -> None:
        self._flat: dict[str, Array] = {}

    def array(self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """Array of any content, which the next call with its name may write over."""
        size = math.prod(shape)
        flat = self._flat.get(name)
        if flat is None or len(flat) < size:
            flat = self._flat[name] = np.empty(size, dtype)
        return flat[:size].reshape(shape)


class Tail:
    """The rest of a network, from any layer's input to the cost.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    layers : sequence of Layer
        Its layers at the point.
    z, a : list of ndarray, shape (samples, units)
        Each layer's input there, and its activations.

    Attributes
    ----------
    row : CostRow
    factor : float
        What the sum of all samples' changes is multiplied by.
    samples : int
    scales : list of float
        What shifts of each layer's units have to be multiplied by: +1 or -1.
    workspace : Workspace
    last : int
        The last layer.
    bases : tuple of ndarray
        What the cost's change needs of the point.
    row_sums : ndarray, shape (samples, 1)
        Sums of the targets.
    """

    def __init__(
        self, network: CostNetwork, layers: Sequence[Layer], z: list[Array], a: list[Array]
    ) -> None:
        self.layers, self.z, self.a = layers, z, a
        self._widths: list[int] = [layer.matrix.shape[1] for layer in layers]
        self.targets = network.targets
        self.row = cost_row_of(network.loss)
        self.factor = self.row.factor(network.targets)
        self.samples = len(network.inputs)
        self.dtype = network.inputs.dtype
        self.workspace = Workspace()
        self.last = len(layers) - 1
        self._in_place = [in_place_of(layer.activation) for layer in layers]
        self.scales = [row.scale for row in self._in_place]
        if self.row.of_input:
            self.scales[-1] = 1.0
        # Scales are folded into the matrices; as +1 and -1 they round nothing. The first is
        # never gone through.
        self._matrices = [layers[0].matrix] + [
            layer.matrix if scale == 1 else -layer.matrix
            for layer, scale in zip(layers[1:], self.scales[1:], strict=True)
        ]
        self.bases = self.row.bases(z[-1], a[-1], self.targets)
        self.row_sums = np.add.reduce(self.targets, axis=1, keepdims=True)
        self._wide: dict[int, Array] = {}

    def widest(self, place: int) -> int:
        """Width of the widest layer above one, counted from 0; 1 where there is none."""
        return max([1, *self._widths[place + 1 :]])

    def columns(self, place: int) -> int:
        """How many shifts, each for one sample, one call may be given."""
        widths = self._widths[place + 1 :]
        products = max(1, sum(a * b for a, b in itertools.pairwise(widths)))
        return max(1, min(TILE_NUMBERS // self.widest(place), _TILE_PRODUCTS // products))

    def part(self, place: int, shifts: int) -> int:
        """How many samples one call may be given, with some shifts for each."""
        # The nearest number: where two are a thousandth too many, one is half a call, and the
        # whole takes an eighth more time.
        return _even(self.samples, (self.columns(place) + shifts // 2) // shifts)

    def span(self, place: int, shifts: int) -> int:
        """How many samples one job may be given, with some shifts for each."""
        numbers = shifts * self.widest(place)
        return _even(self.samples, min(_JOB_NUMBERS // numbers, TILE_NUMBERS // shifts))

    def matrix(self, place: int) -> Array:
        """Matrix that leads into a layer, scaled."""
        return self._matrices[place]

    def value(self, place: int, x: Array) -> Array:
        """Activations of a layer, of its scaled input, in its place where that can be."""
        return self._in_place[place].value(x)

    def fan(self, place: int, units: Units) -> Array | None:
        """By what some units lead into the next layer, ``(1, its units, units)``, scaled."""
        if place == self.last:
            return None
        return np.asarray(self._matrices[place + 1][units].T[np.newaxis])

    def widen(self, place: int, shifts: int, calls: int) -> None:
        """Have the next layer's activations ready for many calls with some shifts each.

        Numpy takes as long to begin a row as for a hundred numbers of it.
        """
        self._wide.clear()
        numbers = shifts * self._widths[place + 1] * self.samples if place < self.last else 0
        if calls >= _MANY_CALLS and shifts < _SHORT and 0 < numbers <= _WIDE_NUMBERS:
            full = np.empty((*self.a[place + 1].shape, shifts), self.dtype)
            full[...] = self.a[place + 1][:, :, np.newaxis]
            self._wide[place + 1] = full

    def move(self, place: int, units: Units, shifts: Array, samples: slice, out: Array) -> None:
        """Turn scaled shifts of some units' input into changes of their activation.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        units : slice
            m of its units.
        shifts : ndarray, shape (samples, k, m)
            How far z of each unit moves, times the layer's scale; written over.
        samples : slice
            Which samples.
        out : ndarray, shape (samples, k, m)
            Where to put the changes.
        """
        if place == self.last and self.row.of_input:
            np.copyto(out, shifts)
            return
        a, z = (
            _beside(part[samples, units], shifts.shape[1])
            for part in (self.a[place], self.z[place])
        )
        self._add_z(place, shifts, z)
        np.subtract(self._in_place[place].value(shifts), a, out=out)

    def totals(
        self, place: int, moved: Array, fan: Array | None, units: Units, samples: slice
    ) -> Array:
        """Change of the cost of all samples for each change of a unit, ``(shifts,)``.

        Parameters
        ----------
        place : int
            The layer, counted from 0.
        moved : ndarray, shape (samples, 1 or 2, shifts)
            What `move` gave, written over; with a second row of ones behind it where the
            shifts are those of one unit.
        fan : ndarray, shape (1, next units, shifts or 1)
            As `fan` gave it, repeated for all shifts of a unit.
        units : slice
            The units, in the last layer: one, or all the shifts in turn.
        samples : slice
            Which samples.

        Returns
        -------
        ndarray
            Without the cost's own factor.
        """
        if fan is None:
            d = moved[:, :1]
            own = [base[samples, units] for base in self.bases]
            repeats = d.shape[2] // own[0].shape[1]
            bases = tuple(_beside(base, repeats).reshape(len(d), 1, -1) for base in own)
            return self.row.total(d, bases, self.row_sums[samples])
        fans = self._fans(place + 1, moved, fan, samples)
        part = self.part(place, moved.shape[2])
        total = np.zeros(moved.shape[2])
        # All of one part before the next: it does not leave the cache.
        for start in range(0, len(moved), part):
            some = slice(start, min(start + part, len(moved)))
            of = slice(samples.start + some.start, samples.start + some.stop)
            d = self._to_output(place, moved[some], fans[some], of)
            bases = tuple(base[of, :, np.newaxis] for base in self.bases)
            total += self.row.total(d, bases, self.row_sums[of])
        return total

    def _fans(self, above: int, moved: Array, fan: Array, samples: slice) -> Array:
        """What each sample's changes are multiplied by on the way into the next layer.

        For the shifts of one unit that is its fan with the layer's scaled z beside it, which
        the row of ones adds: one product, half the time of two passes.
        """
        if moved.shape[1] == 1:
            return np.broadcast_to(fan, (len(moved), *fan.shape[1:]))
        z = self.z[above][samples]
        both = self.workspace.array("fan and z", (*z.shape, 2), self.dtype)
        both[:, :, 0] = fan[:, :, 0]
        np.multiply(z, self.scales[above], out=both[:, :, 1])
        return both

    def _to_output(self, place: int, moved: Array, fans: Array, samples: slice) -> Array:
        """Change of what the cost is made of."""
        d = self._first(place + 1, moved, fans, samples)
        for above in range(place + 2, self.last + 1):
            matrix = self._matrices[above]
            out = self.array(above, (len(d), matrix.shape[1], d.shape[2]))
            d = np.matmul(matrix.T, d, out=out)
            if above < self.last or not self.row.of_input:
                self._add_z(above, d, self.z[above][samples, :, np.newaxis])
                self._activate(above, d, samples)
        return d

    def _first(self, above: int, moved: Array, fans: Array, samples: slice) -> Array:
        """Change of the first layer above, which gets it from one unit for each shift."""
        out = self.array(above, (len(moved), fans.shape[1], moved.shape[2]))
        if above == self.last and self.row.of_input:
            if moved.shape[1] == 2:
                fans, moved = fans[:, :, :1], moved[:, :1]
            return np.multiply(fans, moved, out=out)
        if moved.shape[1] == 2:
            np.matmul(fans, moved, out=out)
        else:
            np.multiply(fans, moved, out=out)
            self._add_z(above, out, self.z[above][samples, :, np.newaxis])
        self._activate(above, out, samples)
        return out

    def _add_z(self, place: int, d: Array, z: Array) -> None:
        """From the scaled change of an input to the scaled input."""
        if self.scales[place] == 1:
            d += z
        else:
            d -= z

    def _activate(self, place: int, x: Array, samples: slice) -> None:
        """From a layer's scaled input to the change of its activation, in place."""
        wide = self._wide.get(place)
        if wide is None or wide.shape[2] != x.shape[2]:
            wide = self.a[place][:, :, np.newaxis]
        np.subtract(self._in_place[place].value(x), wide[samples], out=x)

    def array(self, number: int, shape: tuple[int, ...]) -> Array:
        """Array for a layer's changes, of any content: another than the next layer's."""
        return self.workspace.array(f"d {number % 2}", shape, self.dtype)


def _even(count: int, most: int) -> int:
    """Size of parts that are about the same, and none of which is larger than `most`."""
    return -(-count // -(-count // max(1, most)))


def _beside(numbers: Array, k: int) -> Array:
    """Numbers of some units, ``(samples, m)``, to go with shifts, ``(samples, k, m)``."""
    samples, m = numbers.shape
    if m == 1:
        return numbers[:, np.newaxis]
    # In full: a short row for each of many takes several times as long as one long one.
    return np.asarray(numbers.repeat(k, axis=0).reshape(samples, k, m))
