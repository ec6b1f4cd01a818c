"""What both fast ways know about the point."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Block
from nnd_gui.engine.perturbation.probe import Probe
from nnd_gui.engine.perturbation.rounding import Rounding
from nnd_gui.engine.perturbation.tail import Tail

__all__ = ["Around"]

Floats = NDArray[np.float64]


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
    """

    def __init__(self, network: CostNetwork, theta: NDArray[Any], values: NDArray[Any]) -> None:
        with np.errstate(all="ignore"):
            layers = network.layers(theta)
            trace = network.forward(layers)
            data = network.loss.value(trace.z[-1], trace.a[-1], network.targets)
            self.cost = float(data + network.penalty(network.sum_of_squares(layers)))
            self.tail = Tail(network, layers, trace)
        self.blocks = network.layout.blocks
        self.probes = values.shape[1]
        self._theta, self._values = theta, values
        self._l2 = float(network.l2)
        self._ones = np.ones((1, self.tail.samples), theta.dtype)
        self._reach: dict[int, Floats] = {}
        self.rounding = Rounding(self.tail)

    def inputs(self, block: Block) -> Array:
        """What a block's weights are multiplied by, ``(inputs, samples)``: 1 for a bias."""
        return self._ones if block.is_bias else self.tail.a[block.layer - 1]

    def reach(self, block: Block) -> Floats:
        """Largest size of each input over all samples, ``(inputs,)``."""
        found = self._reach.get(block.layer - 1 if not block.is_bias else -1)
        if found is None:
            found = np.max(np.abs(self.inputs(block)), axis=1).astype(np.float64)
            self._reach[block.layer - 1 if not block.is_bias else -1] = found
        return found

    def steps(self, block: Block, rows: slice, units: slice) -> Floats:
        """Steps really taken, ``(k inputs, m units, s)``, for a part of a block."""
        values, theta = self._part(block, rows, units)
        if theta.dtype == np.float64:
            return np.asarray(values - theta)
        return np.asarray(values.astype(np.float64) - theta)

    def probe(self, block: Block, rows: slice, units: slice, data: Floats, noise: Floats) -> Probe:
        """Make the probe of a part of a block, from the changes of its data term.

        Parameters
        ----------
        block : Block
        rows, units : slice
            Which part.
        data : ndarray, shape (k inputs, m units, s)
            Changes of the cost without regularisation; may be overwritten.
        noise : ndarray, shape (k inputs, m units, s)
            How far they can be off.
        """
        count = block.shape[-1]
        places = np.arange(rows.start, rows.stop)[:, np.newaxis] * count
        indices = (block.start + places + np.arange(units.start, units.stop)).reshape(-1)
        if self._l2 and not block.is_bias:
            values, theta = self._part(block, rows, units)
            new, old = values.astype(np.float64), theta.astype(np.float64)
            # Where L2 is large and the step small, a difference of squares would be noise.
            with np.errstate(all="ignore"):
                data = data + 0.5 * self._l2 * (new - old) * (new + old)
        changes = data.reshape(len(indices), self.probes)
        return Probe(indices, self.cost + changes, changes, noise.reshape(changes.shape))

    def nothing(self) -> Probe:
        """Make a probe of no weights: work goes on."""
        none = np.empty((0, self.probes))
        return Probe(np.empty(0, np.intp), none, none, none)

    def _part(self, block: Block, rows: slice, units: slice) -> tuple[Array, Array]:
        outputs = block.shape[-1]
        values = self._values[block.start : block.stop].reshape(-1, outputs, self.probes)
        theta = self._theta[block.start : block.stop].reshape(-1, outputs, 1)
        return values[rows, units], theta[rows, units]
