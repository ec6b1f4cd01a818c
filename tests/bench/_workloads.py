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
    """A network of sigmoids with 0.5*sum((y - yHat)**2), without biases.

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
    def shapes(self) -> list[tuple[int, int]]:
        """Shape of each matrix."""
        return list(itertools.pairwise(self.sizes))

    def cost(self, theta: Any, exp: Any = np.exp) -> Any:
        """Cost by one forward pass, for any library's arrays."""
        a, start = self.inputs, 0
        for rows, columns in self.shapes:
            matrix = theta[start : start + rows * columns].reshape(rows, columns)
            start += rows * columns
            a = 1 / (1 + exp(-(a @ matrix)))
        return 0.5 * ((self.targets - a) ** 2).sum()

    def analytic(self, theta: Floats) -> Floats:
        """Gradient by backpropagation, in the plainest form."""
        activations, start = [self.inputs], 0
        matrices = []
        for rows, columns in self.shapes:
            matrices.append(theta[start : start + rows * columns].reshape(rows, columns))
            start += rows * columns
            activations.append(1 / (1 + np.exp(-(activations[-1] @ matrices[-1]))))
        delta = activations[-1] - self.targets
        found: list[Floats] = []
        for place in range(len(matrices) - 1, -1, -1):
            a = activations[place + 1]
            delta = delta * a * (1 - a)
            found.insert(0, (activations[place].T @ delta).ravel())
            delta = delta @ matrices[place].T
        return np.concatenate(found)


def _workload(name: str, sizes: tuple[int, ...], samples: int, of_all: int) -> Workload:
    network = Network(
        sizes,
        ("sigmoid",) * (len(sizes) - 1),
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
    ("C", (64, 32, 10), 100, 2368),
    ("D", (784, 30, 10), 32, 1500),
    ("E", (784, 128, 64, 10), 64, 200),
)


def workloads() -> list[Workload]:
    """Make the networks ready."""
    return [_workload(*row) for row in _TABLE]


def lesson_loop(workload: Workload, indices: NDArray[np.intp]) -> Floats:
    """Numerical gradient as the lesson computes it, for some of the weights."""
    initial, perturb = workload.theta, np.zeros(len(workload.theta))
    found = np.empty(len(indices))
    for place, index in enumerate(indices):
        perturb[index] = EPSILON
        above = workload.cost(initial + perturb)
        below = workload.cost(initial - perturb)
        found[place] = (above - below) / (2 * EPSILON)
        perturb[index] = 0
    return found
