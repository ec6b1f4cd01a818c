"""The formula of every scheme with its numbers: a person with a calculator gets the slope."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.spec import SCHEMES
from nnd_gui.model.arithmetic import weight_lines
from nnd_gui.model.explain_cause import cancelled_sentence, cause_sentence
from nnd_gui.model.formula_lines import formula_lines, subtracted
from nnd_gui.model.lessons import lesson_spec

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()


def _numbers(texts: list[str]) -> list[Decimal]:
    found = []
    for text in texts:
        try:
            found.append(Decimal(text))
        except ArithmeticError:
            continue
    return found


@pytest.mark.parametrize("scheme", ["forward", "backward", "central"])
@pytest.mark.parametrize("index", [0, 4, 8])
def test_two_costs_and_a_step_give_the_slope(checked: Checked, scheme: str, index: int) -> None:
    result = checked(replace(LESSON, scheme=scheme))
    plus, minus, difference, width = _numbers([line.text for line in formula_lines(result, index)])
    assert float(difference) == pytest.approx(float(plus - minus), rel=1e-9)
    numerical = float(result.weights.numerical[index])
    assert float((plus - minus) / width) == pytest.approx(numerical, rel=1e-9)


@pytest.mark.parametrize("scheme", ["four-point", "richardson"])
def test_two_slopes_are_put_together(checked: Checked, scheme: str) -> None:
    result = checked(replace(LESSON, scheme=scheme, epsilon=1e-2))
    lines = formula_lines(result, 4)
    first, second = (float(line.text) for line in lines if line.label.startswith("slope"))
    numerical = float(result.weights.numerical[4])
    assert (4 * first - second) / 3 == pytest.approx(numerical, abs=2e-8)
    labels = [line.label for line in lines]
    assert labels[0] == ("J(w + ε)" if scheme == "four-point" else "J(w + ε/2)")
    assert labels[5] == ("J(w + 2ε)" if scheme == "four-point" else "J(w + ε)")


def test_a_complex_step_is_divided_and_nothing_is_subtracted(checked: Checked) -> None:
    result = checked(replace(LESSON, scheme="complex-step"))
    cost, step = _numbers([line.text for line in formula_lines(result, 4)])
    assert float(cost / step) == pytest.approx(float(result.weights.numerical[4]), rel=1e-12)
    assert subtracted(result, 4) is None
    assert cancelled_sentence(result, 4) == ""
    assert "no digit cancels" in cause_sentence(result, 4)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_scheme_writes_what_it_did_not_measure(checked: Checked, scheme: str) -> None:
    labels = [line.label for line in weight_lines(checked(replace(LESSON, scheme=scheme)), 0)]
    if scheme == "forward":
        assert "J(w − ε)" not in labels
    if scheme == "backward":
        assert "J(w + ε)" not in labels
    if scheme == "complex-step":
        assert not any(label.startswith("J(") for label in labels)


def test_the_smaller_step_that_was_taken_is_named(checked: Checked) -> None:
    # Coarse: the closer look takes a smaller step.
    result = checked(replace(LESSON, epsilon=1.0, bug=Bug("sign")))
    labels = [line.label for line in weight_lines(result, 0)]
    taken = float(result.weights.step[0])
    asked = abs(float(result.taken.steps_of(0)[0]))
    told = any(label.startswith("numerical, at a step of") for label in labels)
    assert told == (abs(taken / asked - 1) > 1e-6)


@pytest.mark.parametrize(
    ("epsilon", "words"),
    [
        (1e-1, "Curvature dominates"),
        (1e-2, "Curvature dominates"),
        (1e-7, "Cancellation dominates"),
        (1e-10, "Cancellation dominates"),
    ],
)
def test_the_cause_that_dominates(checked: Checked, epsilon: float, words: str) -> None:
    assert words in cause_sentence(checked(replace(LESSON, epsilon=epsilon)), 4)


@pytest.mark.parametrize(
    ("epsilon", "fewest", "most"), [(1e-2, 2, 5), (1e-6, 6, 9), (1e-12, 11, 15)]
)
def test_more_digits_cancel_at_a_smaller_epsilon(
    checked: Checked, epsilon: float, fewest: int, most: int
) -> None:
    result = checked(replace(LESSON, epsilon=epsilon))
    found = subtracted(result, 4)
    assert found is not None
    assert fewest <= found.cancelled <= most
    assert cancelled_sentence(result, 4) == (
        f"{found.cancelled} of 17 digits of the two costs cancel."
    )


def test_all_digits_can_cancel(checked: Checked) -> None:
    told = cancelled_sentence(checked(replace(LESSON, epsilon=1e-17)), 4)
    assert told == "All 17 digits of the two costs cancel."
    single = checked(replace(LESSON, epsilon=1e-12, dtype="float32"))
    assert cancelled_sentence(single, 4) == "All 9 digits of the two costs cancel."


def test_a_mismatch_is_not_explained_by_either(checked: Checked) -> None:
    told = cause_sentence(checked(replace(LESSON, bug=Bug("sign"))), 4)
    assert "Neither explains why the two gradients differ by 0.059" in told
    assert "Neither" not in cause_sentence(checked(LESSON), 4)


def test_before_its_turn_nothing_is_told(checked: Checked) -> None:
    result = checked(LESSON, stop_after=1)
    assert cause_sentence(result, 3) == ""
    assert cancelled_sentence(result, 3) == ""
