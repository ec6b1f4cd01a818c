"""Training with the right and the wrong gradient, and weights that were trained first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.bugs import Bug, check_bug
from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Finished, Started, Working
from nnd_gui.engine.objective import FunctionObjective, objective_of
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import point_of, prepared
from nnd_gui.engine.subject import Network
from nnd_gui.engine.training import (
    Trained,
    TrainingAsked,
    TrainingEnded,
    TrainingStarted,
    training,
)
from tests.engine.helpers import LESSON, LESSON_WEIGHTS, plain_of


def _trained(
    spec: ExperimentSpec, asked: TrainingAsked, objective: FunctionObjective | None = None
) -> tuple[TrainingStarted, NDArray[Any], TrainingEnded]:
    events = list(run(training(spec, asked, objective)))
    started, ended, end = events[0], events[-2], events[-1]
    assert isinstance(started, TrainingStarted)
    assert isinstance(ended, TrainingEnded)
    assert isinstance(end, Finished)
    assert end.outcome == "completed", end
    steps = [event for event in events if isinstance(event, Trained)]
    assert [event.first for event in steps] == list(
        np.cumsum([1, *(event.costs.shape[1] for event in steps[:-1])])
    )
    costs = np.concatenate([event.costs for event in steps], axis=1)
    assert end.evaluations == 1 + costs.size
    return started, costs, ended


def _plain_descent(spec: ExperimentSpec, rate: float, steps: int) -> list[float]:
    plain, theta, costs = plain_of(spec.network), np.array(LESSON_WEIGHTS), []
    for _ in range(steps):
        theta = theta - rate * plain.gradient(theta)
        costs.append(float(plain.cost(theta)))
    return costs


def test_the_right_side_is_plain_gradient_descent() -> None:
    started, costs, ended = _trained(LESSON, TrainingAsked(2.0, 60))
    assert started.sides == 1
    assert started.cost == pytest.approx(0.41243, abs=1e-5)
    np.testing.assert_allclose(costs[0], _plain_descent(LESSON, 2.0, 60), rtol=1e-9)
    assert ended.weights.shape == (1, 9)


def test_the_wrong_side_goes_by_the_gradient_under_test() -> None:
    spec = replace(LESSON, bug=Bug("factor", factor=0.5))
    started, costs, _ = _trained(spec, TrainingAsked(2.0, 40))
    assert started.sides == 2
    np.testing.assert_allclose(costs[0], _plain_descent(LESSON, 2.0, 40), rtol=1e-9)
    np.testing.assert_allclose(costs[1], _plain_descent(LESSON, 1.0, 40), rtol=1e-9)


def test_a_wrong_sign_climbs() -> None:
    _, costs, _ = _trained(replace(LESSON, bug=Bug("sign")), TrainingAsked(1.0, 50))
    assert np.all(np.diff(costs[0]) < 0)
    assert np.all(np.diff(costs[1]) > 0)


def test_what_leaves_all_numbers_is_told_and_the_other_goes_on() -> None:
    objective = FunctionObjective(lambda t: t[0] ** 2, lambda t: 2 * t, np.array([1.0]))
    _, costs, ended = _trained(LESSON, TrainingAsked(1e200, 50), objective)
    assert costs.shape[1] < 50  # nothing is left to train
    assert not np.isfinite(costs[0, -1])
    assert np.isinf(ended.steepness[0])
    network = Network((1, 1), ("identity",), weights=SeededWeights(1), data=RandomData(3))
    bug = Bug("factor", factor=1e6)
    _, both, ended = _trained(ExperimentSpec(network, bug=bug), TrainingAsked(0.01, 200))
    assert both.shape == (2, 200)
    assert np.isfinite(both[0]).all()
    assert not np.isfinite(both[1, -1])
    assert np.isfinite(ended.steepness[0])


def test_single_precision_is_kept() -> None:
    _, costs, ended = _trained(replace(LESSON, dtype="float32"), TrainingAsked(1.0, 5))
    assert ended.weights.dtype == np.float32
    np.testing.assert_allclose(costs[0], _plain_descent(LESSON, 1.0, 5), rtol=1e-5)


@pytest.mark.parametrize("after", range(4))
def test_it_can_be_stopped_after_any_event(after: int) -> None:
    stops = iter([False] * after)
    events = list(run(training(LESSON, TrainingAsked(1, 100_000)), lambda: next(stops, True)))
    assert len(events) == after + 1
    assert isinstance(events[-1], Finished)
    assert events[-1].outcome == "cancelled"


def test_many_steps_come_in_many_parts() -> None:
    events = list(run(training(LESSON, TrainingAsked(1.0, 2_000))))
    assert sum(isinstance(event, Trained) for event in events) >= 5


@pytest.mark.parametrize(("rate", "steps"), [(0, 1), (np.nan, 1), (-1, 1), (1, 0), (1, 10**9)])
def test_what_cannot_be_trained_with(rate: float, steps: int) -> None:
    with pytest.raises(SpecError):
        TrainingAsked(rate, steps)


# ------------------------------------------------------------------ weights trained first


def _with(weights: TrainedWeights) -> ExperimentSpec:
    return LESSON.with_network(weights=weights)


def test_trained_weights_are_where_plain_descent_arrives() -> None:
    start = ExplicitWeights(LESSON_WEIGHTS)
    found = point_of(_with(TrainedWeights(60, 2.0, start)).network)
    plain, theta = plain_of(LESSON.network), np.array(LESSON_WEIGHTS)
    for _ in range(60):
        theta = theta - 2.0 * plain.gradient(theta)
    np.testing.assert_allclose(found, theta, rtol=1e-9)
    found[:] = 0  # the caller's own
    np.testing.assert_allclose(point_of(_with(TrainedWeights(60, 2.0, start)).network), theta)


def test_no_steps_are_the_start_itself() -> None:
    network = _with(TrainedWeights(0, 1.0, SeededWeights(3))).network
    np.testing.assert_array_equal(
        point_of(network), point_of(replace(network, weights=SeededWeights(3)))
    )


def test_a_check_trains_in_small_steps_first_and_then_starts() -> None:
    spec = _with(TrainedWeights(3_000, 1.0, SeededWeights(4)))
    events = list(run(check(spec)))
    kinds = [type(event) for event in events]
    assert kinds.index(Started) >= 3
    assert set(kinds[: kinds.index(Started)]) == {Working}
    started = events[kinds.index(Started)]
    assert isinstance(started, Started)
    near = objective_of(spec.with_network(weights=SeededWeights(4)))
    assert np.linalg.norm(started.analytic) < 0.1 * np.linalg.norm(near.gradient(near.point))
    again = list(run(check(spec)))
    # At hand by now: nothing is left but to look at the cost.
    assert [type(event) for event in again].index(Started) < kinds.index(Started)


def test_training_can_be_stopped_before_a_check() -> None:
    spec = _with(TrainedWeights(500_000, 1.0, SeededWeights(5)))
    stops = iter([False] * 2)
    events = list(run(check(spec), lambda: next(stops, True)))
    assert [type(event) for event in events] == [Working, Working, Finished]


def test_training_that_leads_beyond_all_numbers_fails_with_a_sentence() -> None:
    network = Network((1, 1), ("identity",), weights=TrainedWeights(500, 1e6), data=RandomData(3))
    end = list(run(check(ExperimentSpec(network))))[-1]
    assert isinstance(end, Finished)
    assert end.failure is not None
    assert end.failure.kind == "bad-input"
    with pytest.raises(CheckFailure, match="learning rate of 1e\\+06"):
        list(prepared(network))


def test_a_bug_is_tried_at_the_trained_weights() -> None:
    spec = _with(TrainedWeights(200, 1.0, SeededWeights(6)))
    check_bug(Bug("sign"), spec.network)


@pytest.mark.parametrize(
    "weights",
    [{"steps": -1}, {"steps": 10**7}, {"rate": 0.0}, {"rate": np.inf}],
)
def test_trained_weights_are_checked(weights: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        TrainedWeights(**weights)


def test_a_given_start_must_fit() -> None:
    with pytest.raises(SpecError):
        _with(TrainedWeights(1, 1.0, ExplicitWeights((1.0,))))
