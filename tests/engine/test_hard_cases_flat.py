"""Hard cases: steps that do not fit, rounding, and flat points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.sources import (
    ExplicitWeights,
    RandomData,
    TableData,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import (
    LESSON,
    LESSON_NETWORK,
    LESSON_WEIGHTS,
    judged,
    judged_function,
    spoiled,
)

Array = NDArray[Any]


# --- 7, 9: steps that do not fit the weights ----------------------------------------------

FAR = TableData("far", ((3e6, 5e6, 0.75), (5e6, 1e6, 0.82), (10e6, 2e6, 0.93)))
SMALL = ExplicitWeights((*(weight * 1e-6 for weight in LESSON_WEIGHTS[:6]), *LESSON_WEIGHTS[6:]))


def test_small_weights_on_large_inputs() -> None:
    network = replace(LESSON_NETWORK, data=FAR, weights=SMALL)
    for epsilon in (1e-2, 1e-4, 1e-6):
        found = judged(ExperimentSpec(network, epsilon=epsilon))
        assert found.finding == ("undecided", "epsilon-too-large")
        assert "disagree" not in found.words
        better = found.whole.better_epsilon
        assert better is not None
        assert judged(ExperimentSpec(network, epsilon=better)).whole.verdict == "agree"
    assert judged(ExperimentSpec(network, step="relative")).whole.verdict == "agree"
    assert judged(ExperimentSpec(network, epsilon=1e-10)).whole.verdict == "agree"
    wrong = ExperimentSpec(network, step="relative")
    assert spoiled(wrong, lambda g: 1.01 * g).words == ["disagree"] * 9


@pytest.mark.parametrize("size", [1e9, 1e12, 1e13])
def test_huge_weights(size: float) -> None:
    def cost(w: Array) -> Any:
        return (w[0] / size) ** 2 * size / 3 + np.sin(w[1])

    def slope(w: Array) -> Array:
        return np.array([2 * w[0] / size / 3, np.cos(w[1])])

    found = judged_function(cost, slope, [1.3 * size, 0.4])
    assert found.whole.verdict == "undecided"
    if size == 1e13:
        assert found.reasons[0] == "step-lost"
        assert found.told(0).endswith("Try a larger epsilon or a relative step.")
    relative = judged_function(cost, slope, [1.3 * size, 0.4], step="relative")
    assert relative.words[0] == "agree"
    doubled = judged_function(cost, lambda w: 2 * slope(w), [1.3 * size, 0.4], step="relative")
    assert doubled.words[0] == "disagree"


# --- 10, 11: rounding ---------------------------------------------------------------------


def test_float32() -> None:
    small = judged(replace(LESSON, dtype="float32"))
    assert small.finding == ("undecided", "epsilon-too-small")
    assert small.whole.better_epsilon == 1e-2
    assert judged(replace(LESSON, dtype="float32", epsilon=1e-2)).whole.verdict == "agree"
    strict = judged(replace(LESSON, dtype="float32", epsilon=1e-2, tolerance=1e-6))
    assert strict.finding == ("undecided", "precision")
    assert "Try float64." in strict.sentence


def _waves(constant: float) -> Callable[[Array], Any]:
    return lambda w: np.sum(np.sin(w)) + w.dtype.type(constant)


POINT = [0.3, 1.1, 2.0, 1.5]


@pytest.mark.parametrize("constant", [1e8, -3e8, 1e9, 1e12, 1e15])
@pytest.mark.parametrize("epsilon", [1e-2, 1e-4])
def test_a_large_constant_in_the_cost(constant: float, epsilon: float) -> None:
    found = judged_function(_waves(constant), np.cos, POINT, epsilon=epsilon)
    assert found.finding == ("undecided", "large-cost")
    assert "disagree" not in found.words
    assert "Take a constant out of it" in found.sentence
    flipped = judged_function(_waves(constant), lambda w: -np.cos(w), POINT, epsilon=epsilon)
    seen = abs(constant) * 1e-16 * 50 < epsilon
    assert flipped.whole.verdict == ("disagree" if seen else "undecided") or not seen


def test_a_large_constant_in_float32() -> None:
    for epsilon in (1e-1, 1e-2, 1e-4):
        found = judged_function(_waves(1e6), np.cos, POINT, epsilon=epsilon, dtype="float32")
        assert found.finding == ("undecided", "precision")
        assert "Try float64." in found.sentence


@pytest.mark.parametrize("epsilon", [1e-2, 1e-3, 1e-4, 1e-5, 1e-6])
def test_float32_within_a_float64_cost(epsilon: float) -> None:
    def cost(w: Array) -> float:
        return float(np.sum(np.sin(w.astype(np.float32)), dtype=np.float32))

    for seed in range(5):
        point = np.random.default_rng(seed).standard_normal(4) * 2
        found = judged_function(cost, np.cos, point, epsilon=epsilon)
        assert "disagree" not in found.words, (seed, found.started.noise)
        assert found.finding == ("undecided", "noisy-cost"), (seed, found.started.noise)
        assert "scatters by" in found.sentence
        wrong = judged_function(cost, lambda w: -np.cos(w), point, epsilon=epsilon)
        assert wrong.whole.verdict == "disagree" or epsilon < 1e-5


# --- 13: flat points ----------------------------------------------------------------------

FLAT: dict[str, tuple[Callable[[Array], Any], Callable[[Array], Array]]] = {
    "cube": (lambda w: np.sum(w**3), lambda w: 3 * w**2),
    "fourth power": (lambda w: np.sum(w**4), lambda w: 4 * w**3),
    "minimum": (lambda w: 0.7 + np.sum(w**2), lambda w: 2 * w),
    "saddle": (lambda w: w[0] ** 2 - w[1] ** 2 + 1, lambda w: np.array([2 * w[0], -2 * w[1]])),
    "maximum": (lambda w: np.sum(np.cos(w)), lambda w: -np.sin(w)),
}


@pytest.mark.parametrize("epsilon", [1e-2, 1e-4, 1e-6])
@pytest.mark.parametrize("name", FLAT)
def test_a_flat_point(name: str, epsilon: float) -> None:
    cost, slope = FLAT[name]
    found = judged_function(cost, slope, [0.0, 0.0], epsilon=epsilon)
    assert found.finding == ("undecided", "flat")
    assert "before training" in found.sentence
    assert set(found.words) == {"undecided"}
    wrong = judged_function(cost, lambda w: slope(w) + 0.1, [0.0, 0.0], epsilon=epsilon)
    assert wrong.whole.verdict == "disagree"


def test_a_plateau_beside_a_slope() -> None:
    found = judged_function(
        lambda w: np.tanh(20 * w[0]) + w[1],
        lambda w: np.array([20 / np.cosh(20 * w[0]) ** 2, 1.0]),
        [2.0, 1.0],
    )
    assert found.words == ["undecided", "agree"]


def _trained(seed: int) -> ExperimentSpec:
    """A small network at its minimum: Newton's method on its own gradient."""
    network = Network((2, 2, 1), ("tanh", "identity"), bias=True, l2=0.01, data=RandomData(6, seed))
    objective = NetworkObjective(ExperimentSpec(network))
    theta = objective.point.copy()
    for turn in range(400):
        gradient = objective.gradient(theta)
        columns = [
            (objective.gradient(theta + 1e-6 * row) - objective.gradient(theta - 1e-6 * row)) / 2e-6
            for row in np.eye(len(theta))
        ]
        values, vectors = np.linalg.eigh((np.array(columns) + np.array(columns).T) / 2)
        step = vectors @ ((vectors.T @ gradient) / np.maximum(np.abs(values), 1e-3))
        theta = theta - min(1.0, 0.5 / np.linalg.norm(step)) * step if turn < 399 else theta
    assert np.linalg.norm(objective.gradient(theta)) < 1e-10
    return ExperimentSpec(replace(network, weights=ExplicitWeights(tuple(theta.tolist()))))


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("epsilon", [1e-2, 1e-4, 1e-5])
def test_a_trained_network(seed: int, epsilon: float) -> None:
    spec = replace(_trained(seed), epsilon=epsilon)
    found = judged(spec)
    assert found.finding == ("undecided", "flat")
    assert "disagree" not in found.words
    assert "Check at other weights" in found.sentence


