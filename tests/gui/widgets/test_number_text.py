"""How people write a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nnd_gui.gui.widgets.number_text import (
    NumberRange,
    UnusableTextError,
    read_number,
    scientific,
    stepped,
)

EPSILON = NumberRange("Epsilon", 1e-16, 1e1, "1e-4")
STRENGTH = NumberRange("L2", 0.0, 1e6, "0.1")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1e-4", 1e-4),
        ("1E-4", 1e-4),
        ("0.0001", 1e-4),
        (".0001", 1e-4),
        ("10^-4", 1e-4),
        ("10^−4", 1e-4),
        ("10**-4", 1e-4),
        ("10⁻⁴", 1e-4),
        ("1e−4", 1e-4),
        ("2.5e-6", 2.5e-6),
        ("2,5e-6", 2.5e-6),
        ("2.5·10⁻⁶", 2.5e-6),
        ("2.5 x 10^-6", 2.5e-6),
        ("  1e-4\t", 1e-4),
        ("+1e-4", 1e-4),
        ("1", 1.0),
        ("10", 10.0),
        ("1e-16", 1e-16),
        ("0.1234567890123456789", 0.12345678901234568),
    ],
)
def test_reads(text: str, number: float) -> None:
    assert float(read_number(text, EPSILON)) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type a number, for example 1e-4."),
        ("   ", "Type a number, for example 1e-4."),
        ("0", "Epsilon must be larger than 0."),
        ("-0", "Epsilon must be larger than 0."),
        ("-1", "Epsilon must be larger than 0."),
        ("−1e-4", "Epsilon must be larger than 0."),
        ("nan", "Epsilon must be an ordinary number, not nan."),
        ("-Infinity", "Epsilon must be an ordinary number, not -Infinity."),
        ("1e400", "Epsilon must be at most 10."),
        ("1e" + "9" * 40, "Epsilon must be at most 10."),
        ("1e-17", "Epsilon must be at least 1e-16."),
        ("1e-400", "Epsilon must be at least 1e-16."),
        ("abc", "“abc” is not a number. Try 1e-4."),
        ("1e", "“1e” is not a number. Try 1e-4."),
        ("1.2.3", "“1.2.3” is not a number. Try 1e-4."),
        ("0x10", "“0x10” is not a number. Try 1e-4."),
        ("{text}", "“{text}” is not a number. Try 1e-4."),
        ("x" * 99, "“" + "x" * 23 + "…” is not a number. Try 1e-4."),
    ],
)
def test_refuses_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UnusableTextError) as problem:
        read_number(text, EPSILON)
    assert str(problem.value) == sentence


def test_a_range_from_zero_takes_zero() -> None:
    assert read_number("0", STRENGTH) == 0
    with pytest.raises(UnusableTextError, match="L2 must not be negative"):
        read_number("-0.1", STRENGTH)
    with pytest.raises(UnusableTextError, match="L2 must be at most 1,000,000"):
        read_number("1e7", STRENGTH)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e-4, "1e-04"),
        (2.5e-6, "2.5e-06"),
        (1.0, "1e+00"),
        (10.0, "1e+01"),
        (1e-16, "1e-16"),
        (0.3, "3e-01"),
        (0.0, "0e+00"),
        (-2.5, "-2.5e+00"),
    ],
)
def test_writes_one_form_for_every_size(number: float, text: str) -> None:
    assert scientific(Decimal(repr(number))) == text


@pytest.mark.parametrize("start", ["1e-4", "2.5e-6", "9.999999999999999e-9", "0.3"])
def test_steps_come_back_to_exactly_where_they_started(start: str) -> None:
    number = Decimal(start)
    for _ in range(5):
        number = stepped(number, -1, 1e-16, 10.0)
    for _ in range(5):
        number = stepped(number, 1, 1e-16, 10.0)
    assert float(number) == float(start)


def test_steps_end_within_the_range() -> None:
    assert stepped(Decimal("5e-15"), -3, 1e-16, 10.0) == Decimal("5e-16")
    assert stepped(Decimal("2.5"), 1, 1e-16, 10.0) == Decimal("2.5")
