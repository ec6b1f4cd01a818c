"""The same networks once more, in the plainest formulas: the authority in the tests.

Nothing here comes from the engine. Every formula takes complex numbers, so that a gradient
can be taken by the complex step, which neither rounds nor truncates: for an analytic f,
f'(x) is Im f(x + ih) / h, exact once h is as small as 1e-30.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _softmax(z: Array) -> Array:
    e = np.exp(z)
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _gelu(z: Array) -> Array:
    return np.asarray(z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z * z * z))))


def _sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "sigmoid": _sigmoid,
    "tanh": lambda z: np.asarray((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))),
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "leaky-relu": lambda z: np.where(z.real > 0, z, z / 100),
    "softplus": lambda z: np.asarray(np.log(1 + np.exp(z))),
    "elu": lambda z: np.where(z.real > 0, z, np.exp(z) - 1),
    "gelu": _gelu,
    "identity": lambda z: z,
    "softmax": _softmax,
}
LOSSES: dict[str, Callable[[Array, Array], Any]] = {
    "half-sse": lambda a, y: 0.5 * np.sum((y - a) ** 2),
    "mse": lambda a, y: np.mean((y - a) ** 2),
    "binary-cross-entropy": lambda a, y: -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)) / len(y),
    "softmax-cross-entropy": lambda a, y: -np.sum(y * np.log(a)) / len(y),
}


@dataclass(frozen=True)
class PlainNetwork:
    """Sizes, activations, cost and samples of a network."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    bias: bool
    l2: float
    inputs: Array
    targets: Array

    def cost(self, theta: Array) -> Any:
        """J at one flat vector of weights, a full forward pass: W1, b1, W2, b2 and so on."""
        a, squares, place = self.inputs, theta[:0].sum(), 0
        for above, name in enumerate(self.activations, start=1):
            rows, columns = self.sizes[above - 1], self.sizes[above]
            matrix = theta[place : place + rows * columns].reshape(rows, columns)
            place += rows * columns
            z = a @ matrix
            squares = squares + np.sum(matrix * matrix)
            if self.bias:
                z = z + theta[place : place + columns]
                place += columns
            a = ACTIVATIONS[name](z)
        assert place == len(theta)
        return LOSSES[self.loss](a, self.targets) + theta.dtype.type(self.l2) / 2 * squares

    def gradient(self, theta: Array) -> Array:
        """Gradient by the complex step."""
        found = np.empty(len(theta))
        for place in range(len(theta)):
            moved = theta.astype(complex)
            moved[place] += 1e-30j
            found[place] = self.cost(moved).imag / 1e-30
        return found

    def costs_around(self, theta: Array, epsilon: float) -> Array:
        """J with each weight moved by epsilon up, down, and by twice that: the plain loop."""
        found = np.empty((len(theta), 4))
        for place in range(len(theta)):
            for column, step in enumerate((epsilon, -epsilon, 2 * epsilon, -2 * epsilon)):
                moved = theta.copy()
                moved[place] += step
                found[place, column] = self.cost(moved)
        return found
