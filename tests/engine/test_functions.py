"""Values, one-sided slopes and landmarks of functions, against mpmath and the complex step."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest

from nnd_gui.engine.functions import (
    SHIPPED,
    Function,
    landmarks_of,
    one_sided_slopes,
    read_expression,
    trouble_at,
    value_of,
)

# Each beside the same in mpmath, written down on its own, and where both are looked at.
CASES = [
    ("x^2", lambda x: x * x, (-2.0, 0.0, 1.5)),
    ("x^-3", lambda x: 1 / (x * x * x), (-2.0, 0.3)),
    ("x^2.5", lambda x: x ** mpmath.mpf("2.5"), (0.2, 3.0)),
    ("2^x", lambda x: mpmath.mpf(2) ** x, (-3.0, 0.0, 2.0)),
    ("x^x", lambda x: x**x, (0.4, 2.0)),
    ("sin(3x)/x", lambda x: mpmath.sin(3 * x) / x, (-1.0, 0.2)),
    ("cos(x)tan(x)", lambda x: mpmath.cos(x) * mpmath.tan(x), (-1.0, 0.4)),
    ("asin(x)+acos(x/2)", lambda x: mpmath.asin(x) + mpmath.acos(x / 2), (-0.9, 0.0, 0.5)),
    ("atan(x^2)", lambda x: mpmath.atan(x * x), (-3.0, 0.5)),
    ("sinh(x)-cosh(x)", lambda x: mpmath.sinh(x) - mpmath.cosh(x), (-1.0, 1.0)),
    ("tanh(2x)", lambda x: mpmath.tanh(2 * x), (-2.0, 0.0, 3.0)),
    ("exp(-x^2)", lambda x: mpmath.exp(-x * x), (-1.0, 0.7)),
    ("ln(1+x^2)", lambda x: mpmath.log(1 + x * x), (-1.0, 2.0)),
    ("log2(x)log10(x)", lambda x: mpmath.log(x, 2) * mpmath.log(x, 10), (0.2, 5.0)),
    ("sqrt(x)", mpmath.sqrt, (1e-6, 2.0)),
    ("cbrt(x)", lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), (-8.0, 0.1)),
    ("sigmoid(x)", lambda x: 1 / (1 + mpmath.exp(-x)), (-30.0, 0.0, 20.0)),
    ("softplus(x)", lambda x: mpmath.log(1 + mpmath.exp(x)), (-5.0, 5.0)),
    ("abs(x)^3", lambda x: abs(x) ** 3, (-1.5, 1.5)),
    ("relu(x-1)+max(x,-x)", lambda x: max(x - 1, mpmath.mpf(0)) + abs(x), (-1.0, 0.5, 2.0)),
    ("min(x,x^2)", lambda x: min(x, x * x), (-1.0, 0.5, 2.0)),
    ("sign(x)step(x+2)", mpmath.sign, (-1.0, 2.0)),
    ("1/(1/x+1/(x+1))", lambda x: 1 / (1 / x + 1 / (x + 1)), (0.5, 4.0)),
]


@pytest.mark.parametrize(("text", "plain", "places"), CASES, ids=[case[0] for case in CASES])
def test_values_and_slopes_are_those_of_mpmath(
    text: str, plain: Callable[[Any], Any], places: tuple[float, ...]
) -> None:
    tree = read_expression(text)
    with mpmath.workdps(40):
        for x in places:
            exact = plain(mpmath.mpf(x))
            assert float(value_of(tree, np.asarray(x))) == pytest.approx(float(exact), rel=1e-13)
            slope = float(mpmath.diff(plain, mpmath.mpf(x), h=mpmath.mpf("1e-15")))
            left, right = one_sided_slopes(tree, np.asarray(x))
            assert float(left) == pytest.approx(slope, rel=1e-12, abs=1e-14)
            assert float(right) == pytest.approx(slope, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("text", [case[0] for case in CASES if "cbrt" not in case[0]])
def test_slopes_are_those_of_the_complex_step(text: str) -> None:
    tree = read_expression(text)
    for x in (0.3, 0.45, 0.81):
        by_step = value_of(tree, np.asarray(x + 1e-30j)).imag / 1e-30
        assert float(one_sided_slopes(tree, np.asarray(x))[1]) == pytest.approx(
            float(by_step), rel=1e-13, abs=1e-15
        )


@pytest.mark.parametrize(
    ("text", "x", "left", "right"),
    [
        ("abs(x)", 0.0, -1.0, 1.0),
        ("relu(x)", 0.0, 0.0, 1.0),
        ("-abs(2x)", 0.0, 2.0, -2.0),
        ("abs(sin(x))", 0.0, -1.0, 1.0),
        ("max(x, x^2)", 0.0, 0.0, 1.0),
        ("max(x, x^2)", 1.0, 1.0, 2.0),
        ("min(x, x^2)", 1.0, 2.0, 1.0),
        ("exp(abs(x))", 0.0, -1.0, 1.0),
        ("abs(abs(x)-1)", 1.0, -1.0, 1.0),
        ("abs(x)^2", 0.0, 0.0, 0.0),
        ("sqrt(x)", 0.0, math.inf, math.inf),
        ("x sqrt(4)", 3.0, 2.0, 2.0),
    ],
)
def test_kinks_have_two_slopes(text: str, x: float, left: float, right: float) -> None:
    found = one_sided_slopes(read_expression(text), np.asarray(x))
    assert [float(slope) for slope in found] == [left, right]


def test_values_keep_their_precision() -> None:
    tree = read_expression("1/3 + x")
    assert value_of(tree, np.array([1.5], np.float32)).dtype == np.float32
    assert value_of(tree, np.array([1.5], np.float32))[0] == np.float32(1) / np.float32(
        3
    ) + np.float32(1.5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/x", [(0.0, "pole")]),
        ("1/x^2", [(0.0, "pole")]),
        ("1/(x-0.1234567)^2", [(0.1234567, "pole")]),
        ("x^-2", [(0.0, "pole")]),
        ("1/(x^2-1)", [(-1.0, "pole"), (1.0, "pole")]),
        ("tan(2x)", [(-math.pi / 4, "pole"), (math.pi / 4, "pole")]),
        ("1/sqrt(x)", [(0.0, "pole")]),
        ("sqrt(x)", [(0.0, "end")]),
        ("sqrt(x-0.7)", [(0.7, "end")]),
        ("sqrt(1-x^2)", [(-1.0, "end"), (1.0, "end")]),
        ("x^1.5", [(0.0, "end")]),
        ("asin(x)", [(-1.0, "end"), (1.0, "end")]),
        ("sin(x)/x", [(0.0, "hole")]),
        ("(x^2-1)/(x-1)", [(1.0, "hole")]),
        ("sign(x-0.5)", [(0.5, "jump")]),
        ("3+step(x)", [(0.0, "jump")]),
        ("abs(x)", [(0.0, "kink")]),
        ("relu(x-0.3)", [(0.3, "kink")]),
        ("sqrt(x^2)", [(0.0, "kink")]),
        ("max(x,x^2)", [(0.0, "kink"), (1.0, "kink")]),
        ("abs(sin(3x))", [(-math.pi / 3, "kink"), (0, "kink"), (math.pi / 3, "kink")]),
    ],
)
def test_where_it_is_not_smooth(text: str, expected: list[tuple[float, str]]) -> None:
    found = landmarks_of(read_expression(text), -1.9, 2.0)
    assert [mark.kind for mark in found] == [kind for _, kind in expected]
    assert [mark.x for mark in found] == pytest.approx([x for x, _ in expected], abs=1e-7)


@pytest.mark.parametrize(
    "text", ["x^2", "x^3", "abs(x)^3", "abs(x-1)^2", "cbrt(x)", "1/(1+x^2)", "exp(x)", "7", "x^0"]
)
def test_where_all_is_smooth_nothing_is_marked(text: str) -> None:
    assert landmarks_of(read_expression(text), -1.9, 2.0) == []


@pytest.mark.parametrize(
    ("text", "x", "sentence"),
    [
        ("1/x", 0.0, "x is 0 here, and nothing can be divided by 0."),
        ("2 + 1/(x-1)^2", 1.0, "(x-1)^2 is 0 here, and nothing can be divided by 0."),
        ("sqrt(x)", -1.0, "x is -1 here, and a negative number has no square root."),
        ("ln(x-1)", 1.0, "x-1 is 0 here, and only a number larger than 0 has a logarithm."),
        ("asin(2x)", 1.0, "2x is 2 here, and no angle has a sine or cosine outside -1 to 1."),
        ("x^0.5", -4.0, "x is -4 here, and a negative number has no power that is not whole."),
        ("x^-1", 0.0, "x is 0 here, and 0 has no negative power."),
        ("exp(x)", 1e3, "exp(x) is too large here for a computer's number."),
    ],
)
def test_why_there_is_no_value(text: str, x: float, sentence: str) -> None:
    trouble = trouble_at(read_expression(text), x, text)
    assert trouble is not None
    assert str(trouble) == sentence
    assert text[trouble.start : trouble.stop] in text


@pytest.mark.parametrize("function", SHIPPED, ids=lambda function: function.text)
def test_shipped_functions_have_the_right_derivative(function: Function) -> None:
    tree, believed = function.tree, function.believed
    assert believed is not None
    places = np.linspace(0.05, 3, 50)
    left, right = one_sided_slopes(tree, places)
    np.testing.assert_allclose(value_of(believed, places), right, rtol=1e-14)
    np.testing.assert_array_equal(left, right)
