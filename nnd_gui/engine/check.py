"""A check: one epsilon over all weights, as a generator of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.audit import audit, audited_weights
from nnd_gui.engine.diagnose import diagnose_network, network_facts
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Diagnosed, Measured, Started, Step
from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.noise import measured_noise
from nnd_gui.engine.objective import Objective, objective_of
from nnd_gui.engine.person_diagnosis import diagnose_person
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective, with_person
from nnd_gui.engine.preconditions import first_look
from nnd_gui.engine.second_look import SecondLook
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import prepared
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["check"]


def check(spec: ExperimentSpec, objective: Objective | None = None) -> Iterator[Step]:
    """Measure the slope of the cost for every weight.

    Parameters
    ----------
    spec : ExperimentSpec
        What to check, and how.
    objective : Objective, optional
        What to check in place of the experiment's own subject.

    Yields
    ------
    Working
        While weights are trained that are to be.
    Started
        Once, with the gradient under test.
    Measured
        A few milliseconds of work at a time, each weight once.
    LookedCloser
        What smaller steps found, for weights whose first measurement leaves a doubt.
    Audited
        How far a fast way is from the plain loop, where one was used.
    Diagnosed
        Which mistake it looks like, where weights disagree.

    Raises
    ------
    CheckFailure
        If the cost or the gradient cannot be checked: see `first_look`.
    """
    subject = spec.subject
    if objective is None and isinstance(subject, PersonFile):
        yield from with_person(subject, spec.dtype, lambda person: check(spec, person))
        return
    person = objective if isinstance(objective, PersonObjective) else None
    own = objective is None or person is not None
    if objective is None:
        yield from prepared(spec.network)
        objective = objective_of(spec)
    point = objective.point
    cost, analytic, evaluations = first_look(objective)
    noise, more = measured_noise(objective.value, point)
    started = Started(
        objective.layout,
        point,
        analytic,
        cost,
        objective.method,
        noise,
        evaluations + more,
        objective.penalty(),
        facts=None if person is None else person.facts,
    )
    yield started
    second = SecondLook(spec, started)
    for event in _measured(spec, objective):
        second.add(event)
        yield event
    yield from second.look(objective)
    if started.method != "loop" and not SCHEME_TABLE[spec.scheme].is_complex:
        chosen = audited_weights(second.found.relative_error)
        yield from audit(spec, started, objective, chosen, second.asked)
    if own and second.accuses():
        if isinstance(subject, PersonFile) and person is not None:
            found = diagnose_person(spec, subject, person, started, second.found)
        else:
            found = _diagnosis(spec, started, second)
        yield Diagnosed(tuple(found))


def _diagnosis(spec: ExperimentSpec, started: Started, second: SecondLook) -> list[Finding]:
    """What the errors of a network of our own look like."""
    layout, point, analytic = started.layout, started.values, started.analytic

    def gradient_of(other: ExperimentSpec) -> NDArray[Any]:
        return objective_of(other).gradient(point)

    facts = network_facts(spec, layout, point, analytic, second.found)
    return diagnose_network(spec, facts, gradient_of)


def _measured(spec: ExperimentSpec, objective: Objective) -> Iterator[Measured]:
    scheme = SCHEME_TABLE[spec.scheme]
    point = objective.point
    if scheme.is_complex:
        with np.errstate(over="ignore"):
            imaginary = asked_steps(point, spec)[:, np.newaxis] * np.array(scheme.multiples)
            values = np.repeat(point[:, np.newaxis], imaginary.shape[1], axis=1) + 0j
            values.imag = imaginary
        for probe in objective.costs_of(np.arange(len(point)), values):
            steps = values[probe.indices].imag.astype(np.float64)
            yield Measured(probe.indices, steps, probe.costs.imag.astype(np.float64))
        return
    with np.errstate(over="ignore"):
        signed = asked_steps(point, spec)[:, np.newaxis] * np.array(scheme.multiples)
    values, steps = perturbed(point, signed)
    for probe in objective.values_at_perturbations(values):
        yield Measured(probe.indices, steps[probe.indices], probe.costs, probe.changes, probe.noise)
