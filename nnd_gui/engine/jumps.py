"""Whether a cost jumps near the weights: as it does where something in it is rounded."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.noise import assumed_noise, line_direction, scatter

__all__ = ["jump_near"]

_POINTS = 9
# How far apart points of the line are, in shares of each weight: so far that numbers rounded
# to three places have taken a step or two.
_SPACING = 1.0317e-3
# So many halvings of the part that departs most; what is left of a kink or a bend is nothing.
_HALVINGS = 22
# A jump is so many times what rounding leaves of a cost.
_CLEAR = 100.0
# Several jumps of a size may come together in a step.
_TOGETHER = 2.0


@np.errstate(all="ignore")
def jump_near(
    value: Callable[[NDArray[Any]], float], point: NDArray[Any]
) -> Generator[None, None, tuple[float, int]]:
    """By how much a cost can be off between two of its jumps; 0 where it has none nearby.

    Along a short line, the part in which the cost departs most from a straight one is halved
    again and again. At a jump the departure stays; of a kink half is left each time, of a
    bend a quarter.

    Parameters
    ----------
    value : callable
        The cost.
    point : ndarray, shape (n,)
        Where to look.

    Yields
    ------
    None
        Between evaluations, so that a stop is obeyed.

    Returns
    -------
    off : float
    evaluations : int
        How often the cost was computed.
    """
    direction = line_direction(point)
    places = _SPACING * (np.arange(_POINTS) - _POINTS // 2)
    costs = np.empty(_POINTS)

    def at(place: float) -> float:
        return value((point + place * direction).astype(point.dtype, copy=False))

    for index, place in enumerate(places):
        costs[index] = at(place)
        yield
    if not np.all(np.isfinite(costs)):
        return 0.0, _POINTS
    rises = np.diff(costs)
    usual = float(np.median(rises)) / _SPACING
    part = int(np.argmax(np.abs(rises - usual * _SPACING)))
    low, high = (float(places[part + side]) for side in (0, 1))
    below, above = (float(costs[part + side]) for side in (0, 1))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        between = at(middle)
        yield
        left = abs(between - below - usual * (middle - low))
        right = abs(above - between - usual * (high - middle))
        if left >= right:
            high, above = middle, between
        else:
            low, below = middle, between
    evaluations = _POINTS + _HALVINGS
    jump = abs(above - below - usual * (high - low))
    rounding = assumed_noise(np.max(np.abs(costs)), np.finfo(point.dtype))
    if not jump > _CLEAR * float(rounding):
        return 0.0, evaluations
    return max(_TOGETHER * jump, scatter(costs)), evaluations
