"""A ladder of steps at some weights, from large to small, and what each rung tells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.costs_around import from_costs
from nnd_gui.engine.differences import CENTRAL, Floats, Slopes, bends

__all__ = ["CLEAR", "Bools", "Ladder", "Levels", "ladder_steps", "levels_of", "pick"]

Bools = NDArray[np.bool_]

# From the asked step by equal factors down to this share of the weight or of its
# neighbours' usual size, whichever is less: below it rounding hides a kink as well as a
# slope; and, where rounding hides the slope, up to that share.
_LOWEST = {"float64": 1e-7, "float32": 1e-3}
_FINER = {"float64": 1e-9, "float32": 1e-4}
_HIGHEST = {"float64": 1e-2, "float32": 1e-1}
# At least and at most so many rungs each way, about so many decades apart.
_RUNGS_DOWN, _RUNGS_UP = (4, 10), (2, 8)
_APART = 1.5

# So much more truncation at a smaller step is a sign that the larger one's is an accident.
_COARSER = 4.0

# A step that is a larger share of the weights' usual size may leave what the cost is there.
_WIDE = 0.3

# A bend counts if it stands this far out of its own rounding.
CLEAR = 8.0


@np.errstate(all="ignore")
def ladder_steps(
    step: Floats,
    size: Floats,
    own: Floats,
    dtype: str,
    *,
    up: bool,
    down: bool,
    finer: bool = False,
) -> tuple[Floats, int]:
    """Step sizes for a closer look.

    Parameters
    ----------
    step : ndarray, shape (k,)
        The steps that were asked for, positive.
    size : ndarray, shape (k,)
        Usual size of a weight in each one's matrix or bias, 0 where all are 0.
    own : ndarray, shape (k,)
        Size of each weight itself.
    dtype : str
        Precision of the costs.
    up, down : bool
        Whether to take larger and smaller steps than the asked ones.
    finer : bool
        Whether the cost is known to change over shorter ways than usual.

    Returns
    -------
    steps : ndarray, shape (k, L)
        Falling; all the same where the asked step is too small already.
    asked : int
        Which of the L is the asked one.
    """
    usual = np.where(size > 0, np.minimum(size, 1.0), 1.0)
    lowest = (_FINER[dtype] if finer else _LOWEST[dtype]) * np.where(
        own > 0, np.minimum(own, usual), usual
    )
    lowest = np.minimum(np.maximum(lowest, np.finfo(np.float64).tiny), step)
    highest = np.maximum(_HIGHEST[dtype] * np.maximum(size, 1.0), step)
    above, below = np.empty((len(step), 0)), np.empty((len(step), 0))
    if up:
        count = _rungs(highest / step, _RUNGS_UP)
        above = _between(step, highest, count)[:, ::-1]
    if down:
        below = _between(step, lowest, _rungs(step / lowest, _RUNGS_DOWN))
    return np.concatenate([above, step[:, np.newaxis], below], axis=1), above.shape[1]


def _rungs(ratios: Floats, limits: tuple[int, int]) -> int:
    """How many rungs the widest range wants."""
    widest = float(np.max(ratios[np.isfinite(ratios)], initial=1.0))
    return int(np.clip(math.ceil(math.log10(widest) / _APART), *limits))


def _between(step: Floats, end: Floats, count: int) -> Floats:
    """Steps by equal factors up to and with the last."""
    shares = np.arange(1, count + 1) / count
    return np.asarray(step[:, np.newaxis] * (end / step)[:, np.newaxis] ** shares)


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """The evidence of a closer look at k weights, from large to small steps.

    Parameters
    ----------
    steps, costs : ndarray, shape (k, L, 4)
        As for the central scheme, at each of L steps.
    sizes : ndarray, shape (k,)
        Usual size of a weight in each one's matrix or bias.
    asked : int
        Which of the L steps was asked for.
    """

    steps: Floats
    costs: Floats
    sizes: Floats
    asked: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What each level of a ladder tells; every array has shape (k, L).

    Parameters
    ----------
    slopes : Slopes
        By the central scheme.
    usable : ndarray of bool
        Whether no step was lost and every cost is finite.
    bend, far_bend : ndarray
        How much the slope changes across the weight, at h and at 2h.
    bend_noise : ndarray
        Bound on the rounding in a bend.
    step : ndarray
        Size of the step.
    credible : ndarray of bool
        Whether what a level tells is borne out by all smaller steps.
    wide : ndarray of bool
        Whether a step is not small beside the weights.
    asked : int
        Which of the L steps was asked for.
    """

    slopes: Slopes
    usable: Bools
    bend: Floats
    far_bend: Floats
    bend_noise: Floats
    step: Floats
    credible: Bools
    wide: Bools
    asked: int

    @property
    def uncertainty(self) -> Floats:
        """How far each slope can be off."""
        return np.asarray(self.slopes.truncation + self.slopes.rounding)


