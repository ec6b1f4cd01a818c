"""The one seam between what is checked and how: a value, a gradient, perturbed values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, Rules, gradient
from nnd_gui.engine.bugs import rules_for
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Block, Layout
from nnd_gui.engine.perturbation import METHODS, Probe, audit_probes, method_for, probes
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import point_of

__all__ = ["FunctionObjective", "NetworkObjective", "Objective", "Probe", "objective_of"]


class Objective(Protocol):
    """Something with a cost and a gradient that can be checked."""

    layout: Layout
    point: NDArray[Any]
    method: str

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a vector of weights."""

    def complex_value(self, theta: NDArray[Any]) -> complex:
        """Cost at a vector of complex weights, for a complex step along a direction."""

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Gradient under test, at a vector of weights."""

    def penalty(self) -> NDArray[Any] | None:
        """What regularisation adds to the gradient at `point`; None if there is none."""

    def values_at_perturbations(
        self, values: NDArray[Any], indices: NDArray[np.intp] | None = None
    ) -> Iterator[Probe]:
        """Costs around `point`, one weight changed at a time.

        Parameters
        ----------
        values : ndarray, shape (k, s)
            What each weight is set to, s times: in pairs on either side of the point,
            where the method is ``"shared"``.
        indices : ndarray of int, shape (k,), optional
            Which weights, rising; all of them when left out.

        Yields
        ------
        Probe
            Each of them once, in any order, a few milliseconds of work at a time. A probe
            of no weights says that work goes on.
        """

    def costs_of(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs around `point` for some of the weights, each by the plain loop.

        Parameters
        ----------
        indices : ndarray of int, shape (k,)
            Which weights, rising.
        values : ndarray, shape (k, s)
            What each is set to, s times; complex for complex costs.

        Yields
        ------
        Probe
            Each of them once, in order.
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
        self._network = CostNetwork(spec.network, spec.dtype)
        self._rules = rules
        self.layout = self._network.layout
        with np.errstate(over="ignore"):
            self.point: NDArray[Any] = point_of(spec.network).astype(spec.dtype)
        for numbers in (self.point, self._network.inputs, self._network.targets):
            if not np.all(np.isfinite(numbers)):
                raise CheckFailure(
                    "bad-input",
                    "A weight or a sample is too large for a {dtype} number.",
                    dtype=spec.dtype,
                )
        self.method = method or method_for(self.layout.size, spec.network.activations)
        if self.method not in METHODS:
            raise ValueError(self.method)

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a vector of weights."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self._network.cost(theta))

    def complex_value(self, theta: NDArray[Any]) -> complex:
        """Cost at a vector of complex weights."""
        with np.errstate(all="ignore"):
            return complex(self._network.cost(theta))

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Gradient by backpropagation at a vector of weights."""
        with np.errstate(over="ignore", invalid="ignore"):
            return gradient(self._network, theta, self._rules)

    def penalty(self) -> NDArray[Any] | None:
        """Lambda times each matrix, and 0 for the biases; None without regularisation."""
        if self._network.l2 == 0:
            return None
        added = self._network.l2 * self.point
        for block in self.layout.blocks:
            if block.is_bias:
                added[block.start : block.stop] = 0
        return np.asarray(added)

    def values_at_perturbations(
        self, values: NDArray[Any], indices: NDArray[np.intp] | None = None
    ) -> Iterator[Probe]:
        """Costs around `point`, one weight changed at a time."""
        return probes(self._network, self.point, values, self.method, indices=indices)

    def costs_alone(self, values: NDArray[Any]) -> Iterator[Probe]:
        """As `values_at_perturbations`, without bounds on the changes' rounding."""
        return probes(self._network, self.point, values, self.method, bounds=False)

    def costs_of(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs around `point` for some of the weights, each that of the whole network."""
        return audit_probes(self._network, self.point, indices, values)


class FunctionObjective:
    """A cost and a gradient given as functions of a flat vector of weights.

    Parameters
    ----------
    cost : callable
        Vector to cost; an array of one number will do.
    slope : callable
        Vector to gradient, of the vector's shape.
    point : ndarray, shape (n,)
        Where the gradient is checked.

    Raises
    ------
    CheckFailure
        ``integer-parameters`` if the point is not made of floating-point numbers: a step
        of 1e-4 would be cut off from it.
    """

    method = "loop"

    def __init__(
        self,
        cost: Callable[[NDArray[Any]], Any],
        slope: Callable[[NDArray[Any]], Any],
        point: NDArray[Any],
    ) -> None:
        if not np.issubdtype(point.dtype, np.floating):
            raise CheckFailure(
                "integer-parameters",
                "The weights are whole numbers ({dtype}), from which a small step is cut "
                "off. Make them floating-point numbers.",
                dtype=point.dtype.name,
            )
        self._cost, self._slope = cost, slope
        self.point: NDArray[Any] = point.copy()
        self.layout = Layout((Block("theta", 1, point.shape, 0),))

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a vector of weights, given as a copy so that it cannot be changed here."""
        return float(self._scalar(theta).real)

    def complex_value(self, theta: NDArray[Any]) -> complex:
        """Cost at a vector of complex weights."""
        return complex(self._scalar(theta))

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Gradient at a vector of weights."""
        with np.errstate(all="ignore"):
            found = np.array(self._slope(theta))
        if found.size != theta.size:
            raise CheckFailure(
                "shape-mismatch",
                "The gradient has the shape {found}, the weights {expected}.",
                found=found.shape,
                expected=theta.shape,
            )
        return found.reshape(theta.shape).astype(self.point.dtype)

    def penalty(self) -> None:
        """Nothing is known of regularisation inside the cost."""

    def values_at_perturbations(
        self, values: NDArray[Any], indices: NDArray[np.intp] | None = None
    ) -> Iterator[Probe]:
        """Costs around `point`, one weight changed at a time."""
        yield from self.costs_of(np.arange(len(values)) if indices is None else indices, values)

    def costs_of(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs around `point` for some of the weights."""
        kind = np.complex128 if np.iscomplexobj(values) else np.float64
        for row, index in enumerate(indices):
            costs = np.empty((1, values.shape[1]), dtype=kind)
            for column, value in enumerate(values[row]):
                theta = self.point.astype(values.dtype)
                theta[index] = value
                costs[0, column] = self._scalar(theta)
            yield Probe(np.array([index]), costs)

    def _scalar(self, theta: NDArray[Any]) -> Any:
        with np.errstate(all="ignore"):
            cost = np.asarray(self._cost(theta))
        if cost.size != 1:
            raise CheckFailure(
                "not-scalar-cost",
                "The cost is not one number: it has the shape {shape}. Do the targets have "
                "the shape of the network's output?",
                shape=cost.shape,
            )
        return cost.reshape(())[()]


def objective_of(spec: ExperimentSpec) -> Objective:
    """Make ready what an experiment checks."""
    rules = RULES if spec.bug is None else rules_for(spec.bug, spec.network)
    return NetworkObjective(spec, rules)
