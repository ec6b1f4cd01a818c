"""The formula of each scheme with its numbers filled in, and the digits that cancel in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnd_gui.model.digits import Cancellation, all_digits, cancellation
from nnd_gui.model.numbers import compact, gradient_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["Line", "formula_lines", "subtracted"]


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity.

    Parameters
    ----------
    label : str
        What it is.
    plain : str
        Its text, or what follows `faint`.
    faint : str
        Leading digits that cancel in the next step.
    kind : str
        ``"numerical"``, ``"analytic"`` or empty.
    apart : bool
        Whether it begins a group.
    compared : bool
        Whether it is one of the few that are compared with each other in the end.
    """

    label: str
    plain: str
    faint: str = ""
    kind: str = ""
    apart: bool = False
    compared: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return self.faint + self.plain


def formula_lines(result: CheckResult, index: int) -> list[Line]:
    """How the scheme comes to a slope at one weight, with the costs that it was taken from.

    They are those at the step asked for, but where it was measured again: then those at that
    step, and by central differences.
    """
    again = result.taken.again(index, float(result.weights.step[index]))
    if again is None:
        return _SCHEMES[result.spec.scheme](result, index)
    steps, costs = again.steps, again.costs
    width = float(steps[0] - steps[1])
    labels = tr("J(w + h)"), tr("J(w − h)")
    return [
        Line(tr("measured again with the step h"), compact(abs(float(steps[0])), 6), apart=True),
        *_pair(labels, float(costs[0]), float(costs[1]), width, result.spec.dtype),
    ]


def subtracted(result: CheckResult, index: int) -> Cancellation | None:
    """The two costs whose difference the scheme begins with, and their digits that cancel.

    None where there are none: a complex step subtracts nothing, and a cost may not be finite.
    """
    steps, costs = result.taken.steps_of(index), result.taken.costs_of(index)
    if result.spec.scheme == "complex-step":
        return None
    pair = (float(costs[0]), float(costs[1]))
    if result.spec.scheme == "forward":
        pair = float(costs[0]), result.cost
    elif result.spec.scheme == "backward":
        pair = result.cost, float(costs[0])
    if not np.isfinite([*pair, *steps]).all():
        return None
    return cancellation(*pair, result.spec.dtype)


def _pair(
    labels: tuple[str, str],
    plus: float,
    minus: float,
    width: float,
    dtype: str,
    apart: float | None = None,
) -> list[Line]:
    """Two costs one above the other, their difference, and what it is divided by.

    `apart` is their difference where it was not taken from them, but added up by itself.
    """
    if np.isfinite([plus, minus]).all():
        both = cancellation(plus, minus, dtype)
        rows = [
            Line(labels[0], both.plus[1], both.plus[0], apart=True),
            Line(labels[1], both.minus[1], both.minus[0]),
        ]
    else:
        rows = [
            Line(labels[0], all_digits(plus), apart=True),
            Line(labels[1], all_digits(minus)),
        ]
    with np.errstate(all="ignore"):
        difference = float(np.subtract(plus, minus)) if apart is None else apart
    label = tr("difference") if apart is None else tr("difference, sample by sample")
    return [
        *rows,
        Line(label, f"{difference:+.10e}"),
        Line(tr("divided by the step really taken"), f"{width:.10e}"),
    ]


def _central(result: CheckResult, index: int) -> list[Line]:
    return _between(result, index, 0, (tr("J(w + ε)"), tr("J(w − ε)")))


def _between(result: CheckResult, index: int, column: int, labels: tuple[str, str]) -> list[Line]:
    plus, minus = (float(cost) for cost in result.taken.costs_of(index)[column : column + 2])
    steps = result.taken.steps_of(index)
    width = float(steps[column] - steps[column + 1])
    changes = result.taken.changes_of(index)
    apart = None if changes is None else float(changes[column] - changes[column + 1])
    return _pair(labels, plus, minus, width, result.spec.dtype, apart)


def _forward(result: CheckResult, index: int) -> list[Line]:
    plus, step = (
        float(result.taken.costs_of(index)[0]),
        float(result.taken.steps_of(index)[0]),
    )
    changes = result.taken.changes_of(index)
    apart = None if changes is None else float(changes[0])
    return _pair((tr("J(w + ε)"), tr("J(w)")), plus, result.cost, step, result.spec.dtype, apart)


def _backward(result: CheckResult, index: int) -> list[Line]:
    minus, step = (
        float(result.taken.costs_of(index)[0]),
        float(result.taken.steps_of(index)[0]),
    )
    changes = result.taken.changes_of(index)
    apart = None if changes is None else -float(changes[0])
    return _pair((tr("J(w)"), tr("J(w − ε)")), result.cost, minus, -step, result.spec.dtype, apart)


def _two_levels(near: tuple[str, str], far: tuple[str, str]) -> _Lines:
    """Two central differences, the far one at twice the step, and what is made of them."""

    def lines(result: CheckResult, index: int) -> list[Line]:
        slopes = [_slope(result, index, column) for column in (0, 2)]
        names = tr("slope at {step}", step=near[0]), tr("slope at {step}", step=far[0])
        return [
            *_between(result, index, 0, _around(near[1])),
            Line(names[0], gradient_text(slopes[0])),
            *_between(result, index, 2, _around(far[1])),
            Line(names[1], gradient_text(slopes[1])),
            Line(tr("put together"), tr("(4 · first − second) / 3")),
        ]

    return lines


def _around(step: str) -> tuple[str, str]:
    return f"J(w + {step})", f"J(w − {step})"


def _slope(result: CheckResult, index: int, column: int) -> float:
    steps = result.taken.steps_of(index)[column : column + 2]
    changes = result.taken.changes_of(index)
    costs = (result.taken.costs_of(index) if changes is None else changes)[column : column + 2]
    with np.errstate(all="ignore"):
        return float(np.divide(costs[0] - costs[1], steps[0] - steps[1]))


def _complex(result: CheckResult, index: int) -> list[Line]:
    cost, step = (
        float(result.taken.costs_of(index)[0]),
        float(result.taken.steps_of(index)[0]),
    )
    return [
        Line(tr("Im J(w + iε)"), f"{cost:+.16e}", apart=True),
        Line(tr("divided by the step"), f"{step:.10e}"),
    ]


_Lines = Callable[[CheckResult, int], list[Line]]

_SCHEMES: dict[str, _Lines] = {
    "forward": _forward,
    "backward": _backward,
    "central": _central,
    "four-point": _two_levels(("ε", "ε"), ("2ε", "2ε")),
    "richardson": _two_levels(("ε/2", "ε/2"), ("ε", "ε")),
    "complex-step": _complex,
}
