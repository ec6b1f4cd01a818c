"""A finished check, as it stood after each weight."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.judge import UNJUDGED
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from nnd_gui.model.stepping import step_borders, step_order, step_told, up_to

LESSON = lesson_spec()
BIASED = ExperimentSpec(
    Network((3, 4, 2), ("tanh", "sigmoid"), bias=True, weights=SeededWeights(3), data=RandomData(5))
)


def found(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def same(one: CheckResult, other: CheckResult) -> bool:
    names = [field.name for field in fields(one.weights)]
    pairs = ((getattr(one.weights, n), getattr(other.weights, n)) for n in names)
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in pairs)


@pytest.mark.parametrize("spec", [LESSON, replace(LESSON, bug=Bug("sign")), BIASED])
def test_each_place_holds_the_weights_before_it_and_no_others(spec: ExperimentSpec) -> None:
    result = found(spec)
    order = step_order(result)
    assert order.tolist() == list(range(result.total))
    for step in range(len(order)):
        shown = up_to(result, step)
        assert shown.checked == step
        assert shown.finished is None
        assert (shown.overall, shown.ratio, shown.findings) == (None, None, ())
        known = shown.weights.verdict != UNJUDGED
        assert np.flatnonzero(known).tolist() == order[:step].tolist()
        numerical = result.weights.numerical
        assert np.array_equal(shown.weights.numerical[known], numerical[known])
        assert np.isnan(shown.weights.numerical[~known]).all()
        # The arithmetic of a weight is that of the whole check.
        assert np.array_equal(shown.taken.costs_of(0), result.taken.costs_of(0))
    assert up_to(result, len(order)) is result
    assert up_to(result, 999) is result


def test_going_back_is_exact_and_the_result_is_left_alone() -> None:
    result = found(replace(LESSON, bug=Bug("factor", factor=2.0)))
    before = found(replace(LESSON, bug=Bug("factor", factor=2.0)))
    there = [up_to(result, step) for step in range(10)]
    back = [up_to(result, step) for step in reversed(range(10))][::-1]
    assert all(same(one, other) for one, other in zip(there, back, strict=True))
    assert same(result, before)
    assert result.completed
    assert result.findings


def test_a_sample_is_gone_through_in_its_own_order() -> None:
    spec = replace(BIASED, sample=7)
    result = found(spec)
    assert result.sample is not None
    assert step_order(result).tolist() == sorted(result.sample.tolist())
    shown = up_to(result, 3)
    assert np.flatnonzero(shown.weights.verdict != UNJUDGED).tolist() == sorted(result.sample)[:3]


def test_borders_are_the_first_weights_of_the_blocks() -> None:
    # W1 3x4, b1 4, W2 4x2, b2 2: the first of each is weight 1, 13, 17 and 25, in this order.
    result = found(BIASED)
    order = step_order(result)
    names = [result.layout.name_of(int(order[step - 1])) for step in step_borders(result)]
    assert len(names) == 4
    assert {name.partition("[")[0] for name in names} == {"W1", "b1", "W2", "b2"}
    assert all(name.endswith(("[0,0]", "[0]")) for name in names)


def test_before_the_end_there_are_no_steps() -> None:
    result = CheckResult(LESSON)
    assert len(step_order(result)) == 0
    events = list(run(check(LESSON)))
    for event in events[:-1]:
        result.add(event)
    assert len(step_order(result)) == 0


def test_a_step_tells_what_was_perturbed_computed_and_found() -> None:
    told = step_told(found(LESSON), 5)
    assert (told.title, told.words) == ("W1[1,1]", "from study to hidden unit 2")
    numbers = {cell.label: cell.text for cell in told.cells}
    value = LESSON.network.weights.values[4]  # type: ignore[union-attr]
    assert float(numbers["w + ε"]) == pytest.approx(value + 1e-4, abs=1e-12)
    assert float(numbers["w − ε"]) == pytest.approx(value - 1e-4, abs=1e-12)
    plus, minus = float(numbers["J(w + ε)"]), float(numbers["J(w − ε)"])
    assert len(numbers["J(w + ε)"]) >= 18
    # A student who divides by hand comes to the number that stands beside.
    assert (plus - minus) / 2e-4 == pytest.approx(float(numbers["numerical"]), abs=1e-8)
    # The hand-out's fifth gradient.
    assert numbers["analytic"] == "+0.02962221"
    assert told.verdict is not None
    assert "agree" in told.text
    assert told.end == ""
    assert step_told(found(LESSON), 9).end == "Backpropagation matches the measured slopes"


def test_before_the_first_step() -> None:
    told = step_told(found(LESSON), 0)
    assert told.cells == ()
    assert "9 weights" in told.text


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("epsilon", [1e-4, 1e-13])
def test_every_scheme_tells_the_costs_of_its_slope(scheme: str, epsilon: float) -> None:
    result = found(replace(LESSON, scheme=scheme, epsilon=epsilon))
    for step in range(1, 10):
        cells = step_told(result, step).cells
        assert 4 <= len(cells) <= 6
        assert cells[-2].kind == "numerical"
        weights = [cell.text for cell in cells if "J" not in cell.label and not cell.kind]
        # However small the step, it can be seen in the digits.
        value = f"{float(result.values[step - 1]):.11g}"
        assert all(text != value for text in weights)


def test_what_is_not_finite_is_told() -> None:
    network = Network((1, 1), ("identity",), weights=SeededWeights(1), data=RandomData(3))
    result = found(ExperimentSpec(network, epsilon=1e308))
    assert result.finished is not None
    for step in range(result.total + 1):
        assert step_told(result, step).text
