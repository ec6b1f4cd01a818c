"""Where a check cannot decide, the epsilon that it advises does, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.sources import ExplicitWeights, RandomData, TableData
from nnd_gui.engine.spec import SCHEMES, STEPS, ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK, Judged, judged, judged_function

Array = NDArray[Any]


def _followed(spec: ExperimentSpec, found: Judged) -> Judged:
    epsilon, step = found.whole.better_epsilon, found.whole.better_step or spec.step
    assert epsilon is not None, found.sentence
    return judged(replace(spec, epsilon=epsilon, step=step))


def _far(scale: float) -> Network:
    """The lesson on inputs that are so large, and weights that are so small."""
    rows = tuple(
        (x * scale, y * scale, score)
        for x, y, score in ((0.3, 1.0, 0.75), (0.5, 0.2, 0.82), (1.0, 0.4, 0.93))
    )
    rng = np.random.default_rng(0)
    first, second = rng.standard_normal(6) / scale, rng.standard_normal(3)
    return replace(
        LESSON_NETWORK,
        data=TableData("far", rows),
        weights=ExplicitWeights((*first.tolist(), *second.tolist())),
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("scale", [1e3, 1e6, 1e9])
@pytest.mark.parametrize("epsilon", [1.0, 1e-2, 1e-4, 1e-12])
def test_inputs_that_are_far_from_1_need_one_round(
    epsilon: float, scale: float, scheme: str
) -> None:
    spec = ExperimentSpec(_far(scale), epsilon=epsilon, scheme=scheme)
    found = judged(spec)
    assert found.whole.verdict != "disagree"
    if found.whole.verdict == "undecided":
        assert _followed(spec, found).whole.verdict == "agree"


SIZES = np.array([1e-8, 1e-4, 1.0, 1e5])


def _mixed() -> tuple[Callable[[Array], Any], Callable[[Array], Array], Array]:
    rng = np.random.default_rng(0)
    inputs, targets = rng.standard_normal((6, 4)), rng.random(6)

    def cost(w: Array) -> Any:
        return 0.5 * np.sum((np.tanh(inputs @ (w / SIZES)) - targets) ** 2)

    def slope(w: Array) -> Array:
        out = np.tanh(inputs @ (w / SIZES))
        return np.asarray(((out - targets) * (1 - out**2)) @ inputs / SIZES)

    return cost, slope, rng.standard_normal(4) * SIZES


@pytest.mark.parametrize("epsilon", [1.0, 1e-3, 1e-5, 1e-9, 1e-14])
def test_weights_that_no_one_step_fits_are_sent_to_relative_steps(epsilon: float) -> None:
    cost, slope, point = _mixed()
    found = judged_function(cost, slope, point, epsilon=epsilon)
    assert found.whole.verdict == "undecided"
    assert found.whole.better_step == "relative"
    better = found.whole.better_epsilon
    assert f"Try a relative step of 1e{int(np.log10(better)):03d}" in found.sentence  # type: ignore[arg-type]
    after = judged_function(cost, slope, point, epsilon=better, step="relative")
    assert after.whole.verdict == "agree"


WAVES: dict[str, tuple[Callable[[Array], Any], Callable[[Array], Array], list[float]]] = {
    "waves": (
        lambda w: np.sum(np.sin(300 * w)),
        lambda w: 300 * np.cos(300 * w),
        [0.31, 0.72, 1.3],
    ),
    "valley": (
        lambda w: 100 * (w[1] - w[0] ** 2) ** 2 + (1 - w[0]) ** 2,
        lambda w: np.array(
            [-400 * w[0] * (w[1] - w[0] ** 2) - 2 * (1 - w[0]), 200 * (w[1] - w[0] ** 2)]
        ),
        [-1.2, 1.0],
    ),
    "logarithm": (lambda w: np.sum(np.log(w)), lambda w: 1 / w, [1e-3, 2e-3, 1.0]),
    "exponential": (
        lambda w: np.sum(np.exp(100 * w)),
        lambda w: 100 * np.exp(100 * w),
        [-0.1, 0.01, 0.1],
    ),
    "large constant": (lambda w: 1e5 + np.sum(np.sin(w)), np.cos, [0.3, 1.1, 2.0]),
    "kinks": (
        lambda w: np.sum(np.abs(w - 0.3) + w**2),
        lambda w: np.sign(w - 0.3) + 2 * w,
        [0.31, 0.2],
    ),
}  # fmt: skip


BEYOND_ONE_SIDE = ("large constant", "exponential")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("scheme", ["forward", "central", "four-point", "richardson"])
@pytest.mark.parametrize("name", WAVES)
def test_costs_of_every_kind(name: str, scheme: str, step: str) -> None:
    cost, slope, point = WAVES[name]
    followed = 0
    for epsilon in (10.0, 0.3, 1e-3, 1e-7, 1e-11, 1e-16):
        found = judged_function(cost, slope, point, epsilon=epsilon, scheme=scheme, step=step)
        assert found.whole.verdict != "disagree"
        if found.whole.better_epsilon is None:
            continue
        followed += 1
        after = judged_function(
            cost, slope, point, scheme=scheme,
            epsilon=found.whole.better_epsilon, step=found.whole.better_step or step,
        )  # fmt: skip
        assert after.whole.verdict == "agree", epsilon
    # Slopes of 1e-3 beside one of 1e6 are beyond a difference to one side.
    assert followed >= (0 if scheme == "forward" and name in BEYOND_ONE_SIDE else 3)


def test_what_no_epsilon_decides_gets_no_advice_and_no_blame_on_epsilon() -> None:
    for epsilon in (1.0, 1e-4, 1e-12):
        found = judged_function(
            lambda w: 1e12 + np.sum(np.sin(w)), np.cos, [0.3, 1.1], epsilon=epsilon
        )
        assert found.finding == ("undecided", "large-cost")
        assert found.whole.better_epsilon is None
        half = judged_function(
            lambda w: np.sin(w[0]) + 1e-14 * w[1], lambda w: np.array([np.cos(w[0]), 1e-14]),
            [0.3, 1.1], epsilon=epsilon,
        )  # fmt: skip
        assert half.whole.verdict == "undecided"


def test_a_large_network_is_tried_on_a_sample() -> None:
    network = Network((60, 40, 5), ("tanh", "sigmoid"), data=RandomData(10))
    for epsilon in (1.0, 1e-12):
        spec = ExperimentSpec(network, epsilon=epsilon)
        found = judged(spec)
        assert found.finding[0] == "undecided"
        # The check itself takes four each.
        assert found.finished.evaluations < 4 * 2600 + 15_000
        assert _followed(spec, found).whole.verdict == "agree"
