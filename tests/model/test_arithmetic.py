"""The steps from costs to a slope: what is written adds up, digit for digit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.arithmetic import Line, ratio_lines, weight_lines, weight_title
from nnd_gui.model.lessons import lesson_spec

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()
DEEP = ExperimentSpec(Network((2, 3, 2, 1), ("tanh",) * 3, bias=True, data=RandomData(4)))


def line(lines: list[Line], label: str) -> Line:
    return next(x for x in lines if x.label == label)


@pytest.mark.parametrize("index", range(9))
def test_difference_over_width_is_the_slope_to_all_its_digits(checked: Checked, index: int) -> None:
    result = checked(LESSON)
    lines = weight_lines(result, index)
    plus, minus = (Decimal(line(lines, f"J(w {sign} ε)").text) for sign in "+−")
    # The costs are written with all digits, so that their difference is exact.
    difference = Decimal(line(lines, "difference").text)
    assert difference == pytest.approx(plus - minus, rel=Decimal("1e-10"))
    width = Decimal(line(lines, "divided by the step really taken").text)
    slope = Decimal(line(lines, "numerical").text)
    assert abs((plus - minus) / width - slope) <= Decimal("0.6e-8")
    assert float(slope) == pytest.approx(result.weights.numerical[index], abs=5e-9)
    assert float((plus - minus) / width) == pytest.approx(
        result.weights.numerical[index], rel=1e-10
    )


def test_the_costs_are_written_exactly(checked: Checked) -> None:
    result = checked(LESSON)
    for index in range(9):
        lines = weight_lines(result, index)
        for place, sign in enumerate("+−"):
            assert float(line(lines, f"J(w {sign} ε)").text) == result.taken.costs_of(index)[place]
        assert float(line(lines, "w").text) == result.values[index]


def test_what_cancels_is_what_both_costs_share(checked: Checked) -> None:
    lines = weight_lines(checked(LESSON), 0)
    plus, minus = line(lines, "J(w + ε)"), line(lines, "J(w − ε)")
    assert plus.faint == minus.faint != ""
    assert plus.plain[0] != minus.plain[0]
    others = [x for x in lines if x.label not in (plus.label, minus.label)]
    assert {x.faint for x in others} == {""}


def test_a_cost_that_does_not_react_cancels_whole(checked: Checked) -> None:
    lines = weight_lines(checked(ExperimentSpec(LESSON.network, epsilon=1e-17)), 0)
    plus, minus = line(lines, "J(w + ε)"), line(lines, "J(w − ε)")
    assert (plus.plain, minus.plain) == ("", "")
    assert plus.text == minus.text
    assert line(lines, "divided by the step really taken").text == "0.0000000000e+00"


def test_before_its_turn_there_is_no_slope(checked: Checked) -> None:
    result = checked(LESSON, stop_after=1)
    assert [x.label for x in weight_lines(result, 3)] == ["w", "analytic"]


def test_colours_are_told_by_kind(checked: Checked) -> None:
    kinds = {x.label: x.kind for x in weight_lines(checked(LESSON), 3) if x.kind}
    assert kinds == {"numerical": "numerical", "analytic": "analytic"}


@pytest.mark.parametrize(
    ("index", "title"),
    [
        (0, ("W1[0,0]", "from sleep to hidden unit 1")),
        (5, ("W1[1,2]", "from study to hidden unit 3")),
        (8, ("W2[2,0]", "from hidden unit 3 to test score")),
    ],
)
def test_titles_of_the_lesson(checked: Checked, index: int, title: tuple[str, str]) -> None:
    assert weight_title(checked(LESSON), index) == title


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("b1[2]", "bias of unit 3 of hidden layer 1"),
        ("W2[2,1]", "from unit 3 of hidden layer 1 to unit 2 of hidden layer 2"),
        ("b3[0]", "bias of output 1"),
        ("W3[1,0]", "from unit 2 of hidden layer 2 to output 1"),
    ],
)
def test_titles_of_a_deep_network(checked: Checked, name: str, role: str) -> None:
    result = checked(DEEP)
    names = [result.layout.name_of(i) for i in range(result.total)]
    assert weight_title(result, names.index(name)) == (name, role)


def test_the_ratio_adds_up(checked: Checked) -> None:
    result = checked(LESSON)
    lines = ratio_lines(result)
    apart = float(line(lines, "norm(analytic − numerical)").text)
    together = float(line(lines, "norm(analytic + numerical)").text)
    ratio = float(line(lines, "ratio of the two").text)
    assert ratio == pytest.approx(apart / together, rel=2e-3)
    assert ratio == pytest.approx(2.75e-10, rel=1e-3)
    assert float(line(lines, "cost J").text) == pytest.approx(result.cost, rel=1e-7)
    assert line(lines, "tolerance of a weight").text == "1e-05"


def test_without_an_end_there_is_no_ratio(checked: Checked) -> None:
    labels = [x.label for x in ratio_lines(checked(LESSON, stop_after=2))]
    assert labels == ["cost J", "tolerance of a weight"]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_gradients_that_are_no_numbers_are_written(checked: Checked, value: float) -> None:
    result = checked(LESSON, spoil=lambda g: np.full_like(g, value))
    assert line(weight_lines(result, 0), "analytic").text in ("not a number", "+∞", "-∞")
    assert line(ratio_lines(result), "ratio of the two").text == "–"
