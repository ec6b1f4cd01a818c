"""The epsilon valley: the same costs as the plain loop's, and the slopes that theory expects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.guides import guide_of
from nnd_gui.engine.judge import WeightVerdicts
from nnd_gui.engine.objective import FunctionObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.sweep import sweep
from nnd_gui.engine.sweep_facts import EPSILONS, IMAGINARY, REAL, SweepStarted, Swept, columns_of
from nnd_gui.engine.valley import (
    MARKS,
    Valley,
    judged_at,
    valley_of_ratio,
    valley_of_weight,
)
from tests.engine.helpers import LESSON, LESSON_WEIGHTS, judged, plain_of

Floats = NDArray[np.float64]


@dataclass
class Gathered:
    """All of a sweep, as arrays."""

    started: SweepStarted
    steps: dict[tuple[str, bool], Floats]
    costs: dict[tuple[str, bool], Floats]

    def of(self, scheme: str, dtype: str = "float64", tolerance: float = 1e-5) -> WeightVerdicts:
        key, columns = (dtype, SCHEME_TABLE[scheme].is_complex), columns_of(scheme)
        return judged_at(
            scheme,
            self.started.costs[dtype],
            self.steps[key][:, :, columns],
            self.costs[key][:, :, columns],
            self.started.analytic[dtype],
            tolerance,
            self.started.noises[dtype],
        )

    def ratio(self, scheme: str, dtype: str = "float64", tolerance: float = 1e-5) -> Valley:
        found, claimed = self.of(scheme, dtype, tolerance), self.started.analytic[dtype]
        measured = np.ones(len(EPSILONS), dtype=bool)
        return valley_of_ratio(np.array(EPSILONS), found, claimed, tolerance, measured)

    def weight(self, place: int, scheme: str, dtype: str = "float64") -> Valley:
        count = len(EPSILONS)
        found = self.of(scheme, dtype).at(np.arange(place * count, (place + 1) * count))
        claimed = float(self.started.analytic[dtype][place])
        return valley_of_weight(np.array(EPSILONS), found, claimed, np.ones(count, dtype=bool))


def _swept(spec: ExperimentSpec, **more: Any) -> Gathered:
    events = [event for event in run(sweep(spec, **more)) if not isinstance(event, Working)]
    started, end = events[0], events[-1]
    assert isinstance(started, SweepStarted)
    assert isinstance(end, Finished)
    assert end.outcome == "completed", end
    steps: dict[tuple[str, bool], Floats] = {}
    for dtype in started.dtypes:
        for kind, multiples in ((False, REAL), (True, IMAGINARY)):
            shape = (len(started.indices), len(started.epsilons), len(multiples))
            steps[dtype, kind] = np.full(shape, np.nan)
    costs = {key: value.copy() for key, value in steps.items()}
    for event in events:
        if isinstance(event, Swept):
            at = np.ix_(event.weights, event.places)
            assert np.all(np.isnan(steps[event.dtype, event.is_complex][at]))  # each once
            steps[event.dtype, event.is_complex][at] = event.steps
            costs[event.dtype, event.is_complex][at] = event.costs
    return Gathered(started, steps, costs)


def _function(cost: Any, slope: Any, at: list[float]) -> Gathered:
    return _swept(LESSON, objective=FunctionObjective(cost, slope, np.array(at)))


@pytest.fixture(scope="module")
def lesson() -> Gathered:
    return _swept(LESSON)


def test_thirty_one_epsilons_with_the_decades_as_they_are_typed() -> None:
    assert len(EPSILONS) == 31
    assert EPSILONS[::2] == (
        *(1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8),
        *(1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15),
    )
    np.testing.assert_allclose(np.diff(np.log10(EPSILONS)), -0.5, atol=1e-6)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_cost_is_the_plain_loops(lesson: Gathered, dtype: str) -> None:
    plain, theta = plain_of(LESSON.network), np.array(LESSON_WEIGHTS).astype(dtype)
    steps, costs = lesson.steps[dtype, False], lesson.costs[dtype, False]
    assert np.isfinite(costs).all()
    close = 1e-15 if dtype == "float64" else 1e-6
    for weight in range(9):
        for epsilon in range(0, 31, 5):
            for column in range(len(REAL)):
                moved = theta.astype(np.float64)
                moved[weight] += steps[weight, epsilon, column]
                found = costs[weight, epsilon, column]
                assert found == pytest.approx(plain.cost(moved), rel=close)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("epsilon", [1e-2, 1e-4, 1e-8])
def test_the_valley_goes_through_what_a_check_finds(
    lesson: Gathered, scheme: str, epsilon: float
) -> None:
    found = judged(replace(LESSON, scheme=scheme, epsilon=epsilon)).result
    place = EPSILONS.index(epsilon)
    assert found.ratio is not None
    scatter = 1e-14 / epsilon if scheme != "complex-step" else 1e-15
    assert lesson.ratio(scheme).error[place] == pytest.approx(found.ratio, rel=1e-6, abs=scatter)


# By which power the error falls, and for which function of one weight the factor is known:
# f(w) = exp(w), where every derivative is f itself.
TRUNCATION = {
    "forward": (1, 1 / 2),
    "backward": (1, 1 / 2),
    "central": (2, 1 / 6),
    "four-point": (4, 4 / 120),
    "richardson": (4, 1 / 480),
    "complex-step": (2, 1 / 6),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_truncation_and_rounding_have_their_slopes(scheme: str) -> None:
    swept = _function(lambda t: np.exp(t).sum(), np.exp, [0.5, -0.3])
    order, _ = TRUNCATION[scheme]
    for valley in (swept.ratio(scheme), swept.weight(1, scheme)):
        right = guide_of(valley, scheme, "truncation")
        assert right is not None
        assert right.follows
        assert right.order == pytest.approx(order, abs=0.1)
        left = guide_of(valley, scheme, "rounding")
        if scheme == "complex-step":
            assert left is None
            assert valley.error[-1] < 1e-15
        else:
            assert left is not None
            assert left.follows
            assert left.order == pytest.approx(-1, abs=0.25)
            assert 1e-18 < left.factor < 1e-14


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_factor_of_the_truncation_is_that_of_taylors_series(scheme: str) -> None:
    valley = _function(lambda t: np.exp(t[0]), np.exp, [0.5]).weight(0, scheme)
    guide = guide_of(valley, scheme, "truncation")
    assert guide is not None
    order, factor = TRUNCATION[scheme]
    assert guide.expected == order
    assert guide.factor == pytest.approx(factor, rel=0.15)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_wrong_gradient_keeps_the_valley_flat(scheme: str) -> None:
    valley = _function(lambda t: np.exp(t[0]), lambda t: 1.5 * np.exp(t), [0.5]).weight(0, scheme)
    guide = guide_of(valley, scheme, "truncation")
    assert guide is not None
    assert not guide.follows
    assert guide.order == pytest.approx(0, abs=0.1)
    assert valley.error[10] == pytest.approx(1 / 3, rel=1e-3)
    assert valley.bands  # the measurement is as good as ever


@pytest.mark.parametrize("scheme", ["forward", "central", "richardson"])
def test_the_band_is_where_a_check_is_decided(lesson: Gathered, scheme: str) -> None:
    valley = lesson.ratio(scheme)
    for place in range(2, 30, 4):
        check = judged(replace(LESSON, scheme=scheme, epsilon=EPSILONS[place]))
        if check.whole.cause in ("matches", "wrong"):
            assert valley.decides[place], EPSILONS[place]
        elif check.finding[0] == "undecided":
            assert not valley.decides[place], EPSILONS[place]
    (low, high) = valley.bands[0]
    assert low < 1e-5 < high


def test_single_precision_has_a_narrow_band_and_loses_its_steps(lesson: Gathered) -> None:
    narrow, wide = lesson.ratio("central", "float32", 1e-2), lesson.ratio("central")
    assert narrow.bands[0][0] > 100 * wide.bands[0][0]
    assert MARKS[narrow.marks[-1]] == "step-lost"
    assert np.isnan(narrow.error[-1])
    assert not np.isnan(narrow.error[:10]).any()


def test_an_error_of_exactly_nothing_has_its_own_mark() -> None:
    # On a straight line through a power of two, every difference is exact.
    swept = _function(lambda t: 2 * t[0], lambda _: np.array([2.0]), [1.0])
    valley = swept.weight(0, "central")
    zero = valley.has("zero")
    assert zero.any()
    assert np.all(valley.error[zero] == 0)
    assert np.all(valley.error[valley.has("decides", "undecided")] > 0)


def test_what_the_cost_does_not_react_to_is_untested() -> None:
    swept = _function(lambda t: t[0] ** 2, lambda t: np.array([2 * t[0], 0.0]), [1.0, 1.0])
    assert np.all(swept.weight(1, "central").has("untested"))
    assert swept.weight(1, "central").best is None
    assert swept.weight(1, "central").bands == []


def test_costs_that_are_not_finite_are_marked() -> None:
    swept = _function(lambda t: np.log(t[0]), lambda t: 1 / t, [1e-3])
    valley = swept.weight(0, "central")
    assert MARKS[valley.marks[0]] == "not-finite"
    assert np.isnan(valley.error[0])
    assert valley.bands


def test_no_number_that_is_told_is_nan(lesson: Gathered) -> None:
    for bug in (None, Bug("sign"), Bug("zero-layer"), Bug("factor", factor=1e300)):
        swept = lesson if bug is None else _swept(replace(LESSON, bug=bug))
        for scheme in SCHEMES:
            for dtype in ("float64", "float32"):
                valley = swept.ratio(scheme, dtype)
                told = valley.has("decides", "undecided", "zero")
                assert np.isfinite(valley.error[told]).all()
                assert np.isnan(valley.error[~told]).all()


def test_what_is_not_measured_yet_is_not_told() -> None:
    steps = iter([False] * 12)
    events = list(run(sweep(LESSON), lambda: next(steps, True)))
    end = events[-1]
    assert 0 < sum(isinstance(event, Swept) for event in events) < 12
    assert isinstance(end, Finished)
    assert end.outcome == "cancelled"
    found = judged_at(
        "central",
        0.4,
        np.full((1, 31, 4), np.nan),
        np.full((1, 31, 4), np.nan),
        np.array([0.1]),
        1e-5,
        0.0,
    )
    valley = valley_of_weight(np.array(EPSILONS), found, 0.1, np.zeros(31, dtype=bool))
    assert np.all(valley.has("unmeasured"))
    assert valley.bands == []


def test_decades_come_before_what_is_between_them() -> None:
    places = [
        place
        for event in run(sweep(LESSON))
        if isinstance(event, Swept) and event.dtype == "float64" and not event.is_complex
        for place in dict.fromkeys(event.places.tolist())
    ]
    first = list(dict.fromkeys(places))[:4]
    assert all(place % 2 == 0 for place in first)


def test_a_large_network_is_swept_by_a_sample_of_each_block() -> None:
    network = Network((40, 60, 30, 4), ("tanh", "tanh", "identity"), bias=True, data=RandomData(16))
    spec = ExperimentSpec(network)
    began = next(event for event in sweep(spec, wanted=[1234]) if isinstance(event, SweepStarted))
    assert began.sampled
    assert len(began.indices) <= 65
    assert 1234 in began.indices
    names = {began.layout.block_of(int(index)).name for index in began.indices}
    assert names == {"W1", "b1", "W2", "b2", "W3", "b3"}
    assert np.all(np.diff(began.indices) > 0)


def test_costs_of_a_sample_are_the_plain_loops() -> None:
    network = Network((20, 20, 4), ("tanh", "identity"), bias=True, l2=0.1, data=RandomData(5))
    spec = ExperimentSpec(network)
    swept = _swept(spec, epsilons=(1e-2, 1e-4))
    plain, rng = plain_of(network), np.random.default_rng(0)
    theta = judged(spec).started.values
    assert swept.started.sampled
    for row in rng.choice(len(swept.started.indices), 8, replace=False):
        moved = theta.copy()
        moved[swept.started.indices[row]] += swept.steps["float64", False][row, 1, 2]
        found = swept.costs["float64", False][row, 1, 2]
        assert found == pytest.approx(plain.cost(moved), rel=1e-14)


def test_a_persons_code_is_swept_in_its_own_precision_and_without_complex_numbers() -> None:
    def cost(theta: NDArray[Any]) -> Any:
        assert not np.iscomplexobj(theta)
        return (theta**2).sum()

    point = np.array([1.0, 2.0], dtype=np.float32)
    objective = FunctionObjective(cost, lambda theta: 2 * theta, point)
    events = list(run(sweep(LESSON, objective=objective, with_complex=False)))
    (began,) = (event for event in events if isinstance(event, SweepStarted))
    assert began.dtypes == ("float32",)
    assert not any(isinstance(event, Swept) and event.is_complex for event in events)


def test_a_cost_that_is_not_finite_at_the_point_fails() -> None:
    objective = FunctionObjective(lambda _: np.nan, lambda t: t, np.array([1.0]))
    end = list(run(sweep(LESSON, objective=objective)))[-1]
    assert isinstance(end, Finished)
    assert end.failure is not None
    assert end.failure.kind == "not-finite-cost"
