"""Hard cases: wrong gradients that other rules pass, and checks that must not begin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Finished, Started
from nnd_gui.engine.judge import lesson_ratio
from nnd_gui.engine.named_rules import apply_rules
from nnd_gui.engine.objective import FunctionObjective, NetworkObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import SeededWeights, TableData
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON, LESSON_NETWORK, Judged, judged, judged_function
from tests.engine.test_hard_cases import spoiled

Array = NDArray[Any]


def wrong_names(found: Judged) -> list[str]:
    return [
        found.started.layout.name_of(int(place))
        for place in np.flatnonzero(found.weights.verdict == 2)
    ]


# --- 14: one small wrong row, and a small constant in a logarithm --------------------------


def _faint(size: float) -> Network:
    rng = np.random.default_rng(1)
    rows = tuple(
        (a, b * size, c, float(rng.random())) for a, b, c in rng.standard_normal((6, 3)).tolist()
    )
    return Network(
        (3, 4, 1), ("tanh", "sigmoid"), data=TableData("faint", rows), weights=SeededWeights(1)
    )


@pytest.mark.parametrize("size", [1e-8, 1e-6, 1e-3])
@pytest.mark.parametrize("epsilon", [1e-3, 1e-4, 1e-5])
def test_a_wrong_row_among_large_ones(size: float, epsilon: float) -> None:
    spec = ExperimentSpec(_faint(size), epsilon=epsilon)
    found = spoiled(spec, lambda g: np.concatenate([g[:4], -g[4:8], g[8:]]))
    assert found.whole.verdict == "disagree"
    assert wrong_names(found) == ["W1[1,0]", "W1[1,1]", "W1[1,2]", "W1[1,3]"]
    assert found.sentence.startswith("Backpropagation is wrong in W1. 4 of 16 weights disagree.")
    assert judged(spec).whole.verdict != "disagree"
    if size == 1e-8 and epsilon == 1e-5:
        assert lesson_ratio(found.analytic, found.weights.numerical) < 1e-8  # type: ignore[operator]


def test_most_rows_wrong_and_faint_are_no_small_constant() -> None:
    rng = np.random.default_rng(2)
    scale = np.array([1.0, 1e-8, 1e-8, 1e-8])
    inputs, targets = rng.standard_normal((8, 4)) * scale, rng.random(8)

    def cost(w: Array) -> Any:
        return np.sum((np.tanh(inputs @ w) - targets) ** 2) / 2

    def slope(w: Array) -> Array:
        out = np.tanh(inputs @ w)
        return np.asarray(((out - targets) * (1 - out**2)) @ inputs)

    def flipped(w: Array) -> Array:
        return np.asarray(slope(w) * np.array([1, -1, -1, -1]))

    point = rng.standard_normal(4)
    assert judged_function(cost, flipped, point, epsilon=1e-3).finding == ("disagree", "wrong")
    assert judged_function(cost, slope, point, epsilon=1e-3).whole.verdict != "disagree"


def _with_constant(constant: float) -> tuple[Any, Any, Array]:
    """A logistic classifier whose logarithms are guarded by a constant; one large column."""
    rng = np.random.default_rng(7)
    inputs = rng.standard_normal((12, 6)) * np.array([300.0, 1, 1, 1, 1, 1])
    targets = (rng.random(12) > 0.5).astype(float)
    point = np.array([0.01, *rng.standard_normal(5)])

    def out(w: Array) -> Array:
        return np.asarray(1 / (1 + np.exp(-inputs @ w)))

    def cost(w: Array) -> Any:
        p = out(w)
        return -np.sum(targets * np.log(p + constant) + (1 - targets) * np.log(1 - p + constant))

    return cost, lambda w: inputs.T @ (out(w) - targets), point


def test_a_small_constant_within_a_logarithm_is_told_apart() -> None:
    cost, slope, point = _with_constant(1e-8)
    found = judged_function(cost, slope, point, tolerance=1e-6, epsilon=1e-5)
    assert found.finding == ("agree", "nearly-matches")
    assert np.count_nonzero(found.weights.verdict == 2) > 1
    assert "as a small constant inside a logarithm leaves them" in found.sentence
    assert judged_function(cost, slope, point, epsilon=1e-5).whole.verdict == "agree"
    large, slope, point = _with_constant(1e-3)
    assert judged_function(large, slope, point).whole.verdict == "disagree"


# --- 15, 18, 24 ---------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [1e-6, 1e-10, 1e-30, 1e-200])
def test_a_tiny_gradient_is_no_excuse(size: float, scheme: str) -> None:
    for claim, word in ((1.0, "agree"), (-1.0, "disagree"), (0.0, "disagree"), (2.0, "disagree")):
        given = np.array([claim * size])
        found = judged_function(lambda w: size * w[0], given.__add__, [0.0], scheme=scheme)
        assert found.words == [word], claim
    rules = {rule.name: rule.holds for rule in apply_rules(np.array([-1e-6]), np.array([1e-6]))}
    assert rules["torch"]


@pytest.mark.parametrize("factor", [2.0, 0.5, 1 / 3, -1.0, 10.0, 1.0 + 1e-4])
def test_constant_factors(factor: float) -> None:
    found = spoiled(LESSON, lambda g: factor * g)
    assert found.words == ["disagree"] * 9
    if factor in {2.0, 0.5, 10.0}:
        assert f"{factor:g} times the measured" in found.told(0)


def test_an_error_that_a_fixed_direction_does_not_see() -> None:
    rng = np.random.default_rng(5)
    fixed, size = rng.random(200), rng.standard_normal(200)
    point = rng.standard_normal(200)

    def slope(w: Array) -> Array:
        gradient = size * np.cos(w)
        gradient[3] += 1
        gradient[90] -= fixed[3] / fixed[90]
        return np.asarray(gradient)

    def cost(w: Array) -> Any:
        return np.sum(size * np.sin(w))

    assert abs((slope(point) - size * np.cos(point)) @ fixed) < 1e-12
    found = judged_function(cost, slope, point)
    assert wrong_names(found) == ["theta[3]", "theta[90]"]
    one = judged_function(cost, lambda w: size * np.cos(w) + 0.02 * (np.arange(200) == 77), point)
    assert wrong_names(one) == ["theta[77]"]


# --- 19: regularisation that hides the data -----------------------------------------------


def _regularised(strength: float) -> ExperimentSpec:
    network = Network(
        (2, 3, 1), ("sigmoid", "sigmoid"), l2=strength, weights=LESSON_NETWORK.weights
    )
    return ExperimentSpec(network)


@pytest.mark.parametrize("strength", [0.0, 1e-3, 1.0, 1e3, 1e6, 1e9])
def test_a_data_term_that_is_a_tenth_off_never_agrees(strength: float) -> None:
    spec = _regularised(strength)
    penalty = NetworkObjective(spec).penalty()
    added = np.zeros(9) if penalty is None else penalty
    found = spoiled(spec, lambda g: added + 1.1 * (g - added))
    if strength <= 1e3:
        assert found.whole.verdict == "disagree"
        return
    assert found.finding == ("undecided", "untested-data")
    assert "hides what the data adds" in found.sentence
    assert "lambda 0" in found.sentence


def test_regularisation_of_an_everyday_size_does_not_disturb() -> None:
    for strength in (1e-4, 1e-2, 1.0, 10.0):
        assert judged(_regularised(strength)).whole.verdict == "agree"


# --- 16, 17, 22, 23: before any weight ----------------------------------------------------


def refused(cost: Any, slope: Any, point: Any = (1.0, 2.0)) -> tuple[str, str]:
    """Kind and sentence of the failure of a check that does not get to a weight."""
    objective = FunctionObjective(cost, slope, np.array(point))
    events = list(run(check(ExperimentSpec(LESSON_NETWORK), objective)))
    assert len(events) == 1
    end = events[-1]
    assert isinstance(end, Finished)
    assert end.failure is not None
    return end.failure.kind, end.failure.template.format(**end.failure.values)


def test_chance_in_the_cost() -> None:
    rng = np.random.default_rng(0)
    kind, text = refused(lambda w: np.sum(w * (rng.random(2) > 0.5)) + rng.random(), np.ones_like)
    assert kind == "not-repeatable"
    assert "seed it before every evaluation" in text
    kind, _ = refused(lambda w: np.sum(w) + 1e-9 * rng.random(), np.ones_like)
    assert kind == "not-repeatable"
    kind, text = refused(np.sum, lambda w: w * rng.random())
    assert (kind, "two different gradients" in text) == ("not-repeatable", True)


def test_dropout_that_is_seeded_can_be_checked() -> None:
    def kept() -> Array:
        return np.random.default_rng(4).random(5) > 0.4

    found = judged_function(
        lambda w: np.sum(np.sin(w) * kept()), lambda w: np.cos(w) * kept(), np.arange(1.0, 6.0)
    )
    assert "disagree" not in found.words


def test_a_cost_that_drifts() -> None:
    calls = [0]

    def drifting(w: Array) -> Any:
        calls[0] += 1
        return np.sum(w**2) + 1e-6 * calls[0]

    assert refused(drifting, lambda w: 2 * w)[0] == "not-repeatable"


def test_weights_that_are_changed() -> None:
    def walking(w: Array) -> Any:
        w[1] += 1e-3
        return np.sum(w**2)

    kind, text = refused(walking, lambda w: 2 * w)
    assert kind == "state-changed"
    assert "the cost changed the weights, theta[1] among them" in text

    def stepping(w: Array) -> Any:
        view = w.reshape(2, 1)
        view -= 0.1 * view
        return 2 * w

    kind, text = refused(lambda w: np.sum(w**2), stepping)
    assert kind == "state-changed"
    assert "the gradient changed the weights, theta[0] among them" in text

    def signed(w: Array) -> Any:
        w *= -1  # 0 becomes -0.0: equal, but not bit by bit
        return 1.0

    assert refused(signed, lambda w: 2 * w, (0.0, 0.0))[0] == "state-changed"


def test_a_view_that_is_kept_does_no_harm() -> None:
    """A cost that keeps the array it was given must not see the next weights through it."""
    seen: list[Array] = []

    def cost(w: Array) -> Any:
        seen.append(w)
        return np.sum(seen[-1] ** 2)

    found = judged_function(cost, lambda w: 2 * w, [1.0, -2.0])
    assert found.whole.verdict == "agree"
    assert isinstance(found.started, Started)
    assert found.started.values.tolist() == [1.0, -2.0]


@pytest.mark.parametrize("dtype", ["int64", "int8", "bool"])
def test_whole_numbers(dtype: str) -> None:
    with pytest.raises(CheckFailure, match="whole numbers") as caught:
        FunctionObjective(np.sum, np.ones_like, np.array([1, 2]).astype(dtype))
    assert caught.value.kind == "integer-parameters"


def test_a_cost_of_one_number_in_an_array() -> None:
    for shape in ((1,), (1, 1), ()):

        def cost(w: Array, shape: tuple[int, ...] = shape) -> Any:
            return np.sum(w**2).reshape(shape)

        found = judged_function(cost, lambda w: 2 * w, [0.5, -0.2])
        assert found.words == ["agree", "agree"]


@pytest.mark.parametrize(("shape", "told"), [((3,), "(3,)"), ((3, 3), "(3, 3)"), ((0,), "(0,)")])
def test_a_cost_of_many_numbers(shape: tuple[int, ...], told: str) -> None:
    kind, text = refused(lambda w: np.zeros(shape) + w[0], lambda w: 2 * w)
    assert kind == "not-scalar-cost"
    assert told in text


def test_a_gradient_of_another_shape() -> None:
    kind, text = refused(np.sum, lambda _w: np.ones((2, 3)))
    assert kind == "shape-mismatch"
    assert "(2, 3)" in text
    assert "(2,)" in text
    found = judged_function(np.sum, lambda _w: np.ones((2, 1)), [0.5, -0.2])
    assert found.words == ["agree", "agree"]


def test_a_cost_without_a_number() -> None:
    for value in (np.inf, np.nan, -np.inf):
        kind, _ = refused(lambda _w, value=value: value, lambda w: 2 * w)
        assert kind == "not-finite-cost"
    kind, _ = refused(lambda w: np.log(np.sum(np.exp(w))), np.ones_like, (1000.0, 1.0))
    assert kind == "not-finite-cost"
