"""Digits that agree are counted by the difference, and those that cancel are found."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from nnd_gui.model.digits import all_digits, cancellation, decimals_that_agree


@pytest.mark.parametrize(
    ("one", "other", "decimals"),
    [
        (2.9999999999996696, 3.0, 12),  # the lesson's own
        (3.0, 3.0, None),
        (0.0, -0.0, None),
        (1.0, 2.0, 0),
        (1.04, 1.0, 1),
        (1.06, 1.0, 0),
        (0.5, 0.4999, 3),
        (-0.5, 0.5, 0),
        (1e10, 1e10 + 1, 0),
        (1e-20, 2e-20, 19),
    ],
)
def test_decimals_that_agree(one: float, other: float, decimals: int | None) -> None:
    assert decimals_that_agree(one, other) == decimals
    assert decimals_that_agree(other, one) == decimals


def test_decimals_that_agree_are_by_the_definition() -> None:
    rng = np.random.default_rng(0)
    for _ in range(500):
        one = rng.normal() * 10.0 ** rng.integers(-3, 4)
        other = one + rng.normal() * 10.0 ** rng.integers(-14, 1)
        apart = abs(Decimal(one) - Decimal(other))
        most = max((d for d in range(40) if apart < Decimal(5).scaleb(-d - 1)), default=0)
        assert decimals_that_agree(one, other) == (most if apart else None)


@pytest.mark.parametrize(
    ("value", "dtype", "text"),
    [
        (0.1, "float64", "0.10000000000000001"),
        (1.5, "float64", "1.5000000000000000"),
        (12345.678, "float64", "12345.678000000000"),
        (1e-20, "float64", "9.9999999999999995e-21"),
        (-0.25, "float32", "-0.250000000"),
        (0.0, "float64", "0"),
        (float("inf"), "float64", "inf"),
    ],
)
def test_all_digits_of_a_number(value: float, dtype: str, text: str) -> None:
    assert all_digits(value, dtype) == text


def test_all_digits_tell_any_number_from_its_neighbour() -> None:
    rng = np.random.default_rng(1)
    for value in rng.normal(size=300) * 10.0 ** rng.integers(-30, 30, 300):
        assert float(all_digits(value)) == value
        single = np.float32(value)
        assert np.float32(all_digits(float(single), "float32")) == single


@pytest.mark.parametrize(
    ("plus", "minus", "faint", "cancelled"),
    [
        (0.41243456, 0.41243123, ("0.41243", "0.41243"), 5),
        (0.412430123, 0.412429876, ("0.412430", "0.412429"), 6),  # a carry
        (0.5000001, 0.4999999, ("0.500000", "0.499999"), 6),
        (1.0000001, 0.9999999, ("1.000000", "0.999999"), 7),
        (12345.678, 12345.679, ("12345.67", "12345.67"), 7),
        (0.25, 0.25, ("0.25000000000000000", "0.25000000000000000"), 17),
        (0.0, 0.0, ("", ""), 0),
        (1.0, -1.0, ("", ""), 0),
        (0.9, 0.1, ("0.", "0."), 0),
    ],
)
def test_digits_that_cancel(
    plus: float, minus: float, faint: tuple[str, str], cancelled: int
) -> None:
    found = cancellation(plus, minus)
    assert (found.plus[0], found.minus[0]) == faint
    assert (found.cancelled, found.left) == (cancelled, 17 - cancelled)
    assert found.plus[0] + found.plus[1] == all_digits(plus)
    assert found.minus[0] + found.minus[1] == all_digits(minus)


def test_digits_that_cancel_are_as_many_as_the_difference_loses() -> None:
    rng = np.random.default_rng(2)
    for _ in range(300):
        plus = float(rng.uniform(0.1, 10) * 10.0 ** rng.integers(-9, 9))
        minus = float(plus * (1 + rng.normal() * 10.0 ** rng.integers(-15, -1)))
        found = cancellation(plus, minus)
        lost = np.log10(max(plus, minus) / abs(plus - minus)) if plus != minus else 17
        assert abs(found.cancelled - lost) < 2
        assert sum(letter.isdigit() for letter in found.plus[0].lstrip("0.")) <= 17
