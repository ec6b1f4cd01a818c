"""The plain way: each cost is that of the whole network with one weight changed.

A change of one weight of W_l leaves everything before layer l as it is, so each cost starts
at that layer. From there on it is what the lesson's loop computes, a whole product with the
perturbed matrix, in the same order, and so it has the loop's very rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Block
from nnd_gui.engine.perturbation.fast_rows import cost_row_of
from nnd_gui.engine.perturbation.parts import Pace
from nnd_gui.engine.perturbation.probe import Probe

__all__ = ["loop_probes"]

# Numbers in the largest array of one chunk: about two milliseconds of work, so that a
# run reports, and can be stopped, often.
_CHUNK_NUMBERS = 60_000
# Numbers in the copies of a perturbed matrix that are made at once.
_COPIED_NUMBERS = 500_000
# Multiplications for one part of the samples, where one weight's costs take longer.
_PART_PRODUCTS = 20_000_000


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
    loop = _Loop(network, theta)
    pace = Pace()
    for block in network.layout.blocks:
        first, last = np.searchsorted(chosen, [block.start, block.stop])
        chunk = loop.chunk_of(block, values.shape[1])
        for start in range(int(first), int(last), chunk):
            some = slice(start, min(start + chunk, int(last)))
            parts = loop.costs(block, chosen[some] - block.start, values[some])
            for costs in parts:
                if costs is not None:
                    yield Probe(chosen[some], costs)
                elif pace.due():
                    none = np.empty((0, values.shape[1]))
                    yield Probe(np.empty(0, np.intp), none)


class _Loop:
    """Costs around one point."""

    def __init__(self, network: CostNetwork, theta: NDArray[Any]) -> None:
        self._network = network
        self._theta = theta
        self._layers = network.layers(theta)
        self._factor = cost_row_of(network.loss).factor
        self._trace = network.forward(self._layers)
        self._squares = network.sum_of_squares(self._layers)

    def chunk_of(self, block: Block, points: int) -> int:
        """How many weights of a block make one chunk, with some points for each."""
        widths = [layer.matrix.shape[1] for layer in self._layers[block.layer - 1 :]]
        numbers = max(len(self._network.inputs) * max(widths), block.size)
        return int(max(1, _CHUNK_NUMBERS // (numbers * points)))

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
            What each is set to, in the dtype of the point.
        """
        flat_places = np.repeat(places, values.shape[1])
        flat_values = values.reshape(-1)
        samples = len(self._network.inputs)
        products = sum(layer.matrix.size for layer in self._layers[block.layer - 1 :])
        part = max(1, _PART_PRODUCTS // (products * len(flat_values)))
        data: Any = 0
        for start in range(0, samples, part):
            some = slice(start, start + part)
            z = self._products(block, flat_places, flat_values, some)
            data = data + self._data_cost(block, z, some)
            if start + part < samples:
                yield None
        squares = self._squares
        if not block.is_bias:
            old = self._theta[block.start + flat_places]
            squares = squares + (flat_values - old) * (flat_values + old)
        costs = np.asarray(data + self._network.penalty(squares))
        kind = np.complex128 if np.iscomplexobj(costs) else np.float64
        yield costs.reshape(values.shape).astype(kind)

    def _products(
        self, block: Block, places: NDArray[np.intp], values: Array, samples: slice
    ) -> Array:
        """Products of some samples with each perturbed matrix or bias, ``(copies, m, units)``."""
        place = block.layer - 1
        a, layer = self._trace.a[place][samples], self._layers[place]
        if block.is_bias:
            moved = self._perturbed(block, places, values)
            return np.asarray((a @ layer.matrix)[np.newaxis] + moved[:, np.newaxis, :])
        if block.size * len(places) <= _COPIED_NUMBERS:
            z = a @ self._perturbed(block, places, values).reshape(-1, *block.shape)
        else:
            # One copy of a large matrix, changed and changed back.
            matrix = layer.matrix.copy()
            flat = matrix.reshape(-1)
            products = []
            for where, value in zip(places, values, strict=True):
                kept = flat[where]
                flat[where] = value
                products.append(a @ matrix)
                flat[where] = kept
            z = np.stack(products)
        return z if layer.bias is None else z + layer.bias

    def _perturbed(self, block: Block, places: NDArray[np.intp], values: Array) -> Array:
        original = self._theta[block.start : block.stop]
        # Complex where the values are: the complex step goes this way too.
        perturbed = np.repeat(original[np.newaxis], len(places), axis=0).astype(values.dtype)
        perturbed[np.arange(len(places)), places] = values
        return perturbed

    def _data_cost(self, block: Block, z: Array, samples: slice) -> Array:
        """Cost of some samples, from the input of the block's own layer on."""
        network, place = self._network, block.layer - 1
        layer, above = self._layers[place], self._layers[place + 1 :]
        targets = network.targets[samples]
        if len(targets) == len(network.targets):
            return network.data_cost_from(z, above, layer.activation)
        a = layer.activation.value(z)
        for following in above:
            z = following.input_of(a)
            a = following.activation.value(z)
        # A mean over some samples, as its share of the mean over all.
        share = self._factor(network.targets) / self._factor(targets)
        return np.asarray(network.loss.value(z, a, targets) * z.dtype.type(share))
