"""Numbers as people type them after an option."""

from __future__ import annotations

import re

from nnd_gui.engine.errors import SpecError

__all__ = ["number_of", "whole_of"]

# 10^-4, 2.5*10^-6, and what hyphens and dashes look like in a copied text.
_POWER = re.compile(r"(?:(?P<mantissa>.+?)[*x×·])?10(?:\^|\*\*)(?P<exponent>[+-]?\d+)")
_MINUS = str.maketrans("−–", "--")


def number_of(field: str, option: str, text: str) -> float:
    """A number as people type it: 1e-4, 0.0001, 10^-4."""
    plain = "".join(text.split()).translate(_MINUS)
    power = _POWER.fullmatch(plain)
    if power is not None:
        plain = f"{power['mantissa'] or 1}e{power['exponent']}"
    try:
        if "_" in plain:
            raise ValueError(plain)
        return float(plain)
    except ValueError:
        raise SpecError(
            field, "{option} needs a number such as 1e-4, not “{text}”.", option=option, text=text
        ) from None


def whole_of(field: str, option: str, text: str) -> int:
    """A whole number; `SpecError` if it is none."""
    plain = text.strip().translate(_MINUS)
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", plain):
        raise SpecError(
            field, "{option} needs a whole number, not “{text}”.", option=option, text=text
        )
    return int(plain)
