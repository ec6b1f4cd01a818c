"""Kinks and jumps of the cost at a weight's own value."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.ladder import CLEAR, Bools, Ladder, Levels, pick
from nnd_gui.engine.verdicts import AGREE, DISAGREE, UNDECIDED, WeightVerdicts, reason_code

__all__ = ["judge_kinks"]

# Two bends are the same, or one is twice the other, to within this share.
_ALIKE = 0.25
# A step shows a kink's sides if rounding is no more than this share of what lies between them.
_INFORMED = 0.5
# A kink is told from several around the weight if it shows at this share of a weight's size;
# else others may hide beside it, and change the slope by so many times as much as it does.
_NEAR = 3e-3
_HIDDEN = 2.0


@np.errstate(all="ignore")
def _find_kinks(levels: Levels) -> tuple[Bools, Bools, NDArray[np.intp]]:
    """Which weights sit on a kink, which on a jump, and the level that shows a kink best."""
    bend, far = levels.bend, levels.far_bend
    # Beyond the weights' own size a cost may turn and straighten again.
    clear = _seen(levels)
    flat = np.abs(far - bend) <= _ALIKE * np.abs(bend) + levels.bend_noise
    growing = np.abs(bend - 2 * far) <= _ALIKE * np.abs(bend)
    depth = bend.shape[1]
    # The smallest step whose bend is clear.
    last = depth - 1 - np.argmax(clear[:, ::-1], axis=1)
    seen = np.any(clear, axis=1)
    shown = pick(bend, last)[:, np.newaxis]
    ratio = levels.step / pick(levels.step, last)[:, np.newaxis]
    # Smaller steps must not have lost it, and a larger one must have seen it too.
    kept = np.abs(bend - shown) <= CLEAR * levels.bend_noise + _ALIKE * np.abs(shown)
    jumped = np.abs(bend * ratio - shown) <= _ALIKE * np.abs(shown)
    places = np.arange(depth)[np.newaxis]
    smaller, larger = places > last[:, np.newaxis], places < last[:, np.newaxis]
    steady = np.all(kept | ~smaller | ~levels.usable, axis=1)
    before = last > 0
    previous = np.maximum(last - 1, 0)
    seen_before = before & pick((kept & larger).astype(np.float64), previous).astype(bool)
    grew_before = before & pick((jumped & larger).astype(np.float64), previous).astype(bool)
    kink = seen & steady & pick(flat.astype(np.float64), last).astype(bool) & seen_before
    jump = seen & pick(growing.astype(np.float64), last).astype(bool) & grew_before & ~kink
    # Of the levels that show the same kink, the one with the least curvature and rounding.
    blur = np.where(kept & clear, np.abs(far - bend) + levels.bend_noise, np.inf)
    return np.asarray(kink), np.asarray(jump), np.asarray(np.argmin(blur, axis=1))


@np.errstate(all="ignore")
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


@np.errstate(all="ignore")
def judge_kinks(
    result: WeightVerdicts,
    cost: float,
    ladder: Ladder,
    levels: Levels,
    analytic: NDArray[Any],
    tolerance: float,
) -> None:
    """Judge the weights that sit on a jump, and by the slopes on either side those on a kink.

    Kinks beside the weight look from afar like one at its own value, and the sides of that are
    not those of the weight. So an accusation wants the word of every step that shows its sides,
    and a kink that shows at a small one, unless no kink of its size explains what is claimed.

    Parameters
    ----------
    result : WeightVerdicts
        What was found so far, changed in place.
    cost : float
        Cost at the point.
    ladder, levels : Ladder, Levels
        The closer look at these weights, and what each step of it tells.
    analytic : ndarray, shape (k,)
        Their gradient under test.
    tolerance : float
        Relative error up to which a weight agrees.
    """
    kink, jump, best = _find_kinks(levels)
    result.verdict[jump] = UNDECIDED
    result.reason[jump] = reason_code("discontinuous")
    # A step that was lost comes before all other reasons.
    rows = np.flatnonzero(kink & (result.reason != reason_code("step-lost")))
    if not rows.size:
        return
    shown, claimed = best[rows], analytic[rows].astype(np.float64)
    sides = _one_sided_slopes(cost, ladder.steps[rows, shown], ladder.costs[rows, shown])
    noise = levels.bend_noise[rows, shown]
    left, right, off = sides
    between = _between(sides, noise, claimed, tolerance)
    outside = ~between & _outside_all(cost, ladder, levels, (rows, shown), claimed, tolerance)
    told = between | outside
    # Where the steps are not of one mind, nobody is accused of what was found without them.
    doubted = rows[~told & (result.verdict[rows] == DISAGREE)]
    result.verdict[doubted], result.reason[doubted] = UNDECIDED, reason_code("kink-in-step")
    at = rows[told]
    result.left[at], result.right[at] = left[told], right[told]
    # Where the asked step told nothing, the middle of the two is shown.
    known = np.isfinite(result.numerical[at])
    middle = (left + right)[told] / 2
    result.numerical[at] = np.where(known, result.numerical[at], middle)
    result.truncation[at], result.rounding[at] = off[told], noise[told]
    result.verdict[at] = np.where(between[told], AGREE, DISAGREE)
    inside, beyond = reason_code("subgradient"), reason_code("outside-subgradient")
    result.reason[at] = np.where(between[told], inside, beyond)


def _outside_all(
    cost: float,
    ladder: Ladder,
    levels: Levels,
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    claimed: Floats,
    tolerance: float,
) -> Bools:
    """Whether each step that shows a kink's sides excludes the claim."""
    (rows, shown), depth = at, ladder.steps.shape[1]
    steps, costs = ladder.steps[rows].reshape(-1, 4), ladder.costs[rows].reshape(-1, 4)
    noise = levels.bend_noise[rows]
    seen = _seen(levels)[rows]
    width = np.abs(levels.bend[rows, shown])
    sizes = ladder.sizes[rows]
    near = _NEAR * np.where(sizes > 0, np.minimum(sizes, 1.0), 1.0)
    shows = np.any(seen & (levels.step[rows] <= near[:, np.newaxis]), axis=1)
    # Kinks that rounding hides are no larger than those that show, or they would show as well.
    hidden = np.where(shows, 0.0, _HIDDEN * width)
    within = _between(
        _one_sided_slopes(cost, steps, costs),
        (noise + hidden[:, np.newaxis]).ravel(),
        np.repeat(claimed, depth),
        tolerance,
    )
    # Larger steps than the one that shows it best know less.
    informed = levels.usable[rows] & (np.arange(depth) >= shown[:, np.newaxis])
    informed &= noise <= _INFORMED * width[:, np.newaxis]
    return np.asarray(~np.any(within.reshape(-1, depth) & informed, axis=1))


def _seen(levels: Levels) -> Bools:
    """At which levels a bend stands clear of its rounding, and is not wider than the weights."""
    return np.asarray(
        levels.usable & ~levels.wide & (np.abs(levels.bend) > CLEAR * levels.bend_noise)
    )


def _between(sides: Floats, noise: Floats, claimed: Floats, tolerance: float) -> Bools:
    """Whether what is claimed lies between two sides' slopes, as far as these are known."""
    left, right, off = sides
    margin = off + noise + tolerance * np.maximum(np.abs(left), np.abs(right))
    above = claimed >= np.minimum(left, right) - margin
    return np.asarray(above & (claimed <= np.maximum(left, right) + margin))
