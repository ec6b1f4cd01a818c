from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator

import numpy as np
import pytest

from nnd_gui.model.numbers import compact, duration, epsilon_text, gradient_text, share_text


def _floats() -> Iterator[float]:
    """Positive numbers of every size: the edges, the decades, and random bit patterns."""
    yield from (5e-324, 2.2250738585072014e-308, 1.7e308, 1.7976931348623157e308, 1.0, 100.0)
    yield from (float(f"{digits}e{power}") for power in range(-323, 308) for digits in (1, 2.5))
    rng = np.random.default_rng(0)
    for bits in rng.integers(0, 2**63, size=5000).tolist():
        (number,) = struct.unpack("<d", struct.pack("<Q", bits))
        if math.isfinite(number) and number > 0:
            yield number


def test_an_epsilon_is_read_back_as_the_same_number() -> None:
    for number in _floats():
        assert float(epsilon_text(number)) == number


def test_an_epsilon_always_has_one_form() -> None:
    form = re.compile(r"[1-9](\.\d*[1-9])?e[+-]\d{2,3}")
    for number in _floats():
        assert form.fullmatch(epsilon_text(number)), number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e-4, "1e-04"),
        (2.5e-6, "2.5e-06"),
        (1, "1e+00"),
        (0.1, "1e-01"),
        (100.0, "1e+02"),
        (123456.0, "1.23456e+05"),
        (np.float64(1e-5), "1e-05"),
        (5e-324, "5e-324"),
    ],
)
def test_epsilon_text(number: float, text: str) -> None:
    assert epsilon_text(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2.7505680331214366e-10, "2.75e-10"),
        (1e-4, "1e-04"),
        (0.46, "0.46"),
        (0.0, "0"),
        (-1.0, "-1"),
        (2.0, "2"),
        (123456.0, "1.23e+05"),
        (math.nan, "–"),
        (None, "–"),
        (math.inf, "∞"),
        (-math.inf, "-∞"),
        (5e-324, "4.94e-324"),
    ],
)
def test_compact(number: float | None, text: str) -> None:
    assert compact(number) == text


def test_compact_is_off_by_half_a_digit_at_most() -> None:
    for number in _floats():
        if 1e-300 < number < 1e308:
            assert float(compact(number)) == pytest.approx(number, rel=5.1e-3)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (-0.015701452, "-0.01570145"),
        (0.0, "+0.00000000"),
        (-0.0, "+0.00000000"),
        (1e-9, "+1.000000e-09"),
        (-2.5e8, "-2.500000e+08"),
        (math.inf, "+∞"),
        (-math.inf, "-∞"),
        (math.nan, "not a number"),
    ],
)
def test_gradient_text(number: float, text: str) -> None:
    assert gradient_text(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(3.4e-10, "3.4e-10"), (0.0, "0"), (1.0, "1.0e+00"), (math.nan, "–")],
)
def test_share_text(number: float, text: str) -> None:
    assert share_text(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0.0 ms"),
        (0.0004, "0.4 ms"),
        (0.012, "12 ms"),
        (0.9996, "1.0 s"),
        (9.97, "10 s"),
        (12.4, "12 s"),
        (200.0, "3 min"),
        (9000.0, "2.5 h"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert duration(seconds) == text
