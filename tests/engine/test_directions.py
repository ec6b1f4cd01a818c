"""Directions held to closed forms: slopes, uncertainty, what they miss and what they cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.directions import WHOLE, Directions
from nnd_gui.engine.events import DirectionsStarted
from nnd_gui.engine.parameters import Block, Layout, initial_weights, layout_of
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.along import along, along_function, spoiled_along
from tests.engine.helpers import LESSON, LESSON_NETWORK, plain_of

NETWORK = Network(
    (5, 8, 6, 3), ("tanh", "gelu", "sigmoid"), "binary-cross-entropy", bias=True, l2=0.01,
    weights=SeededWeights(3, 0.5), data=RandomData(12),
)  # fmt: skip
Vector = NDArray[Any]


def _directions(spec: ExperimentSpec, point: Vector | None = None) -> Directions:
    network = spec.network
    theta = initial_weights(network) if point is None else point
    return Directions(spec, layout_of(network), theta.astype(spec.dtype), 7)


def test_signs_are_mixed_and_every_weight_moves() -> None:
    spec = ExperimentSpec(NETWORK, sample=0, directions=40, direction_seed=1)
    directions = _directions(spec)
    drawn = np.array([directions.vector(number) for number in range(40)])
    assert np.all(drawn != 0)
    ups = np.mean(drawn > 0)
    assert abs(ups - 0.5) < 5 * 0.5 / np.sqrt(drawn.size)
    # Neither two weights nor two directions go together.
    cosines = np.sign(drawn) @ np.sign(drawn).T / drawn.shape[1]
    assert np.abs(cosines - np.eye(40)).max() < 0.5
    assert directions.lost() == 0


def test_a_unit_moves_about_as_far_as_by_a_step_of_one_weight() -> None:
    network = Network((400, 300, 2), ("tanh", "sigmoid"), bias=True, data=RandomData(20))
    directions = _directions(ExperimentSpec(network, directions=1))
    layout, vector = layout_of(network), directions.vector(0)
    matrix, bias, *_ = layout.split(vector)
    assert np.abs(matrix) == pytest.approx(np.full((400, 300), 1 / 20), rel=1e-6)
    assert np.abs(bias) == pytest.approx(np.ones(300), rel=1e-6)
    inputs = np.random.default_rng(0).standard_normal(400)
    assert np.std(inputs @ matrix) == pytest.approx(1, abs=0.2)


def test_seeds() -> None:
    spec = ExperimentSpec(NETWORK, sample=0, directions=3)
    first, second = along(spec), along(spec)
    assert first.begun.seed != second.begun.seed, "fresh in every run"
    again = along(replace(spec, direction_seed=first.begun.seed))
    assert again.begun.slopes.analytic.tolist() == first.begun.slopes.analytic.tolist()
    assert again.slopes.numerical.tolist() == first.slopes.numerical.tolist()
    assert again.begun.slopes.analytic.tolist() != second.begun.slopes.analytic.tolist()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("step", ["absolute", "relative"])
def test_slopes_are_those_of_the_complex_step(scheme: str, step: str) -> None:
    spec = ExperimentSpec(
        NETWORK, scheme=scheme, step=step, sample=0, directions=4, direction_seed=1
    )
    found = along(spec)
    theta = initial_weights(NETWORK)
    directions = Directions(spec, layout_of(NETWORK), theta, 1)
    exact = plain_of(NETWORK).gradient(theta)
    for slope in range(found.begun.slopes.layout.size):
        number, moved = directions.along(slope)
        wanted = exact[moved] @ directions.vector(number)[moved]
        off = abs(found.slopes.numerical[slope] - wanted)
        assert off <= found.slopes.uncertainty[slope] + 1e-13
        assert found.begun.slopes.analytic[slope] == pytest.approx(wanted, rel=1e-9, abs=1e-14)
    expected = "undecided" if scheme in ("forward", "backward") else "agree"
    assert found.whole.verdict == expected


def test_a_direction_is_whole_and_cut_to_each_block() -> None:
    found = along(ExperimentSpec(NETWORK, sample=0, directions=5, direction_seed=1))
    names = [block.name for block in found.begun.slopes.layout.blocks]
    assert names == [WHOLE, "W1", "b1", "W2", "b2", "W3", "b3"]
    slopes = found.begun.slopes.analytic.reshape(7, 5)
    # What the parts say adds up to what the whole says.
    assert slopes[1:].sum(axis=0) == pytest.approx(slopes[0], rel=1e-12)
    one = along(
        ExperimentSpec(Network((2, 1), ("tanh",)), sample=0, directions=5, direction_seed=1)
    )
    assert [block.name for block in one.begun.slopes.layout.blocks] == ["W1"]


def test_a_quadratic_cost_is_measured_to_the_last_places() -> None:
    rng = np.random.default_rng(4)
    matrix = rng.standard_normal((30, 30))
    matrix = matrix @ matrix.T
    point = rng.standard_normal(30)
    found = along_function(
        lambda w: 0.5 * w @ matrix @ w, lambda w: matrix @ w, point,
        sample=0, directions=6, direction_seed=1, epsilon=1e-2,
    )  # fmt: skip
    assert found.whole.verdict == "agree"
    error = np.abs(found.slopes.numerical - found.begun.slopes.analytic)
    assert np.all(error <= found.slopes.uncertainty)
    assert np.all(error <= 1e-10 * np.abs(found.begun.slopes.analytic).max())


def test_a_small_block_is_not_drowned() -> None:
    network = Network((300, 60, 1), ("tanh", "sigmoid"), bias=True, data=RandomData(15))
    layout = layout_of(network)

    def wrong(gradient: Vector) -> Vector:
        gradient[layout.blocks[-1].start :] *= 1.001  # the one bias of the output
        return gradient

    found = spoiled_along(ExperimentSpec(network, sample=0, directions=3, direction_seed=1), wrong)
    assert found.whole.verdict == "disagree"
    assert found.blocks == ("b2",)


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2", "W3", "b3"])
@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.5, 1.001])
def test_the_wrong_block_is_named(name: str, factor: float) -> None:
    block = next(block for block in layout_of(NETWORK).blocks if block.name == name)

    def wrong(gradient: Vector) -> Vector:
        gradient[block.start : block.stop] *= factor
        return gradient

    found = spoiled_along(ExperimentSpec(NETWORK, sample=0, directions=4, direction_seed=1), wrong)
    assert found.whole.verdict == "disagree"
    assert found.blocks == (name,)


def _cancelling(seed: int, number: int) -> Callable[[Vector], Vector]:
    """A mistake that one whole direction is blind to."""
    spec = ExperimentSpec(NETWORK, sample=0, directions=1, direction_seed=1)
    theta = initial_weights(NETWORK)
    blind = Directions(spec, layout_of(NETWORK), theta, seed).vector(number)

    def wrong(gradient: Vector) -> Vector:
        gradient[0] += 0.1
        gradient[1] -= 0.1 * blind[0] / blind[1]
        return gradient

    return wrong


def test_one_direction_misses_what_is_orthogonal_to_it_and_several_do_not() -> None:
    wrong = _cancelling(11, 0)
    spec = ExperimentSpec(NETWORK, sample=0, directions=1, direction_seed=11)
    assert spoiled_along(spec, wrong).whole.verdict == "agree"
    # Each further one sees it by chance, half of the time: of 20 one in a million does not.
    assert spoiled_along(replace(spec, directions=20), wrong).whole.verdict == "disagree"
    fresh = spoiled_along(replace(spec, directions=20, direction_seed=None), wrong)
    assert fresh.whole.verdict == "disagree"


def test_one_wrong_weight_shows_along_every_direction_of_its_block() -> None:
    def wrong(gradient: Vector) -> Vector:
        gradient[17] *= 1.1
        return gradient

    found = spoiled_along(ExperimentSpec(NETWORK, sample=0, directions=8, direction_seed=1), wrong)
    words = np.array(found.words).reshape(7, 8)
    assert set(words[1]) == {"disagree"}
    assert set(words[2:].ravel()) == {"agree"}


def _shifted(place: int, shift: float) -> Callable[[Vector], Vector]:
    def wrong(gradient: Vector) -> Vector:
        gradient[place] += shift
        return gradient

    return wrong


def test_what_would_not_show_is_told_rightly() -> None:
    parts = layout_of(NETWORK).split(plain_of(NETWORK).gradient(initial_weights(NETWORK)))
    typical = [float(np.sqrt(np.mean(part**2))) for part in parts]
    spec = ExperimentSpec(NETWORK, sample=0, directions=3, direction_seed=5)
    share = along(spec).directions.blind_share()
    assert share is not None
    for block, size in zip(layout_of(NETWORK).blocks, typical, strict=True):
        wrong = _shifted(block.start, 3 * share * size)
        assert spoiled_along(spec, wrong).whole.verdict == "disagree"
    # Weaker than weight by weight, and so it says: a mistake far below goes unseen.
    small = _shifted(3, 1e-3 * share * min(typical))
    assert spoiled_along(spec, small).whole.verdict == "agree"


def test_weights_whose_step_is_lost_are_left_out_and_counted() -> None:
    values = (1e13, *initial_weights(LESSON_NETWORK)[1:].tolist())
    network = replace(LESSON_NETWORK, weights=ExplicitWeights(values))
    found = along(ExperimentSpec(network, sample=0, directions=2, direction_seed=1))
    assert found.begun.lost == 1
    assert found.whole.verdict != "disagree"
    huge = replace(LESSON_NETWORK, weights=SeededWeights(0, 1e15))
    lost = along(ExperimentSpec(huge, sample=0, directions=2, direction_seed=1))
    assert set(lost.reasons) == {"step-lost"}
    assert lost.finding == ("undecided", "epsilon-too-small")


def test_the_direction_is_made_of_the_steps_really_taken() -> None:
    # At 1e9 doubles are 1.2e-7 apart: the asked 1e-4 is really 1.0002e-4 in every weight.
    point = np.full(4, 1e9)
    found = along_function(
        lambda w: np.sum(w) / 1e9, lambda w: np.full_like(w, 1e-9), point,
        sample=0, directions=1, direction_seed=1, epsilon=1e-4,
    )  # fmt: skip
    layout = Layout((Block("theta", 1, (4,), 0),))
    spec = ExperimentSpec(LESSON_NETWORK, directions=1, epsilon=1e-4)
    vector = Directions(spec, layout, point, found.begun.seed).vector(0)
    assert np.all((point + 1e-4 * vector) - point == 1e-4 * vector)
    assert not np.any(np.abs(vector) == 0.5)


@pytest.mark.parametrize("epsilon", [1.0, 1e-1, 1e-2, 1e-5, 1e-8, 1e-12, 1e-16])
def test_the_lesson_at_every_epsilon(epsilon: float) -> None:
    found = along(replace(LESSON, sample=0, directions=8, direction_seed=3, epsilon=epsilon))
    assert found.whole.verdict in ("agree", "undecided")
    assert (found.whole.verdict == "agree") == (epsilon in (1e-5, 1e-8))
    # An epsilon that is advised decides.
    if found.whole.better_epsilon is not None:
        better = replace(found.result.spec, epsilon=found.whole.better_epsilon)
        assert along(better).whole.verdict == "agree"


def test_float32() -> None:
    network = replace(NETWORK, l2=0.0)
    spec = ExperimentSpec(
        network, sample=0, directions=6, direction_seed=1, dtype="float32", epsilon=1e-2
    )
    assert along(spec).whole.verdict == "agree"
    bad = spoiled_along(spec, lambda gradient: gradient * np.float32(1.1))
    assert bad.whole.verdict == "disagree"


def test_a_kink_at_the_point_accuses_nobody() -> None:
    found = along_function(
        lambda w: np.sum(np.maximum(w, 0)), lambda w: np.full_like(w, 0.0), np.zeros(3),
        sample=0, directions=5, direction_seed=1,
    )  # fmt: skip
    assert "disagree" not in found.words
    bad = along_function(
        lambda w: np.sum(np.maximum(w, 0)), lambda w: np.full_like(w, 9.0), np.zeros(3),
        sample=0, directions=5, direction_seed=1,
    )  # fmt: skip
    assert "disagree" in bad.words


def test_a_cost_that_reacts_to_nothing_is_untested() -> None:
    found = along_function(
        lambda _: 1.0, np.zeros_like, np.ones(3), sample=0, directions=2, direction_seed=1
    )
    assert set(found.reasons) == {"zero-both"}
    assert found.whole.verdict == "undecided"


def test_an_event_says_what_was_drawn() -> None:
    found = along(ExperimentSpec(NETWORK, sample=0, directions=2, direction_seed=9))
    assert isinstance(found.begun, DirectionsStarted)
    assert (found.begun.seed, found.begun.count) == (9, 2)
    # Twice the cost, nine for its noise, four a slope, and what the remainders took.
    remainders = sum(event.evaluations for event in found.remainders)
    assert found.finished.evaluations == 2 + 9 + 4 * 7 * 2 + remainders


@pytest.mark.parametrize("scheme", ["central", "complex-step"])
def test_what_cancels_in_the_product_accuses_nobody(scheme: str) -> None:
    # The gradient of a softmax's biases adds up to 0: along a direction that raises both
    # alike there is nothing but rounding.
    network = Network(
        (6, 5, 2), ("gelu", "softmax"), "softmax-cross-entropy", bias=True, data=RandomData(50)
    )
    spec = ExperimentSpec(network, scheme=scheme, sample=0, directions=30, direction_seed=1)
    found = along(spec)
    alike = np.abs(found.begun.slopes.analytic[-30:]) < 1e-14
    assert 5 < np.count_nonzero(alike) < 25
    assert found.whole.verdict != "disagree"
    assert "disagree" not in found.words
    assert set(np.array(found.words)[-30:][alike]) == {"undecided"}
