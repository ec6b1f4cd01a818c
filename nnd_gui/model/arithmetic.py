"""The steps from costs to a slope, and from gradients to the ratio, as lines of text."""

from __future__ import annotations

import numpy as np

from nnd_gui.model.cover import Revealed
from nnd_gui.model.formula_lines import Line, formula_lines
from nnd_gui.model.numbers import compact, epsilon_text, gradient_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.result_texts import analytic_text, error_text, numerical_text
from nnd_gui.model.unit_words import place_words
from nnd_gui.model.words import tr, trn

__all__ = ["Line", "method_lines", "ratio_lines", "weight_lines", "weight_title"]


def weight_title(result: CheckResult, index: int) -> tuple[str, str]:
    """Name of a weight, and which units it joins; of a person's file, where it stands."""
    name = result.layout.name_of(index)
    return name, place_words(result.spec.subject, result.layout, index)


def weight_lines(result: CheckResult, index: int) -> list[Line]:
    """From the costs around a weight to its slope, beside the analytic one: the formula filled in.

    The costs are those that it was taken from; where that was another step than the one asked
    for, the numerical value says which.
    """
    found = result.weights
    analytic = Line(
        tr("analytic"), analytic_text(result, index), kind="analytic", apart=True, compared=True
    )
    value = Line(tr("w"), repr(float(result.values[index])))
    if not result.is_measured(index):
        return [value, analytic]
    left, right = float(found.left[index]), float(found.right[index])
    sides = []
    if np.isfinite([left, right]).all():
        sides = [
            Line(tr("slope on the left"), gradient_text(left), apart=True, compared=True),
            Line(tr("slope on the right"), gradient_text(right), compared=True),
        ]
    # Whether they agree may be covered, to be predicted first.
    told = result.cover is None or result.cover.revealed >= Revealed.RATIO
    relative = error_text(result, index)
    error = [Line(tr("relative error"), relative, apart=True, compared=True)] if told else []
    return [
        value,
        *formula_lines(result, index),
        Line(
            _numerical_label(result, index),
            numerical_text(result, index),
            kind="numerical",
            apart=True,
            compared=True,
        ),
        Line(
            tr("known to"),
            f"±\u00a0{compact(float(found.uncertainty[index]), 2)}",
            compared=True,
        ),
        *sides,
        analytic,
        *error,
    ]


def _numerical_label(result: CheckResult, index: int) -> str:
    step, asked = (
        float(result.weights.step[index]),
        abs(float(result.taken.steps_of(index)[0])),
    )
    if np.isfinite(step) and not np.isclose(step, asked, rtol=1e-6, atol=0):
        return tr("numerical, at a step of {step}", step=compact(step, 2))
    return tr("numerical")


def ratio_lines(result: CheckResult) -> list[Line]:
    """The lesson's ratio with its numbers, and what the check was made with."""
    lines = [Line(tr("cost J"), f"{result.cost:.8g}")]
    if result.ratio_told and result.planned:
        at = result.measured
        analytic, numerical = result.analytic[at].astype(np.float64), result.weights.numerical[at]
        with np.errstate(invalid="ignore", over="ignore"):
            apart = float(np.linalg.norm(analytic - numerical))
            together = float(np.linalg.norm(analytic + numerical))
        lines += [
            Line(tr("norm(analytic − numerical)"), compact(apart, 4), apart=True),
            Line(tr("norm(analytic + numerical)"), compact(together, 4)),
            Line(tr("ratio of the two"), compact(result.ratio, 4)),
        ]
    spec = result.spec
    return [
        *lines,
        Line(tr("tolerance of a weight"), epsilon_text(spec.tolerance_used), apart=True),
    ]


def method_lines(result: CheckResult) -> list[Line]:
    """How the costs were computed, once the check has ended."""
    finished = result.finished
    if finished is None or not result.total:
        return []
    ways = {
        "loop": tr("each cost in full"),
        "direct": tr("only what a weight changes"),
        "shared": tr("weights into a unit together"),
    }
    lines = [
        Line(tr("evaluations of the cost"), f"{finished.evaluations:,}", apart=True),
        Line(tr("perturbed costs"), ways.get(result.method, result.method)),
    ]
    if result.audit is not None:
        label = trn(
            "audit by the plain loop, {count} weight",
            "audit by the plain loop, {count} weights",
            result.audit.weights,
        )
        most = tr("off by {most} at most", most=compact(result.audit.largest_deviation, 2))
        lines.append(Line(label, most))
    return lines
