"""Numbers and a tolerance -> verdicts. Pure: a change of tolerance judges again without a run.

For one weight, e is the error ``abs(analytic - numerical)``, u the uncertainty of the
numerical value, s the larger of the two sizes and t the tolerance:

* disagree if ``e > u + t*s``: more than the measurement and the tolerance explain;
* else undecided if ``u > 0.01*s``: the measurement is too coarse to vouch for anything;
* else agree.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats, Slopes
from nnd_gui.engine.noise import assumed_noise

__all__ = [
    "AGREE",
    "DISAGREE",
    "REASONS",
    "RESOLUTION",
    "UNDECIDED",
    "UNJUDGED",
    "VERDICTS",
    "WeightVerdicts",
    "cost_noise",
    "judge_slopes",
    "judge_weights",
    "lesson_ratio",
    "reason_code",
    "unjudged",
]

UNJUDGED, AGREE, UNDECIDED, DISAGREE = -1, 0, 1, 2
VERDICTS = ("agree", "undecided", "disagree")

# In the order in which they are looked at: the first that applies is a weight's reason.
# Those between `not-finite` and `zero-both` need a closer look at the weight (`closer`).
REASONS = (
    "step-lost",
    "not-finite",
    "discontinuous",
    "subgradient",
    "outside-subgradient",
    "kink-in-step",
    "zero-both",
    "wrong",
    "below-resolution",
    "matches",
)

# A weight whose uncertainty is a larger share of its gradient than this is undecided.
RESOLUTION = 0.01


def reason_code(reason: str) -> int:
    """Place of a reason in `REASONS`."""
    return REASONS.index(reason)


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
    step : ndarray of float64
        Size of the step that the numerical value was taken with.
    left, right : ndarray of float64
        The slopes on either side of a kink at the weight's own value, else NaN.
    """

    numerical: Floats
    truncation: Floats
    rounding: Floats
    relative_error: Floats
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]
    step: Floats
    left: Floats
    right: Floats

    def put(self, at: NDArray[Any], other: WeightVerdicts) -> None:
        """Write what was found for some weights over what was found before."""
        for field in fields(self):
            getattr(self, field.name)[at] = getattr(other, field.name)

    def at(self, places: NDArray[Any]) -> WeightVerdicts:
        """Copy of what was found for some of the weights."""
        return WeightVerdicts(*(getattr(self, field.name)[places] for field in fields(self)))

    @property
    def uncertainty(self) -> Floats:
        """How far each numerical value can be off."""
        return np.asarray(self.truncation + self.rounding)


def unjudged(count: int) -> WeightVerdicts:
    """Verdicts on weights nothing of which is known yet."""
    numbers = [np.full(count, np.nan) for _ in range(7)]
    verdict, reason = np.full(count, UNJUDGED, dtype=np.int8), np.zeros(count, dtype=np.int8)
    return WeightVerdicts(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        verdict,
        reason,
        numbers[4],
        numbers[5],
        numbers[6],
    )


def cost_noise(cost: float, costs: Floats, noise: float, limits: Any) -> Floats:
    """How much of the costs around some weights is rounding.

    Parameters
    ----------
    cost : float
        Cost at the point.
    costs : ndarray, shape (k, s)
        Costs around it.
    noise : float
        Noise that was measured at the point.
    limits : numpy.finfo
        Of the precision of the costs.

    Returns
    -------
    ndarray, shape (k,)
    """
    with np.errstate(invalid="ignore"):
        largest = np.maximum(np.max(np.abs(costs), axis=1), abs(cost))
    return np.maximum(assumed_noise(largest, limits), noise)


@np.errstate(all="ignore")
def judge_weights(
    scheme: str,
    cost: float,
    steps: Floats,
    costs: Floats,
    analytic: NDArray[Any],
    tolerance: float,
    noise: float = 0.0,
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
    noise : float
        Noise of the cost that was measured at the point.

    Returns
    -------
    WeightVerdicts
    """
    row = SCHEME_TABLE[scheme]
    sizes = np.full_like(costs, cost) if row.is_complex else costs
    # Of an imaginary part nothing is lost by subtraction: its rounding is a share of itself.
    seen = 0.0 if row.is_complex else noise
    rounding = cost_noise(cost, sizes, seen, np.finfo(analytic.dtype))
    slopes = row.slopes(cost, steps, costs, rounding)
    moved = costs != 0 if row.is_complex else costs != costs[:, :1]
    if row.own == 1 and not row.is_complex:
        moved = costs != cost
    lost = np.any(steps == 0, axis=1)
    bad = ~(np.all(np.isfinite(steps), axis=1) & np.all(np.isfinite(costs), axis=1))
    step = np.abs(steps[:, 0])
    return judge_slopes(slopes, analytic, tolerance, step, lost, bad, np.any(moved, axis=1))


def judge_slopes(
    slopes: Slopes,
    analytic: NDArray[Any],
    tolerance: float,
    step: Floats,
    lost: NDArray[np.bool_],
    bad: NDArray[np.bool_],
    reacted: NDArray[np.bool_],
) -> WeightVerdicts:
    """Judge some weights by their slopes.

    Parameters
    ----------
    slopes : Slopes
        The numerical gradient and how far it can be off.
    analytic : ndarray, shape (k,)
        The gradient under test.
    tolerance : float
        Relative error up to which a weight agrees.
    step : ndarray, shape (k,)
        Size of the step taken.
    lost, bad, reacted : ndarray of bool, shape (k,)
        Whether a step was lost in rounding, a cost was not finite, and the cost changed
        at all.
    """
    numerical, claimed = slopes.numerical, analytic.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        error = np.abs(claimed - numerical)
        size = np.maximum(np.abs(claimed), np.abs(numerical))
        uncertainty = slopes.truncation + slopes.rounding
        relative = np.where(size == 0, 0.0, error / size)
        relative = np.where(np.isfinite(error), relative, np.nan)
        # Numbers too small to be normal have lost their places.
        floor = float(np.finfo(analytic.dtype).tiny)
        off = error > uncertainty + tolerance * size
        wrong = error > uncertainty + tolerance * size + floor
        # Not "larger than": an uncertainty that overflowed to NaN must not vouch for anything;
        # and the floor excuses, but does not vouch either.
        unresolved = ~(uncertainty <= RESOLUTION * size) | off
    claim_finite = np.isfinite(claimed)
    slope_finite = np.isfinite(numerical) & ~bad
    rows: list[tuple[NDArray[np.bool_], int, str]] = [
        (lost, UNDECIDED, "step-lost"),
        (~claim_finite & slope_finite, DISAGREE, "not-finite"),
        (~claim_finite | ~slope_finite, UNDECIDED, "not-finite"),
        (~reacted & (claimed == 0), UNDECIDED, "zero-both"),
        (wrong, DISAGREE, "wrong"),
        (unresolved, UNDECIDED, "below-resolution"),
    ]
    conditions = [condition for condition, _, _ in rows]
    verdict = np.select(conditions, [row[1] for row in rows], AGREE)
    codes = [reason_code(row[2]) for row in rows]
    reason = np.select(conditions, codes, reason_code("matches"))
    unknown = np.full(len(claimed), np.nan)
    return WeightVerdicts(
        numerical,
        slopes.truncation,
        slopes.rounding,
        relative,
        verdict.astype(np.int8),
        reason.astype(np.int8),
        step,
        unknown,
        unknown.copy(),
    )


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
