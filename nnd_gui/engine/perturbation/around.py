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
        layers = network.layers(theta)
        trace = network.forward(layers)
        data = network.loss.value(trace.z[-1], trace.a[-1], network.targets)
        self.cost = float(data + network.penalty(network.sum_of_squares(layers)))
        self.tail = Tail(network, layers, trace)
        self._trace = trace
        self.blocks = network.layout.blocks
        self.probes = values.shape[1]
        self._theta = theta
        self._relative = 16 * float(np.finfo(theta.dtype).eps)
        # All powers and products go along the weights: each probe's steps lie together.
        self._steps = np.empty(values.shape[::-1])
        np.subtract(values.T, theta, out=self._steps, dtype=np.float64)
        self._l2 = float(network.l2)
        self._ones = np.ones((self.tail.samples, 1), theta.dtype)
        self._inputs: dict[str, Array] = {}
        self._highest: dict[str, Floats] = {}
        self.rounding = Rounding(self.tail, trace.a[0])

    def inputs(self, block: Block) -> Array:
        """What a block's weights are multiplied by, ``(inputs, samples)``: 1 for a bias."""
        found = self._inputs.get(block.name)
        if found is None:
            found = self._inputs[block.name] = np.ascontiguousarray(self.samples_of(block).T)
        return found

    def samples_of(self, block: Block) -> Array:
        """Inputs of a block with the samples first, ``(samples, inputs)``."""
        return self._ones if block.is_bias else self._trace.a[block.layer - 1]

    def highest(self, block: Block) -> Floats:
        """Largest size of each input over all samples, ``(inputs,)``."""
        found = self._highest.get(block.name)
        if found is None:
            found = np.max(np.abs(self.inputs(block)), axis=1).astype(np.float64)
            self._highest[block.name] = found
        return found

    def steps(self, block: Block, rows: slice, units: slice) -> Floats:
        """View the steps really taken, ``(s, k inputs, m units)``, for a part of a block."""
        return self._cut(self._steps, block)[:, rows, units]

    def probe(self, block: Block, rows: slice, units: slice, data: Floats, noise: Floats) -> Probe:
        """Make the probe of a part of a block, from the changes of its data term.

        Parameters
        ----------
        block : Block
        rows, units : slice
            Which part.
        data : ndarray, shape (s, k inputs, m units)
            Changes of the cost without regularisation.
        noise : ndarray, shape (s, k inputs, m units)
            How far they can be off.
        """
        count = block.shape[-1]
        if units.stop - units.start == count:
            indices = np.arange(block.start + rows.start * count, block.start + rows.stop * count)
        else:
            places = np.arange(rows.start, rows.stop)[:, np.newaxis] * count
            indices = (block.start + places + np.arange(units.start, units.stop)).reshape(-1)
        if self._l2 and not block.is_bias:
            # Where L2 is large and the step small, a difference of squares would be noise.
            old = self._cut(self._theta[np.newaxis], block)[:, rows, units]
            steps = self.steps(block, rows, units)
            data = data + 0.5 * self._l2 * steps * (steps + 2 * old.astype(np.float64))
        changes = data.reshape(self.probes, -1).T
        bound = noise.reshape(self.probes, -1).T + self._relative * np.abs(changes)
        return Probe(indices, self.cost + changes, changes, bound)

    def nothing(self) -> Probe:
        """Make a probe of no weights: work goes on."""
        none = np.empty((0, self.probes))
        return Probe(np.empty(0, np.intp), none, none, none)

    @staticmethod
    def _cut(numbers: Array, block: Block) -> Array:
        """View a block's part of ``(s, n)`` as ``(s, inputs, units)``."""
        units = block.shape[-1]
        inputs = 1 if block.is_bias else block.shape[0]
        part = numbers[:, block.start : block.start + inputs * units]
        return part.reshape(len(numbers), inputs, units)
