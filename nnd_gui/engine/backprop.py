"""The analytic gradient, by backpropagation through a record of small named rules.

A deliberate bug replaces one rule of the record; there is no switch in the pass itself. A
mistake in one layer only is a rule as well: `Rules.at_layer` says which rules hold there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.losses import Loss
from nnd_gui.engine.network import CostNetwork, Layer, Trace
from nnd_gui.engine.parameters import Layout

__all__ = ["RULES", "BackwardPass", "Rules", "go_back", "gradient", "gradient_parts"]


Parts = dict[str, Array]


@dataclass(frozen=True, slots=True, eq=False)
class BackwardPass:
    """What one backward pass knows.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        Its weights, in one vector.
    layers : list of Layer
        The same, layer by layer.
    trace : Trace
        What the forward pass left.
    deltas : dict
        dJ/dz of each layer that has been reached, by its place counted from 1: all of
        them once the gradients of the weights are made.
    """

    network: CostNetwork
    theta: NDArray[Any]
    layers: list[Layer]
    trace: Trace
    deltas: dict[int, Array] = field(default_factory=dict)


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
    forward : callable
        ``(network, theta)`` to the trace that the pass goes back through.
    at_layer : callable
        ``(rules, backward, place)`` to the rules that hold for the weights into one
        layer, and for the step back through them.
    write_out : callable
        ``(layout, parts)``, the gradient of each block by its name, to the flat gradient.
    """

    output_delta: Callable[[Loss, Layer, Array, Array, Array], Array]
    delta_before: Callable[[Array, Array], Array]
    through_activation: Callable[[Layer, Array, Array], Array]
    matrix_gradient: Callable[[Array, Array], Array]
    bias_gradient: Callable[[Array], Array]
    penalty_gradient: Callable[[Any, Array], Array]
    forward: Callable[[CostNetwork, NDArray[Any]], Trace]
    at_layer: Callable[[Rules, BackwardPass, int], Rules]
    write_out: Callable[[Layout, Parts], NDArray[Any]]


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


def _forward(network: CostNetwork, theta: NDArray[Any]) -> Trace:
    return network.forward(network.layers(theta))


def _at_layer(rules: Rules, _backward: BackwardPass, _place: int) -> Rules:
    return rules


def _write_out(layout: Layout, parts: Parts) -> NDArray[Any]:
    return np.concatenate([parts[block.name].ravel() for block in layout.blocks])


RULES = Rules(
    output_delta=_output_delta,
    delta_before=_delta_before,
    through_activation=_through_activation,
    matrix_gradient=_matrix_gradient,
    bias_gradient=_bias_gradient,
    penalty_gradient=_penalty_gradient,
    forward=_forward,
    at_layer=_at_layer,
    write_out=_write_out,
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
    return rules.write_out(network.layout, gradient_parts(rules, go_back(network, theta, rules)))


def gradient_parts(rules: Rules, backward: BackwardPass) -> Parts:
    """Gradient of the cost by each matrix and bias, from the deltas of a backward pass."""
    parts: Parts = {}
    for block in backward.network.layout.blocks:
        here = rules.at_layer(rules, backward, block.layer)
        delta = backward.deltas[block.layer]
        if block.is_bias:
            parts[block.name] = here.bias_gradient(delta)
        else:
            matrix = backward.layers[block.layer - 1].matrix
            parts[block.name] = here.matrix_gradient(
                backward.trace.a[block.layer - 1], delta
            ) + here.penalty_gradient(backward.network.l2, matrix)
    return parts


def go_back(network: CostNetwork, theta: NDArray[Any], rules: Rules = RULES) -> BackwardPass:
    """Find dJ/dz of every layer, from the output back to the first."""
    layers, trace = network.layers(theta), rules.forward(network, theta)
    backward = BackwardPass(network, theta, layers, trace)
    here = rules.at_layer(rules, backward, len(layers))
    delta = here.output_delta(network.loss, layers[-1], trace.z[-1], trace.a[-1], network.targets)
    backward.deltas[len(layers)] = delta
    for place in range(len(layers), 1, -1):
        here = rules.at_layer(rules, backward, place)
        slope = here.delta_before(delta, layers[place - 1].matrix)
        before = rules.at_layer(rules, backward, place - 1)
        delta = before.through_activation(layers[place - 2], trace.z[place - 2], slope)
        backward.deltas[place - 1] = delta
    return backward
