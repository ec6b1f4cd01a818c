"""A closer look at some weights: other steps tell a kink, a jump and a bad step apart.

Where the asked step found a disagreement, or a bend that a smooth cost would not have, the
cost is measured again at a ladder of steps. A disagreement of a right gradient then goes
away, a kink at the weight's own value stays as wide as it was, a kink beside it is left
behind, and a jump grows as the step shrinks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.accusing import (
    MISTRUST,
    finer_levels_admit,
    levels_against,
    mistrust,
    want_two_witnesses,
    withdraw,
)
from nnd_gui.engine.differences import Floats, Slopes
from nnd_gui.engine.judge import judge_slopes
from nnd_gui.engine.kinks import judge_kinks
from nnd_gui.engine.ladder import CLEAR, Bools, Ladder, Levels, levels_of, pick
from nnd_gui.engine.verdicts import (
    AGREE,
    DISAGREE,
    RESOLUTION,
    UNDECIDED,
    WeightVerdicts,
    reason_code,
)

__all__ = ["look_closer"]

_ONE_SIDED, _REACHING = ("forward", "backward"), ("four-point", "richardson")
# A truncation that is more of the slope than this share of the tolerance is coarse, and is
# taken more than once before it accuses.
_COARSE = 0.3
# An imaginary step is too large where its truncation is more of the slope than this.
_TURNS = 0.1
# A truncation that is a larger share of the slope than this says nothing of smaller steps.
_LOCAL = 0.3
# A bend this much larger than a smooth cost would have is that of a kink.
_KINKED = 6.0
# A scheme of higher order that is so much less certain has a kink in its outer steps.
_OUTSIDE = 10.0


# Numbers at the edges overflow on the way to a verdict that says so.
@np.errstate(all="ignore")
def look_closer(
    asked: WeightVerdicts,
    cost: float,
    ladder: Ladder,
    analytic: NDArray[Any],
    tolerance: float,
    noise: float,
    scheme: str = "central",
) -> WeightVerdicts:
    """Judge some weights again, with other steps.

    Parameters
    ----------
    asked : WeightVerdicts
        What the asked step told of the k weights.
    cost : float
        Cost at the point.
    ladder : Ladder
        What the other steps found.
    analytic : ndarray, shape (k,)
        The gradient under test.
    tolerance : float
        Relative error up to which a weight agrees.
    noise : float
        Noise of the cost that was measured at the point.
    scheme : str
        By which the asked slopes were taken.

    Returns
    -------
    WeightVerdicts
    """
    levels = levels_of(cost, ladder, noise, np.finfo(analytic.dtype))
    best = _best(levels)
    closer = _judge_level(levels, ladder, best, analytic, tolerance)
    against = levels_against(levels, analytic, tolerance)
    want_two_witnesses(closer, against, best)
    admitted = finer_levels_admit(levels, best, analytic, tolerance)
    withdraw(closer, admitted & (closer.reason == reason_code("wrong")))
    crossing = _crosses(levels, best)
    if scheme in _REACHING or scheme in _ONE_SIDED:
        crossing |= _meets_further(asked, levels, one_sided=scheme in _ONE_SIDED)
    off = _own_error(asked, levels, tolerance, one_sided=scheme in _ONE_SIDED)
    contradicted = _contradicted(asked, levels)
    if scheme == "complex-step":
        # Along an imaginary step an exponential turns: where it does, it accuses nobody,
        # unless real steps do.
        turns = asked.truncation > _TURNS * np.abs(asked.numerical)
        turns &= closer.verdict != DISAGREE
        apart = np.abs(analytic.astype(np.float64) - asked.numerical)
        off = np.where(turns, np.fmax(off, apart), off)
    result = _settle(asked, closer, crossing, off, contradicted, analytic, tolerance)
    # An accusation by a step that is far too large needs one that is not.
    far = asked.truncation > np.maximum(_LOCAL * np.abs(asked.numerical), asked.rounding)
    far |= levels.wide[:, levels.asked]
    supported = np.any(against & _converges(levels), axis=1)
    withdraw(result, far & ~supported & (result.reason == reason_code("wrong")))
    if scheme == "complex-step":
        # Real steps contradict a small imaginary one only where the cost is not analytic.
        gap = np.abs(asked.numerical - closer.numerical)
        contradicted = gap > asked.uncertainty + closer.uncertainty
        rows = np.flatnonzero(contradicted & (asked.step <= closer.step))
        result.put(rows, closer.at(rows))
        # At a kink it knows the branch on which the point lies: where real slopes are as near
        # to the gradient under test, it does not accuse.
        leans = (gap > closer.rounding) & (2 * gap > apart) & ~np.any(against, axis=1)
        withdraw(result, leans & (result.reason == reason_code("wrong")))
    if analytic.dtype == np.float32:
        mistrust(result, analytic, tolerance)
    judge_kinks(result, cost, ladder, levels, analytic, tolerance)
    return result


def _best(levels: Levels) -> NDArray[np.intp]:
    """Level of each weight that is least uncertain, among those that can be believed."""
    return np.asarray(np.argmin(np.where(levels.credible, levels.uncertainty, np.inf), axis=1))


def _judge_level(
    levels: Levels,
    ladder: Ladder,
    level: NDArray[np.intp],
    analytic: NDArray[Any],
    tolerance: float,
) -> WeightVerdicts:
    slopes = Slopes(
        pick(levels.slopes.numerical, level),
        pick(levels.slopes.truncation, level),
        pick(levels.slopes.rounding, level),
    )
    rows = np.arange(len(level))
    costs, steps = ladder.costs[rows, level], ladder.steps[rows, level]
    return judge_slopes(
        slopes,
        analytic,
        tolerance,
        pick(levels.step, level),
        np.any(steps == 0, axis=1),
        ~np.all(np.isfinite(costs), axis=1),
        np.any(costs != costs[:, :1], axis=1),
    )


def _converges(levels: Levels) -> Bools:
    """At which levels the slope is known to come to rest: what is left changes little, or falls.

    Where a step is much too large for the cost, as beyond a saturated unit's reach or over
    many waves, slope and truncation are alike in size, and both grow as the step shrinks.
    """
    slopes = levels.slopes
    small = slopes.truncation <= _LOCAL * np.abs(slopes.numerical)
    small |= slopes.truncation <= slopes.rounding
    falls = np.zeros_like(small)
    falls[:, :-1] = slopes.truncation[:, 1:] <= slopes.truncation[:, :-1] / 2
    return np.asarray(small | falls)


def _own_error(
    asked: WeightVerdicts, levels: Levels, tolerance: float, *, one_sided: bool
) -> Floats:
    """How far the asked slope is off, where another step or its coarseness speaks against it.

    Returns
    -------
    ndarray, shape (k,)
        0 where nothing does: then each is within the other's uncertainty.
    """
    slopes = levels.slopes
    apart = np.abs(slopes.numerical - asked.numerical[:, np.newaxis])
    contradicts = apart - levels.uncertainty > asked.uncertainty[:, np.newaxis]
    contradicts &= levels.credible
    known = np.max(np.where(contradicts, apart + levels.uncertainty, 0.0), axis=1)
    # Several kinks in one step can hide from the estimate of the truncation, and where
    # that is coarse it is not good enough to accuse by. Of one side, half of it is not seen.
    truncation = asked.truncation
    if one_sided:
        beside = apart[:, levels.asked] + slopes.truncation[:, levels.asked]
        truncation = np.fmax(truncation, beside)
    share = min(RESOLUTION, _COARSE * tolerance)
    coarse = (truncation > share * np.abs(asked.numerical)) & (truncation > asked.rounding)
    return np.asarray(np.where(coarse, np.maximum(known, MISTRUST * truncation), known))


def _contradicted(asked: WeightVerdicts, levels: Levels) -> Bools:
    """Whether two levels that can be believed exclude the asked slope, as far as it is known."""
    apart = np.abs(levels.slopes.numerical - asked.numerical[:, np.newaxis])
    out = apart > levels.uncertainty + asked.uncertainty[:, np.newaxis]
    return np.asarray(np.count_nonzero(out & levels.credible, axis=1) > 1)


def _crosses(levels: Levels, best: NDArray[np.intp]) -> Bools:
    """Whether the asked step has a kink in it that the best level is clear of."""
    at = levels.asked
    reach = levels.step[:, at] / pick(levels.step, best)
    smooth = np.abs(pick(levels.far_bend, best)) + pick(levels.bend_noise, best)
    wide = np.maximum(np.abs(levels.bend[:, at]), np.abs(levels.far_bend[:, at]))
    clear = wide > CLEAR * levels.bend_noise[:, at]
    beyond = wide > _KINKED * smooth * reach
    return np.asarray(clear & beyond & (best > at))


def _meets_further(asked: WeightVerdicts, levels: Levels, *, one_sided: bool) -> Bools:
    """Whether a scheme that reaches beyond 2h met a kink there."""
    at = levels.asked
    near = levels.uncertainty[:, at]
    if one_sided:
        near = near + np.abs(levels.bend[:, at])
    return np.asarray(levels.usable[:, at] & (asked.truncation > _OUTSIDE * near))


def _settle(
    asked: WeightVerdicts,
    closer: WeightVerdicts,
    crossing: Bools,
    own_error: Floats,
    contradicted: Bools,
    analytic: NDArray[Any],
    tolerance: float,
) -> WeightVerdicts:
    """Weigh what the asked step told against what the best level tells."""
    everything = np.arange(len(crossing))
    result = asked.at(everything)
    # A kink inside the asked step: what is clear of it is the better measurement.
    adopt = crossing & (closer.verdict != UNDECIDED)
    # A clear word of another step against a gradient that the asked one could not judge.
    fine = closer.uncertainty <= RESOLUTION * np.abs(closer.numerical)
    doubtful = (asked.verdict != DISAGREE) | (own_error > asked.uncertainty)
    better = (closer.uncertainty < asked.uncertainty / 2) | contradicted
    adopt |= fine & better & (closer.verdict == DISAGREE) & doubtful
    result.put(everything[adopt], closer.at(everything[adopt]))
    hidden = crossing & (closer.verdict == UNDECIDED) & (asked.verdict != AGREE)
    # One that the asked slope does not feel is in nobody's way.
    hidden &= np.abs(asked.numerical - closer.numerical) > closer.uncertainty
    hidden &= closer.reason != reason_code("zero-both")
    result.verdict[hidden] = UNDECIDED
    result.reason[hidden] = reason_code("kink-in-step")
    nothing = crossing & (closer.reason == reason_code("zero-both"))
    result.put(everything[nothing], closer.at(everything[nothing]))
    # An accusation that other steps do not bear out was the asked step's own error, which is
    # known now.
    off = np.abs(asked.numerical - closer.numerical) + closer.uncertainty
    accused = (asked.verdict == DISAGREE) & (asked.reason == reason_code("wrong"))
    refuted = ~crossing & (closer.verdict == AGREE)
    off = np.where(refuted, np.fmax(off, own_error), own_error)
    standing = result.verdict == DISAGREE
    cleared = accused & (refuted | (standing & (own_error > asked.uncertainty)))
    # And neither does it vouch for what other steps exclude.
    cleared |= (asked.verdict == AGREE) & contradicted
    cleared &= ~adopt
    slopes = Slopes(asked.numerical, np.fmax(asked.truncation, off), asked.rounding)
    none = np.zeros(len(crossing), dtype=bool)
    again = judge_slopes(slopes, analytic, tolerance, asked.step, none, none, ~none)
    result.put(everything[cleared], again.at(everything[cleared]))
    return result
