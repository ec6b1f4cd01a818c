"""The rules that courses and frameworks judge a gradient by, on the numbers of one check.

They are shown beside our verdict and never mixed in: each of them fails some right
gradients and passes some wrong ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats

__all__ = ["NAMED_RULES", "NamedRule", "RuleValue", "apply_rules"]


@dataclass(frozen=True, slots=True)
class NamedRule:
    """One rule.

    Parameters
    ----------
    name : str
        Whose it is.
    threshold : float
        Its value must not be above this.
    value : callable
        ``(analytic, numerical)``, both ``(n,)`` and finite, to one number.
    """

    name: str
    threshold: float
    value: Callable[[Floats, Floats], float]


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What a rule says of one gradient; the value is None where it is not a number."""

    name: str
    value: float | None
    threshold: float
    holds: bool


def _ratio_of_sum(analytic: Floats, numerical: Floats) -> float:
    return _divided(_norm(analytic - numerical), _norm(analytic + numerical))


def _ratio_of_norms(analytic: Floats, numerical: Floats) -> float:
    return _divided(_norm(analytic - numerical), _norm(analytic) + _norm(numerical))


def _worst_relative(analytic: Floats, numerical: Floats) -> float:
    error = np.abs(analytic - numerical)
    size = np.maximum(np.abs(analytic), np.abs(numerical))
    return float(np.max(np.where(size == 0, 0.0, error / np.where(size == 0, 1.0, size))))


def _allclose(analytic: Floats, numerical: Floats) -> float:
    # torch.autograd.gradcheck: abs(a - n) <= atol + rtol * abs(n), 1e-5 and 1e-3.
    return float(np.max(np.abs(analytic - numerical) / (1e-5 + 1e-3 * np.abs(numerical))))


def _norm(values: Floats) -> float:
    return float(np.linalg.norm(values))


def _divided(above: float, below: float) -> float:
    return above / below if below else math.nan


NAMED_RULES = (
    # "Typical results should be on the order of 1e-8 or less."
    NamedRule("lesson", 1e-8, _ratio_of_sum),
    # CS231n: "1e-7 and less you should be happy", of the worst relative error.
    NamedRule("cs231n", 1e-7, _worst_relative),
    # Coursera's machine learning course, checkNNGradients: less than 1e-9.
    NamedRule("coursera", 1e-9, _ratio_of_sum),
    # deeplearning.ai, gradient checking: more than 2e-7 is a mistake.
    NamedRule("deeplearning.ai", 2e-7, _ratio_of_norms),
    # The largest share of what torch's tolerances allow.
    NamedRule("torch", 1.0, _allclose),
)


def apply_rules(analytic: NDArray[Any], numerical: Floats) -> list[RuleValue]:
    """Judge a gradient by every named rule.

    Parameters
    ----------
    analytic, numerical : ndarray, shape (n,)
        At least one weight.

    Returns
    -------
    list of RuleValue
        In the order of `NAMED_RULES`.
    """
    claimed = analytic.astype(np.float64)
    finite = bool(np.all(np.isfinite(claimed)) and np.all(np.isfinite(numerical)))
    values = []
    for rule in NAMED_RULES:
        with np.errstate(over="ignore", invalid="ignore"):
            value = rule.value(claimed, numerical) if finite else math.nan
        known = math.isfinite(value)
        holds = known and value <= rule.threshold
        values.append(RuleValue(rule.name, value if known else None, rule.threshold, holds))
    return values
