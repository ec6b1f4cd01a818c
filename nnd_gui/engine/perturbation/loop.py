"""The plain way: each cost is that of the whole network with one weight changed.

A change of one weight of W_l leaves everything before layer l as it is, and all units of
that layer but one, so each cost starts with that unit: the product with its perturbed column.
From there on it is what the lesson's loop computes, whole products in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork, Layer, Trace
from nnd_gui.engine.parameters import Block
from nnd_gui.engine.perturbation.fast_rows import cost_row_of
from nnd_gui.engine.perturbation.parts import Pace
from nnd_gui.engine.perturbation.probe import Probe

__all__ = ["loop_probes"]

# Numbers in the largest array of one chunk: about a millisecond of work, so that a run
# reports, and can be stopped, often.
_CHUNK_NUMBERS = 100_000
# Multiplications of one chunk, or of one part of the samples where one cost takes longer.
_CHUNK_PRODUCTS = 10_000_000
# Samples that the point is computed for at once, at least: fewer make a product slow.
_FEWEST_SAMPLES = 32


def loop_probes(
    network: CostNetwork,
    theta: NDArray[Any],
    values: NDArray[Any],
    indices: NDArray[np.intp] | None = None,
) -> Iterator[Probe]:
    """Costs around the point, one weight changed at a time.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    values : ndarray, shape (k, s)
        What each weight is set to.
    indices : ndarray of int, shape (k,), optional
        Which weights, in rising order; all of them when left out.

    Yields
    ------
    Probe
        Weights in order, a few milliseconds of work at a time; of no weights while the
        samples of one weight are still being added.
    """
    chosen = np.arange(len(theta)) if indices is None else indices
    loop, pace = _Loop(network, theta), Pace()
    for _ in loop.prepare():
        if pace.due():
            yield _probe(chosen[:0], [], values.shape[1])
    done: list[NDArray[Any]] = []
    told = 0
    for block in network.layout.blocks:
        first, last = (int(place) for place in np.searchsorted(chosen, [block.start, block.stop]))
        chunk = loop.chunk_of(block, values.shape[1])
        for start in range(first, last, chunk):
            some = slice(start, min(start + chunk, last))
            for costs in loop.costs(block, chosen[some] - block.start, values[some]):
                if costs is not None:
                    done.append(costs)
                if pace.due():
                    so_far = told + sum(len(part) for part in done)
                    yield _probe(chosen[told:so_far], done, values.shape[1])
                    done, told = [], so_far
    if done:
        yield _probe(chosen[told:], done, values.shape[1])


def _numbers(layers: Sequence[Layer]) -> int:
    """Numbers of one sample in all layers."""
    return sum(int(layer.matrix.shape[1]) for layer in layers)


def _probe(indices: NDArray[np.intp], done: list[NDArray[Any]], points: int) -> Probe:
    return Probe(indices, np.concatenate(done) if done else np.empty((0, points)))


class _Loop:
    """Costs around one point."""

    def __init__(self, network: CostNetwork, theta: NDArray[Any]) -> None:
        self._network = network
        self._theta = theta
        self._layers = network.layers(theta)
        self._factor = cost_row_of(network.loss).factor
        self._trace: Trace
        self._squares: Array | None = None

    def prepare(self) -> Iterator[None]:
        """Compute the point; of a large network with many samples some of these at a time."""
        network, layers = self._network, self._layers
        if network.l2:
            self._squares = network.sum_of_squares(layers)
            yield
        samples = len(network.inputs)
        part = _CHUNK_PRODUCTS // sum(layer.matrix.size for layer in layers)
        part = max(part, _FEWEST_SAMPLES)
        if samples <= part or samples * _numbers(layers) <= _CHUNK_NUMBERS:
            self._trace = network.forward(layers)
            return
        z = [np.empty((samples, layer.matrix.shape[1]), self._theta.dtype) for layer in layers]
        a = [network.inputs, *(np.empty_like(numbers) for numbers in z)]
        for start in range(0, samples, part):
            some = slice(start, start + part)
            for place, layer in enumerate(layers):
                z[place][some] = layer.input_of(a[place][some])
                a[place + 1][some] = layer.activation.value(z[place][some])
            yield
        self._trace = Trace(z, a)

    def chunk_of(self, block: Block, points: int) -> int:
        """How many weights of a block make one chunk, with some points for each."""
        numbers = len(self._network.inputs) * self._widest(block)
        products = len(self._network.inputs) * self._products(block)
        most = min(_CHUNK_NUMBERS // numbers, _CHUNK_PRODUCTS // products)
        return int(max(1, most // points))

    def _widest(self, block: Block) -> int:
        return max(int(layer.matrix.shape[1]) for layer in self._layers[block.layer - 1 :])

    def _products(self, block: Block) -> int:
        """Multiplications for one cost and sample."""
        above = sum(layer.matrix.size for layer in self._layers[block.layer :])
        return int(above + self._layers[block.layer - 1].matrix.shape[0])

    def costs(
        self, block: Block, places: NDArray[np.intp], values: Array
    ) -> Iterator[NDArray[Any] | None]:
        """Cost of the whole network for each value, ``(k, s)``, after any number of None.

        Parameters
        ----------
        block : Block
            The matrix or bias that holds the weights.
        places : ndarray of int, shape (k,)
            Which of its weights, counted within the block.
        values : ndarray, shape (k, s)
            What each is set to, in the dtype of the point; complex for complex costs.
        """
        flat_places = np.repeat(places, values.shape[1])
        flat_values = values.reshape(-1)
        samples, copies = len(self._network.inputs), len(flat_values)
        part = min(
            _CHUNK_PRODUCTS // (self._products(block) * copies),
            4 * _CHUNK_NUMBERS // (self._widest(block) * copies),
        )
        part = max(1, min(samples, part))
        columns = self._columns(block, flat_places, flat_values)
        units = flat_places % block.shape[-1]
        data: Any = 0
        for start in range(0, samples, part):
            some = slice(start, start + part)
            z = self._inputs_of_units(block, units, columns, some)
            data = data + self._data_cost(block, units, z, some)
            if start + part < samples:
                yield None
        costs = np.asarray(data)
        if self._squares is not None:
            squares = self._squares
            if not block.is_bias:
                old = self._theta[block.start + flat_places]
                squares = squares + (flat_values - old) * (flat_values + old)
            costs = np.asarray(data + self._network.penalty(squares))
        kind = np.complex128 if np.iscomplexobj(costs) else np.float64
        yield costs.reshape(values.shape).astype(kind)

    def _columns(self, block: Block, places: NDArray[np.intp], values: Array) -> Array:
        """Perturbed columns of a matrix, ``(inputs, copies)``; of a bias, ``(copies,)``."""
        if block.is_bias:
            return values
        rows, units = np.divmod(places, block.shape[1])
        columns = self._layers[block.layer - 1].matrix[:, units].astype(values.dtype, copy=False)
        columns[rows, np.arange(len(places))] = values
        return columns

    def _inputs_of_units(
        self, block: Block, units: NDArray[np.intp], columns: Array, samples: slice
    ) -> Array:
        """Input z of the unit that each copy's weight leads into, ``(copies, samples)``."""
        place = block.layer - 1
        a, layer = self._trace.a[place][samples], self._layers[place]
        if block.is_bias:
            matrix = layer.matrix[:, units]
            return np.asarray((a @ matrix + columns).T)
        z = a @ columns
        return np.asarray((z if layer.bias is None else z + layer.bias[units]).T)

    def _data_cost(self, block: Block, units: NDArray[np.intp], z: Array, samples: slice) -> Array:
        """Cost of some samples, from the input of each copy's unit on, ``(copies,)``."""
        network, place = self._network, block.layer - 1
        layer, above = self._layers[place], self._layers[place + 1 :]
        targets = network.targets[samples]
        if above:
            a = _with_column(self._trace.a[place + 1][samples], units, layer.activation.value(z))
        else:
            z = _with_column(self._trace.z[place][samples], units, z)
            a = layer.activation.value(z)
        for following in above:
            z = following.input_of(a)
            a = following.activation.value(z)
        costs = network.loss.value(z, a, targets)
        if len(targets) == len(network.targets):
            return costs
        # A mean over some samples, as its share of the mean over all.
        share = self._factor(network.targets) / self._factor(targets)
        return np.asarray(costs * z.dtype.type(share))


def _with_column(numbers: Array, units: NDArray[np.intp], columns: Array) -> Array:
    """Copies of ``(samples, units)``, each with the column of one unit replaced."""
    copies = np.empty((len(units), *numbers.shape), columns.dtype)
    copies[...] = numbers
    copies[np.arange(len(units)), :, units] = columns
    return copies
