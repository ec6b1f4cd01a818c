"""A small network's costs in one batch: a whole copy of all weights for each cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from nnd_gui.engine.activations import ACTIVATION_TABLE, Activation, Array
from nnd_gui.engine.losses import LOSS_TABLE
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.perturbation.probe import Probe

__all__ = ["Plan", "plan_of"]

# Where the sigmoid holds -z, by bytes a number, so that exp of it is finite.
_HELD = {8: 709.0, 4: 88.0}
_SIGMOID = ACTIVATION_TABLE["sigmoid"]
# Numbers in all copies together, and in the widest layer of all of them: beyond, copying
# costs more than the calls it saves.
_MOST_NUMBERS = 20_000


def plan_of(network: CostNetwork, probes: int) -> Plan | None:
    """Memory for all copies of a network, where they make a small batch.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    probes : int
        Copies for each weight.

    Returns
    -------
    Plan or None
        The same for the same network: it can be used by one thread at a time.
    """
    kept = _PLANS.get(network)
    if kept is None or kept[0] != probes:
        plan = Plan(network, probes) if _fits(network, probes) else None
        kept = _PLANS[network] = (probes, plan)
    return kept[1]


def _fits(network: CostNetwork, probes: int) -> bool:
    layout, samples = network.layout, len(network.inputs)
    widest = max(block.shape[-1] for block in layout.blocks)
    return layout.size * probes * max(layout.size, samples * widest) <= _MOST_NUMBERS


class Plan:
    """Memory for all copies of a network, and what is computed in it, call by call.

    A call of numpy takes longer than its arithmetic here, so that there are as few as can be.
    The products and their order are those of the network itself: so is each cost, to the bit.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    probes : int
        Copies for each weight.
    """

    def __init__(self, network: CostNetwork, probes: int) -> None:
        # Not the network itself, which would keep it alive for as long as its plan.
        self._inputs, self._targets, self._loss = network.inputs, network.targets, network.loss
        self._l2 = network.l2
        size, dtype = network.layout.size, network.inputs.dtype
        self._places = np.arange(size)
        self._copies = np.empty((size, probes, size), dtype)
        # In the copies of weight i, the weight itself.
        item = dtype.itemsize
        strides = ((probes * size + 1) * item, size * item)
        self._moved = as_strided(self._copies, (size, probes), strides)
        flat = self._copies.reshape(-1, size)
        self._stages: list[tuple[Array, Array | None, Array, Array | None, Activation]] = []
        start = 0
        for layer in network.layers(np.zeros(size, dtype)):
            inputs, outputs = layer.matrix.shape
            stop = start + inputs * outputs
            matrices, biases = flat[:, start:stop].reshape(-1, inputs, outputs), None
            start = stop
            if layer.bias is not None:
                biases = flat[:, np.newaxis, start : start + outputs]
                start += outputs
            z = np.empty((len(flat), len(self._inputs), outputs), dtype)
            # Numpy goes through one axis quicker than through three.
            line = z.reshape(-1) if layer.activation is _SIGMOID else None
            self._stages.append((matrices, biases, z, line, layer.activation))
        self._in_matrix = np.zeros((size, 1), dtype)
        self._blocks = [
            slice(block.start, block.stop) for block in network.layout.blocks if not block.is_bias
        ]
        for block in self._blocks:
            self._in_matrix[block] = 1
        # Numbers of Python's own would have to be made numpy's in each call.
        self._one, self._half = np.array(1, dtype), np.array(0.5, dtype)
        self._held = np.array(_HELD[item], dtype)
        self._wanted = np.tile(self._targets.reshape(1, -1), (len(flat), 1))
        self._off = np.empty_like(self._wanted)
        self._half_square = self._loss is LOSS_TABLE["half-sse"]

    def probe(self, theta: NDArray[Any], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs of every weight.

        Parameters
        ----------
        theta : ndarray, shape (n,)
            The point.
        values : ndarray, shape (n, s)
            What each weight is set to.

        Yields
        ------
        Probe
            One, of all weights.
        """
        with np.errstate(all="ignore"):
            costs = self._costs(theta, values)
        yield Probe(self._places, costs)

    def _costs(self, theta: NDArray[Any], values: NDArray[Any]) -> NDArray[np.float64]:
        """Cost of every copy, ``(n, s)``."""
        np.copyto(self._copies, theta)
        np.copyto(self._moved, values)
        a = self._inputs
        last = len(self._stages) - 1
        for place, (matrices, biases, z, line, activation) in enumerate(self._stages):
            np.matmul(a, matrices, out=z)
            if biases is not None:
                np.add(z, biases, out=z)
            # The cost may need the output layer's z.
            if line is None or (place == last and not self._half_square):
                a = activation.value(z)
            else:
                self._sigmoid(line)
                a = z
        if self._half_square:
            off = self._off
            np.subtract(self._wanted, a.reshape(off.shape), off)
            np.multiply(off, off, off)
            found = np.add.reduce(off, 1)
            np.multiply(found, self._half, found)
        else:
            found = self._loss.value(self._stages[-1][2], a, self._targets)
        found = found.reshape(values.shape)
        if self._l2:
            found = found + self._penalty(theta, values)
        return np.asarray(found, dtype=np.float64)

    def _sigmoid(self, z: Array) -> None:
        """The lesson's own formula in place, held where it would overflow."""
        np.negative(z, z)
        np.minimum(z, self._held, out=z)
        np.exp(z, z)
        np.add(z, self._one, z)
        np.divide(self._one, z, z)

    def _penalty(self, theta: NDArray[Any], values: NDArray[Any]) -> Array:
        # (w + h)**2 - w**2 as (h)*(2w + h): taken from squares it would be lost.
        old = theta[:, np.newaxis]
        squares = [np.sum(theta[block] ** 2) for block in self._blocks]
        change = (values - old) * (values + old) * self._in_matrix
        return np.asarray(0.5 * self._l2 * (np.sum(squares, dtype=theta.dtype) + change))


_PLANS: WeakKeyDictionary[CostNetwork, tuple[int, Plan | None]] = WeakKeyDictionary()
