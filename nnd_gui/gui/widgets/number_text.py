"""Reads and writes numbers as people type them: 1e-4, 0.0001, 10^-4, 2,5e-6."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nnd_gui.model.words import tr

__all__ = ["NumberRange", "UnusableTextError", "read_number", "scientific", "stepped"]

_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "-": "-", "‐": "-", "‑": "-"})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile(r"10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_NUMBER = re.compile(
    r"(?P<mantissa>[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+))"
    r"(?:e(?P<exponent>[+-]?[0-9]+)|[x×·*]10(?:\^|\*\*)(?P<power>[+-]?[0-9]+))?"
)
_POWER = re.compile(r"(?P<sign>[+-]?)10(?:\^|\*\*)(?P<power>[+-]?[0-9]+)")
_WORDS_FOR_NO_NUMBER = {"nan", "inf", "infinity", "∞"}
_DIGITS_OF_A_FLOAT = 17


class UnusableTextError(Exception):
    """What was typed cannot be used; the text is a sentence for the person who typed it."""


@dataclass(frozen=True)
class NumberRange:
    """Which numbers an editor takes.

    Parameters
    ----------
    name : str
        What the number is called at the start of a sentence, translated.
    low, high : float
        The smallest and the largest.
    example : str
        A number to show to somebody who typed none.
    """

    name: str
    low: float
    high: float
    example: str

    def check(self, number: Decimal) -> None:
        """Refuse a number outside of the range.

        Parameters
        ----------
        number : decimal.Decimal
            The number, which may be too large for a float.

        Raises
        ------
        UnusableTextError
            If it is too small or too large.
        """
        if self.low >= 0 and (number < 0 or (number == 0 and self.low > 0)):
            text = (
                tr("{name} must be larger than 0.", name=self.name)
                if self.low > 0
                else tr("{name} must not be negative.", name=self.name)
            )
            raise UnusableTextError(text)
        if number < Decimal(repr(self.low)):
            raise UnusableTextError(
                tr("{name} must be at least {low}.", name=self.name, low=_plain(self.low))
            )
        if number > Decimal(repr(self.high)):
            raise UnusableTextError(
                tr("{name} must be at most {high}.", name=self.name, high=_plain(self.high))
            )


def read_number(text: str, limits: NumberRange) -> Decimal:
    """Read a number.

    Parameters
    ----------
    text : str
        What was typed.
    limits : NumberRange
        Which numbers are taken, and what they are called.

    Returns
    -------
    decimal.Decimal
        Exactly what was typed; of more digits than a float holds, those that it holds.

    Raises
    ------
    UnusableTextError
        If there is no number, or one that is outside of the range.
    """
    bare = "".join(text.split())
    if not bare:
        raise UnusableTextError(tr("Type a number, for example {example}.", example=limits.example))
    plain = _RAISED.sub(lambda found: "10^" + found[1].translate(_SUPERSCRIPTS), bare)
    plain = plain.translate(_MINUS).lower()
    if plain.lstrip("+-") in _WORDS_FOR_NO_NUMBER:
        raise UnusableTextError(
            tr("{name} must be an ordinary number, not {typed}.", name=limits.name, typed=bare)
        )
    number = _decimal(plain)
    if number is None:
        raise UnusableTextError(
            tr(
                "“{typed}” is not a number. Try {example}.",
                typed=_shortened(text.strip()),
                example=limits.example,
            )
        )
    limits.check(number)
    if len(number.as_tuple().digits) > _DIGITS_OF_A_FLOAT:
        number = Decimal(repr(float(number)))
    return number


def scientific(number: Decimal) -> str:
    """Write a number as 1e-04: one form for every size, so that it never jumps.

    Parameters
    ----------
    number : decimal.Decimal
        The number.

    Returns
    -------
    str
        Its digits without trailing zeros, and an exponent of two digits or more.
    """
    sign, digits, _ = number.normalize().as_tuple()
    mantissa = "".join(map(str, digits))
    if len(mantissa) > 1:
        mantissa = f"{mantissa[0]}.{mantissa[1:]}"
    exponent = number.adjusted() if number else 0
    return f"{'-' if sign else ''}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def stepped(number: Decimal, decades: int, low: float, high: float) -> Decimal:
    """Move a number by decades, as far as its range allows, with its digits kept.

    Parameters
    ----------
    number : decimal.Decimal
        A number larger than 0.
    decades : int
        How far; below 0 towards smaller numbers.
    low, high : float
        The range.

    Returns
    -------
    decimal.Decimal
        The number times a power of ten: exact, as only the exponent changes.
    """
    step = 1 if decades > 0 else -1
    for _ in range(abs(decades)):
        following = number.scaleb(step)
        if not Decimal(repr(low)) <= following <= Decimal(repr(high)):
            break
        number = following
    return number


def _decimal(plain: str) -> Decimal | None:
    """Read the number that a text without spaces stands for, or None."""
    if found := _POWER.fullmatch(plain):
        mantissa, exponent = f"{found['sign']}1", found["power"]
    elif found := _NUMBER.fullmatch(plain):
        mantissa = found["mantissa"].replace(",", ".")
        exponent = found["exponent"] or found["power"] or "0"
    else:
        return None
    try:
        number = Decimal(f"{mantissa}e{exponent}")
    except InvalidOperation:
        # The exponent alone is out of any bounds, and says on which side.
        if not Decimal(mantissa):
            return Decimal(0)
        number = Decimal(0) if exponent.startswith("-") else Decimal("1e999999")
        number = number.copy_sign(Decimal(mantissa))
    return number


def _plain(number: float) -> str:
    if number == 0 or 1e-4 <= abs(number) < 1e7 or math.isinf(number):
        return f"{number:g}" if abs(number) < 1e6 else f"{number:,.0f}"
    return scientific(Decimal(repr(number)))


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