@np.errstate(all="ignore")
def levels_of(cost: float, ladder: Ladder, noise: float, limits: Any) -> Levels:
    """Work out what each level of a ladder tells.

    Parameters
    ----------
    cost : float
        Cost at the point.
    ladder : Ladder
        The steps and the costs there.
    noise : float
        Noise of the cost that was measured at the point.
    limits : numpy.finfo
        Of the precision of the costs.
    """
    count, depth, _ = ladder.steps.shape
    steps, costs = ladder.steps.reshape(-1, 4), ladder.costs.reshape(-1, 4)
    around = from_costs(cost, steps, costs, noise, limits)
    slopes = CENTRAL.slopes(cost, steps, costs, around.noise)
    bend, far_bend = bends(cost, steps, costs)
    bend_noise = 4 * around.noise[:, 0] / np.abs(steps[:, 0])
    usable = np.all(np.isfinite(costs), axis=1) & np.all(steps != 0, axis=1)

    def shaped(values: Any) -> Any:
        return np.asarray(values).reshape(count, depth)

    parts = (slopes.numerical, slopes.truncation, slopes.rounding)
    told = Slopes(*(shaped(part) for part in parts))
    return Levels(
        told,
        shaped(usable),
        shaped(bend),
        shaped(far_bend),
        shaped(bend_noise),
        shaped(np.abs(steps[:, 0])),
        _credible(told, shaped(usable)),
        np.abs(ladder.steps[:, :, 0]) > _WIDE * np.maximum(ladder.sizes, 1.0)[:, np.newaxis],
        ladder.asked,
    )


def _credible(slopes: Slopes, usable: Bools) -> Bools:
    """Which levels are borne out by the smaller steps.

    From the smallest step upwards: a level is believed if it lies within the uncertainties
    of all that are believed below it, and if none of those is seen to be further off than
    it claims to be itself, for truncation falls with the step. A slope that comes about
    because waves of the cost fit into the step fails one or the other.
    """
    uncertainty = slopes.truncation + slopes.rounding
    believed = usable & np.isfinite(uncertainty)
    for level in range(usable.shape[1] - 2, -1, -1):
        below = believed[:, level + 1 :]
        here = slice(level, level + 1)
        apart = np.abs(slopes.numerical[:, here] - slopes.numerical[:, level + 1 :])
        borne = apart <= uncertainty[:, here] + uncertainty[:, level + 1 :]
        seen = slopes.truncation[:, level + 1 :]
        blurred = CLEAR * slopes.rounding[:, level + 1 :]
        coarser = seen > _COARSER * slopes.truncation[:, here] + blurred
        believed[:, level] &= np.all(~below | (borne & ~coarser), axis=1)
    return np.asarray(believed)


def pick(values: Floats, level: NDArray[np.intp]) -> Floats:
    """Of each weight, the value at one level of its own."""
    return np.asarray(np.take_along_axis(values, level[:, np.newaxis], axis=1)[:, 0])
