"""Whether a cost jumps near the weights: as it does where something in it is rounded."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
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
# Over the last so many halvings a jump keeps at least this share; a steep slope, a 64th.
_LAST, _STAYS = 6, 0.5
# Of the eight parts at least so many depart by this share of a jump.
_MANY, _SHARE = 3, 0.02
# Several jumps of a size may come together in a step.
_TOGETHER = 2.0


@np.errstate(all="ignore")
def jump_near(
    value: Callable[[NDArray[Any]], float], point: NDArray[Any]
) -> Generator[None, None, tuple[float, int]]:
    """By how much a cost can be off between two of its jumps; 0 where it has but few nearby.

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
    places: Floats = np.asarray(_SPACING * (np.arange(_POINTS) - _POINTS // 2), dtype=np.float64)
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
    rounding = float(assumed_noise(np.max(np.abs(costs)), np.finfo(point.dtype)))
    evaluations, jump = _POINTS, 0.0
    # Where jumps are all there is, the part without one departs most from what is usual.
    for slope in (usual, 0.0):
        part = int(np.argmax(np.abs(rises - slope * _SPACING)))
        ends = slice(part, part + 2)
        jump = yield from _halved(at, places[ends], costs[ends], slope, _CLEAR * rounding)
        evaluations += _HALVINGS
        if jump:
            break
    if not jump:
        return 0.0, evaluations
    apart = np.abs(rises - usual * _SPACING)
    # One jump is stepped around; stairs have them everywhere.
    if np.count_nonzero(apart > _SHARE * jump) < _MANY:
        return 0.0, evaluations
    return max(_TOGETHER * jump, scatter(costs)), evaluations


def _halved(
    at: Callable[[float], float], places: Floats, costs: Floats, slope: float, clear: float
) -> Generator[None, None, float]:
    """Jump that is left of a part of the line, the half that departs more taken each time."""
    (low, high), (below, above) = places.tolist(), costs.tolist()
    before = 0.0
    for halving in range(_HALVINGS):
        if halving == _HALVINGS - _LAST:
            before = abs(above - below - slope * (high - low))
        middle = (low + high) / 2
        between = at(middle)
        yield
        left = abs(between - below - slope * (middle - low))
        right = abs(above - between - slope * (high - middle))
        if left >= right:
            high, above = middle, between
        else:
            low, below = middle, between
    jump = abs(above - below - slope * (high - low))
    return jump if jump > max(clear, _STAYS * before) else 0.0
