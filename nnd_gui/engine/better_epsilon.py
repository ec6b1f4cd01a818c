"""An epsilon that would decide a check which this one leaves undecided."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["Advice", "Cause", "better_epsilon", "usual_epsilon", "would_leave"]

# Small enough for the complex step to be exact, large enough not to vanish in products.
_COMPLEX = 1e-20
# A witness tells about so much of the slope times h**order, where all derivatives are alike.
_ALIKE = 0.5
# A truncation that is a larger share of the slope than this says nothing of smaller steps.
_LOCAL = 0.3
# Of a cost that is about as large as its slopes, the last places that rounding reaches.
_ROUNDINGS = 100


Cause = Literal[
    "matches",
    "nearly-matches",
    "wrong",
    "matches-along",
    "wrong-along",
    "epsilon-too-large",
    "epsilon-too-small",
    "one-step",
    "precision",
    "flat",
    "large-cost",
    "noisy-cost",
    "not-finite",
    "untested-block",
    "untested-data",
    "kinks",
    "jumps",
    "many-undecided",
]


@dataclass(frozen=True, slots=True)
class Advice:
    """What was found by trying other steps.

    Parameters
    ----------
    epsilon : float or None
        One that decides; None if none does of those that were tried.
    step : str
        Whether that is absolute or relative.
    cause : Cause, optional
        What the best of them leaves undecided, where none decides.
    """

    epsilon: float | None
    step: str
    cause: Cause | None = None


def better_epsilon(
    spec: ExperimentSpec, truncation: float, rounding: float, size: float, allowed: float
) -> float | None:
    """Find the decade at which truncation and rounding together would be least.

    Truncation is c*h**p, with p the order of the scheme, and rounding r/h; their sum is
    least at (r/pc)**(1/(p+1)). Where rounding hides the truncation, or the step is so large
    that the truncation is as large as the slope and says nothing of smaller steps, c is
    taken to be that of a cost whose derivatives are all alike.

    Parameters
    ----------
    spec : ExperimentSpec
        The check that was made.
    truncation, rounding : float
        Norms of what it left uncertain.
    size : float
        Norm of the gradient.
    allowed : float
        Uncertainty with which the check would be decided.

    Returns
    -------
    float or None
        None if the check would still be undecided there.
    """
    scheme, h = SCHEME_TABLE[spec.scheme], spec.epsilon
    if scheme.is_complex:
        return _COMPLEX if truncation > rounding and h > _COMPLEX else None
    if not (0 < rounding < math.inf and 0 < size < math.inf):
        decade = usual_epsilon(spec)
        return decade if size > 0 and rounding * (h / decade) <= allowed else None
    order = scheme.order
    # By logarithms: h**3 can overflow, and so can its inverse.
    log_h, log_r = math.log10(h), math.log10(rounding) + math.log10(h)
    log_c = math.log10(size) + math.log10(_ALIKE)
    if rounding < truncation < _LOCAL * size:
        log_c = math.log10(truncation) - order * log_h
    best = (log_r - log_c - math.log10(order)) / (order + 1)
    place = min(max(round(best), -300), 300)
    expected = _power(log_c + order * place) + _power(log_r - place)
    return float(f"1e{place}") if expected <= allowed else None


def would_leave(spec: ExperimentSpec, truncation: float, rounding: float, epsilon: float) -> float:
    """Uncertainty that another epsilon would leave, as far as this one tells."""
    scheme = SCHEME_TABLE[spec.scheme]
    if scheme.is_complex:
        return rounding
    scale = math.log10(epsilon) - math.log10(spec.epsilon)
    known = truncation > rounding
    grown = truncation * _power(scheme.order * scale) if known else 0.0
    return grown + rounding * _power(-scale)


def _power(exponent: float) -> float:
    return float(10.0 ** min(exponent, 300.0))


def usual_epsilon(spec: ExperimentSpec) -> float:
    """Best decade for a cost and derivatives of the size of 1."""
    unit = _ROUNDINGS * float(np.finfo(spec.dtype).eps)
    return float(f"1e{round(math.log10(unit) / (SCHEME_TABLE[spec.scheme].order + 1))}")
