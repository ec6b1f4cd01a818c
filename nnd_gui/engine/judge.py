"""Numbers and a tolerance -> verdicts. Pure: a change of tolerance judges again without a run.

For one weight, e is the error ``abs(analytic - numerical)``, u the uncertainty of the
numerical value, s the larger of the two sizes and t the tolerance:

* disagree if ``e > u + t*s``: more than the measurement and the tolerance explain;
* else undecided if ``u > 0.01*s``: the measurement is too coarse to vouch for anything;
* else agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats, Slopes

__all__ = [
    "AGREE",
    "DISAGREE",
    "REASONS",
    "UNDECIDED",
    "UNJUDGED",
    "VERDICTS",
    "WeightVerdicts",
    "judge_weights",
    "lesson_ratio",
]

UNJUDGED, AGREE, UNDECIDED, DISAGREE = -1, 0, 1, 2
VERDICTS = ("agree", "undecided", "disagree")

# In the order in which they are looked at: the first that applies is a weight's reason.
REASONS = ("step-lost", "not-finite", "zero-both", "wrong", "below-resolution", "matches")

# A weight whose uncertainty is a larger share of its gradient than this is undecided.
RESOLUTION = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class WeightVerdicts:
    """What was found for each of some weights; every array has shape (k,).

    Parameters
    ----------
    numerical : ndarray of float64
        The gradient by differences.
    truncation, rounding : ndarray of float64
        The two parts of its uncertainty.
    relative_error : ndarray of float64
        ``e / s``, 0 where both are 0, NaN where either is not finite.
    verdict : ndarray of int8
        `AGREE`, `UNDECIDED` or `DISAGREE`; `UNJUDGED` where nothing was measured.
    reason : ndarray of int8
        Place in `REASONS`.
    """

    numerical: Floats
    truncation: Floats
    rounding: Floats
    relative_error: Floats
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]

    @property
    def uncertainty(self) -> Floats:
        """How far each numerical value can be off."""
        return np.asarray(self.truncation + self.rounding)


def judge_weights(
    scheme: str,
    cost: float,
    steps: Floats,
    costs: Floats,
    analytic: NDArray[Any],
    tolerance: float,
) -> WeightVerdicts:
    """Judge some weights by the costs around them.

    Parameters
    ----------
    scheme : str
        Row of `SCHEME_TABLE` by which the costs were taken.
    cost : float
        Cost at the point.
    steps, costs : ndarray, shape (k, s)
        The steps really taken, and the costs there.
    analytic : ndarray, shape (k,)
        The gradient under test, in the precision in which the costs were computed.
    tolerance : float
        Relative error up to which a weight agrees.

    Returns
    -------
    WeightVerdicts
    """
    slopes = SCHEME_TABLE[scheme].slopes(cost, steps, costs, np.finfo(analytic.dtype))
    numerical, claimed = slopes.numerical, analytic.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        error = np.abs(claimed - numerical)
        size = np.maximum(np.abs(claimed), np.abs(numerical))
        uncertainty = slopes.truncation + slopes.rounding
        relative = np.where(size == 0, 0.0, error / size)
        relative = np.where(np.isfinite(error), relative, np.nan)
        wrong = error > uncertainty + tolerance * size
        # Not "larger than": an uncertainty that overflowed to NaN must not vouch for anything.
        unresolved = ~(uncertainty <= RESOLUTION * size)
    verdict, reason = _first_reason(slopes, steps, costs, claimed, wrong, unresolved)
    return WeightVerdicts(numerical, slopes.truncation, slopes.rounding, relative, verdict, reason)


def _first_reason(
    slopes: Slopes,
    steps: Floats,
    costs: Floats,
    claimed: Floats,
    wrong: NDArray[np.bool_],
    unresolved: NDArray[np.bool_],
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    claim_finite = np.isfinite(claimed)
    finite_slope = np.isfinite(slopes.numerical)
    for measured in (steps, costs):
        finite_slope &= np.all(np.isfinite(measured), axis=1)
    rows: list[tuple[NDArray[np.bool_], int, str]] = [
        (np.any(steps == 0, axis=1), UNDECIDED, "step-lost"),
        (~claim_finite & finite_slope, DISAGREE, "not-finite"),
        (~claim_finite | ~finite_slope, UNDECIDED, "not-finite"),
        (~slopes.reacted & (claimed == 0), UNDECIDED, "zero-both"),
        (wrong, DISAGREE, "wrong"),
        (unresolved, UNDECIDED, "below-resolution"),
    ]
    conditions = [condition for condition, _, _ in rows]
    verdict = np.select(conditions, [row[1] for row in rows], AGREE)
    reason = np.select(
        conditions, [REASONS.index(row[2]) for row in rows], REASONS.index("matches")
    )
    return verdict.astype(np.int8), reason.astype(np.int8)


def lesson_ratio(analytic: NDArray[Any], numerical: Floats) -> float | None:
    """Return the lesson's one number: ``norm(a - n) / norm(a + n)``.

    Parameters
    ----------
    analytic, numerical : ndarray, shape (n,)

    Returns
    -------
    float or None
        None where it is not a finite number, as when both gradients are 0.
    """
    claimed = analytic.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        ratio = float(
            np.divide(np.linalg.norm(claimed - numerical), np.linalg.norm(claimed + numerical))
        )
    return ratio if np.isfinite(ratio) else None
