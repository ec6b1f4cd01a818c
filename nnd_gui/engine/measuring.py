"""The stage of a check that takes the costs at the asked step."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Measured, in_a_row, nothing_measured
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.perturbation import Pace
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, moved

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
    values = yield from _values(spec, point)

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


def _values(spec: ExperimentSpec, point: NDArray[Any]) -> Generator[Measured, None, NDArray[Any]]:
    """What each weight is set to, ``(k, s)``: each column lies together."""
    scheme, pace = SCHEME_TABLE[spec.scheme], Pace()
    asked = asked_steps(point, spec)
    # As precise as the weights: an imaginary step is to show what their precision does.
    kind = np.result_type(point.dtype, np.complex64) if scheme.is_complex else point.dtype
    values = np.empty((len(scheme.multiples), len(point)), kind)
    for column, multiple in zip(values, scheme.multiples, strict=True):
        with np.errstate(over="ignore", under="ignore"):
            steps = asked * multiple
            if scheme.is_complex:
                column.real, column.imag = point, steps
            else:
                moved(point, steps, out=column)
        if pace.due():
            yield nothing_measured(len(values))
    return values.T
