"""The cost along one weight: the right curve, close enough together, and never for long."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine import portions
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.objective import FunctionObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, SliceSampled, SliceStarted, slice_along
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON, LESSON_GRADIENT, LESSON_WEIGHTS, plain_of

Floats = NDArray[np.float64]


def _sliced(
    spec: ExperimentSpec, asked: SliceAsked, objective: FunctionObjective | None = None
) -> tuple[SliceStarted, Floats, Floats]:
    events = list(run(slice_along(spec, asked, objective)))
    before = sum(event.evaluations for event in events if isinstance(event, Working))
    events = [event for event in events if not isinstance(event, Working)]
    started, end = events[0], events[-1]
    assert isinstance(started, SliceStarted)
    assert isinstance(end, Finished)
    assert end.outcome == "completed", end
    sampled = [event for event in events if isinstance(event, SliceSampled)]
    assert before == 1 + len(started.steps)
    assert end.evaluations == before + sum(len(event.costs) for event in sampled)
    near = np.abs(started.steps) <= asked.window
    x = np.concatenate([started.steps[near], *(event.offsets for event in sampled)])
    y = np.concatenate([started.costs[near], *(event.costs for event in sampled)])
    order = np.argsort(x)
    return started, x[order], y[order]


def _along_one(cost: Any, slope: Any, at: float) -> FunctionObjective:
    def gradient(theta: Floats) -> Floats:
        return np.array([slope(theta[0])])

    return FunctionObjective(lambda theta: cost(theta[0]), gradient, np.array([at]))


@pytest.mark.parametrize("window", [10.0, 1.0, 1e-2, 1e-4, 1e-8])
@pytest.mark.parametrize("index", [0, 4, 8])
def test_the_lessons_curves_are_the_lessons_cost(index: int, window: float) -> None:
    started, x, y = _sliced(LESSON, SliceAsked(index, window))
    plain, theta = plain_of(LESSON.network), np.array(LESSON_WEIGHTS)
    assert started.value == theta[index]
    assert started.analytic == pytest.approx(LESSON_GRADIENT[index], abs=1e-8)
    assert started.cost == pytest.approx(plain.cost(theta), rel=1e-15)
    np.testing.assert_allclose(started.steps, [1e-4, -1e-4], rtol=1e-9)
    assert len(x) >= 16
    assert x[0] == pytest.approx(-window, rel=1e-6)
    assert x[-1] == pytest.approx(window, rel=1e-6)
    moved = np.array([theta + offset * (np.arange(9) == index) for offset in x])
    np.testing.assert_allclose(y, [plain.cost(one) for one in moved], rtol=1e-15)


def test_chords_stay_close_to_the_curve() -> None:
    spec = ExperimentSpec(Network((1, 1), ("sigmoid",), data=RandomData(1)))
    objective = _along_one(lambda w: np.tanh(40 * w), lambda w: 40 / np.cosh(40 * w) ** 2, 0.01)
    _, x, y = _sliced(spec, SliceAsked(0, 1.0), objective)
    assert len(x) <= 131
    between = np.linspace(-1, 1, 4001)
    off = np.abs(np.interp(between, x, y) - np.tanh(40 * (0.01 + between)))
    assert off.max() < 0.02


def test_a_straight_line_needs_no_second_look() -> None:
    _, x, _ = _sliced(LESSON, SliceAsked(0), _along_one(lambda w: 3 * w, lambda _: 3.0, 1.0))
    assert len(x) == 32 + 2  # and the weight itself, which is known


def test_a_cost_that_ends_is_followed_to_its_end() -> None:
    objective = _along_one(
        lambda w: np.sqrt(w) if w >= 0 else np.nan, lambda w: 0.5 / np.sqrt(w), 0.3
    )
    _, x, y = _sliced(LESSON, SliceAsked(0, 1.0), objective)
    finite = np.isfinite(y)
    assert np.all(finite == (0.3 + x >= 0))
    assert x[finite].min() - x[~finite].max() < 2e-3
    np.testing.assert_allclose(y[finite], np.sqrt(0.3 + x[finite]), rtol=1e-14)


def test_a_cost_that_says_nothing_is_sampled_once() -> None:
    _, x, _ = _sliced(LESSON, SliceAsked(0), _along_one(lambda _: 1.0, lambda _: 0.0, 1.0))
    assert len(x) == 32 + 2


@pytest.mark.parametrize("cost", [np.nan, np.inf])
def test_without_a_cost_at_the_weight_there_is_nothing_to_look_around(cost: float) -> None:
    objective = _along_one(lambda _: cost, lambda _: 0.0, 1.0)
    end = list(run(slice_along(LESSON, SliceAsked(0), objective)))[-1]
    assert isinstance(end, Finished)
    assert end.failure is not None
    assert end.failure.kind == "not-finite-cost"


def test_single_precision_has_few_places_and_none_twice() -> None:
    spec = replace(LESSON, dtype="float32", epsilon=1e-3)
    _, x, _ = _sliced(spec, SliceAsked(2, 4e-7))
    assert 1 <= len(x) <= 6
    assert len(set(x)) == len(x)
    w = np.float32(LESSON_WEIGHTS[2])
    assert all(np.float64(np.float32(w + offset)) - float(w) == offset for offset in x)


@pytest.mark.parametrize(
    ("scheme", "steps"),
    [
        ("forward", [1]),
        ("backward", [-1]),
        ("central", [1, -1]),
        ("four-point", [1, -1, 2, -2]),
        ("richardson", [0.5, -0.5, 1, -1]),
        ("complex-step", [1, -1]),
    ],
)
def test_the_schemes_own_probes_are_shown(scheme: str, steps: list[float]) -> None:
    started, _, _ = _sliced(replace(LESSON, scheme=scheme), SliceAsked(3))
    np.testing.assert_allclose(started.steps, 1e-4 * np.array(steps), rtol=1e-9)
    plain, theta = plain_of(LESSON.network), np.array(LESSON_WEIGHTS)
    for step, cost in zip(started.steps, started.costs, strict=True):
        assert cost == pytest.approx(plain.cost(theta + step * (np.arange(9) == 3)), rel=1e-15)


def test_a_relative_step_is_a_share_of_the_weight() -> None:
    started, _, _ = _sliced(replace(LESSON, step="relative"), SliceAsked(2))
    assert started.steps[0] == pytest.approx(1e-4 * abs(LESSON_WEIGHTS[2]))


def test_it_can_be_stopped_after_any_event() -> None:
    for after in range(5):  # three before the start, and the start
        stops = iter([False] * after + [True])
        events = list(run(slice_along(LESSON, SliceAsked(0)), partial(next, stops)))
        assert len(events) == after + 1
        assert isinstance(events[-1], Finished)
        assert events[-1].outcome == "cancelled"


def test_work_that_takes_long_is_reported_piece_by_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portions, "_AIM", 0.0)  # as if every piece had taken too long
    network = Network((300, 200, 5), ("tanh", "identity"), data=RandomData(400))
    events = list(run(slice_along(ExperimentSpec(network), SliceAsked(7))))
    sampled = [event for event in events if isinstance(event, SliceSampled)]
    assert len(sampled) >= 33
    # The first piece is a guess; from then on one place at a time.
    assert all(len(event.costs) == 1 for event in sampled[1:])


@pytest.mark.parametrize("index", [-1, 9])
def test_a_weight_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        list(slice_along(LESSON, SliceAsked(index)))


@pytest.mark.parametrize("window", [0.0, -1.0, np.nan, np.inf])
def test_a_window_that_is_none(window: float) -> None:
    with pytest.raises(SpecError):
        SliceAsked(0, window)


def test_a_window_beyond_all_numbers_is_cut_to_what_there_is() -> None:
    _, x, y = _sliced(LESSON, SliceAsked(0, 1.7e308))
    assert len(x)
    assert np.all(np.isfinite(x))
    assert len(x) == len(y)
