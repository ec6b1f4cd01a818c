"""Backpropagation once more, written out plainly, with each mistake where a person makes it.

Nothing of the engine's rules is used; the mistakes are switches here, as they would be
slips in a student's code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.engine.plain import ACTIVATIONS, PlainNetwork

Array = NDArray[Any]


def _slope(name: str, z: Array) -> Array:
    """f'(z), by the complex step."""
    return np.asarray(ACTIVATIONS[name](z + 1e-30j).imag / 1e-30)


@dataclass(frozen=True)
class Slip:
    """One mistake, in one layer (counted from 1) or, where that is 0, in all."""

    name: str
    layer: int = 0
    factor: float = 1.0

    def at(self, layer: int, name: str) -> bool:
        return self.name == name and self.layer in (0, layer)


def plain_gradient(net: PlainNetwork, theta: Array, slip: Slip) -> Array:
    """dJ/dtheta in the order W1, b1, W2, b2 and so on, with one slip in it."""
    matrices, biases = _cut(net, theta)
    a, z = _forward(net, matrices, biases)
    if slip.name == "stale-activation":
        before = theta + slip.factor * plain_gradient(net, theta, Slip("none"))
        a, z = _forward(net, *_cut(net, before))
    delta = _deltas(net, matrices, a, z, slip)
    parts: list[Array] = []
    for layer in _turned(range(1, len(matrices) + 1), slip):
        used = delta[layer]
        if slip.at(layer, "wrong-layer-delta"):
            used = np.ones_like(used) * delta[layer + 1]
        dw = a[layer - 1].T @ used
        db = _bias_gradient(delta[layer], layer, slip)
        if slip.name == "data times":
            dw, db = dw * slip.factor, db * slip.factor
        penalty = net.l2 * matrices[layer - 1]
        dw = dw + penalty * (slip.factor if slip.at(layer, "penalty times") else 1)
        if slip.at(layer, "regularized-bias"):
            db = db + net.l2 * biases[layer - 1]
        if slip.at(layer, "all times"):
            dw, db = dw * slip.factor, db * slip.factor
        parts.append(dw.T.flatten() if slip.at(layer, "transposed") else dw.flatten())
        if net.bias:
            parts.append(db)
    return np.concatenate(parts)


def _turned(layers: range, slip: Slip) -> range:
    return layers[::-1] if slip.name == "swapped-layers" else layers


def _forward(
    net: PlainNetwork, matrices: list[Array], biases: list[Array]
) -> tuple[list[Array], list[Array]]:
    a, z = [net.inputs], [net.inputs]
    for matrix, bias, name in zip(matrices, biases, net.activations, strict=True):
        z.append(a[-1] @ matrix + bias)
        a.append(ACTIVATIONS[name](z[-1]))
    return a, z


def _deltas(
    net: PlainNetwork, matrices: list[Array], a: list[Array], z: list[Array], slip: Slip
) -> dict[int, Array]:
    last, delta = len(matrices), {}
    if "cross-entropy" in net.loss:
        delta[last] = (a[last] - net.targets) / len(net.inputs)
    else:
        back = a[last] - net.targets
        if net.loss == "mse":
            back = back * 2 / net.targets.size
        delta[last] = back * _used_slope(net, a, z, last, slip)
    for layer in range(last - 1, 0, -1):
        matrix = matrices[layer]
        if slip.at(layer + 1, "updated-weight-used"):
            matrix = matrix - slip.factor * (a[layer].T @ delta[layer + 1] + net.l2 * matrix)
        delta[layer] = delta[layer + 1] @ matrix.T * _used_slope(net, a, z, layer, slip)
    return delta


def _used_slope(net: PlainNetwork, a: list[Array], z: list[Array], layer: int, slip: Slip) -> Array:
    if slip.at(layer, "missing-activation-derivative"):
        return np.ones_like(z[layer])
    at = a[layer] if slip.at(layer, "derivative-of-output") else z[layer]
    return _slope(net.activations[layer - 1], at)


def _bias_gradient(delta: Array, layer: int, slip: Slip) -> Array:
    forms = {
        "unbroadcast-bias": delta.mean(axis=0),
        "last sample": delta[-1],
        "one number": np.full(delta.shape[1], delta.sum()),
        "zero-bias": np.zeros(delta.shape[1]),
    }
    form = slip.name if slip.at(layer, slip.name) else ""
    return np.asarray(forms.get(form, delta.sum(axis=0)))


def _cut(net: PlainNetwork, theta: Array) -> tuple[list[Array], list[Array]]:
    matrices, biases, place = [], [], 0
    for rows, columns in zip(net.sizes[:-1], net.sizes[1:], strict=True):
        matrices.append(theta[place : place + rows * columns].reshape(rows, columns))
        place += rows * columns
        biases.append(theta[place : place + columns] if net.bias else np.zeros(columns))
        place += columns if net.bias else 0
    return matrices, biases
