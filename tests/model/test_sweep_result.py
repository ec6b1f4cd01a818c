"""A valley as it is drawn and told, at every state of its run."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.objective import FunctionObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.sweep import sweep
from nnd_gui.model.explain_valley import band_sentence, epsilon_sentence, guide_sentence
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.sweep_result import SweepResult, drawn

LESSON = lesson_spec()


def _swept(spec: ExperimentSpec = LESSON) -> SweepResult:
    result = SweepResult(spec)
    for event in run(sweep(spec)):
        result.add(event)
    assert result.finished is not None
    assert result.finished.outcome == "completed"
    return result


@pytest.fixture(scope="module")
def lesson() -> SweepResult:
    return _swept()


def test_the_lessons_valley_in_words(lesson: SweepResult) -> None:
    valley = lesson.valley("central", "float64")
    assert valley is not None
    assert band_sentence(valley) == (
        "From 3.2e-10 to 1e-02 an epsilon can decide; the best is near 3.2e-05."
    )
    assert "bend of the cost" in epsilon_sentence(valley, 1e-2)
    assert "rounding decides" in epsilon_sentence(valley, 1e-9)
    assert "power 2" in guide_sentence(valley, "central")
    single = lesson.valley("central", "float32")
    assert single is not None
    assert "lost in rounding" in epsilon_sentence(single, 1e-12)


def test_a_wrong_gradient_is_told_from_a_wrong_step() -> None:
    bug = Bug("missing-activation-derivative", block="W1")
    valley = _swept(replace(LESSON, bug=bug)).valley("central", "float64", 4)
    assert valley is not None
    assert "but the gradient" in guide_sentence(valley, "central")


@pytest.mark.parametrize("bug", [None, Bug("sign"), Bug("factor", factor=1e300)], ids=str)
def test_whatever_is_drawn_is_a_positive_number_at_every_moment(bug: Bug | None) -> None:
    result = SweepResult(replace(LESSON, bug=bug))
    for event in run(sweep(result.spec)):
        result.add(event)
        _look_at(result, ("central",), (None,))
    _look_at(result, SCHEMES, (None, 4))


def _look_at(
    result: SweepResult, schemes: tuple[str, ...], weights: tuple[int | None, ...]
) -> None:
    for dtype, scheme, index in itertools.product(result.dtypes, schemes, weights):
        valley = result.valley(scheme, dtype, index)
        assert valley is not None
        places = drawn(valley)
        for epsilons, errors in places.values():
            assert len(epsilons) == len(errors) > 0
            assert np.all(np.isfinite(errors) & (errors > 0))
        assert sum(len(x) for x, _ in places.values()) == np.sum(~valley.has("unmeasured"))
        assert "nan" not in band_sentence(valley) + epsilon_sentence(valley, 1e-7)


def test_what_is_not_swept_has_no_valley(lesson: SweepResult) -> None:
    assert lesson.valley("central", "float64", 99) is None
    assert SweepResult(LESSON).valley("central", "float64") is None
    assert not SweepResult(LESSON).holds(0)
    assert lesson.holds(8)


def test_another_tolerance_moves_the_band_without_a_run() -> None:
    usual, strict = SweepResult(LESSON), SweepResult(replace(LESSON, tolerance=1e-9))
    for event in run(sweep(LESSON)):
        usual.add(event)
        strict.add(event)
    wide, narrow = (one.valley("central", "float64") for one in (usual, strict))
    assert wide is not None
    assert narrow is not None
    assert narrow.bands[0][0] > wide.bands[0][0]


def test_a_kink_is_not_blamed_on_the_gradient() -> None:
    # A right gradient, and a kink 1e-3 beside the weight: wide steps reach across it.
    cost = FunctionObjective(
        lambda t: abs(t[0] - 0.001) + t[0] ** 2, lambda t: np.sign(t - 0.001) + 2 * t, np.zeros(1)
    )
    result = SweepResult(LESSON)
    for event in run(sweep(LESSON, objective=cost, with_complex=False)):
        result.add(event)
    valley = result.valley("central", "float64", 0)
    assert valley is not None
    assert "gradient" not in guide_sentence(valley, "central")
    assert valley.bands
    assert valley.bands[0][1] < 2e-3
