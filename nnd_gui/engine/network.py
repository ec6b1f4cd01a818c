"""The forward pass: from weights to a cost, keeping a trace for backpropagation.

Arrays may have leading axes: ``(copies, samples, units)`` are the activations of many
networks that differ in one weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import ACTIVATION_TABLE, Activation, Array
from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.losses import LOSS_TABLE
from nnd_gui.engine.parameters import Layout, layout_of
from nnd_gui.engine.subject import Network

__all__ = ["CostNetwork", "Layer", "Trace"]


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights that lead into one layer, and its activation.

    Parameters
    ----------
    matrix : ndarray, shape (..., inputs, outputs)
    bias : ndarray, shape (..., outputs), optional
    activation : Activation
    """

    matrix: Array
    bias: Array | None
    activation: Activation

    def input_of(self, a: Array) -> Array:
        """Input z of this layer, from the activations before it."""
        z = np.asarray(a @ self.matrix)
        if self.bias is None:
            return z
        if self.bias.ndim > 1 or z.dtype != self.bias.dtype:
            return np.asarray(z + self.bias)
        z += self.bias
        return z


@dataclass(frozen=True, slots=True)
class Trace:
    """What a forward pass computed.

    Parameters
    ----------
    z : list of ndarray
        Input of each layer but the first; ``z[l]`` leads into layer ``l + 1``.
    a : list of ndarray
        Activations of each layer, the samples' inputs first: one more than `z`.
    """

    z: list[Array]
    a: list[Array]


class CostNetwork:
    """A network with its data and cost, in one precision.

    Parameters
    ----------
    network : Network
        What to compute.
    dtype : str
        ``"float64"`` or ``"float32"``; every number of the pass has it.
    """

    def __init__(self, network: Network, dtype: str) -> None:
        inputs, targets = samples_of(network)
        with np.errstate(over="ignore"):  # told by `NetworkObjective`
            self.inputs: NDArray[Any] = inputs.astype(dtype)
            self.targets: NDArray[Any] = targets.astype(dtype)
            self.l2 = self.inputs.dtype.type(network.l2)
        self.layout: Layout = layout_of(network)
        self.loss = LOSS_TABLE[network.loss]
        self._activations = [ACTIVATION_TABLE[name] for name in network.activations]

    def layers(self, theta: Array) -> list[Layer]:
        """Cut a flat vector of weights into layers."""
        matrices: list[Array] = []
        biases: dict[int, Array] = {}
        for block, part in zip(self.layout.blocks, self.layout.split(theta), strict=True):
            if block.is_bias:
                biases[block.layer] = part
            else:
                matrices.append(part)
        return [
            Layer(matrix, biases.get(place), activation)
            for place, (matrix, activation) in enumerate(
                zip(matrices, self._activations, strict=True), start=1
            )
        ]

    def forward(self, layers: Sequence[Layer]) -> Trace:
        """Run the samples through all layers."""
        trace = Trace([], [self.inputs])
        for layer in layers:
            trace.z.append(layer.input_of(trace.a[-1]))
            trace.a.append(layer.activation.value(trace.z[-1]))
        return trace

    def data_cost_from(self, z: Array, above: Sequence[Layer], activation: Activation) -> Array:
        """Cost without regularisation, continuing from one layer's input.

        Parameters
        ----------
        z : ndarray, shape (..., samples, units)
            Input of that layer.
        above : sequence of Layer
            The layers that follow it.
        activation : Activation
            That layer's own.

        Returns
        -------
        ndarray, shape (...)
            One cost for each copy.
        """
        a = activation.value(z)
        for layer in above:
            z = layer.input_of(a)
            a = layer.activation.value(z)
        return self.loss.value(z, a, self.targets)

    def penalty(self, squares: Array) -> Array:
        """Regularisation: half lambda times the sum of the squared matrices."""
        if self.l2 == 0:  # where 0 times a square that overflows would be NaN
            return np.zeros_like(squares)
        return np.asarray(0.5 * self.l2 * squares)

    def sum_of_squares(self, layers: Sequence[Layer]) -> Array:
        """Sum of every matrix's squared weights; biases are not regularised."""
        # Complex where the weights are, as for a complex step along a direction.
        kind = np.result_type(self.inputs.dtype, layers[0].matrix.dtype)
        return np.asarray(np.sum([np.sum(layer.matrix**2) for layer in layers], dtype=kind))

    def cost(self, theta: Array) -> Array:
        """Cost of the whole network at one vector of weights, a scalar array."""
        layers = self.layers(theta)
        first = layers[0]
        z = first.input_of(self.inputs)[np.newaxis]
        data = self.data_cost_from(z, layers[1:], first.activation)[0]
        if self.l2 == 0:
            return np.asarray(data)
        return np.asarray(data + self.penalty(self.sum_of_squares(layers)))
