"""The arithmetic of a weight that was measured again, or in a fast way: it adds up as well."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.arithmetic import weight_lines
from nnd_gui.model.formula_lines import Line
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()


def texts(result: CheckResult, index: int) -> dict[str, str]:
    lines: list[Line] = weight_lines(result, index)
    assert len({x.label for x in lines}) == len(lines)
    return {x.label: x.text for x in lines}


def slope(above: Decimal, told: dict[str, str]) -> float:
    """What a student gets who divides."""
    return float(above / Decimal(told["divided by the step really taken"]))


def test_digits_of_float32(checked: Checked) -> None:
    result = checked(replace(LESSON, dtype="float32", epsilon=1e-2))
    told = texts(result, 0)
    for place, label in enumerate(("J(w + ε)", "J(w − ε)")):
        assert np.float32(told[label]) == np.float32(result.taken.costs_of(0)[place])
        assert len(told[label]) < 12


def test_a_weight_measured_again_shows_that_step(checked: Checked) -> None:
    """A kink beside the weight: one ReLU unit whose input is 1e-6 above 0 at weight 1e-6."""
    network = Network(
        (1, 1, 1),
        ("relu", "identity"),
        weights=ExplicitWeights((1e-6, 1.0)),
        data=TableData("one", ((1.0, 1.0),)),
    )
    result = checked(ExperimentSpec(network))
    told = texts(result, 0)
    taken = float(told["measured again with the step h"])
    assert taken == pytest.approx(result.weights.step[0], rel=1e-5)
    assert taken < 1e-6
    assert "J(w + ε)" not in told
    difference = Decimal(told["J(w + h)"]) - Decimal(told["J(w − h)"])
    assert slope(difference, told) == pytest.approx(result.weights.numerical[0], rel=1e-9)
    assert result.weights.numerical[0] == pytest.approx(result.analytic[0], rel=1e-6)


def test_a_kink_at_the_weight_shows_both_sides(checked: Checked) -> None:
    network = Network(
        (1, 1, 1),
        ("relu", "identity"),
        weights=ExplicitWeights((0.0, 1.0)),
        data=TableData("one", ((1.0, 1.0),)),
    )
    told = texts(checked(ExperimentSpec(network)), 0)
    assert float(told["slope on the left"]) == pytest.approx(0.0, abs=1e-9)
    assert float(told["slope on the right"]) == pytest.approx(-1.0, abs=1e-6)


def test_a_fast_way_divides_what_it_added_up() -> None:
    network = Network(
        (60, 80, 4), ("sigmoid",) * 2, weights=SeededWeights(1), data=RandomData(8, 0)
    )
    spec = ExperimentSpec(network)
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    assert result.method == "shared"
    for index in (0, 1234, result.total - 1):
        told = texts(result, index)
        above = Decimal(told["difference, sample by sample"])
        assert slope(above, told) == pytest.approx(result.weights.numerical[index], rel=1e-9)


def test_a_cost_that_is_not_finite_after_the_step_is_written(checked: Checked) -> None:
    network = Network(
        (1, 1),
        ("identity",),
        weights=ExplicitWeights((1.2e154,)),
        data=TableData("one", ((1.0, 1.0),)),
    )
    result = checked(ExperimentSpec(network, epsilon=1.0, step="relative"))
    told = texts(result, 0)
    assert told["J(w + ε)"] == "inf"
    assert told["numerical"] in ("+∞", "-∞", "not a number")
