"""What can be typed as a function, and what is said of everything else."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnd_gui.engine.functions import ExpressionError, Function, read_expression, value_of
from nnd_gui.engine.functions.tree import Node

X = 1.25


def _value(text: str, x: float = X) -> float:
    return float(value_of(read_expression(text), np.asarray(x)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x^2", X * X),
        ("x**2", X * X),
        ("x²", X * X),
        ("x³ − 1", X**3 - 1),
        ("2x", 2 * X),
        ("2(x+1)(x-1)", 2 * (X + 1) * (X - 1)),
        ("x(x+1)", X * (X + 1)),
        ("x sin(x)", X * math.sin(X)),
        ("3x^2", 3 * X**2),
        ("3x²(x+1)", 3 * X**2 * (X + 1)),
        ("-x^2", -(X**2)),
        ("(-x)^2", X**2),
        ("2^-x", 2**-X),
        ("2^3^2", 512.0),
        ("x-1-1", X - 2),
        ("8/4/2", 1.0),
        ("2x/3", 2 * X / 3),
        ("x^2/3", X * X / 3),
        ("1/(2x)", 1 / (2 * X)),
        ("1/2*x", X / 2),
        ("e^(2x)", math.e ** (2 * X)),
        ("e^x", math.e**X),
        ("2 pi x", 2 * math.pi * X),
        ("2π", 2 * math.pi),
        ("1e-4x", 1e-4 * X),
        (".5 + 2.", 2.5),
        ("2·x×3÷4", 2 * X * 3 / 4),
        ("max(0, x)", X),
        ("min(0, x) + max(x, 2)", 2.0),
        ("np.exp(-x) + math.sin(x)", math.exp(-X) + math.sin(X)),
        ("f(x) = x^2", X * X),
        ("y = 3x", 3 * X),
        ("f'(x) = 2x", 2 * X),
        ("SIN(X)", math.sin(X)),
        ("ln(x) + log(x) + log2(x) + log10(x)", 2 * math.log(X) + math.log2(X) + math.log10(X)),
        ("--x + +x", 2 * X),
        ("sigmoid(x)", 1 / (1 + math.exp(-X))),
        ("sin(x)^2 + cos(x)^2", 1.0),
        ("7", 7.0),
    ],
)
def test_what_people_type(text: str, value: float) -> None:
    assert _value(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("1/2x", (3, 4), "two ways"),
        ("1/2(x+1)", (3, 4), "two ways"),
        ("e^2x", (3, 4), "e^(2x)"),
        ("x^2(x+1)", (3, 4), "two ways"),
        ("2^-3x", (4, 5), "two ways"),
        ("e^sin(x)x", (8, 9), "two ways"),
        ("2x/3x", (4, 5), "two ways"),
        ("x2", (0, 2), "x^2 or 2*x"),
        ("(x+1)2", (5, 6), "first"),
        ("2 3", (2, 3), "Two numbers"),
        ("xsin(x)", (0, 4), "between x and sin"),
        ("sin x", (0, 3), "sin(x)"),
        ("sin", (0, 3), "sin(x)"),
        ("sin^2(x)", (3, 4), "sin(x)^2"),
        ("sin()", (4, 5), "missing before"),
        ("max(x)", (0, 3), "two arguments"),
        ("1,5x", (1, 2), "1.5"),
        ("sin(x,2)", (5, 6), "comma"),
        ("|x|", (0, 1), "abs(x)"),
        ("√x", (0, 1), "sqrt(x)"),
        ("[x]", (0, 1), "round parentheses"),
        ("x = 2", (2, 3), "right-hand side"),
        ("(x+1", (0, 1), "not closed"),
        ("x)", (1, 2), "no opening"),
        ("x+", (2, 2), "breaks off"),
        ("*x", (0, 1), "missing before"),
        ("x+*2", (2, 3), "missing before"),
        ("t^2", (0, 1), "the one variable is x"),
        ("foo(x)", (0, 3), "no function “foo”"),
        ("x!", (1, 2), "character 2"),
        ("1e999", (0, 5), "too large"),
        ("", (0, 0), "Type an expression"),
        ("  ", (2, 2), "Type an expression"),
        ("y = ", (4, 4), "Type an expression"),
        ("x" + "+x" * 100, (200, 201), "too long"),
        ("(" * 60 + "x", (40, 41), "nested"),
        ("-" * 60 + "x", (39, 40), "nested"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_write(
    text: str, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(ExpressionError) as problem:
        read_expression(text)
    told = problem.value
    assert words in str(told)
    assert (told.start, told.stop) == place
    assert told.field == "function"
    assert "{" not in str(told)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "(lambda: 1)()",
        "x.__class__",
        "[x for x in (1,)]",
        "exec",
        "open(x)",
        "x if x else 1",
        "x; x",
        "x\n+ 'a'",
        "f'{x}'",
        "0x10",
        "1_000",
        "x@x",
        "x//2",
        "x%2",
        "x := 3",
    ],
)
def test_nothing_but_arithmetic_is_read(text: str) -> None:
    with pytest.raises(ExpressionError):
        read_expression(text)


def _read_or_refused(text: str) -> Node | ExpressionError:
    try:
        return read_expression(text)
    except ExpressionError as problem:
        return problem


def test_any_text_is_read_or_refused_with_a_place_within_it() -> None:
    rng = np.random.default_rng(0)
    pieces = [*"x23.()+-*/^,= ", "sin", "e", "pi", "max", "²", "**", "1e5", "y", "'", "_", "|", "é"]
    read = 0
    for _ in range(4000):
        text = "".join(rng.choice(pieces, rng.integers(1, 12)))
        found = _read_or_refused(text)
        if isinstance(found, ExpressionError):
            assert 0 <= found.start <= found.stop <= len(text), text
            assert str(found)
        else:
            read += 1
            assert value_of(found, np.array([0.3, -2.0])).shape == (2,)
    assert read > 100


def test_a_function_is_checked_when_it_is_made() -> None:
    assert Function("x^3", "3x^2", 2).believed is not None
    assert Function("x^3", "  ").believed is None
    with pytest.raises(ExpressionError) as problem:
        Function("x^2", "2y")
    assert problem.value.field == "derivative"
    with pytest.raises(ValueError, match="finite"):
        Function("x^2", "", math.inf)
