"""The epsilon valley: the same weights at many epsilons, by every scheme, in both precisions."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.bug_places import sample_count
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Working
from nnd_gui.engine.noise import noise_at
from nnd_gui.engine.objective import Objective, Probe, objective_of
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.person_run import with_person
from nnd_gui.engine.pieces import paced, responsive
from nnd_gui.engine.portions import Portions
from nnd_gui.engine.spec import DTYPES, ExperimentSpec
from nnd_gui.engine.starting_point import prepared
from nnd_gui.engine.steps import asked_steps, perturbed
from nnd_gui.engine.sweep_facts import EPSILONS, IMAGINARY, REAL, SweepStarted, Swept

__all__ = ["MOST_WEIGHTS", "affordable_weights", "sweep"]

# Most weights that are swept, and most multiplications that a sweep may take: some seconds.
MOST_WEIGHTS = 64
_MOST_PRODUCTS = 2e10
# So long may a sweep of a person's file take, whose evaluations may be slow.
_MOST_SECONDS = 20.0


def affordable_weights(seconds: float) -> int:
    """How many weights are swept where one evaluation takes so many seconds: 1 at the least."""
    each = max(seconds, 1e-9) * len(EPSILONS) * len(REAL)
    return int(min(MOST_WEIGHTS, max(1.0, _MOST_SECONDS / each)))


def sweep(
    spec: ExperimentSpec,
    wanted: Sequence[int] = (),
    objective: Objective | None = None,
    epsilons: tuple[float, ...] = EPSILONS,
    *,
    with_complex: bool = True,
    most: int = MOST_WEIGHTS,
) -> Iterator[SweepStarted | Swept | Working]:
    """Measure the same weights at many epsilons.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment; its own epsilon and scheme do not matter, its precision comes first.
    wanted : sequence of int
        Weights that must be among those that are swept, as the selected one.
    objective : Objective, optional
        What to sweep in place of the experiment's own subject, in its own precision only.
    epsilons : tuple of float
        What to sweep over.
    with_complex : bool
        Whether the complex step is tried: not where a cost cannot take complex numbers.
    most : int
        How many weights are swept at most, if that is fewer than there are matrices, too.

    Yields
    ------
    SweepStarted
        Once.
    Swept
        Whole decades first, a few milliseconds of work at a time.
    Working
        Before any of them, on a large network.

    Raises
    ------
    CheckFailure
        ``not-finite-cost`` if the cost at the point is no finite number.
    """
    subject = spec.subject
    if objective is None and isinstance(subject, PersonFile):
        yield from with_person(
            subject, spec.dtype, lambda person: _of_person(spec, wanted, person, epsilons)
        )
        return
    yield from responsive(spec, _sweep(spec, wanted, objective, epsilons, with_complex, most))


def _sweep(
    spec: ExperimentSpec,
    wanted: Sequence[int],
    objective: Objective | None,
    epsilons: tuple[float, ...],
    with_complex: bool,
    most: int,
) -> Iterator[SweepStarted | Swept | Working]:
    if objective is None:
        yield from prepared(spec.network)
        dtypes = (spec.dtype, *(dtype for dtype in DTYPES if dtype != spec.dtype))
        objectives = {}
        for dtype in dtypes:
            objectives[dtype] = objective_of(replace(spec, dtype=dtype))
            yield Working()
        samples = sample_count(spec.network)
    else:
        objectives, samples = {objective.point.dtype.name: objective}, 1
    layout = next(iter(objectives.values())).layout
    products = layout.size * samples * len(epsilons) * len(objectives)
    indices = _chosen(layout, wanted, products, most)
    started = yield from _started(objectives, layout, indices, epsilons)
    yield started
    for dtype, one in objectives.items():
        yield from _swept(spec, one, dtype, started, is_complex=False)
    if with_complex:
        for dtype, one in objectives.items():
            yield from _swept(spec, one, dtype, started, is_complex=True)


def _of_person(
    spec: ExperimentSpec,
    wanted: Sequence[int],
    person: PersonObjective,
    epsilons: tuple[float, ...],
) -> Iterator[SweepStarted | Swept | Working]:
    person.value(person.point)
    yield Working(1)
    most = affordable_weights(person.kept.seconds)
    # A person's code may take complex numbers and lose the imaginary part in silence.
    yield from sweep(spec, wanted, person, epsilons, with_complex=False, most=most)


def _chosen(layout: Layout, wanted: Sequence[int], products: int, most: int) -> NDArray[np.intp]:
    """Weights to sweep: all, or some of each block, spread over it."""
    affordable = int(_MOST_PRODUCTS / (products * (len(REAL) + len(IMAGINARY))))
    if most < len(layout.blocks):
        starts = [block.start for block in layout.blocks]
        return np.sort(np.array([*wanted, *starts][:most], dtype=np.intp))
    count = max(len(layout.blocks), min(most, affordable))
    if layout.size <= count:
        return np.arange(layout.size)
    each = max(1, count // len(layout.blocks))
    spread = [
        np.linspace(block.start, block.stop - 1, min(each, block.size)).round().astype(np.intp)
        for block in layout.blocks
    ]
    return np.unique(np.concatenate([np.array(wanted, dtype=np.intp), *spread]))


def _started(
    objectives: dict[str, Objective],
    layout: Layout,
    indices: NDArray[np.intp],
    epsilons: tuple[float, ...],
) -> Generator[Working, None, SweepStarted]:
    costs, noises, analytic = {}, {}, {}
    for dtype, objective in objectives.items():
        costs[dtype] = objective.value(objective.point)
        if not np.isfinite(costs[dtype]):
            raise CheckFailure(
                "not-finite-cost", "The cost is {cost} at these weights.", cost=costs[dtype]
            )
        yield Working(1)
        work = noise_at(objective.value, objective.point)
        noises[dtype], evaluations = yield from paced(work)
        yield Working(evaluations)
        analytic[dtype] = objective.gradient(objective.point)[indices]
        yield Working()
    return SweepStarted(layout, indices, epsilons, tuple(objectives), costs, noises, analytic)


def _swept(
    spec: ExperimentSpec,
    objective: Objective,
    dtype: str,
    started: SweepStarted,
    *,
    is_complex: bool,
) -> Iterator[Swept]:
    count = len(started.epsilons)
    order = np.concatenate([np.arange(0, count, 2), np.arange(1, count, 2)])
    portions = Portions(4, count)
    point = objective.point[started.indices]
    at = 0
    while at < count:
        places = np.sort(order[at : at + portions.begin()])
        at += len(places)
        asked = np.stack(
            [
                asked_steps(point, replace(spec, epsilon=started.epsilons[place]))
                for place in places
            ],
            axis=1,
        )
        values, steps = _values(point, asked, is_complex)
        for probe in _costs(objective, started, values.reshape(len(point), -1), is_complex):
            costs = probe.costs.imag if is_complex else probe.costs
            weights = np.searchsorted(started.indices, probe.indices)
            yield Swept(
                dtype,
                is_complex,
                weights,
                places,
                steps[weights],
                costs.reshape(len(weights), *steps.shape[1:]).astype(np.float64),
            )
        portions.end()


def _values(
    point: NDArray[Any], asked: Floats, is_complex: bool
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """What each weight is set to, and the steps really taken, ``(k, e, s)``."""
    if not is_complex:
        signed = (asked[:, :, np.newaxis] * np.array(REAL)).reshape(len(point), -1)
        values, steps = perturbed(point, signed)
        return values, steps.reshape(*asked.shape, len(REAL))
    imaginary = asked[:, :, np.newaxis] * np.array(IMAGINARY)
    values = np.zeros(imaginary.shape, dtype=np.result_type(point.dtype, np.complex64))
    values.real = point[:, np.newaxis, np.newaxis]
    values.imag = imaginary
    return values, values.imag.astype(np.float64)


def _costs(
    objective: Objective, started: SweepStarted, values: NDArray[Any], is_complex: bool
) -> Iterator[Probe]:
    if not (is_complex or started.sampled) and objective.method == "loop":
        return objective.values_at_perturbations(values)
    return objective.costs_of(started.indices, values)
