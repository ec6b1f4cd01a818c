"""How numbers are written, the same everywhere: in the window, the reports and the terminal."""

from __future__ import annotations

import math

from nnd_gui.model.words import tr

__all__ = ["compact", "duration", "epsilon_text", "gradient_text", "plain_number", "share_text"]

# Below this a gradient shown with eight decimals would lose its digits.
_SMALLEST_FIXED = 1e-3
_LARGEST_FIXED = 1e6


def compact(value: float | None, digits: int = 3) -> str:
    """A positive number of any size with a few digits: ``2.75e-10``, ``0.46``, ``1e-04``."""
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if value == 0:
        return "0"
    if 1e-2 <= abs(value) < 1e4:
        return f"{value:.{digits}g}"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{exponent}"


def epsilon_text(value: float) -> str:
    """An epsilon: always mantissa and exponent, as in ``1e-04`` and ``2.5e-06``."""
    mantissa, _, exponent = f"{float(value)!r}".partition("e")
    if not exponent:
        digits = max(len(mantissa.replace(".", "").strip("0")), 1)
        mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent):+03d}"


def gradient_text(value: float) -> str:
    """A signed gradient or weight with eight decimals, or eight digits where it is tiny."""
    if math.isnan(value):
        return tr("not a number")
    if math.isinf(value):
        return "+∞" if value > 0 else "-∞"
    if value == 0:
        value = 0.0  # not -0.00000000
    if value == 0 or _SMALLEST_FIXED <= abs(value) < _LARGEST_FIXED:
        return f"{value:+.8f}"
    return f"{value:+.6e}"


def share_text(value: float) -> str:
    """A relative error, such as ``3.4e-10``."""
    if math.isnan(value):
        return "–"
    return "0" if value == 0 else f"{value:.1e}"


def plain_number(value: float) -> float | None:
    """A number for a report, which has none that is not finite."""
    number = float(value)
    return number if math.isfinite(number) else None


def duration(seconds: float) -> str:
    """A length of time as a person would say it: ``0.4 ms``, ``12 s``, ``3 min``, ``2.5 h``."""
    if seconds < 9.95e-4:
        return f"{seconds * 1e3:.1f} ms"
    if seconds < 0.9995:
        return f"{seconds * 1e3:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
