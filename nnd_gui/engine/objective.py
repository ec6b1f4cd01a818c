"""The one seam between what is checked and how: a value, a gradient, perturbed values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, Rules, gradient
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Layout, initial_weights
from nnd_gui.engine.perturbation import METHODS, Probe, audit_probes, method_for, probes
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["NetworkObjective", "Objective", "Probe", "objective_of"]


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
            What each weight is set to, s times: in pairs on either side of the point,
            where the method is ``"shared"``.

        Yields
        ------
        Probe
            Every weight once, in any order, a few milliseconds of work at a time. A probe
            of no weights says that work goes on.
        """

    def audit(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs of some weights by the plain loop, to hold a fast way to.

        Parameters
        ----------
        indices : ndarray of int, shape (k,)
            Which weights, in rising order.
        values : ndarray, shape (k, s)
            What each is set to.

        Yields
        ------
        Probe
            Each of them once, as `values_at_perturbations` does.
        """


class NetworkObjective:
    """A network of our own, with backpropagation as the gradient under test.

    Parameters
    ----------
    spec : ExperimentSpec
        The network, the point and the precision.
    rules : Rules
        How backpropagation goes.
    method : str, optional
        One of `METHODS`; the one that suits the network when left out.
    """

    def __init__(
        self, spec: ExperimentSpec, rules: Rules = RULES, method: str | None = None
    ) -> None:
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
        self.method = method or method_for(self.layout.size, spec.subject.activations)
        if self.method not in METHODS:
            raise ValueError(self.method)

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
        yield from probes(self._network, self.point, values, self.method)

    def audit(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs of some weights by the plain loop, to hold a fast way to."""
        yield from audit_probes(self._network, self.point, indices, values)


def objective_of(spec: ExperimentSpec) -> Objective:
    """Make ready what an experiment checks."""
    return NetworkObjective(spec)
