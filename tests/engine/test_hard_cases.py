"""Hard cases: nothing that moves the cost, and numbers that are none."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.judge import lesson_ratio
from nnd_gui.engine.sources import (
    RandomData,
    SeededWeights,
    TableData,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import (
    LESSON_NETWORK,
    judged,
    judged_function,
    spoiled,
)

Array = NDArray[Any]


# --- 4, 8, 12, 20: nothing that moves the cost --------------------------------------------


@pytest.mark.parametrize("scale", [50.0, 100.0, 1000.0])
@pytest.mark.parametrize("epsilon", [1e-3, 1e-4, 1e-6])
def test_saturated_units(scale: float, epsilon: float) -> None:
    network = replace(LESSON_NETWORK, weights=SeededWeights(0, scale))
    found = judged(ExperimentSpec(network, epsilon=epsilon))
    assert found.finding == ("undecided", "flat")
    assert set(found.words) == {"undecided"}
    assert "The cost is nearly flat here" in found.sentence
    assert "smaller ones" in found.sentence
    assert spoiled(ExperimentSpec(network), lambda g: -g).whole.verdict == "undecided"


def test_a_saturated_tanh_classifier() -> None:
    network = Network(
        (2, 4, 2), ("tanh", "sigmoid"), weights=SeededWeights(3, 400.0), data=RandomData(5)
    )
    assert judged(ExperimentSpec(network)).whole.verdict == "undecided"


def test_huge_inputs_leave_the_first_matrix_untested() -> None:
    rows = tuple(
        (x * 1e6, y * 1e6, score)
        for x, y, score in ((3.0, 5.0, 0.75), (5.0, 1.0, 0.82), (10.0, 2.0, 0.93))
    )
    network = replace(LESSON_NETWORK, data=TableData("far", rows))
    found = judged(ExperimentSpec(network))
    assert found.finding == ("undecided", "untested-block")
    assert found.whole.blocks == ("W1",)
    assert set(found.reasons[found.block("W1")]) == {"zero-both"}
    assert lesson_ratio(found.analytic, found.weights.numerical) < 1e-8  # type: ignore[operator]
    # The bug in W1 that the ratio passes as well is not passed.
    wrong = spoiled(ExperimentSpec(network), lambda g: np.concatenate([g[:6] + 1e-7, g[6:]]))
    assert wrong.whole.verdict == "disagree"


def test_a_column_of_zeros_is_counted_as_untested() -> None:
    data = TableData("gap", ((0.0, 1.0, 0.3), (0.0, 0.5, 0.6)))
    found = judged(ExperimentSpec(replace(LESSON_NETWORK, data=data)))
    assert found.reasons[:3] == ["zero-both"] * 3
    assert found.whole.verdict == "agree"
    assert "3 are untested: the cost did not react to them." in found.sentence


def test_a_cost_that_nothing_moves() -> None:
    found = judged_function(lambda w: 1.5 + 0 * w[0], lambda w: 0 * w, [0.3, 0.4])
    assert found.finding == ("undecided", "untested-block")
    assert found.sentence.startswith("Undecided: nothing could be tested.")
    wrong = judged_function(lambda w: 1.5 + 0 * w[0], lambda w: 0 * w + 0.1, [0.3, 0.4])
    assert wrong.whole.verdict == "disagree"


@pytest.mark.parametrize("epsilon", [1e-2, 1e-4, 1e-6])
def test_targets_that_are_met(epsilon: float) -> None:
    met = np.tanh(np.array([0.3, 0.4]))

    def cost(w: Array) -> Any:
        return np.sum((np.tanh(w) - met) ** 2) / 2

    def slope(w: Array) -> Array:
        return np.asarray((np.tanh(w) - met) / np.cosh(w) ** 2)

    found = judged_function(cost, slope, [0.3, 0.4], epsilon=epsilon)
    assert found.finding == ("undecided", "flat")
    assert judged_function(cost, lambda w: slope(w) + 0.01, [0.3, 0.4]).whole.verdict == "disagree"


def _times(factor: float, gradient: Array) -> Array:
    return np.concatenate([factor * gradient[:6], gradient[6:]])


def test_zero_weights_hide_a_bug_and_it_is_said() -> None:
    spec = ExperimentSpec(replace(LESSON_NETWORK, weights=SeededWeights(0, 0.0)))
    for factor in (1.0, 5.0, -1.0):
        found = spoiled(spec, partial(_times, factor))
        assert found.finding == ("undecided", "untested-block")
        assert "W1 could not be tested" in found.sentence


# --- 5, 6: numbers that are none ----------------------------------------------------------


@pytest.mark.parametrize("claim", [np.nan, np.inf, -np.inf])
def test_a_derivative_that_overflows(claim: float) -> None:
    found = judged_function(
        lambda w: (1 / (1 + np.exp(-w[0])) - 1) ** 2 + w[1] ** 2,
        lambda w: np.array([claim, 2 * w[1]]),
        [-800.0, 1.0],
    )
    assert (found.words, found.reasons) == (["disagree", "agree"], ["not-finite", "matches"])
    assert found.told(0).startswith("Backpropagation gives no finite number")


def _naive(w: Array) -> Any:
    return np.log(np.sum(np.exp(w)))


def _softmax(w: Array) -> Array:
    e = np.exp(w - w.max())
    return np.asarray(e / e.sum())


@pytest.mark.parametrize("claim", [1.0, -1.0])
def test_a_cost_that_overflows_after_the_step(claim: float) -> None:
    found = judged_function(_naive, lambda w: claim * _softmax(w), [709.7827, 690.0])
    assert (found.words[0], found.reasons[0]) == ("undecided", "not-finite")
    assert "After the step the cost is no finite number" in found.told(0)
    if claim > 0:
        assert found.finding == ("undecided", "not-finite")
        assert "not backpropagation's fault" in found.sentence


def test_overflow_in_one_direction_only() -> None:
    found = judged_function(lambda w: 1 / (w[0] > -1e-5) + w[1], np.ones_like, [0.0, 1.0])
    assert found.reasons[0] == "not-finite"
