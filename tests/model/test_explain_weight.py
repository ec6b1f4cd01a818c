"""Every reason of a weight's verdict has a sentence, and it names the right party."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnd_gui.engine.events import Measured
from nnd_gui.engine.judge import REASONS
from nnd_gui.engine.sources import ExplicitWeights
from nnd_gui.model.explain_weight import weight_sentence
from nnd_gui.model.lessons import lesson_spec

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()
DEAD_UNIT = LESSON.with_network(
    activations=("relu", "sigmoid"),
    weights=ExplicitWeights((-1.0, 0.5, 0.5, -1.0, 0.7, 0.2, 0.5, 0.5, 0.5)),
)
# W2[0,0]; by the lesson, its gradient is -0.19123277.
INDEX = 6


def _lose_costs(event: Measured) -> Measured:
    return replace(event, costs=np.full_like(event.costs, np.inf))


@pytest.mark.parametrize(
    ("factor", "sentence"),
    [
        (-1.0, "Backpropagation says 0.191, but the measured slope is -0.191: the sign is wrong."),
        (3.0, "Backpropagation says -0.574, 3 times the measured -0.191."),
        (0.0, "Backpropagation says 0, but the measured slope is -0.191."),
        (
            1.001,
            "Backpropagation says -0.191424, off by 0.1 % from the measured -0.191233.",
        ),
        (
            np.nan,
            "Backpropagation gives no finite number, but the measured slope is -0.191.",
        ),
    ],
)
def test_what_backpropagation_says_is_wrong(factor: float, sentence: str, checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: factor * g)
    assert weight_sentence(result, INDEX) == sentence


def test_a_slope_claimed_where_the_cost_does_not_change(checked: Checked) -> None:
    result = checked(DEAD_UNIT, spoil=lambda g: np.where(g == 0, 0.5, g))
    assert weight_sentence(result, 0) == "Backpropagation says 0.5, but the cost does not change."


def test_matches(checked: Checked) -> None:
    sentence = weight_sentence(checked(LESSON), INDEX)
    assert sentence.startswith("Backpropagation and the measured slope agree.")
    assert " is known to ±\u00a0" in sentence


def test_untested(checked: Checked) -> None:
    sentence = weight_sentence(checked(DEAD_UNIT), 0)
    assert sentence.startswith("The cost does not react to this weight.")
    assert "not put to a test" in sentence


@pytest.mark.parametrize(
    ("epsilon", "why", "advice"),
    [
        (0.3, "because the cost bends within the step", "Try 1e-05."),
        (1e-15, "because rounding hides it", "Try 1e-05."),
    ],
)
def test_the_measurement_is_too_coarse(
    epsilon: float, why: str, advice: str, checked: Checked
) -> None:
    result = checked(replace(LESSON, epsilon=epsilon))
    sentence = weight_sentence(result, int(result.worst_first()[0]))
    assert sentence.startswith("The measured slope is known to ±\u00a0")
    assert why in sentence
    assert "cannot tell whether backpropagation is right" in sentence
    assert sentence.endswith(advice)


def test_a_lost_step(checked: Checked) -> None:
    assert weight_sentence(checked(replace(LESSON, epsilon=1e-17)), 0) == (
        "The step is lost in rounding: 1.20585 plus 1e-17 is 1.20585 again. Try a larger epsilon "
        "or a relative step."
    )


def test_a_cost_that_is_not_finite_after_the_step(checked: Checked) -> None:
    result = checked(LESSON, bend=_lose_costs)
    assert weight_sentence(result, INDEX) == (
        "After the step the cost is no finite number, so there is no slope to compare with. "
        "Try a smaller epsilon."
    )


def test_nothing_is_finite(checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: np.nan * g, bend=_lose_costs)
    assert weight_sentence(result, INDEX) == (
        "Neither backpropagation nor the measured slope is a finite number."
    )


def test_not_measured_yet(checked: Checked) -> None:
    result = checked(LESSON, stop_after=1)
    assert weight_sentence(result, INDEX) == "Not checked yet."


@pytest.mark.parametrize("claim", [0.0, np.nan, np.inf])
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_sentence_whatever_the_numbers(
    reason: str, claim: float, checked: Checked
) -> None:
    result = checked(LESSON, spoil=lambda g: np.full_like(g, claim))
    result.weights.reason[:] = REASONS.index(reason)
    assert weight_sentence(result, INDEX).endswith(".")
