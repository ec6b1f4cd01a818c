"""The two gradients as bars side by side, drawn in SVG for a page."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.model.numbers import compact
from nnd_gui.model.page.skeleton import COLOURS, escape
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["MOST_BARS", "bars_svg"]

MOST_BARS = 60
"""Weights that the picture shows: the worst, where there are more."""

_WIDTH, _HEIGHT = 920, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 10, 14, 74
_MARKS = {AGREE: ("●", "agree"), DISAGREE: ("✕", "disagree"), UNDECIDED: ("◇", "undecided")}


def bars_svg(result: CheckResult) -> str:
    """Draw the gradients of a check's weights.

    Parameters
    ----------
    result : CheckResult
        A check that has measured something.

    Returns
    -------
    str
        An ``<svg>`` element. Bars are in the weights' order; of more than `MOST_BARS`
        weights they are those of the worst.
    """
    chosen = np.sort(result.worst_first()[:MOST_BARS])
    analytic = np.asarray(result.analytic[chosen], np.float64)
    numerical = result.weights.numerical[chosen]
    both = np.concatenate([analytic, numerical])
    finite = both[np.isfinite(both)]
    top = max(float(finite.max(initial=0.0)), 0.0)
    bottom = min(float(finite.min(initial=0.0)), 0.0)
    if top == bottom:
        top = 1.0
    scale = (_HEIGHT - _TOP - _BOTTOM) / (top - bottom)

    def y_of(value: float) -> float:
        return _TOP + (top - value) * scale

    slot = (_WIDTH - _LEFT - _RIGHT) / len(chosen)
    width = min(slot * 0.36, 26.0)
    parts = [_axis(value, y_of(value)) for value in _ticks(bottom, top)]
    for place, index in enumerate(map(int, chosen)):
        middle = _LEFT + (place + 0.5) * slot
        for value, left, kind in (
            (numerical[place], middle - width, "numerical"),
            (analytic[place], middle, "analytic"),
        ):
            parts.append(_bar(float(value), left, width, y_of, kind))
        mark, name = _MARKS.get(int(result.weights.verdict[index]), ("", "failed"))
        parts.append(
            f'<text x="{middle:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle" '
            f'fill="{COLOURS[name]}">{mark}</text>'
        )
        parts.append(_label(result.layout.name_of(index), middle, slot))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT + 24}" role="img" '
        f'aria-label="{escape(tr("Numerical and analytic gradient of each weight"))}" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="{COLOURS["ink"]}">\n'
        + _pattern()
        + "\n".join(parts)
        + _legend()
        + "\n</svg>"
    )


def _ticks(bottom: float, top: float) -> list[float]:
    """Round values for the axis, 0 among them."""
    rough = (top - bottom) / 4
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= rough)
    first, last = math.ceil(bottom / step), math.floor(top / step)
    return [n * step for n in range(first, last + 1)]


def _axis(value: float, y: float) -> str:
    colour = COLOURS["muted"] if value == 0 else COLOURS["line"]
    return (
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"/>'
        f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{escape(compact(value))}</text>'
    )


def _bar(value: float, left: float, width: float, y_of: Callable[[float], float], kind: str) -> str:
    """One bar; a question mark where there is no finite value to draw."""
    zero = y_of(0.0)
    if not math.isfinite(value):
        return f'<text x="{left + width / 2:.1f}" y="{zero - 4:.1f}" text-anchor="middle">?</text>'
    end = y_of(value)
    fill = COLOURS["numerical"] if kind == "numerical" else "url(#stripes)"
    return (
        f'<rect x="{left:.1f}" y="{min(zero, end):.2f}" width="{width:.1f}" '
        f'height="{abs(zero - end):.2f}" fill="{fill}"/>'
    )


def _label(name: str, middle: float, slot: float) -> str:
    y = _HEIGHT - _BOTTOM + 34
    if slot > 52:
        return f'<text x="{middle:.1f}" y="{y}" text-anchor="middle">{escape(name)}</text>'
    return (
        f'<text x="{middle:.1f}" y="{y - 4}" text-anchor="end" font-size="10" '
        f'transform="rotate(-60 {middle:.1f} {y - 4})">{escape(name)}</text>'
    )


def _pattern() -> str:
    return (
        '<defs><pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#F7DA97"/>'
        f'<rect width="3" height="6" fill="{COLOURS["analytic"]}"/></pattern></defs>\n'
    )


def _legend() -> str:
    y = _HEIGHT + 14
    return (
        f'\n<rect x="{_LEFT}" y="{y - 10}" width="12" height="12" fill="{COLOURS["numerical"]}"/>'
        f'<text x="{_LEFT + 18}" y="{y}">{escape(tr("numerical"))}</text>'
        f'<rect x="{_LEFT + 110}" y="{y - 10}" width="12" height="12" fill="url(#stripes)"/>'
        f'<text x="{_LEFT + 128}" y="{y}">{escape(tr("analytic"))}</text>'
    )
