from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Failure, Finished, Measured
from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED, UNJUDGED
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import SeededWeights
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult

if TYPE_CHECKING:
    from tests.model.conftest import Checked

# What the lesson's hand-out prints, W1 row by row and then W2.
PRINTED = (
    "-0.01570145 0.04553206 0.02332193 -0.01261438 0.02962221 0.02384717 "
    "-0.19123277 -0.24006099 -0.09635695"
)


def test_the_lesson_is_what_the_hand_out_prints(checked: Checked) -> None:
    result = checked(lesson_spec())
    assert " ".join(f"{number:.8f}" for number in result.analytic) == PRINTED
    assert " ".join(f"{number:.8f}" for number in result.weights.numerical) == PRINTED
    assert result.ratio == pytest.approx(2.75e-10, abs=0.005e-10)
    assert result.overall is not None
    assert (result.completed, result.overall.verdict) == (True, "agree")
    assert (result.total, result.checked, result.count(AGREE)) == (9, 9, 9)


def test_before_the_start_all_is_empty() -> None:
    result = CheckResult(lesson_spec())
    assert (result.total, result.checked, result.completed) == (0, 0, False)
    assert result.worst_first().size == 0
    assert result.largest_error() == 0
    assert result.overall is None
    assert result.ratio is None


def test_each_weight_is_judged_as_soon_as_it_is_measured() -> None:
    spec = lesson_spec()
    result = CheckResult(spec)
    seen = []
    for event in run(check(spec)):
        result.add(event)
        seen.append(result.checked)
        judged = result.weights.verdict != UNJUDGED
        assert np.count_nonzero(judged) == result.checked
        assert np.all(np.isfinite(result.weights.numerical) == judged)
        assert set(result.worst_first().tolist()) == set(np.flatnonzero(judged).tolist())
    assert seen[0] == 0
    assert seen == sorted(seen)
    assert seen[-1] == 9


def test_a_stopped_run_keeps_what_it_has_but_has_no_verdict(checked: Checked) -> None:
    spec = lesson_spec().with_network(
        sizes=(2, 9, 9, 1), activations=("tanh",) * 3, weights=SeededWeights()
    )
    result = checked(spec, stop_after=3)
    assert result.finished is not None
    assert result.finished.outcome == "cancelled"
    assert 0 < result.checked < result.total
    assert result.overall is None
    assert result.ratio is None
    assert not result.completed


def test_a_failed_run_has_no_verdict() -> None:
    result = CheckResult(lesson_spec())
    result.add(Finished("failed", 0, 0.0, Failure("crashed", "no", {})))
    assert result.overall is None
    assert result.ratio is None


def test_worst_first(checked: Checked) -> None:
    def spoil(analytic: NDArray[Any]) -> NDArray[Any]:
        analytic[4] *= 1.5
        analytic[7] *= -1
        analytic[2] = np.nan
        return analytic

    def lose_one(event: Measured) -> Measured:
        costs = event.costs.copy()
        costs[event.indices == 5] = np.nan
        return replace(event, costs=costs)

    result = checked(lesson_spec(), spoil=spoil, bend=lose_one)
    order = result.worst_first().tolist()
    # Not a number, then wrong sign, then half as much again; then undecided; then the rest.
    assert order[:4] == [2, 7, 4, 5]
    verdicts = [int(result.weights.verdict[index]) for index in order]
    assert verdicts[:4] == [DISAGREE, DISAGREE, DISAGREE, UNDECIDED]
    errors = result.weights.relative_error[order[4:]]
    assert np.all(np.diff(errors) <= 0)


def test_the_largest_error_is_that_of_the_weights_that_agree(checked: Checked) -> None:
    whole = checked(lesson_spec())
    spoilt = checked(lesson_spec(), spoil=lambda analytic: np.where(analytic < -0.2, 1, analytic))
    agree = spoilt.weights.verdict == AGREE
    error = np.abs(whole.analytic - whole.weights.numerical)
    assert spoilt.largest_error() == np.max(error[agree]) < np.max(error)


def test_reasons_are_counted_of_judged_weights_only(checked: Checked) -> None:
    result = checked(lesson_spec(), stop_after=1)
    assert result.checked == 0
    assert sum(result.count_reason(reason) for reason in ("step-lost", "matches")) == 0
