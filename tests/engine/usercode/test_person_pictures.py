"""Slices, valleys and training of a person's file, asked as of any other subject."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Finished
from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, SliceStarted, slice_along
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.sweep import affordable_weights, sweep
from nnd_gui.engine.sweep_facts import SweepStarted, Swept
from nnd_gui.engine.training import Trained, TrainingAsked, TrainingStarted, training
from nnd_gui.model.arithmetic import weight_title
from nnd_gui.model.lessons import LESSON_WEIGHTS, lesson_spec
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.checked import LESSON, spec_of
from tests.engine.usercode.people import written

Kind = TypeVar("Kind")

pytestmark = pytest.mark.usefixtures("sessions")


@pytest.fixture
def person(tmp_path: Path) -> ExperimentSpec:
    return spec_of(written(tmp_path, LESSON.format(theta=list(LESSON_WEIGHTS))))


def _of_kind(events: Sequence[object], kind: type[Kind]) -> list[Kind]:
    end = events[-1]
    assert isinstance(end, Finished)
    assert end.outcome == "completed", end
    return [event for event in events if isinstance(event, kind)]


def test_a_slice(person: ExperimentSpec) -> None:
    asked = SliceAsked(4, 0.5)
    (own,) = _of_kind(list(run(slice_along(lesson_spec(), asked))), SliceStarted)
    (theirs,) = _of_kind(list(run(slice_along(person, asked))), SliceStarted)
    assert theirs.analytic == pytest.approx(own.analytic, rel=1e-10)
    np.testing.assert_allclose(theirs.costs, own.costs, rtol=1e-14)


def test_a_valley_without_complex_numbers(person: ExperimentSpec) -> None:
    events = list(run(sweep(person, epsilons=(1e-2, 1e-4))))
    (started,) = _of_kind(events, SweepStarted)
    assert started.dtypes == ("float64",)
    swept = _of_kind(events, Swept)
    assert sum(event.costs.size for event in swept) == 9 * 2 * 8
    assert not any(event.is_complex for event in swept)


def test_training_by_the_persons_gradient_alone(person: ExperimentSpec) -> None:
    asked = TrainingAsked(1.0, 20)
    theirs = list(run(training(person, asked)))
    (started,) = _of_kind(theirs, TrainingStarted)
    assert started.sides == 1
    own = list(run(training(lesson_spec(), asked)))
    curves = [
        np.concatenate([event.costs[0] for event in _of_kind(events, Trained)])
        for events in (theirs, own)
    ]
    np.testing.assert_allclose(curves[0], curves[1], rtol=1e-10)


def test_a_weight_is_told_by_where_it_stands(person: ExperimentSpec) -> None:
    result = CheckResult(person)
    for event in run(check(person)):
        result.add(event)
    names = [result.layout.name_of(index) for index in range(result.total)]
    assert weight_title(result, 4) == (names[4], "entry 5 of theta")


@pytest.mark.parametrize(
    ("most", "wanted", "swept"), [(1, (), [0]), (1, (4,), [4]), (64, (), list(range(9)))]
)
def test_a_slow_file_is_swept_in_part(
    person: ExperimentSpec, most: int, wanted: tuple[int, ...], swept: list[int]
) -> None:
    objective = objective_of(lesson_spec())
    events = list(run(sweep(person, wanted, objective, (1e-2, 1e-4), most=most)))
    (started,) = _of_kind(events, SweepStarted)
    assert started.indices.tolist() == swept


def test_how_much_of_a_slow_file_is_swept() -> None:
    counts = [affordable_weights(seconds) for seconds in (0.0, 1e-6, 1e-3, 0.01, 0.1, 100.0)]
    assert counts[0] == counts[1] == 64
    assert counts[-1] == counts[-2] == 1
    assert counts == sorted(counts, reverse=True)
