"""The one seam between what is checked and how: a value, a gradient, perturbed values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, Rules, gradient
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Layout, initial_weights
from nnd_gui.engine.perturbation import DIRECT_FROM, Perturbation
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["NetworkObjective", "Objective", "Probe", "objective_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """Costs that were asked for, for some of the weights.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
    costs : ndarray of float64, shape (k, s)
    """

    indices: NDArray[np.intp]
    costs: NDArray[np.float64]


class Objective(Protocol):
    """Something with a cost and a gradient that can be checked."""

    layout: Layout
    point: NDArray[Any]
    method: str

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a vector of weights."""

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Gradient under test, at a vector of weights."""

    def values_at_perturbations(self, values: NDArray[Any]) -> Iterator[Probe]:
        """Costs around `point`, one weight changed at a time.

        Parameters
        ----------
        values : ndarray, shape (n, s)
            What each weight is set to, s times.

        Yields
        ------
        Probe
            Every weight once, in order, a few milliseconds of work at a time.
        """


class NetworkObjective:
    """A network of our own, with backpropagation as the gradient under test.

    Parameters
    ----------
    spec : ExperimentSpec
        The network, the point and the precision.
    rules : Rules
        How backpropagation goes.
    """

    def __init__(self, spec: ExperimentSpec, rules: Rules = RULES) -> None:
        self._network = CostNetwork(spec.subject, spec.dtype)
        self._rules = rules
        self.layout = self._network.layout
        with np.errstate(over="ignore"):
            self.point: NDArray[Any] = initial_weights(spec.subject).astype(spec.dtype)
        for numbers in (self.point, self._network.inputs, self._network.targets):
            if not np.all(np.isfinite(numbers)):
                raise CheckFailure(
                    "bad-input",
                    "A weight or a sample is too large for a {dtype} number.",
                    dtype=spec.dtype,
                )
        self.method = "direct" if self.layout.size >= DIRECT_FROM else "loop"

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a vector of weights."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self._network.cost(theta))

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Gradient by backpropagation at a vector of weights."""
        with np.errstate(over="ignore", invalid="ignore"):
            return gradient(self._network, theta, self._rules)

    def values_at_perturbations(self, values: NDArray[Any]) -> Iterator[Probe]:
        """Costs around `point`, one weight changed at a time."""
        perturbation = Perturbation(self._network, self.point, self.method)
        for block in self.layout.blocks:
            chunk = perturbation.chunk_of(block, values.shape[1])
            for start in range(0, block.size, chunk):
                places = np.arange(start, min(start + chunk, block.size))
                indices = block.start + places
                costs = perturbation.costs(block, places, values[indices])
                yield Probe(indices, costs.astype(np.float64))


def objective_of(spec: ExperimentSpec) -> Objective:
    """Make ready what an experiment checks."""
    return NetworkObjective(spec)
