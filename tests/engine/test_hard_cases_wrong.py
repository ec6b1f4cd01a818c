"""Hard cases: wrong gradients that other rules pass."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.judge import lesson_ratio
from nnd_gui.engine.named_rules import apply_rules
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.sources import SeededWeights, TableData
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON, LESSON_NETWORK, Judged, judged, judged_function, spoiled

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
