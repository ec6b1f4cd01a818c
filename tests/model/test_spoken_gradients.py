"""The bars in sentences: no more than is seen, and no less."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.cover import Revealed
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spoken_gradients import spoken_gradients
from nnd_gui.model.told import told_check


def found(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def test_the_lesson_as_its_hand_out_has_it() -> None:
    said = spoken_gradients(found(lesson_spec()), 1)
    weight, first, second = re.split(r"(?<=\.) (?=W)", said)
    assert weight.startswith("W1[0,1]: numerical +0.04553206, analytic +0.04553206, relative error")
    assert weight.endswith(", agree.")
    # The smallest and largest of the hand-out's numbers in each matrix.
    assert first == "W1: 6 weights, their gradients from -0.01570145 to +0.04553206."
    assert second == "W2: 3 weights, their gradients from -0.24006099 to -0.09635695."


def test_without_a_selection_it_is_the_matrices() -> None:
    result = found(lesson_spec())
    assert spoken_gradients(result, -1) == spoken_gradients(result)
    assert spoken_gradients(result).startswith("W1: 6 weights")
    # A selection of a network before it, which had more weights, is none.
    assert spoken_gradients(result, 9) == spoken_gradients(result)


def test_what_disagrees_is_counted_in_its_matrix() -> None:
    said = spoken_gradients(found(replace(lesson_spec(), bug=Bug("zero-layer", "W1"))))
    first, second = said.split(" W2: ")
    assert first.endswith(", 6 disagree.")
    assert "disagree" not in second


@pytest.mark.parametrize("revealed", list(Revealed))
def test_what_is_covered_is_not_told(revealed: Revealed) -> None:
    wrong = replace(lesson_spec(), bug=Bug("sign"))
    right, broken = found(lesson_spec()), found(wrong)
    said = [spoken_gradients(told_check(x, revealed, None), 4) for x in (right, broken)]
    # Analytic values differ from the sign on, and the verdicts with them.
    assert (said[0] == said[1]) == (revealed < Revealed.ANALYTIC)
    for one in said:
        assert "nan" not in one
        if revealed < Revealed.VERDICT:
            assert "agree" not in one
        if revealed < Revealed.RATIO:
            assert "relative error ?" in one


def test_before_anything_is_measured() -> None:
    assert spoken_gradients(CheckResult(lesson_spec())) == "Measuring…"
    result = CheckResult(lesson_spec())
    for event in run(check(lesson_spec())):
        result.add(event)
        if result.started is not None:
            break
    assert spoken_gradients(result, 0).startswith("W1[0,0]: analytic -0.01570145, not measured.")


def test_many_matrices_are_counted() -> None:
    sizes = (2,) * 11
    subject = Network(
        sizes,
        ("tanh",) * 10,
        bias=False,
        weights=SeededWeights(1),
        data=RandomData(3, 0),
    )
    said = spoken_gradients(found(ExperimentSpec(subject)))
    assert said.count("weights, their gradients from") == 8
    assert said.endswith("2 more matrices and biases.")


def test_numbers_that_are_none_are_left_out_of_the_range() -> None:
    result = found(lesson_spec())
    result.analytic = np.array(result.analytic)
    result.analytic[0] = np.nan
    said = spoken_gradients(result)
    assert "nan" not in said
    assert "from -0.01261438 to +0.04553206" in said
