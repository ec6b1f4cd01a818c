"""Digits that agree, and digits that cancel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Cancellation", "all_digits", "cancellation", "decimals_that_agree"]

# As many significant digits as it takes to tell any two numbers of a precision apart.
_DIGITS = {"float64": 17, "float32": 9}
# A number with more zeros than this before its digits, or after them, has an exponent.
_PLAIN = range(-6, 16)


def decimals_that_agree(one: float, other: float) -> int | None:
    """To how many decimals two numbers agree, counted by their difference.

    2.9999999999996696 and 3 have no digit in common, and agree to 12 decimals: they differ by
    less than half a unit of the twelfth.

    Parameters
    ----------
    one, other : float
        Finite.

    Returns
    -------
    int or None
        At least 0; None where they are the same number.
    """
    apart = abs(Decimal(one) - Decimal(other))
    if apart == 0:
        return None
    # Less than half a unit of decimal d: 5 * 10**-(d + 1).
    return max(0, -apart.adjusted() - 1 - (apart >= Decimal(5).scaleb(apart.adjusted())))


def all_digits(value: float, dtype: str = "float64") -> str:
    """A number with every digit that its precision has, as it would be written by hand."""
    if not math.isfinite(value):
        return f"{value}"
    digits = _DIGITS[dtype]
    text = f"{value:.{digits - 1}e}"
    exponent = int(text.partition("e")[2])
    if value == 0 or exponent not in _PLAIN:
        return text if value else "0"
    return format(Decimal(text), "f")


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Two costs one above the other, and what is left when one is taken from the other.

    Parameters
    ----------
    plus, minus : tuple of str
        The digits that cancel, and those that are left, of each.
    cancelled, left : int
        How many significant digits these are.
    """

    plus: tuple[str, str]
    minus: tuple[str, str]
    cancelled: int
    left: int


def cancellation(plus: float, minus: float, dtype: str = "float64") -> Cancellation:
    """Find the digits of two costs that cancel when they are subtracted.

    Counted by the difference, so that 0.4999 and 0.5001 lose three digits although they have
    none in common.

    Parameters
    ----------
    plus, minus : float
        The costs on either side; both finite.
    dtype : str
        How many digits they have.
    """
    texts = all_digits(plus, dtype), all_digits(minus, dtype)
    whole = _DIGITS[dtype]
    apart = Decimal(texts[0]) - Decimal(texts[1])
    largest = max(Decimal(text).copy_abs() for text in texts)
    if largest == 0:
        return Cancellation(("", texts[0]), ("", texts[1]), 0, whole)
    lost = whole if apart == 0 else largest.adjusted() - apart.adjusted()
    lost = min(max(lost, 0), whole)
    shared = _shared(*texts)
    cuts, same = [shared, shared], _significant(texts[0][:shared])
    if same + 2 <= lost:  # a carry: they only look different
        cuts, same = [_cut(text, largest.adjusted() - lost) for text in texts], lost
    parts = [(text[:cut], text[cut:]) for text, cut in zip(texts, cuts, strict=True)]
    return Cancellation(parts[0], parts[1], same, whole - same)


def _shared(first: str, second: str) -> int:
    """How many leading characters two texts share."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))


def _significant(text: str) -> int:
    return len(text.replace(".", "").lstrip("-0"))


def _cut(text: str, lowest: int) -> int:
    """Place in a text after its digit of 10**(lowest + 1), in whatever form it is written."""
    mantissa, _, exponent = text.partition("e")
    before = mantissa.lstrip("-").partition(".")[0]
    power = len(before) - 1 + int(exponent or 0)
    for place, letter in enumerate(mantissa):
        if not letter.isdigit():
            continue
        if power <= lowest:
            return place
        power -= 1
    return len(mantissa)
