"""The analytic gradient, by backpropagation through a record of small named rules.

A deliberate bug replaces one rule of the record; there is no switch in the pass itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.losses import Loss
from nnd_gui.engine.network import CostNetwork, Layer, Trace

__all__ = ["RULES", "Rules", "gradient"]


@dataclass(frozen=True, slots=True)
class Rules:
    """How each quantity of the backward pass is made.

    Samples are rows throughout: a delta is ``(samples, units)``.

    Parameters
    ----------
    output_delta : callable
        ``(loss, layer, z, y_hat, y)`` to dJ/dz of the output layer.
    delta_before : callable
        ``(delta, matrix)`` to dJ/da of the layer before.
    through_activation : callable
        ``(layer, z, slope)`` from dJ/da to dJ/dz of a hidden layer.
    matrix_gradient : callable
        ``(a, delta)`` to dJ/dW of the matrix between them.
    bias_gradient : callable
        ``(delta)`` to dJ/db.
    penalty_gradient : callable
        ``(l2, matrix)`` to what regularisation adds to dJ/dW.
    """

    output_delta: Callable[[Loss, Layer, Array, Array, Array], Array]
    delta_before: Callable[[Array, Array], Array]
    through_activation: Callable[[Layer, Array, Array], Array]
    matrix_gradient: Callable[[Array, Array], Array]
    bias_gradient: Callable[[Array], Array]
    penalty_gradient: Callable[[Any, Array], Array]


def _through_activation(layer: Layer, z: Array, slope: Array) -> Array:
    derivative = layer.activation.derivative
    if derivative is None:
        raise TypeError("a cost of its own must carry this activation's derivative")
    return slope * derivative(z)


def _output_delta(loss: Loss, layer: Layer, z: Array, y_hat: Array, y: Array) -> Array:
    slope = loss.slope(z, y_hat, y)
    return slope if loss.from_input else _through_activation(layer, z, slope)


def _delta_before(delta: Array, matrix: Array) -> Array:
    return delta @ matrix.T


def _matrix_gradient(a: Array, delta: Array) -> Array:
    return a.T @ delta


def _bias_gradient(delta: Array) -> Array:
    return np.asarray(delta.sum(axis=0))


def _penalty_gradient(l2: Any, matrix: Array) -> Array:
    return np.asarray(l2 * matrix)


RULES = Rules(
    output_delta=_output_delta,
    delta_before=_delta_before,
    through_activation=_through_activation,
    matrix_gradient=_matrix_gradient,
    bias_gradient=_bias_gradient,
    penalty_gradient=_penalty_gradient,
)


def gradient(network: CostNetwork, theta: NDArray[Any], rules: Rules = RULES) -> NDArray[Any]:
    """Gradient of the cost by every weight.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The weights.
    rules : Rules
        How each step is made; the correct ones when left out.

    Returns
    -------
    ndarray, shape (n,)
        In the order and dtype of `theta`.
    """
    layers = network.layers(theta)
    trace = network.forward(layers)
    by_layer: dict[tuple[int, bool], Array] = {}
    delta = rules.output_delta(network.loss, layers[-1], trace.z[-1], trace.a[-1], network.targets)
    for place in range(len(layers), 0, -1):
        layer = layers[place - 1]
        by_layer[place, False] = rules.matrix_gradient(
            trace.a[place - 1], delta
        ) + rules.penalty_gradient(network.l2, layer.matrix)
        by_layer[place, True] = rules.bias_gradient(delta)
        if place > 1:
            delta = _step_back(rules, layers, trace, delta, place)
    return np.concatenate(
        [by_layer[block.layer, block.is_bias].ravel() for block in network.layout.blocks]
    )


def _step_back(rules: Rules, layers: list[Layer], trace: Trace, delta: Array, place: int) -> Array:
    """dJ/dz of the layer before `place`."""
    slope = rules.delta_before(delta, layers[place - 1].matrix)
    return rules.through_activation(layers[place - 2], trace.z[place - 2], slope)
