"""Taylor's remainder held to costs whose remainder is known in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.remainder import judge_remainder
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.along import Along, along, along_function, spoiled_along

STEPS: NDArray[np.float64] = np.ldexp(0.125, -np.arange(30))
NETWORK = Network(
    (4, 6, 2), ("tanh", "sigmoid"), bias=True, weights=SeededWeights(1, 0.7), data=RandomData(9)
)
SPEC = ExperimentSpec(NETWORK, sample=0, directions=5, direction_seed=2)


def _kinds(found: Along) -> list[str]:
    return [one.found.kind for one in found.directions.remainders]


def _slopes(found: Along) -> list[float]:
    return [one.found.slope or 0.0 for one in found.directions.remainders]


def test_of_a_quadratic_cost_it_is_half_the_curvature_times_the_square() -> None:
    rng = np.random.default_rng(0)
    matrix = rng.standard_normal((8, 8))
    matrix = matrix + matrix.T
    point = rng.standard_normal(8)
    found = along_function(
        lambda w: 0.5 * w @ matrix @ w,
        lambda w: matrix @ w,
        point,
        sample=0,
        directions=3,
        direction_seed=1,
    )
    assert _kinds(found) == ["right"] * 3
    assert _slopes(found) == pytest.approx([2.0] * 3, abs=1e-3)
    for one in found.directions.remainders:
        # R(h) / h**2 is the same number at every step that rounding leaves.
        clear = np.abs(one.left) > 1e3 * one.floor
        shares = one.left[clear] / one.steps[clear] ** 2
        assert shares == pytest.approx(np.full(len(shares), shares[0]), rel=2e-3)


@pytest.mark.parametrize("factor", [-1.0, 0.0, 2.0, 1.1])
def test_of_a_wrong_gradient_the_power_is_1(factor: float) -> None:
    found = spoiled_along(SPEC, lambda gradient: gradient * factor)
    assert _kinds(found) == ["wrong"] * 3
    assert _slopes(found) == pytest.approx([1.0] * 3, abs=0.05)
    if factor:
        # What is left at last is the mistake itself, as a share of what the gradient claims.
        off = abs(1 - 1 / factor)
        for one in found.directions.remainders:
            assert one.found.share == pytest.approx(off, rel=0.2)


def test_a_right_network_has_2() -> None:
    found = along(SPEC)
    assert _kinds(found) == ["right"] * 3
    assert _slopes(found) == pytest.approx([2.0] * 3, abs=0.1)


def test_a_mistake_is_told_whatever_epsilon_is() -> None:
    layout = layout_of(NETWORK)

    def wrong(gradient: NDArray[Any]) -> NDArray[Any]:
        gradient[layout.blocks[0].start : layout.blocks[0].stop] *= 1.03
        return gradient

    for epsilon in (1e-1, 1e-4, 1e-15):
        spec = ExperimentSpec(NETWORK, sample=0, directions=2, direction_seed=2, epsilon=epsilon)
        assert _kinds(spoiled_along(spec, wrong)) == ["wrong"] * 2


def test_of_a_straight_cost_nothing_is_left() -> None:
    found = along_function(
        lambda w: np.sum(3 * w) + 1, lambda w: np.full_like(w, 3.0), np.ones(5),
        sample=0, directions=1, direction_seed=1,
    )  # fmt: skip
    assert _kinds(found) == ["nothing-left"]
    bad = along_function(
        lambda w: np.sum(3 * w) + 1, lambda w: np.full_like(w, 2.0), np.ones(5),
        sample=0, directions=1, direction_seed=1,
    )  # fmt: skip
    assert _kinds(bad) == ["wrong"]


def test_of_a_cost_without_curvature_it_falls_faster_still() -> None:
    found = along_function(
        lambda w: np.sum(w + w**3), lambda w: np.full_like(w, 1.0), np.zeros(1),
        sample=0, directions=1, direction_seed=1,
    )  # fmt: skip
    assert _kinds(found) == ["right"]
    assert _slopes(found) == pytest.approx([3.0], abs=0.05)


def test_of_a_cost_that_does_not_react_nothing_is_told() -> None:
    found = along_function(
        lambda _: 1.0, np.zeros_like, np.ones(2), sample=0, directions=1, direction_seed=1
    )
    assert _kinds(found) == ["unclear"]


def test_rounding_is_a_plateau_and_not_a_slope() -> None:
    exact, noise = 0.3 * STEPS**2, 1e-9
    scatter = noise * np.random.default_rng(0).uniform(-1, 1, len(STEPS))
    found = judge_remainder(STEPS, exact + scatter, np.full(len(STEPS), noise), STEPS)
    assert found.kind == "right"
    assert found.slope == pytest.approx(2, abs=0.1)
    assert exact[found.last] > 10 * noise
    drowned = judge_remainder(STEPS, scatter, np.full(len(STEPS), noise), np.zeros(len(STEPS)))
    assert drowned.kind == "unclear"


def test_a_small_mistake_shows_at_small_steps_only() -> None:
    left = 0.3 * STEPS**2 + 1e-4 * STEPS
    none = np.full(len(STEPS), 1e-15)
    assert judge_remainder(STEPS, left, none, STEPS).kind == "wrong"
    # Where rounding ends it halfway from 2 to 1, neither is told.
    halfway = judge_remainder(STEPS[:11], left[:11], none[:11], STEPS[:11])
    assert halfway.kind == "unclear"
    assert judge_remainder(STEPS[:6], left[:6], none[:6], STEPS[:6]).kind == "right"


def test_a_kink_on_the_way_leaves_it_unclear_or_right() -> None:
    left = 0.3 * STEPS**2 + np.where(STEPS > 1e-3, 0.5 * (STEPS - 1e-3), 0.0)
    assert judge_remainder(STEPS, left, np.full(len(STEPS), 1e-15), STEPS).kind == "right"
    cut = judge_remainder(STEPS[:9], left[:9], np.full(9, 1e-15), STEPS[:9])
    assert cut.kind == "unclear"
