"""The opening in words: every kind of place has its own sentence."""

from __future__ import annotations

import pytest

from nnd_gui.engine.derivative import DerivativeSpec, derivative
from nnd_gui.engine.functions import Function
from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.engine.run import run
from nnd_gui.model.derivative_result import DerivativeResult, zoom_windows
from nnd_gui.model.explain_derivative import (
    agreement_text,
    believed_sentence,
    explain_derivative,
    straightness,
)


def _looked(text: str, point: float, believed: str = "", **settings: object) -> DerivativeResult:
    spec = DerivativeSpec(Function(text, believed, point), **settings)  # type: ignore[arg-type]
    result = DerivativeResult(spec)
    for event in run(derivative(spec)):
        result.add(event)
    assert result.finished is not None
    return result


def test_the_lessons_two_numbers() -> None:
    told = explain_derivative(_looked("x^2", 1.5, "2x"))
    assert told.headline == "Secant 2.9999999999996696 and tangent 3 agree to 12 decimals"
    assert told.detail.startswith("What is left, 3.3e-13, is the rounding of the step")
    assert told.detail.endswith("Divided by the step really taken, the slope is 3.")


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (_looked("x^2", 1.5, epsilon=1e-17), "The step is lost in rounding"),
        (_looked("x^3", 1.0, epsilon=1e-1), "the bend of the curve"),
        (_looked("sin(x)", 1.0, epsilon=1e-9), "most of their digits in common"),
        (_looked("x^3", 1.0, scheme="complex-step"), "Complex step 2.99999999 and tangent 3"),
        (_looked("x^3", 1.0, scheme="richardson"), "Richardson 3"),
        (_looked("2x", 1.0, epsilon=0.25), "nothing is lost"),
        (_looked("1/x", 0.0), "nothing can be divided by 0"),
        (_looked("sqrt(x)", -1.0), "no square root"),
        (_looked("sqrt(x)", 0.0), "upright"),
        (_looked("x^1.5", 0.0), "ends at x = 0"),
        (_looked("sqrt(x)", 5e-5), "A probe has no value"),
        (_looked("abs(x)", 0.0), "a kink at x = 0. The slope is -1 to the left and 1"),
        (_looked("abs(x)", 5e-5), "Between the probes there is a kink, at x = 0"),
        (_looked("1/x", 5e-5), "Between the probes there is a pole"),
        (_looked("sign(x)", 5e-5), "Between the probes there is a jump"),
        (_looked("cbrt(x)", 0.0), "upright"),
        (_looked("sign(x)", 0.0), "No slope is known"),
        (_looked("exp(x)", 1000.0), "too large"),
    ],
)
def test_each_kind_of_place_is_told(result: DerivativeResult, words: str) -> None:
    assert words in explain_derivative(result).sentence


@pytest.mark.parametrize(
    ("text", "point", "believed", "sentence"),
    [
        ("x^2", 1.5, "2x", "Your derivative 2x gives 3 here, as it should."),
        ("x^2", 1.5, "x", "Your derivative x gives 1.5 here, but the slope is 3."),
        ("x^2", 1.5, "", ""),
        ("x^2", 0.0, "1/x", "Your derivative 1/x has no value here: x is 0 here"),
        ("x^2", 2.0, "x^3/2", "Your derivative x^3/2 happens to be right here, but not at"),
        ("abs(x)", 0.0, "sign(x)", ""),
    ],
)
def test_what_is_said_of_the_persons_derivative(
    text: str, point: float, believed: str, sentence: str
) -> None:
    told = believed_sentence(_looked(text, point, believed))
    assert told.startswith(sentence)
    assert bool(told) == bool(sentence)


def test_how_straight_the_curve_is() -> None:
    for window, words in ((1.0, "17 %"), (1e-3, "one line to the eye")):
        curve = _looked("x^2", 1.5, window=window).curve
        assert curve is not None
        assert words in straightness(curve)


def test_zooming_ends_at_the_probes() -> None:
    assert zoom_windows(1e-4) == pytest.approx([1.0, 0.1, 0.01, 0.001, 1.25e-4])
    assert zoom_windows(1.0) == [1.25]
    assert len(zoom_windows(1e-15)) > 10


def test_agreement() -> None:
    assert agreement_text(1.0, 1.0) == "agree in every digit"
    assert agreement_text(1.0, 2.0) == "do not agree in any decimal"
    assert agreement_text(1.0, 1.04) == "agree to 1 decimal"


@pytest.mark.parametrize(
    ("believed", "point", "epsilon", "verdict"),
    [
        ("2x", 1.5, 1e-4, AGREE),
        ("x", 1.5, 1e-4, DISAGREE),
        ("2x", 1.5, 1e-15, UNDECIDED),
        ("", 1.5, 1e-4, None),
        ("1/x", 0.0, 1e-4, None),
    ],
)
def test_the_persons_derivative_has_a_verdict(
    believed: str, point: float, epsilon: float, verdict: int | None
) -> None:
    assert _looked("x^2", point, believed, epsilon=epsilon).believed_verdict == verdict
