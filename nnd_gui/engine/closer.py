"""A closer look at some weights: smaller steps tell a kink, a jump and a bad step apart.

Where the asked step found a disagreement, or a bend that a smooth cost would not have, the
cost is measured again at a ladder of smaller steps. A disagreement of a right gradient then
goes away, a kink at the weight's own value stays as wide as it was, a kink beside it is
left behind, and a jump grows as the step shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import CENTRAL, Floats, Slopes, bends
from nnd_gui.engine.judge import (
    AGREE,
    DISAGREE,
    RESOLUTION,
    UNDECIDED,
    WeightVerdicts,
    cost_noise,
    judge_slopes,
    reason_code,
)

__all__ = ["LADDER", "Ladder", "ladder_steps", "look_closer", "suspects"]

Bools = NDArray[np.bool_]

# Steps smaller than the asked one, by equal factors down to this share of a weight's usual
# size: below it rounding hides a kink as well as a slope.
LADDER = 4
_LOWEST = {"float64": 1e-7, "float32": 1e-3}

# A bend counts if it stands this far out of its own rounding.
_CLEAR = 8.0
# Two bends are the same, or one is twice the other, to within this share.
_ALIKE = 0.25
# A coarse truncation is taken this many times before it accuses.
_MISTRUST = 3.0
# A bend this much larger than a smooth cost would have is that of a kink.
_KINKED = 6.0


def ladder_steps(step: Floats, size: Floats, dtype: str) -> Floats:
    """Step sizes for a closer look.

    Parameters
    ----------
    step : ndarray, shape (k,)
        The steps that were asked for, positive.
    size : ndarray, shape (k,)
        Usual size of a weight in each one's matrix or bias, 0 where all are 0.
    dtype : str
        Precision of the costs.

    Returns
    -------
    ndarray, shape (k, LADDER)
        Falling from the asked step; all the same where that is too small already.
    """
    lowest = _LOWEST[dtype] * np.where(size > 0, np.minimum(size, 1.0), 1.0)
    lowest = np.minimum(lowest, step)
    rungs = np.arange(1, LADDER + 1) / LADDER
    with np.errstate(over="ignore", under="ignore"):
        falling = step[:, np.newaxis] * (lowest / step)[:, np.newaxis] ** rungs
    return np.asarray(falling)


def suspects(
    found: WeightVerdicts,
    cost: float,
    steps: Floats,
    costs: Floats,
    noise: Floats,
    tolerance: float,
) -> Bools:
    """Which weights want a closer look.

    Parameters
    ----------
    found : WeightVerdicts
        What the asked step told.
    cost : float
        Cost at the point.
    steps, costs : ndarray, shape (k, s)
        The evidence; bends are looked for where the scheme is the central one.
    noise : ndarray, shape (k,)
        How much of a cost is rounding.
    tolerance : float
        Relative error up to which a weight agrees.

    Returns
    -------
    ndarray of bool, shape (k,)
    """
    coarse = (found.verdict == UNDECIDED) & (found.truncation > found.rounding)
    broken = (found.verdict == UNDECIDED) & (found.reason == reason_code("not-finite"))
    doubtful = coarse | broken | (found.verdict == DISAGREE)
    if steps.shape[1] != len(CENTRAL.multiples):
        return np.asarray(doubtful)
    near, far = bends(cost, steps, costs)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        odd = np.abs(near - far / 2)
        clear = odd > _CLEAR * noise / np.abs(steps[:, 0])
        matters = odd > 0.1 * tolerance * np.abs(found.numerical)
        bent = odd > 0.05 * np.maximum(np.abs(near), np.abs(far))
    wanted: Bools = doubtful | (clear & matters & bent)
    return wanted


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """The evidence of a closer look at k weights, from the asked step downwards.

    Parameters
    ----------
    steps, costs : ndarray, shape (k, L, 4)
        As for the central scheme, at each of L steps.
    """

    steps: Floats
    costs: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Levels:
    """What each level tells; every array has shape (k, L)."""

    slopes: Slopes
    usable: Bools
    bend: Floats
    far_bend: Floats
    bend_noise: Floats
    step: Floats


def look_closer(
    asked: WeightVerdicts,
    cost: float,
    ladder: Ladder,
    analytic: NDArray[Any],
    tolerance: float,
    noise: float,
) -> WeightVerdicts:
    """Judge some weights again, with smaller steps.

    Parameters
    ----------
    asked : WeightVerdicts
        What the asked step told of the k weights.
    cost : float
        Cost at the point.
    ladder : Ladder
        What the smaller steps found.
    analytic : ndarray, shape (k,)
        The gradient under test.
    tolerance : float
        Relative error up to which a weight agrees.
    noise : float
        Noise of the cost that was measured at the point.

    Returns
    -------
    WeightVerdicts
    """
    levels = _levels(cost, ladder, noise, np.finfo(analytic.dtype))
    best = _best(levels)
    closer = _judge_level(levels, ladder, best, analytic, tolerance)
    off = _own_error(asked, levels)
    result = _settle(asked, closer, _crosses(levels, best), off, analytic, tolerance)
    kink, jump, at = _kinks(levels)
    result.verdict[jump] = UNDECIDED
    result.reason[jump] = reason_code("discontinuous")
    rows = np.flatnonzero(kink)
    if rows.size:
        shown = at[rows]
        sides = _one_sided_slopes(cost, ladder.steps[rows, shown], ladder.costs[rows, shown])
        off = levels.bend_noise[rows, shown]
        _judge_kinks(result, rows, sides, off, analytic[rows].astype(np.float64), tolerance)
    return result


def _levels(cost: float, ladder: Ladder, noise: float, limits: Any) -> _Levels:
    count, depth, _ = ladder.steps.shape
    steps, costs = ladder.steps.reshape(-1, 4), ladder.costs.reshape(-1, 4)
    rounding = cost_noise(cost, costs, noise, limits)
    slopes = CENTRAL.slopes(cost, steps, costs, rounding)
    bend, far_bend = bends(cost, steps, costs)
    with np.errstate(divide="ignore", invalid="ignore"):
        bend_noise = 4 * rounding / np.abs(steps[:, 0])
    usable = np.all(np.isfinite(costs), axis=1) & np.all(steps != 0, axis=1)

    def shaped(values: Any) -> Any:
        return np.asarray(values).reshape(count, depth)

    return _Levels(
        Slopes(*(shaped(part) for part in (slopes.numerical, slopes.truncation, slopes.rounding))),
        shaped(usable),
        shaped(bend),
        shaped(far_bend),
        shaped(bend_noise),
        shaped(np.abs(steps[:, 0])),
    )


def _best(levels: _Levels) -> NDArray[np.intp]:
    """Level of each weight that is least uncertain."""
    uncertainty = levels.slopes.truncation + levels.slopes.rounding
    usable = levels.usable & np.isfinite(uncertainty)
    return np.asarray(np.argmin(np.where(usable, uncertainty, np.inf), axis=1))


def _pick(values: Floats, level: NDArray[np.intp]) -> Floats:
    return np.asarray(np.take_along_axis(values, level[:, np.newaxis], axis=1)[:, 0])


def _judge_level(
    levels: _Levels,
    ladder: Ladder,
    level: NDArray[np.intp],
    analytic: NDArray[Any],
    tolerance: float,
) -> WeightVerdicts:
    slopes = Slopes(
        _pick(levels.slopes.numerical, level),
        _pick(levels.slopes.truncation, level),
        _pick(levels.slopes.rounding, level),
    )
    rows = np.arange(len(level))
    costs, steps = ladder.costs[rows, level], ladder.steps[rows, level]
    return judge_slopes(
        slopes,
        analytic,
        tolerance,
        _pick(levels.step, level),
        np.any(steps == 0, axis=1),
        ~np.all(np.isfinite(costs), axis=1),
        np.any(costs != costs[:, :1], axis=1),
    )


def _own_error(asked: WeightVerdicts, levels: _Levels) -> Floats:
    """How far the asked slope is off, where a smaller step or its coarseness speaks against it.

    Returns
    -------
    ndarray, shape (k,)
        0 where nothing does: then each is within the other's uncertainty.
    """
    slopes = levels.slopes
    with np.errstate(invalid="ignore", over="ignore"):
        uncertainty = slopes.truncation + slopes.rounding
        apart = np.abs(slopes.numerical - asked.numerical[:, np.newaxis])
        contradicts = apart - uncertainty > asked.uncertainty[:, np.newaxis]
        contradicts &= levels.usable & np.isfinite(uncertainty)
        known = np.max(np.where(contradicts, apart + uncertainty, 0.0), axis=1)
        # Several kinks in one step can hide from the estimate of the truncation, and where
        # that is coarse it is not good enough to accuse by.
        coarse = asked.uncertainty > RESOLUTION * np.abs(asked.numerical)
        coarse &= asked.truncation > asked.rounding
    return np.asarray(np.where(coarse, np.maximum(known, _MISTRUST * asked.truncation), known))


def _crosses(levels: _Levels, best: NDArray[np.intp]) -> Bools:
    """Whether the asked step has a kink in it that the best level is clear of."""
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        reach = levels.step[:, 0] / _pick(levels.step, best)
        smooth = np.abs(_pick(levels.far_bend, best)) + _pick(levels.bend_noise, best)
        wide = np.maximum(np.abs(levels.bend[:, 0]), np.abs(levels.far_bend[:, 0]))
        clear = wide > _CLEAR * levels.bend_noise[:, 0]
        beyond = wide > _KINKED * smooth * reach
    broken = ~levels.usable[:, 0] & _pick(levels.usable.astype(np.float64), best).astype(bool)
    return np.asarray((clear & beyond & (best > 0)) | broken)


def _settle(
    asked: WeightVerdicts,
    closer: WeightVerdicts,
    crossing: Bools,
    own_error: Floats,
    analytic: NDArray[Any],
    tolerance: float,
) -> WeightVerdicts:
    """Weigh what the asked step told against what the best level tells."""
    everything = np.arange(len(crossing))
    result = asked.at(everything)
    # A kink inside the asked step: what is clear of it is the better measurement.
    adopt = crossing & (closer.verdict != UNDECIDED)
    # A clear word of a smaller step against a gradient that the asked one could not judge.
    fine = closer.uncertainty <= RESOLUTION * np.abs(closer.numerical)
    adopt |= fine & (closer.verdict == DISAGREE) & (asked.verdict != DISAGREE)
    result.put(everything[adopt], closer.at(everything[adopt]))
    hidden = crossing & (closer.verdict == UNDECIDED) & (asked.verdict != AGREE)
    hidden &= closer.reason != reason_code("zero-both")
    result.verdict[hidden] = UNDECIDED
    result.reason[hidden] = reason_code("kink-in-step")
    nothing = crossing & (closer.reason == reason_code("zero-both"))
    result.put(everything[nothing], closer.at(everything[nothing]))
    # An accusation that a smaller step does not bear out was the asked step's own error,
    # which is known now.
    off = np.abs(asked.numerical - closer.numerical) + closer.uncertainty
    accused = (asked.verdict == DISAGREE) & (asked.reason == reason_code("wrong"))
    borne_out = ~crossing & (closer.verdict == AGREE)
    off = np.where(borne_out, np.fmax(off, own_error), own_error)
    standing = result.verdict == DISAGREE
    cleared = accused & (borne_out | (standing & (own_error > asked.uncertainty)))
    cleared &= ~adopt
    slopes = Slopes(asked.numerical, np.fmax(asked.truncation, off), asked.rounding)
    none = np.zeros(len(crossing), dtype=bool)
    again = judge_slopes(slopes, analytic, tolerance, asked.step, none, none, ~none)
    result.put(everything[cleared], again.at(everything[cleared]))
    return result


def _kinks(levels: _Levels) -> tuple[Bools, Bools, NDArray[np.intp]]:
    """Which weights sit on a kink, which on a jump, and the level that shows it."""
    bend, far = levels.bend, levels.far_bend
    with np.errstate(invalid="ignore", over="ignore"):
        clear = levels.usable & (np.abs(bend) > _CLEAR * levels.bend_noise)
        flat = np.abs(far - bend) <= _ALIKE * np.abs(bend) + levels.bend_noise
        growing = np.abs(bend - 2 * far) <= _ALIKE * np.abs(bend)
    depth = bend.shape[1]
    # The smallest step whose bend is clear.
    last = depth - 1 - np.argmax(clear[:, ::-1], axis=1)
    seen = np.any(clear, axis=1)
    shown = _pick(bend, last)[:, np.newaxis]
    with np.errstate(invalid="ignore", over="ignore"):
        ratio = levels.step / _pick(levels.step, last)[:, np.newaxis]
        # Smaller steps must not have lost it, and a larger one must have seen it too.
        kept = np.abs(bend - shown) <= _CLEAR * levels.bend_noise + _ALIKE * np.abs(shown)
        jumped = np.abs(bend * ratio - shown) <= _ALIKE * np.abs(shown)
    places = np.arange(depth)[np.newaxis]
    smaller, larger = places > last[:, np.newaxis], places < last[:, np.newaxis]
    steady = np.all(kept | ~smaller | ~levels.usable, axis=1)
    before = last > 0
    previous = np.maximum(last - 1, 0)
    seen_before = before & _pick((kept & larger).astype(np.float64), previous).astype(bool)
    grew_before = before & _pick((jumped & larger).astype(np.float64), previous).astype(bool)
    kink = seen & steady & _pick(flat.astype(np.float64), last).astype(bool) & seen_before
    jump = seen & _pick(growing.astype(np.float64), last).astype(bool) & grew_before & ~kink
    return np.asarray(kink), np.asarray(jump), np.asarray(last)


def _one_sided_slopes(cost: float, steps: Floats, costs: Floats) -> Floats:
    """Slopes to the left and right of a weight, and how far they can be off.

    Returns
    -------
    ndarray, shape (3, k)
        Left, right, and a bound on what the curvature on either side leaves in them.
    """
    slopes = (costs - cost) / steps
    # Twice the near slope less the far one: without the curvature on that side.
    right = 2 * slopes[:, 0] - slopes[:, 2]
    left = 2 * slopes[:, 1] - slopes[:, 3]
    return np.stack([left, right, np.abs(slopes[:, :2] - slopes[:, 2:]).max(axis=1)])


def _judge_kinks(
    result: WeightVerdicts,
    rows: NDArray[np.intp],
    sides: Floats,
    noise: Floats,
    claimed: Floats,
    tolerance: float,
) -> None:
    """Judge by the slopes on either side the weights that sit on a kink."""
    left, right, off = sides
    margin = off + noise + tolerance * np.maximum(np.abs(left), np.abs(right))
    between = (claimed >= np.minimum(left, right) - margin) & (
        claimed <= np.maximum(left, right) + margin
    )
    result.left[rows], result.right[rows] = left, right
    result.truncation[rows], result.rounding[rows] = off, noise
    result.verdict[rows] = np.where(between, AGREE, DISAGREE)
    inside, outside = reason_code("subgradient"), reason_code("outside-subgradient")
    result.reason[rows] = np.where(between, inside, outside)
