"""Numbers and a tolerance -> verdicts. Pure: a change of tolerance judges again without a run.

For one weight, e is the error ``abs(analytic - numerical)``, u the uncertainty of the
numerical value, s the larger of the two sizes and t the tolerance:

* disagree if ``e > u + t*s``: more than the measurement and the tolerance explain;
* else undecided if ``u > 0.01*s``: the measurement is too coarse to vouch for anything;
* else agree.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.costs_around import CostsAround
from nnd_gui.engine.differences import SCHEME_TABLE, Floats, Slopes
from nnd_gui.engine.verdicts import (
    AGREE,
    DISAGREE,
    REASONS,
    RESOLUTION,
    UNDECIDED,
    UNJUDGED,
    VERDICTS,
    WeightVerdicts,
    reason_code,
    unjudged,
)

__all__ = [
    "AGREE",
    "DISAGREE",
    "REASONS",
    "RESOLUTION",
    "UNDECIDED",
    "UNJUDGED",
    "VERDICTS",
    "WeightVerdicts",
    "judge_slopes",
    "judge_weights",
    "lesson_ratio",
    "reason_code",
    "unjudged",
]


@np.errstate(all="ignore")
def judge_weights(
    scheme: str, around: CostsAround, analytic: NDArray[Any], tolerance: float
) -> WeightVerdicts:
    """Judge some weights by the costs around them.

    Parameters
    ----------
    scheme : str
        Row of `SCHEME_TABLE` by which the costs were taken.
    around : CostsAround
        Costs around k weights.
    analytic : ndarray, shape (k,)
        The gradient under test, in the precision in which the costs were computed.
    tolerance : float
        Relative error up to which a weight agrees.

    Returns
    -------
    WeightVerdicts
    """
    row, steps, costs = SCHEME_TABLE[scheme], around.steps, around.costs
    slopes = row.slopes(around.cost, steps, costs, around.noise)
    if row.is_complex:
        moved = costs != 0
    else:
        moved = costs != (around.cost if row.own == 1 else costs[:, :1])
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
    verdict = np.full(len(claimed), AGREE, dtype=np.int8)
    reason = np.full(len(claimed), reason_code("matches"), dtype=np.int8)
    # The first that applies counts, and is written last.
    for condition, found, why in reversed(rows):
        if condition.any():
            verdict[condition] = found
            reason[condition] = reason_code(why)
    unknown = np.full(len(claimed), np.nan)
    return WeightVerdicts(
        numerical,
        slopes.truncation,
        slopes.rounding,
        relative,
        verdict,
        reason,
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