# --- waves that every step meets at the same place ----------------------------------------


@pytest.mark.parametrize("scheme", ["forward", "central", "four-point", "richardson"])
@pytest.mark.parametrize("waves", [1, 2, 3, 10, 100])
@pytest.mark.parametrize("epsilon", [1e-2, 1e-3, 1e-4])
def test_waves_of_which_a_step_holds_a_whole_number(
    epsilon: float, waves: int, scheme: str
) -> None:
    length = epsilon / waves

    def cost(w: Array) -> Any:
        return 2 * np.sin(w[0]) + length * np.sin(2 * np.pi * w[0] / length) + w[1] ** 2

    def smooth(w: Array) -> Array:
        return np.array([2 * np.cos(w[0]), 2 * w[1]])

    def slope(w: Array) -> Array:
        waving = 2 * np.pi * np.cos(2 * np.pi * w[0] / length)
        return np.asarray(smooth(w) + np.array([waving, 0.0]))

    settings: dict[str, Any] = {"epsilon": epsilon, "scheme": scheme}
    assert judged_function(cost, smooth, [0.7, 0.4], **settings).whole.verdict != "agree"
    assert judged_function(cost, slope, [0.7, 0.4], **settings).whole.verdict != "disagree"


# --- weights of very different sizes side by side -----------------------------------------


