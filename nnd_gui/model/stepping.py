"""A finished check, gone through weight by weight: how it stood after each, and what was done.

Nothing is run for it. Each place is a pure function of the result and a number, so that going
back is as exact as going forward.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.judge import UNJUDGED, unjudged
from nnd_gui.model.arithmetic import weight_title
from nnd_gui.model.digits import all_digits, cancellation
from nnd_gui.model.explain import explain, verdict_word
from nnd_gui.model.formula_lines import Line
from nnd_gui.model.numbers import gradient_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["StepTold", "step_borders", "step_order", "step_told", "up_to"]

# Digits that show a weight and a usual step; a smaller step asks for all of them.
_DIGITS = 11


@dataclass(frozen=True, slots=True)
class StepTold:
    """What is told of one step.

    Parameters
    ----------
    title, words : str
        The weight, and which units it joins.
    cells : tuple of Line
        What was computed, from the perturbed weight to the two gradients.
    verdict : int, optional
        What came out; None before the first step.
    end : str
        What all of them come to, at the end; else empty.
    """

    title: str
    words: str
    cells: tuple[Line, ...] = ()
    verdict: int | None = None
    end: str = ""

    @property
    def text(self) -> str:
        """All of it, to be read out."""
        found = [] if self.verdict is None else [verdict_word(self.verdict)]
        numbers = [f"{cell.label} {cell.text}" for cell in self.cells]
        return ". ".join(filter(None, [f"{self.title}, {self.words}", *numbers, *found, self.end]))


def step_order(result: CheckResult) -> NDArray[np.intp]:
    """The weights that were measured, in the order in which they were perturbed."""
    if result.finished is None:
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(result.weights.verdict != UNJUDGED)


def step_borders(result: CheckResult) -> tuple[int, ...]:
    """The steps in which the first measured weight of each matrix and bias is perturbed."""
    order = step_order(result)
    starts = np.searchsorted(order, [block.start for block in result.layout.blocks])
    return tuple(int(start) + 1 for start in np.unique(starts) if start < len(order))


def up_to(result: CheckResult, step: int) -> CheckResult:
    """The check as it stood when so many weights were measured.

    Parameters
    ----------
    result : CheckResult
        A check that has ended.
    step : int
        How many; as many as there are give the result itself.

    Returns
    -------
    CheckResult
        With the verdicts that these weights have in the end, and without all that was found
        after the last of them.
    """
    order = step_order(result)
    if step >= len(order):
        return result
    taken = order[: max(step, 0)]
    at: NDArray[Any] | slice = taken
    if len(taken) and taken[-1] == len(taken) - 1:
        at = slice(0, len(taken))  # all from the first on: a hundred thousand in no time
    shown = copy.copy(result)
    shown.weights = unjudged(result.total)
    shown.weights.put(at, result.weights.at(at))
    shown.checked, shown.looked = len(taken), 0
    shown.phase = shown.audit = shown.directions = shown.advice = None
    shown.findings, shown.first_wrong = (), None
    shown.finished = shown.overall = shown.ratio = None
    return shown


def step_told(result: CheckResult, step: int) -> StepTold:
    """What is perturbed in a step, what was computed, and what came out.

    Parameters
    ----------
    result : CheckResult
        A check that has ended.
    step : int
        How many weights are measured with it; 0 is before the first.
    """
    order = step_order(result)
    step = min(max(step, 0), len(order))
    if step == 0:
        words = trn(
            "{count} weight is about to be perturbed.",
            "{count} weights are about to be perturbed, one after the other.",
            len(order),
        )
        return StepTold(tr("Before the first step"), words)
    index = int(order[step - 1])
    title, words = weight_title(result, index)
    end = explain(result).headline if step == len(order) else ""
    cells = (*_computed(result, index), *_slopes(result, index))
    return StepTold(title, words, cells, int(result.weights.verdict[index]), end)


def _slopes(result: CheckResult, index: int) -> tuple[Line, Line]:
    numerical, analytic = result.weights.numerical[index], result.analytic[index]
    return (
        Line(tr("numerical"), gradient_text(float(numerical)), kind="numerical"),
        Line(tr("analytic"), gradient_text(float(analytic)), kind="analytic"),
    )


def _computed(result: CheckResult, index: int) -> tuple[Line, ...]:
    """The perturbed weights and the costs there: those that the slope was taken from."""
    again = result.taken.again(index, float(result.weights.step[index]))
    if again is not None:
        return _pair(result, index, "h", again.steps, again.costs)
    steps, costs = result.taken.steps_of(index), result.taken.costs_of(index)
    scheme, value = result.spec.scheme, result.values[index]
    if scheme == "complex-step":
        return (
            Line(tr("w + iε"), f"{_weight(value, 0.0)} + {float(steps[0]):.3g}i"),
            Line(tr("Im J(w + iε)"), f"{float(costs[0]):+.16e}"),
        )
    if scheme in ("forward", "backward"):
        sign = "+" if scheme == "forward" else "−"
        there = Line(tr("J(w {sign} ε)", sign=sign), all_digits(float(costs[0]), value.dtype.name))
        return (
            Line(tr("w {sign} ε", sign=sign), _weight(value, float(steps[0]))),
            there,
            Line(tr("J(w)"), all_digits(result.cost, value.dtype.name)),
        )
    return _pair(result, index, "ε/2" if scheme == "richardson" else "ε", steps, costs)


def _pair(
    result: CheckResult, index: int, step: str, steps: Floats, costs: Floats
) -> tuple[Line, ...]:
    value = result.values[index]
    plus, minus = float(costs[0]), float(costs[1])
    texts = [("", all_digits(cost, value.dtype.name)) for cost in (plus, minus)]
    if np.isfinite([plus, minus]).all():
        both = cancellation(plus, minus, value.dtype.name)
        texts = [both.plus, both.minus]
    lines: list[Line] = []
    for sign, at, (faint, plain) in zip("+−", steps[:2], texts, strict=True):
        lines.append(Line(f"w {sign} {step}", _weight(value, float(at))))
        lines.append(Line(f"J(w {sign} {step})", plain, faint))
    return tuple(lines)


def _weight(value: Any, step: float) -> str:
    """A perturbed weight, with as many digits as it takes to see the step."""
    moved = value + value.dtype.type(step)
    short = f"{float(moved):.{_DIGITS}g}"
    lost = step != 0 and short == f"{float(value):.{_DIGITS}g}"
    return all_digits(float(moved), value.dtype.name) if lost else short
