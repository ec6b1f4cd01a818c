"""A slice as it is drawn: finite everywhere, and honest about what cannot be seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.objective import FunctionObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.slice_result import SliceResult, scale_note

LESSON = lesson_spec()


def _sliced(
    spec: ExperimentSpec = LESSON, window: float = 1.0, objective: FunctionObjective | None = None
) -> SliceResult:
    asked = SliceAsked(0, window)
    result = SliceResult(spec, asked)
    assert result.pieces == []
    assert scale_note(result) == ""
    for event in run(slice_along(spec, asked, objective)):
        result.add(event)
    assert result.finished is not None
    assert result.finished.outcome == "completed"
    return result


def _of(cost: Any, at: float = 1.0) -> FunctionObjective:
    return FunctionObjective(lambda t: cost(t[0]), lambda _: np.array([1.0]), np.array([at]))


def test_the_curve_rises_in_x_and_goes_through_the_probes() -> None:
    result = _sliced()
    ((x, y),) = result.pieces
    assert np.all(np.diff(x) > 0)
    assert x[0] == -1.0
    assert x[-1] == 1.0
    assert all(any((x == px) & (y == py)) for px, py in [*result.probes, (0.0, 0.0)])
    assert result.not_finite.size == 0


def test_the_secant_has_the_numerical_slope_and_the_tangent_the_analytic() -> None:
    result = _sliced()
    assert result.started is not None
    assert result.secant_slope == pytest.approx(result.started.analytic, rel=1e-7)
    wrong = _sliced(replace(LESSON, bug=Bug("sign")))
    assert wrong.started is not None
    assert wrong.secant_slope == pytest.approx(-wrong.started.analytic, rel=1e-7)


def test_what_cannot_be_seen_is_said() -> None:
    note = scale_note(_sliced())
    assert "not to scale" in note
    assert "one line" in note
    near = _sliced(window=1.25e-4)
    assert "not to scale" not in scale_note(near)
    assert "one line" in scale_note(near)
    coarse = _sliced(replace(LESSON, epsilon=1.0, scheme="forward"), window=2.0)
    assert scale_note(coarse) == ""


@pytest.mark.parametrize("scheme", ["forward", "backward"])
def test_a_one_sided_secant_goes_through_the_weight_itself(scheme: str) -> None:
    secant = _sliced(replace(LESSON, scheme=scheme)).secant
    assert secant is not None
    assert (0.0, 0.0) in secant
    assert secant[0][0] < secant[1][0]


def test_where_the_cost_is_not_finite_there_is_a_mark_and_no_curve() -> None:
    def cost(w: float) -> float:
        return float(np.log(w)) if w > 0.5 else float("nan")

    result = _sliced(objective=_of(cost))
    ((x, y),) = result.pieces
    assert x.min() > -0.5
    assert np.isfinite(y).all()
    assert result.not_finite.size
    assert result.not_finite.max() <= -0.5


def test_a_flat_cost_still_has_a_height() -> None:
    low, high = _sliced(objective=_of(lambda _: 3.0)).height
    assert low < 0 < high


def test_a_lost_step_has_no_secant() -> None:
    result = _sliced(replace(LESSON, epsilon=1e-20))
    assert result.secant is None
    assert result.secant_slope is None
    assert scale_note(result) == ""
