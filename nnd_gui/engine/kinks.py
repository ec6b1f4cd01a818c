"""Kinks and jumps of the cost at a weight's own value."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.ladder import CLEAR, Bools, Levels, pick
from nnd_gui.engine.verdicts import AGREE, DISAGREE, WeightVerdicts, reason_code

__all__ = ["find_kinks", "judge_kinks", "one_sided_slopes"]

# Two bends are the same, or one is twice the other, to within this share.
_ALIKE = 0.25


@np.errstate(all="ignore")
def find_kinks(levels: Levels) -> tuple[Bools, Bools, NDArray[np.intp]]:
    """Which weights sit on a kink, which on a jump, and the level that shows a kink best."""
    bend, far = levels.bend, levels.far_bend
    # Beyond the weights' own size a cost may turn and straighten again.
    clear = levels.usable & ~levels.wide & (np.abs(bend) > CLEAR * levels.bend_noise)
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
def one_sided_slopes(cost: float, steps: Floats, costs: Floats) -> Floats:
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
    rows: NDArray[np.intp],
    sides: Floats,
    noise: Floats,
    claimed: Floats,
    tolerance: float,
) -> None:
    """Judge by the slopes on either side the weights that sit on a kink."""
    # A step that was lost comes before all other reasons.
    taken = result.reason[rows] != reason_code("step-lost")
    rows, sides, noise, claimed = rows[taken], sides[:, taken], noise[taken], claimed[taken]
    left, right, off = sides
    margin = off + noise + tolerance * np.maximum(np.abs(left), np.abs(right))
    between = (claimed >= np.minimum(left, right) - margin) & (
        claimed <= np.maximum(left, right) + margin
    )
    result.left[rows], result.right[rows] = left, right
    # Where the asked step told nothing, the middle of the two is shown.
    known = np.isfinite(result.numerical[rows])
    result.numerical[rows] = np.where(known, result.numerical[rows], (left + right) / 2)
    result.truncation[rows], result.rounding[rows] = off, noise
    result.verdict[rows] = np.where(between, AGREE, DISAGREE)
    inside, outside = reason_code("subgradient"), reason_code("outside-subgradient")
    result.reason[rows] = np.where(between, inside, outside)
