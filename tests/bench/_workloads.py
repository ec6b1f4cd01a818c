"""The five networks of the comparison, and the lesson's loop on them, written plainly."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network

__all__ = ["EPSILON", "Workload", "lesson_loop", "workloads"]

EPSILON = 1e-4

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Workload:
    """A network of sigmoids with 0.5*sum((y - yHat)**2).

    Parameters
    ----------
    name : str
    sizes : tuple of int
        Units of each layer.
    spec : ExperimentSpec
        The same for our own engine.
    inputs, targets : ndarray
        Its samples, one a row.
    theta : ndarray, shape (n,)
        The point.
    sample : ndarray of int
        Weights that stand for all where all would take minutes.
    """

    name: str
    sizes: tuple[int, ...]
    spec: ExperimentSpec
    inputs: Floats
    targets: Floats
    theta: Floats
    sample: NDArray[np.intp]

    @property
    def has_biases(self) -> bool:
        """Whether there are biases: everywhere but in the lesson's network."""
        return self.spec.network.bias

    def layers(self, theta: Any) -> list[tuple[Any, Any]]:
        """Matrix and bias (0 where there is none) of each layer, for any library's arrays."""
        found, start = [], 0
        for rows, columns in itertools.pairwise(self.sizes):
            matrix = theta[start : start + rows * columns].reshape(rows, columns)
            start += rows * columns
            bias: Any = 0.0
            if self.has_biases:
                bias = theta[start : start + columns]
                start += columns
            found.append((matrix, bias))
        return found

    def cost(self, theta: Any, exp: Any = np.exp) -> Any:
        """Cost by one forward pass, for any library's arrays."""
        a = self.inputs
        for matrix, bias in self.layers(theta):
            z = a @ matrix
            if self.has_biases:
                z = z + bias
            a = 1 / (1 + exp(-z))
        return 0.5 * ((self.targets - a) ** 2).sum()

    def analytic(self, theta: Floats) -> Floats:
        """Gradient by backpropagation, in the plainest form."""
        layers, activations = self.layers(theta), [self.inputs]
        for matrix, bias in layers:
            activations.append(1 / (1 + np.exp(-(activations[-1] @ matrix + bias))))
        delta = activations[-1] - self.targets
        found: list[Floats] = []
        for place in range(len(layers) - 1, -1, -1):
            a = activations[place + 1]
            delta = delta * a * (1 - a)
            if self.has_biases:
                found.insert(0, delta.sum(axis=0))
            found.insert(0, (activations[place].T @ delta).ravel())
            delta = delta @ layers[place][0].T
        return np.concatenate(found)


def _workload(name: str, sizes: tuple[int, ...], samples: int, of_all: int) -> Workload:
    network = Network(
        sizes,
        ("sigmoid",) * (len(sizes) - 1),
        bias=name != "A",
        weights=SeededWeights(0, 1 / np.sqrt(max(sizes[0], 10) / 10)),
        data=RandomData(samples),
    )
    spec = ExperimentSpec(network, epsilon=EPSILON)
    inputs, targets = samples_of(network)
    theta = initial_weights(network)
    count = len(theta)
    some = np.arange(count)
    if of_all < count:
        some = np.sort(np.random.default_rng(0).choice(count, of_all, replace=False))
    return Workload(name, sizes, spec, inputs, targets, theta, some)


# Name, layers, samples, and how many weights stand for all where all would take minutes.
_TABLE = (
    ("A", (2, 3, 1), 3, 9),
    ("B", (4, 16, 3), 150, 131),
    ("C", (64, 32, 10), 100, 2410),
    ("D", (784, 30, 10), 32, 1500),
    ("E", (784, 128, 64, 10), 64, 200),
)


def workloads() -> list[Workload]:
    """Make the networks ready."""
    return [_workload(*row) for row in _TABLE]


class _LessonNetwork:
    """The lesson's own class, for any number of layers, and with biases where there are some."""

    def __init__(self, workload: Workload) -> None:
        self.sizes, self.has_biases = workload.sizes, workload.has_biases
        self.set_params(workload.theta)

    def get_params(self) -> Floats:
        parts = [part.ravel() for pair in zip(self.W, self.b, strict=True) for part in pair]
        return np.concatenate(parts)

    def set_params(self, params: Floats) -> None:
        self.W: list[Floats] = []
        self.b: list[Floats] = []
        start = 0
        for rows, columns in itertools.pairwise(self.sizes):
            self.W.append(np.reshape(params[start : start + rows * columns], (rows, columns)))
            start += rows * columns
            width = columns if self.has_biases else 0
            self.b.append(params[start : start + width])
            start += width

    def forward(self, X: Floats) -> Floats:
        for W, b in zip(self.W, self.b, strict=True):
            z = np.dot(X, W)
            if self.has_biases:
                z = z + b
            X = self.sigmoid(z)
        return X

    def sigmoid(self, z: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(-z)))

    def cost_function(self, X: Floats, y: Floats) -> float:
        return float(0.5 * np.sum((y - self.forward(X)) ** 2))


def lesson_loop(workload: Workload, indices: NDArray[np.intp]) -> Floats:
    """Numerical gradient as the lesson computes it, for some of the weights."""
    N, X, y = _LessonNetwork(workload), workload.inputs, workload.targets
    initial = N.get_params()
    numgrad = np.zeros(len(indices))
    perturb = np.zeros(initial.shape)
    for place, p in enumerate(indices):
        perturb[p] = EPSILON
        N.set_params(initial + perturb)
        loss2 = N.cost_function(X, y)
        N.set_params(initial - perturb)
        loss1 = N.cost_function(X, y)
        numgrad[place] = (loss2 - loss1) / (2 * EPSILON)
        perturb[p] = 0
    N.set_params(initial)
    return numgrad
