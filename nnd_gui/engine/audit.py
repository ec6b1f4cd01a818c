"""A fast way held to the plain loop: a few weights measured once more."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.events import Audited, Measured, Started, nothing_measured
from nnd_gui.engine.judging import judge_measured
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.perturbation import Pace
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["audit", "audited_weights"]

_RANDOM, _WORST = 30, 8


def audited_weights(relative_error: Floats) -> NDArray[np.intp]:
    """Choose some thirty random weights and the eight worst.

    Parameters
    ----------
    relative_error : ndarray, shape (n,)
        What was found; a value that is not a number is among the worst.

    Returns
    -------
    ndarray of int
        Rising.
    """
    count = len(relative_error)
    random = np.random.default_rng(0).choice(count, min(_RANDOM, count), replace=False)
    error = np.nan_to_num(relative_error, nan=np.inf)
    worst = np.argpartition(error, max(0, count - _WORST))[-_WORST:]
    return np.union1d(random, worst)


def audit(
    spec: ExperimentSpec,
    started: Started,
    objective: Objective,
    chosen: NDArray[np.intp],
    asked: Floats,
) -> Iterator[Measured | Audited]:
    """Measure some weights again by the plain loop.

    Parameters
    ----------
    spec : ExperimentSpec
        How the check is made.
    started : Started
        The point and the gradient under test.
    objective : Objective
        What is checked.
    chosen : ndarray of int, shape (k,)
        Which weights, rising.
    asked : ndarray, shape (n,)
        The numerical gradient of the fast way.

    Yields
    ------
    Measured
        Without any weights, to say that work goes on.
    Audited
        Once, at the end.
    """
    scheme = SCHEME_TABLE[spec.scheme]
    point = started.values[chosen]
    signed = asked_steps(point, spec)[:, np.newaxis] * np.array(scheme.multiples)
    values, steps = perturbed(point, signed)
    # Only what the slope itself is made of; what tells its uncertainty is not asked for.
    costs = np.full(steps.shape, np.nan)
    done, pace = 0, Pace()
    for probe in objective.costs_of(chosen, values[:, : scheme.own]):
        costs[done : done + len(probe.indices), : scheme.own] = probe.costs
        done += len(probe.indices)
        if pace.due():
            yield nothing_measured(steps.shape[1])
    measured = Measured(chosen, steps, costs)
    plain = judge_measured(spec, started, measured).numerical
    apart = np.abs(plain - asked[chosen])
    largest = float(np.max(apart[np.isfinite(apart)], initial=0.0))
    yield Audited(len(chosen), largest, len(chosen) * scheme.own)
