"""What both fast ways know about the point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.perturbation.place import Place
from nnd_gui.engine.perturbation.probe import Probe
from nnd_gui.engine.perturbation.rounding import Rounding
from nnd_gui.engine.perturbation.samples import (
    Samples,
    highest_of,
    powers_of,
    reach_of,
    samples_of,
    with_ones,
)
from nnd_gui.engine.perturbation.tail import Tail

__all__ = ["Around"]

Floats = NDArray[np.float64]

# Numbers in all activations of the samples that the point is computed for at once.
_CHUNK_NUMBERS = 100_000
# Multiplications for them.
_CHUNK_PRODUCTS = 40_000_000
# Steps that are computed between two yields: their memory is new, which takes longer than they do.
_PIECE = 300_000
# Steps that differ by no more than this share are one step, rounded.
_ABOUT = 1e-3
# Rounding of a sum of changes in units of the cost's last place, where nothing finer is known.
_NOISE = 64.0
# Stands for the largest step where all were lost to rounding; float32 holds it.
_NO_STEP = 1e-30


class Around:
    """The point, the cost there, and the values at which costs are asked for.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    values : ndarray, shape (n, s)
        What each weight is set to.
    bounds : bool
        Whether probes tell how far their changes can be off.

    Attributes
    ----------
    rounding : Rounding
        As far as `bound_rounding` has come.
    places : list of Place
    middles : list of ndarray, shape (s,), or None
        For each layer, the steps of all its weights, where all have the same.
    largest : list of ndarray, shape (units,)
        For each layer, the largest step of the weights into each unit: one number where all
        are alike.
    tail, cost
        Made by `prepare`.
    reach : list of ndarray, shape (samples,)
        For each layer, the largest size of the inputs of each sample; 1 where all are 0.
        Made by `prepare` as well.
    """

    tail: Tail
    rounding: Rounding

    def __init__(
        self,
        network: CostNetwork,
        theta: NDArray[Any],
        values: NDArray[Any],
        bounds: bool = True,
    ) -> None:
        self.bounds = bounds
        self._network, self._theta = network, theta
        self._layers = network.layers(theta)
        self.cost = 0.0
        self.probes = values.shape[1]
        self._relative = 16 * float(np.finfo(theta.dtype).eps)
        self._l2 = float(network.l2)
        self._values = values
        # All powers and products go along the weights: each probe's steps lie together.
        self._steps = np.empty(values.shape[::-1])
        self.places: list[Place] = []
        start = 0
        for number, layer in enumerate(self._layers):
            inputs, units = layer.matrix.shape
            self.places.append(Place(number, start, inputs, units, layer.bias is not None))
            start = self.places[-1].stop
        self.middles: list[Floats | None] = []
        self.largest: list[Floats] = []
        self.reach: list[Floats] = []
        self._inputs: dict[int, Array] = {}
        self._highest: dict[int, Floats] = {}
        self._samples: Samples

    def prepare(self) -> Iterator[None]:
        """Compute the steps and the point, some samples at a time."""
        for column, steps in zip(self._values.T, self._steps, strict=True):
            for start in range(0, len(steps), _PIECE):
                some = slice(start, start + _PIECE)
                np.subtract(column[some], self._theta[some], out=steps[some], dtype=np.float64)
                yield
        yield from self._look_at_steps()
        network, layers = self._network, self._layers
        samples = len(network.inputs)
        widths = [layer.matrix.shape[1] for layer in layers]
        part = _CHUNK_NUMBERS // sum(widths)
        part = min(part, _CHUNK_PRODUCTS // sum(layer.matrix.size for layer in layers))
        part = max(1, min(samples, part))
        has_bias = layers[0].bias is not None
        self._samples = yield from samples_of(network, has_bias)
        z: list[Array] = [np.empty(0)] * len(layers)
        a: list[Array] = [np.empty(0)] * len(layers)
        self.reach = [self._samples.reach, *(np.empty(samples) for _ in widths[1:])]
        for start in range(0, samples, part):
            some = slice(start, start + part)
            before: Array = network.inputs[some]
            for number, layer in enumerate(layers):
                if number:
                    reach = reach_of(before)
                    self.reach[number][some] = np.maximum(reach, 1.0) if has_bias else reach
                here = layer.input_of(before)
                before = layer.activation.value(here)
                if part >= samples:
                    z[number], a[number] = here, before
                    continue
                if not start:
                    z[number] = np.empty((samples, widths[number]), here.dtype)
                    a[number] = np.empty_like(z[number])
                z[number][some], a[number][some] = here, before
            yield
        data = network.loss.value(z[-1], a[-1], network.targets)
        if self._l2:
            data = data + network.penalty(network.sum_of_squares(layers))
        self.cost = float(data)
        yield
        self.tail = Tail(network, layers, z, a)
        self._part = part
        if self.bounds:
            yield from self.bound_rounding()

    def bound_rounding(self) -> Iterator[None]:
        """Find out how far rounding can put changes off, some samples at a time."""
        self.rounding = Rounding(self.tail, self._network.inputs, self.largest, self.reach)
        for start in range(0, self.tail.samples, self._part):
            self.rounding.add(slice(start, start + self._part))
            yield
        self.rounding.finish()

    def noise(self, place: Place) -> Floats:
        """How far rounding can put off the largest shift of each unit, all samples added."""
        if self.bounds:
            return self.rounding.of_units(place.number)
        # Nobody asks for bounds: enough to tell a kink from rounding.
        return np.full(place.units, _NOISE * float(np.finfo(self._theta.dtype).eps) * self.cost)

    def inputs(self, place: Place) -> Array:
        """What a layer's weights are multiplied by, ``(samples, rows)``: 1 for a bias."""
        if place.number == 0:
            return self._samples.inputs
        found = self._inputs.get(place.number)
        if found is None:
            found = self.tail.a[place.number - 1]
            if place.has_bias:
                found = with_ones(found)
            self._inputs = {place.number: found}
        return found

    def powers(self, place: Place, samples: slice, count: int) -> Floats:
        """Powers of a layer's inputs, each sample's in units of its reach.

        Returns
        -------
        ndarray, shape (count, samples, rows)
            The first power first.
        """
        found = self._samples.powers(count) if place.number == 0 else None
        if found is None:
            reach = self.reach[place.number][samples]
            return powers_of(self.inputs(place)[samples], reach, count)
        return found[:, samples]

    def highest(self, place: Place) -> Floats:
        """Largest size of each input over all samples, ``(rows,)``."""
        if place.number == 0:
            return self._samples.highest()
        found = self._highest.get(place.number)
        if found is None:
            found = self._highest[place.number] = highest_of(self.inputs(place))
        return found

    def steps(self, place: Place, rows: slice, units: slice) -> Floats:
        """View the steps really taken, ``(s, k rows, m units)``, for a part of a layer."""
        part = self._steps[:, place.start : place.stop]
        return part.reshape(self.probes, place.rows, place.units)[:, rows, units]

    def probe(
        self, place: Place, rows: slice, units: slice, data: Floats, noise: Floats | None
    ) -> Probe:
        """Make the probe of a part of a layer, from the changes of its data term.

        Parameters
        ----------
        place : Place
        rows, units : slice
            Which part.
        data : ndarray, shape (s, k rows, m units)
            Changes of the cost without regularisation; may be written over.
        noise : ndarray, shape (s, k rows, m units), optional
            How far they can be off.
        """
        count = place.units
        first, last = place.start + rows.start * count, place.start + rows.stop * count
        if units.stop - units.start == count:
            indices = np.arange(first, last)
        else:
            indices = np.arange(first, last).reshape(-1, count)[:, units].reshape(-1)
        matrix = min(rows.stop, place.inputs) - rows.start
        if self._l2 and matrix > 0:
            # Where L2 is large and the step small, a difference of squares would be noise.
            old = self._theta[indices].reshape(1, -1, data.shape[2])[:, :matrix]
            steps = self.steps(place, rows, units)[:, :matrix]
            data[:, :matrix] += 0.5 * self._l2 * steps * (steps + 2 * old.astype(np.float64))
        return self._probe(
            indices,
            data.reshape(self.probes, -1),
            None if noise is None else noise.reshape(self.probes, -1),
        )

    def probe_of(
        self, place: Place, indices: NDArray[np.intp], steps: Floats, data: Floats, noise: Floats
    ) -> Probe:
        """Make the probe of some weights of a layer; steps, data and noise are ``(s, k)``."""
        if self._l2:
            old = self._theta[indices].astype(np.float64)
            penalty = 0.5 * self._l2 * steps * (steps + 2 * old)
            in_matrix = indices < place.start + place.inputs * place.units
            data = data + np.where(in_matrix, penalty, 0.0)
        return self._probe(indices, data, noise)

    def _probe(self, indices: NDArray[np.intp], changes: Floats, noise: Floats | None) -> Probe:
        if noise is None:
            return Probe(indices, self.cost, changes.T)
        bound = np.abs(changes)
        bound *= self._relative
        bound += noise
        return Probe(indices, self.cost, changes.T, bound.T)

    def _look_at_steps(self) -> Iterator[None]:
        """Find the largest steps, and whether all weights take the same."""
        highest, lowest = self._steps.max(axis=1), self._steps.min(axis=1)
        yield
        # An absolute step is one for all weights, but for its rounding.
        alike = np.all((lowest > 0) | (highest < 0))
        if alike and np.all(highest - lowest <= _ABOUT * np.abs(highest)):
            middles = (highest + lowest) / 2
            largest = max(highest.max(), -lowest.min())
            self.middles = [middles for _ in self.places]
            self.largest = [np.full(place.units, largest) for place in self.places]
            return
        self.middles = [None for _ in self.places]
        for place in self.places:
            flat = self._steps[:, place.start : place.stop].reshape(-1, place.units)
            of_units = np.maximum(flat.max(axis=0), -flat.min(axis=0))
            self.largest.append(np.where(of_units > 0, of_units, _NO_STEP))
            yield

    def nothing(self) -> Probe:
        """Make a probe of no weights: work goes on."""
        none = np.empty((0, self.probes))
        return Probe(np.empty(0, np.intp), none, none, none)
