"""The steps from costs to a slope, and from gradients to the ratio, as lines of text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.judge import UNJUDGED
from nnd_gui.model.numbers import compact, epsilon_text, gradient_text, share_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.unit_words import weight_words
from nnd_gui.model.words import tr

__all__ = ["Line", "ratio_lines", "weight_lines", "weight_title"]


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
    """

    label: str
    plain: str
    faint: str = ""
    kind: str = ""
    apart: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return self.faint + self.plain


def weight_title(result: CheckResult, index: int) -> tuple[str, str]:
    """Name of a weight, and which units it joins."""
    return result.layout.name_of(index), weight_words(result.spec.network, index)


def weight_lines(result: CheckResult, index: int) -> list[Line]:
    """From the two costs around a weight to its slope, beside the analytic one."""
    found = result.weights
    analytic = Line(
        tr("analytic"), gradient_text(float(result.analytic[index])), kind="analytic", apart=True
    )
    value = Line(tr("w"), repr(float(result.values[index])))
    if found.verdict[index] == UNJUDGED:
        return [value, analytic]
    plus, minus = (float(cost) for cost in result.costs_of(index)[:2])
    steps = result.steps_of(index)
    width = float(steps[0] - steps[1])
    texts = f"{plus:.17g}", f"{minus:.17g}"
    same = _shared_length(*texts)
    return [
        value,
        Line(tr("J(w + ε)"), texts[0][same:], texts[0][:same], apart=True),
        Line(tr("J(w − ε)"), texts[1][same:], texts[1][:same]),
        Line(tr("difference"), f"{plus - minus:+.10e}"),
        Line(tr("divided by the step really taken"), f"{width:.10e}"),
        Line(
            tr("numerical"),
            gradient_text(float(found.numerical[index])),
            kind="numerical",
            apart=True,
        ),
        Line(tr("known to"), f"±\u00a0{compact(float(found.uncertainty[index]), 2)}"),
        analytic,
        Line(tr("relative error"), share_text(float(found.relative_error[index])), apart=True),
    ]


def _shared_length(first: str, second: str) -> int:
    """How many leading characters two texts share."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))


def ratio_lines(result: CheckResult) -> list[Line]:
    """The lesson's ratio with its numbers, and what the check was made with."""
    lines = [Line(tr("cost J"), f"{result.cost:.8g}")]
    if result.completed and result.planned:
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
