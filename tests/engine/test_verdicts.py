"""Whole checks: right networks are never accused, wrong rules are, and by name."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, Rules
from nnd_gui.engine.network import Layer
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import DTYPES, STEPS, ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON, LESSON_NETWORK, judged
from tests.engine.randoms import KINKED, SMOOTH, random_network

Array = NDArray[Any]


@pytest.mark.parametrize(
    ("epsilon", "verdict", "cause", "better"),
    [
        (1.0, "undecided", "epsilon-too-large", 1e-5),
        (1e-1, "undecided", "epsilon-too-large", 1e-5),
        (1e-2, "agree", "matches", None),
        (1e-4, "agree", "matches", None),
        (1e-5, "agree", "matches", None),
        (1e-8, "agree", "matches", None),
        (1e-12, "undecided", "epsilon-too-small", 1e-5),
        (1e-15, "undecided", "epsilon-too-small", 1e-5),
        (1e-16, "undecided", "epsilon-too-small", 1e-5),
        (1e-20, "undecided", "epsilon-too-small", 1e-5),
    ],
)
def test_the_lesson_at_each_epsilon(
    epsilon: float, verdict: str, cause: str, better: float | None
) -> None:
    spec = replace(LESSON, epsilon=epsilon)
    whole = judged(spec).whole
    assert (whole.verdict, whole.cause, whole.better_epsilon) == (verdict, cause, better)
    if better is not None:
        assert judged(replace(spec, epsilon=better)).whole.verdict == "agree"


def test_the_lesson_in_float32() -> None:
    assert judged(replace(LESSON, dtype="float32", epsilon=1e-2)).whole.verdict == "agree"
    small = judged(replace(LESSON, dtype="float32")).whole
    assert (small.verdict, small.cause, small.better_epsilon) == (
        "undecided",
        "epsilon-too-small",
        1e-2,
    )


def test_zero_weights_leave_a_matrix_untested() -> None:
    # With W2 = 0 nothing reaches W1, so that any error there would go unseen.
    result = judged(ExperimentSpec(replace(LESSON_NETWORK, weights=SeededWeights(0, 0.0))))
    assert set(result.reasons[result.block("W1")]) == {"zero-both"}
    assert set(result.words[result.block("W2")]) == {"agree"}
    whole = result.whole
    assert (whole.verdict, whole.cause, whole.blocks) == ("undecided", "untested-block", ("W1",))


def test_saturated_units_cannot_be_judged() -> None:
    for scale in (50.0, 100.0, 1000.0):
        network = replace(LESSON_NETWORK, weights=SeededWeights(0, scale))
        assert judged(ExperimentSpec(network)).whole.verdict == "undecided"


# ---------------------------------------------------------------------------------------
# Wrong rules. Square matrices, so that one can be transposed.

SQUARE = Network(
    (3, 3, 3), ("tanh", "sigmoid"), bias=True, l2=0.1, data=RandomData(6), weights=SeededWeights(2)
)
EVERYWHERE = ("W1", "b1", "W2", "b2")


def _scaled(factor: float) -> Rules:
    def delta(*given: Any) -> Array:
        return np.asarray(RULES.output_delta(*given) * factor)

    return replace(RULES, output_delta=delta)


def _through(rule: Callable[[Layer, Array, Array], Array]) -> Rules:
    return replace(RULES, through_activation=rule)


def _derivative_of_output(layer: Layer, z: Array, slope: Array) -> Array:
    assert layer.activation.derivative is not None
    return np.asarray(slope * layer.activation.derivative(layer.activation.value(z)))


WRONG_RULES: dict[str, tuple[Rules, tuple[str, ...]]] = {
    "sign": (_scaled(-1.0), EVERYWHERE),
    "factor 2": (_scaled(2.0), EVERYWHERE),
    "factor 1.001": (_scaled(1.001), EVERYWHERE),
    "missing derivative": (_through(lambda _layer, _z, slope: slope), ("W1", "b1")),
    "derivative of output": (_through(_derivative_of_output), ("W1", "b1")),
    "delta through the matrix untransposed": (
        replace(RULES, delta_before=lambda delta, matrix: delta @ matrix),
        ("W1", "b1"),
    ),
    "transposed": (
        replace(RULES, matrix_gradient=lambda a, delta: delta.T @ a),
        ("W1", "W2"),
    ),
    "bias mean": (replace(RULES, bias_gradient=lambda delta: delta.mean(axis=0)), ("b1", "b2")),
    "bias of one sample": (replace(RULES, bias_gradient=lambda delta: delta[0]), ("b1", "b2")),
    "no regularisation": (
        replace(RULES, penalty_gradient=lambda _l2, matrix: 0 * matrix),
        ("W1", "W2"),
    ),
    "twice regularised": (
        replace(RULES, penalty_gradient=lambda l2, matrix: 2 * l2 * matrix),
        ("W1", "W2"),
    ),
}


@pytest.mark.parametrize("name", WRONG_RULES)
@pytest.mark.parametrize("epsilon", [1e-3, 1e-4, 1e-6])
def test_a_wrong_rule_is_found_where_it_shows(name: str, epsilon: float) -> None:
    rules, blocks = WRONG_RULES[name]
    whole = judged(ExperimentSpec(SQUARE, epsilon=epsilon), rules).whole
    assert (whole.verdict, whole.cause, whole.blocks) == ("disagree", "wrong", blocks)


@pytest.mark.parametrize("name", [name for name in WRONG_RULES if name != "factor 1.001"])
def test_a_wrong_rule_is_found_in_float32(name: str) -> None:
    rules, blocks = WRONG_RULES[name]
    whole = judged(ExperimentSpec(SQUARE, epsilon=1e-2, dtype="float32"), rules).whole
    assert (whole.verdict, whole.blocks) == ("disagree", blocks)


def test_one_weight_off_by_one_in_ten_thousand() -> None:
    def delta(a: Array, delta: Array) -> Array:
        found = np.asarray(RULES.matrix_gradient(a, delta))
        found[1, 2] *= 1.0001
        return found

    result = judged(ExperimentSpec(replace(SQUARE, l2=0.0)), replace(RULES, matrix_gradient=delta))
    wrong = [
        result.started.layout.name_of(int(i)) for i in np.flatnonzero(result.weights.verdict == 2)
    ]
    assert wrong == ["W1[1,2]", "W2[1,2]"]


# ---------------------------------------------------------------------------------------
# Right ones.


def _random_spec(seed: int, names: tuple[str, ...], decades: range) -> ExperimentSpec:
    draw = random.Random(seed)
    return ExperimentSpec(
        random_network(draw, names, samples=(1, 3, 20)),
        epsilon=float(f"1e{draw.choice(decades)}"),
        step=draw.choice(STEPS),
        dtype=draw.choice(DTYPES),
    )


# Several kinks within one step can lie so that the costs at h and 2h do not show them; at
# 1e-3 that befell 6 of 3,500 networks in a trial, and none at 1e-4 and below.
@pytest.mark.parametrize(
    ("names", "decades"),
    [(SMOOTH, range(-8, -1)), (KINKED, range(-8, -3))],
    ids=["smooth", "kinks"],
)
def test_right_networks_are_never_accused(names: tuple[str, ...], decades: range) -> None:
    words = []
    for seed in range(300):
        spec = _random_spec(seed, names, decades)
        result = judged(spec)
        words.append(result.whole.verdict)
        accused = np.flatnonzero(result.weights.verdict == 2)
        assert len(accused) == 0, (seed, spec, accused)
    assert words.count("agree") > 100  # undecided everywhere would be no merit
