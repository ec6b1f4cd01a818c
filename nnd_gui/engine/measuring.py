"""The stage of a check that takes the costs at the asked step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Measured, in_a_row
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["measured"]


def measured(
    spec: ExperimentSpec, objective: Objective, chosen: NDArray[np.intp] | None = None
) -> Iterator[Measured]:
    """Take the costs around weights at the scheme's multiples of epsilon.

    Parameters
    ----------
    spec : ExperimentSpec
        Its scheme, epsilon and kind of step.
    objective : Objective
        What is checked.
    chosen : ndarray of int, shape (k,), optional
        Which weights, rising; all of them when left out.

    Yields
    ------
    Measured
        A few milliseconds of work at a time, each weight once.
    """
    point = objective.point if chosen is None else objective.point[chosen]
    values = _values(spec, point)

    def places(indices: NDArray[np.intp]) -> NDArray[np.intp]:
        return indices if chosen is None else np.searchsorted(chosen, indices)

    if SCHEME_TABLE[spec.scheme].is_complex:
        every = np.arange(len(objective.point)) if chosen is None else chosen
        for probe in objective.costs_of(every, values):
            steps = values[places(probe.indices)].imag.astype(np.float64)
            yield Measured(probe.indices, steps, probe.costs.imag.astype(np.float64))
        return
    for probe in objective.values_at_perturbations(values, chosen):
        at = in_a_row(places(probe.indices))
        with np.errstate(over="ignore", invalid="ignore"):
            steps = np.subtract(values[at], point[at][:, np.newaxis], dtype=np.float64)
        yield Measured(probe.indices, steps, probe.costs, probe.changes, probe.noise)


def _values(spec: ExperimentSpec, point: NDArray[Any]) -> NDArray[Any]:
    """What each weight is set to, ``(k, s)``."""
    scheme = SCHEME_TABLE[spec.scheme]
    with np.errstate(over="ignore"):
        signed = asked_steps(point, spec)[:, np.newaxis] * np.array(scheme.multiples)
        if not scheme.is_complex:
            return perturbed(point, signed)[0]
        values = np.repeat(point[:, np.newaxis], signed.shape[1], axis=1) + 0j
        values.imag = signed
    return values
