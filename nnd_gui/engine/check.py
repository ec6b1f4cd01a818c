"""A check: one epsilon over the weights, or along directions, as a generator of events."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.advice import advise, wants_advice
from nnd_gui.engine.audit import audit, audited_weights
from nnd_gui.engine.diagnose import diagnosis_of_network, network_facts
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.direction_check import DirectionCheck
from nnd_gui.engine.directions import WHOLE
from nnd_gui.engine.events import Diagnosed, Measured, Phase, Started, Step
from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.judge import DISAGREE, WeightVerdicts, unjudged
from nnd_gui.engine.kept_check import KeptCheck
from nnd_gui.engine.measuring import measured
from nnd_gui.engine.noise import short_line
from nnd_gui.engine.objective import NetworkObjective, Objective, objective_of
from nnd_gui.engine.overall import whole_of
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_diagnosis import diagnose_along, diagnose_person
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.person_run import with_person
from nnd_gui.engine.pieces import paced, responsive
from nnd_gui.engine.preconditions import first_look
from nnd_gui.engine.sampling import sample_seed, sampled_weights
from nnd_gui.engine.second_look import SecondLook
from nnd_gui.engine.slow_order import in_turn
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import prepared
from nnd_gui.engine.unit_rounding import beside_rounding

__all__ = ["check"]


def check(
    spec: ExperimentSpec, objective: Objective | None = None, kept: KeptCheck | None = None
) -> Iterator[Step]:
    """Measure the slope of the cost for every weight, for a sample, or along directions.

    Parameters
    ----------
    spec : ExperimentSpec
        What to check, and how.
    objective : Objective, optional
        What to check in place of the experiment's own subject.
    kept : KeptCheck, optional
        What an earlier check measured. Where only the tolerance is another one, its numbers are
        judged again; closer looks, advice and diagnosis, which depend on it, are made anew.

    Yields
    ------
    Working
        While weights are trained that are to be, and wherever else something takes long.
    Started
        Once, with the gradient under test.
    Measured
        A few milliseconds of work at a time, each weight once.
    Phase
        Before each of what follows, where there is anything to do.
    LookedCloser
        What smaller steps found, for weights whose first measurement leaves a doubt.
    Audited
        How far a fast way is from the plain loop, where one was used.
    Advised
        Which epsilon would decide it, where this one does not.
    DirectionsStarted, DirectionsMeasured, RemainderMeasured
        Where directions are asked for: see `DirectionCheck`.
    Diagnosed
        Which mistake it looks like, where anything disagrees.

    Raises
    ------
    CheckFailure
        If the cost or the gradient cannot be checked: see `first_look`.
    """
    subject = spec.subject
    if objective is None and isinstance(subject, PersonFile):
        yield from with_person(subject, spec.dtype, lambda person: check(spec, person))
        return
    yield from responsive(spec, _check(spec, objective, kept))


def _check(
    spec: ExperimentSpec, objective: Objective | None, kept: KeptCheck | None
) -> Iterator[Step]:
    person = objective if isinstance(objective, PersonObjective) else None
    own = objective is None or person is not None
    if objective is None:
        yield from prepared(spec.network)
        objective = objective_of(spec)
    if kept is not None and not kept.serves(spec):
        kept = None
    if kept is None:
        started = yield from paced(_start(spec, objective))
    else:
        started = kept.started
    yield started
    found: WeightVerdicts | None = None
    if not spec.directions_only:
        second = SecondLook(spec, started)
        costs = _costs(spec, objective, started, second) if kept is None else kept.measured
        yield from _weights(spec, objective, started, second, costs)
        found = second.found
        if wants_advice(whole_of(spec, started, found, started.sample), found):
            yield Phase("advice", 0)
            yield from advise(spec, started, objective, found)
    directions: DirectionCheck | None = None
    if spec.directions:
        yield Phase("directions", spec.directions)
        directions = DirectionCheck(spec, started, objective)
        yield from directions.run()
    if own:
        yield from _diagnosed(spec, started, found, directions, person)


def _diagnosed(
    spec: ExperimentSpec,
    started: Started,
    found: WeightVerdicts | None,
    directions: DirectionCheck | None,
    person: PersonObjective | None,
) -> Iterator[Step]:
    """Say which mistake it looks like, where weights or directions disagree."""
    wrong = 0 if found is None else int(np.count_nonzero(found.verdict == DISAGREE))
    blocks = () if directions is None else directions.accused()
    if not wrong and not blocks:
        return
    yield Phase("diagnosis", wrong)
    if isinstance(spec.subject, PersonFile) and person is not None:
        if found is not None and wrong:
            yield diagnose_person(spec, spec.subject, person, started, found)
        elif directions is not None:
            yield diagnose_along(person, *directions.parts())
        return
    if found is None or not wrong:
        found = _blamed(started.layout, blocks)
    named = yield from paced(_diagnosis(spec, started, found))
    yield Diagnosed(tuple(named))


def _start(spec: ExperimentSpec, objective: Objective) -> Generator[None, None, Started]:
    """Look at the cost and the gradient before any weight, and choose the weights."""
    cost, analytic, evaluations = yield from first_look(objective)
    line = yield from short_line(objective.value, objective.point)
    layout, method = objective.layout, objective.method
    sample, seed = None, None
    if spec.sample is not None and spec.sample < layout.size:
        seed = sample_seed(getattr(spec.subject, "weights", None))
        sample = np.empty(0, dtype=np.intp)
        if spec.sample:
            sample = sampled_weights(layout, spec.sample, seed)
        # Of a few weights hardly any lead into one unit.
        method = "direct" if method == "shared" else method
    # What it does to the weights is known only now that it has been evaluated.
    person = objective if isinstance(objective, PersonObjective) else None
    return Started(
        layout,
        objective.point,
        analytic,
        cost,
        method,
        line.noise,
        evaluations + line.evaluations,
        objective.penalty(),
        None if person is None else person.facts,
        sample,
        seed if spec.sample else None,
        None if person is None else person.kept,
        line,
    )


def _costs(
    spec: ExperimentSpec, objective: Objective, started: Started, second: SecondLook
) -> Iterator[Measured]:
    """Measure weights; where each takes long, what was found of some says which come next."""
    seconds = objective.kept.seconds if isinstance(objective, PersonObjective) else 0.0
    for chosen in in_turn(spec, started, seconds, second.found):
        yield from measured(spec, objective, chosen)


def _weights(
    spec: ExperimentSpec,
    objective: Objective,
    started: Started,
    second: SecondLook,
    costs: Iterable[Measured],
) -> Iterator[Step]:
    """Judge what was measured, look closer where there is a doubt, and audit a fast way."""
    for event in costs:
        second.add(event)
        yield event
    if second.doubts:
        yield Phase("closer", second.doubts)
    yield from second.look(objective)
    if SCHEME_TABLE[spec.scheme].is_complex:
        yield from beside_rounding(started, second.found)
    # Our own networks round nothing on their way.
    if not isinstance(objective, NetworkObjective):
        yield from second.beside_jumps(objective)
    if started.method == "loop" or SCHEME_TABLE[spec.scheme].is_complex:
        return
    sample = started.sample
    if sample is None:
        audited = audited_weights(second.found.relative_error)
    else:
        audited = sample[audited_weights(second.found.relative_error[sample])]
    yield Phase("audit", len(audited))
    yield from audit(spec, started, objective, audited, second.asked)


def _blamed(layout: Layout, names: tuple[str, ...]) -> WeightVerdicts:
    """Verdicts where no weight was measured, and whole matrices or biases are wrong."""
    found = unjudged(layout.size)
    somewhere = WHOLE in names and len(names) == 1
    for block in layout.blocks:
        if block.name in names or somewhere:
            found.verdict[block.start : block.stop] = DISAGREE
    return found


def _diagnosis(
    spec: ExperimentSpec, started: Started, found: WeightVerdicts
) -> Generator[None, None, list[Finding]]:
    """What the errors of a network of our own look like."""
    layout, point, analytic = started.layout, started.values, started.analytic

    def gradient_of(other: ExperimentSpec) -> NDArray[Any]:
        return objective_of(other).gradient(point)

    facts = network_facts(spec, layout, point, analytic, found)
    return (yield from diagnosis_of_network(spec, facts, gradient_of))
