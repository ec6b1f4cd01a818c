"""A check: one epsilon over all weights, as a generator of events."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Measured, Started
from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["check"]


def check(spec: ExperimentSpec) -> Iterator[Started | Measured]:
    """Measure the slope of the cost for every weight.

    Parameters
    ----------
    spec : ExperimentSpec
        What to check, and how.

    Yields
    ------
    Started
        Once, with the gradient under test.
    Measured
        A few milliseconds of work at a time, each weight once.

    Raises
    ------
    CheckFailure
        If the cost at the point, or a weight or sample, is not a finite number.
    """
    objective = objective_of(spec)
    point = objective.point
    cost = objective.value(point)
    if not math.isfinite(cost):
        raise CheckFailure(
            "not-finite-cost",
            "The cost is not a finite number at these weights, so it has no slope. Try "
            "smaller weights or smaller inputs.",
        )
    yield Started(objective.layout, point, objective.gradient(point), cost, objective.method)
    values = _perturbed(point, spec, SCHEME_TABLE[spec.scheme].multiples)
    steps = values.astype(np.float64) - point[:, np.newaxis].astype(np.float64)
    for probe in objective.values_at_perturbations(values):
        yield Measured(probe.indices, steps[probe.indices], probe.costs)


def _perturbed(
    point: NDArray[Any], spec: ExperimentSpec, multiples: tuple[float, ...]
) -> NDArray[Any]:
    """Set each weight to the step asked for, or to what rounding makes of it."""
    epsilon = np.full(point.shape, spec.epsilon)
    with np.errstate(over="ignore", under="ignore"):
        if spec.step == "relative":
            sizes = np.abs(point).astype(np.float64)
            epsilon = np.where(point == 0, spec.epsilon, spec.epsilon * sizes)
        asked = (epsilon[:, np.newaxis] * np.array(multiples)).astype(point.dtype)
        return np.asarray(point[:, np.newaxis] + asked)
