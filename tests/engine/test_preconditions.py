"""What must hold before any weight is looked at, and what is said where it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Finished, Started
from nnd_gui.engine.objective import FunctionObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from tests.engine.helpers import LESSON_NETWORK, judged_function

Array = NDArray[Any]


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
