"""How much of a cost is rounding: a bound from its size, and a measurement."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats

__all__ = [
    "ShortLine",
    "assumed_noise",
    "line_direction",
    "noise_at",
    "scatter",
    "short_line",
]

# A cost is known to a few units of its last place: each of the many roundings on the way
# to it is at most half a unit, and they mostly cancel.
_COST_ROUNDINGS = 4.0

# Points along a line.
_POINTS = 9
# How far apart they are, in shares of each weight: in float64 many places of float32, in
# which part of a cost may have been computed, and little enough for a cost to be straight.
# No round number: a cost with waves in it would have them at round places.
_SPACING = {"float64": 3.1416e-6, "float32": 3e-4}
# So much further apart where most points cost the same, as they do where a cost was rounded
# to few places; so much nearer where the scatter may be that of short waves.
_WIDER, _NEARER = 100.0, 1 / 30
# What changes by no more of them than these was rounded to the precision's own last places.
_OWN_PLACES = 8.0
# A scatter of so many times the cost's last places is looked at more closely, so many times,
# while it falls by so much: noise does not.
_SUSPECT = 1e3
_LOOKS = 3
_FELL = 1e-2
# Of a scatter that falls by less, so much is left that it is noise.
_STAYED = 0.2
# The estimate is a standard deviation of few numbers; a bound wants to be several.
_BOUND = 4.0
# So many second differences a kink or a jump may spoil; what is left of a normal scatter
# without its largest is about this share of it.
_SPOILT = 2
_KEPT = 0.55
# An estimate without them that is so small a share of the one with them asks for a second look.
_RESONANT = 0.1


@dataclass(frozen=True, slots=True)
class ShortLine:
    """What costs along a short line through the weights tell.

    Parameters
    ----------
    noise : float
        A bound on a cost's noise of a few standard deviations; 0 where none was seen.
    evaluations : int
        How often the cost was computed.
    slope : float
        Slope of the cost along `line_direction`; NaN where it is not known.
    off : float
        How far that can be off.
    spacing : float
        How far apart the points were, in units of the direction.
    """

    noise: float
    evaluations: int
    slope: float = math.nan
    off: float = math.inf
    spacing: float = math.nan


def assumed_noise(cost: Floats, limits: Any) -> Floats:
    """How much of a cost its own last places are.

    A cost far below 1 is the exponential of something, as in a cross-entropy: its last
    places are those of its logarithm. Below the smallest normal number, places are lost.

    Parameters
    ----------
    cost : ndarray
        Sizes of costs.
    limits : numpy.finfo
        Of the precision in which they were computed.
    """
    size = np.maximum(cost, float(limits.tiny))
    places = _COST_ROUNDINGS + np.maximum(-np.log(size), 0)
    return np.asarray(float(limits.eps) * places * size)


def noise_at(
    value: Callable[[NDArray[Any]], float], point: NDArray[Any]
) -> Generator[None, None, tuple[float, int]]:
    """Noise of a cost, and how often it was computed to find that out: see `short_line`."""
    line = yield from short_line(value, point)
    return line.noise, line.evaluations


def scatter(costs: Floats) -> float:
    """Bound on the noise of costs at points that are equally far apart."""
    return _BOUND * _table_estimate(costs)


def line_direction(point: NDArray[Any]) -> Floats:
    """Which way a short line goes: every weight by its own size, up or down by chance."""
    return np.asarray(np.random.default_rng(0).choice([-1.0, 1.0], point.size) * _sizes(point))


def short_line(
    value: Callable[[NDArray[Any]], float], point: NDArray[Any]
) -> Generator[None, None, ShortLine]:
    """Noise of a cost, from how it scatters over points too close to differ otherwise.

    The difference table of Moré and Wild (Estimating computational noise, 2011): over
    points that lie on a short line, differences of rising order lose the cost's smooth part
    and keep its noise, whose variance each order multiplies by a known number. As there,
    the points are set further apart where most of them cost the same; and nearer together
    where the scatter is large, because short waves smooth out and noise does not.

    The same costs tell the slope along the line, at a step that has nothing to do with the
    one that is asked for: a cost that repeats itself with that one cannot deceive both.

    Parameters
    ----------
    value : callable
        The cost.
    point : ndarray, shape (n,)
        Where it is measured.

    Yields
    ------
    None
        Between evaluations, so that a stop is obeyed.

    Returns
    -------
    ShortLine
    """
    limits = np.finfo(point.dtype)
    direction = line_direction(point)
    line = np.arange(_POINTS) - _POINTS // 2
    evaluations = 0

    def along(spacing: float, first: int = 0) -> Generator[None, None, Floats]:
        nonlocal evaluations
        evaluations += _POINTS
        costs = np.empty(_POINTS)
        apart = spacing * direction
        for place, t in enumerate(line + first):
            with np.errstate(all="ignore"):
                costs[place] = value((point + t * apart).astype(point.dtype, copy=False))
            yield
        return costs

    spacing = _SPACING[point.dtype.name]
    costs = yield from along(spacing)
    if not np.all(np.isfinite(costs)):
        return ShortLine(0.0, evaluations)
    noise = _table_estimate(costs)
    if noise < _RESONANT * _fourth(costs):
        # One jump on the way, or last places that go round in step with the points: a jump
        # is not met again.
        beyond = yield from along(spacing, _POINTS)
        noise = max(noise, min(_fourth(costs), _fourth(beyond)))
    largest = float(np.max(np.abs(costs)))
    suspect = _SUSPECT * float(limits.eps) * largest
    last_places = 0 < np.max(np.abs(np.diff(costs))) <= _OWN_PLACES * float(limits.eps) * largest
    if 2 * _repeats(costs) >= _POINTS - 1 and not last_places:
        wider = yield from along(_WIDER * spacing)
        if np.all(np.isfinite(wider)):
            noise = max(noise, _table_estimate(wider))
        return ShortLine(_BOUND * noise, evaluations)
    costs, noise, spacing = yield from _nearer(along, costs, noise, spacing, suspect)
    noise *= _BOUND
    rounding = max(float(assumed_noise(np.array(largest), limits)), noise)
    return ShortLine(noise, evaluations, *_slope_along(costs, spacing, rounding), spacing)


def _nearer(
    along: Callable[[float], Generator[None, None, Floats]],
    costs: Floats,
    noise: float,
    spacing: float,
    suspect: float,
) -> Generator[None, None, tuple[Floats, float, float]]:
    """Costs, noise and spacing of points nearer together, if the scatter falls there."""
    closer = spacing
    for _ in range(_LOOKS):
        if noise <= suspect:
            break
        closer *= _NEARER
        nearby = yield from along(closer)
        nearer = _table_estimate(nearby)
        # Few different changes are the last places of a lower precision, seen one by one.
        with np.errstate(all="ignore"):
            few = len(np.unique(np.diff(nearby))) <= _POINTS // 2
        if few or not nearer <= _STAYED * noise:
            break
        if nearer <= _FELL * noise:
            noise, costs, spacing = nearer, nearby, closer
    return costs, noise, spacing


@np.errstate(all="ignore")
def _slope_along(costs: Floats, spacing: float, rounding: float) -> tuple[float, float]:
    """Slope at the middle of a line of costs, and how far that can be off."""
    middle = _POINTS // 2
    near, far, farther = (
        float(costs[middle + reach] - costs[middle - reach]) / (2 * reach * spacing)
        for reach in (1, 2, 4)
    )
    noise = rounding / spacing
    truncation = max(abs(farther - far) - noise, abs(far - near) - 1.5 * noise, 0.0)
    return farther, truncation + noise / 4


def _sizes(point: NDArray[Any]) -> Floats:
    """Size of each weight; that of the others where one is 0, and 1 where all are."""
    sizes = np.abs(point.astype(np.float64))
    if np.all(sizes > 0):
        return sizes
    nonzero = sizes[sizes > 0]
    usual = float(np.median(nonzero)) if nonzero.size else 1.0
    return np.where(sizes > 0, sizes, usual)


@np.errstate(all="ignore")
def _repeats(costs: Floats) -> int:
    """How often a point costs exactly the same as the one before."""
    return int(np.count_nonzero(np.diff(costs) == 0))


@np.errstate(all="ignore")
def _table_estimate(costs: Floats) -> float:
    """Standard deviation of one cost's noise.

    The variance of an order-k difference is (2k)!/(k!)**2 times that of one cost. Two
    estimates, and the smaller of them: the second order, less the curvature that all
    points share, where a kink or a jump between two of them spoils few of the differences;
    and the fourth, which loses a curvature that changes as well.
    """
    second = np.diff(costs, 2)
    apart = np.sort(np.abs(second - np.median(second)))[:-_SPOILT]
    by_second = math.sqrt(float(np.mean(apart**2))) / _KEPT / math.sqrt(6)
    return min(by_second, _fourth(costs))


@np.errstate(all="ignore")
def _fourth(costs: Floats) -> float:
    return math.sqrt(float(np.mean(np.diff(costs, 4) ** 2)) / 70)