@pytest.mark.parametrize("step", ["absolute", "relative"])
@pytest.mark.parametrize("epsilon", [1e9, 1e2, 1e-2])
def test_a_step_for_the_large_weights_is_too_large_for_the_small(epsilon: float, step: str) -> None:
    def cost(w: Array) -> Any:
        return w[0] ** 2 / 1e15 + np.sin(w[1])

    def slope(w: Array) -> Array:
        return np.array([2 * w[0] / 1e15, np.cos(w[1])])

    found = judged_function(cost, slope, [1e15, 0.5], epsilon=epsilon, step=step)
    assert found.whole.verdict == "undecided"


def test_an_imaginary_step_accuses_where_real_ones_do() -> None:
    found = judged_function(
        lambda w: w[0] ** 3 + np.sum((w[1:] - 1) ** 2),
        lambda w: np.array([3 * w[0] ** 2 + 0.01, *(2 * (w[1:] - 1))]),
        [0.0, 1.3, 0.5],
        scheme="complex-step",
    )
    assert found.words == ["disagree", "agree", "agree"]


# --- a cost that is rounded on its way ----------------------------------------------------

ROUNDED: dict[str, Callable[[Array], Array]] = {
    "half precision": lambda z: np.asarray(z.astype(np.float16).astype(float)),
    "single precision": lambda z: np.asarray(z.astype(np.float32).astype(float)),
    "three places": lambda z: np.round(z, 3),
    "five places": lambda z: np.round(z, 5),
}


@pytest.mark.parametrize("epsilon", [1e-2, 1e-4, 1e-6])
@pytest.mark.parametrize("name", ROUNDED)
def test_a_hidden_layer_that_is_rounded(name: str, epsilon: float) -> None:
    for seed in range(3):
        rng = np.random.default_rng(seed)
        inputs, targets = rng.standard_normal((5, 3)), rng.random((5, 2))

        def parts(w: Array, inputs: Array = inputs) -> tuple[Array, Array, Array]:
            return inputs @ w[:12].reshape(3, 4), w[12:].reshape(4, 2), inputs

        def cost(w: Array, parts: Any = parts, targets: Array = targets) -> Any:
            z, matrix, _ = parts(w)
            return np.sum((np.tanh(ROUNDED[name](z)) @ matrix - targets) ** 2) / 2

        def slope(w: Array, parts: Any = parts, targets: Array = targets) -> Array:
            z, matrix, inputs = parts(w)
            error = np.tanh(z) @ matrix - targets
            below = inputs.T @ ((error @ matrix.T) / np.cosh(z) ** 2)
            return np.concatenate([below.ravel(), (np.tanh(z).T @ error).ravel()])

        def turned(w: Array, slope: Any = slope) -> Array:
            return np.asarray(-slope(w))

        point = rng.standard_normal(20)
        assert judged_function(cost, slope, point, epsilon=epsilon).whole.verdict != "disagree"
        assert judged_function(cost, turned, point, epsilon=epsilon).whole.verdict != "agree"


def test_that_a_cost_has_stairs_is_said() -> None:
    def cost(w: Array) -> Any:
        return np.sum(np.tanh(w[:4].astype(np.float16).astype(float)) ** 2) + w[4] ** 2

    def slope(w: Array) -> Array:
        return np.array([*(2 * np.tanh(w[:4]) / np.cosh(w[:4]) ** 2), 2 * w[4]])

    found = judged_function(cost, slope, [0.3, 0.5, -0.7, 0.9, 0.4])
    assert found.finding == ("undecided", "jumps")
    assert "as with a threshold or rounding in it" in found.sentence


def test_a_dead_unit_is_no_stair() -> None:
    # The claim of somebody who forgot that relu's derivative is 0 there.
    def cost(w: Array) -> Any:
        return 3 * np.maximum(w[0] - 0.01, 0.0) + w[1] ** 2

    found = judged_function(cost, lambda w: np.array([3.0, 2 * w[1]]), [0.0, 0.6])
    assert found.words == ["disagree", "agree"]
