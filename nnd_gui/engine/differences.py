"""Schemes for a slope from costs around a point: one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["SCHEME_TABLE", "Scheme", "Slopes", "central_slope"]

Floats = NDArray[np.float64]
Limits = np.finfo[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """Slopes of many weights, and how far each can be off.

    Parameters
    ----------
    numerical : ndarray, shape (k,)
        The slope by the scheme.
    truncation : ndarray, shape (k,)
        Bound on what the cost's curvature within the step adds.
    rounding : ndarray, shape (k,)
        Bound on what the rounding of the costs adds.
    reacted : ndarray of bool, shape (k,)
        Whether the cost changed at all from one probe to another.
    """

    numerical: Floats
    truncation: Floats
    rounding: Floats
    reacted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to take a slope.

    Parameters
    ----------
    multiples : tuple of float
        Where the cost is needed, in steps from the point: first the scheme's own
        points, then those that tell how far it can be off.
    slopes : callable
        ``(cost, steps, costs, limits)`` to `Slopes`: the cost at the point, the steps
        really taken and the costs there, both ``(k, len(multiples))``, and the limits of
        the precision in which the costs were computed.
    """

    multiples: tuple[float, ...]
    slopes: Callable[[float, Floats, Floats, Limits], Slopes]


# A cost is known to a few units of its last place: each of the many roundings on the way
# to it is at most half a unit, and they mostly cancel.
_COST_ROUNDINGS = 4.0


def _noise(cost: Floats, limits: Limits) -> Floats:
    """How much of a cost is rounding.

    A cost far below 1 is the exponential of something, as in a cross-entropy: its last
    places are those of its logarithm. Below the smallest normal number, places are lost.
    """
    size = np.maximum(cost, float(limits.tiny))
    places = _COST_ROUNDINGS + np.maximum(-np.log(size), 0)
    return np.asarray(float(limits.eps) * places * size)


def central_slope(f_plus: Floats, f_minus: Floats, width: Floats) -> Floats:
    """Slope of the secant between two points.

    Parameters
    ----------
    f_plus, f_minus : ndarray
        The function on either side.
    width : ndarray
        The distance really between them, not the one asked for.

    Returns
    -------
    ndarray
        ``(f_plus - f_minus) / width``, NaN where the width is 0.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        slope = (f_plus - f_minus) / width
    return np.where(width == 0, np.nan, slope)


def _central(cost: float, steps: Floats, costs: Floats, limits: Limits) -> Slopes:
    """Central differences at h, with 2h and the curvature at both as witnesses.

    The truncation of the slope at h is c*h**2 where the cost is cubic, so that the slope
    at 2h differs from it by three times as much. The whole difference is taken as the
    bound, because a kink between the two points leaves as much in the slope at h. To it is
    added how much the curvature itself changes from h to 2h, times h: that is small,
    of the order h**3, where the cost is smooth, and large where it has a kink near the
    weight's own value, which two central differences alone cannot see.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        near = central_slope(costs[:, 0], costs[:, 1], steps[:, 0] - steps[:, 1])
        far = central_slope(costs[:, 2], costs[:, 3], steps[:, 2] - steps[:, 3])
        bends = [
            (costs[:, right] - cost) / steps[:, right] - (costs[:, left] - cost) / steps[:, left]
            for right, left in ((0, 1), (2, 3))
        ]
        truncation = np.abs(far - near) + np.abs(bends[0] - bends[1] / 2)
        noise = _noise(np.maximum(np.max(np.abs(costs), axis=1), abs(cost)), limits)
        rounding = noise / (np.abs(steps[:, 0] - steps[:, 1]) / 2)
    return Slopes(near, truncation, rounding, np.any(costs != costs[:, :1], axis=1))


SCHEME_TABLE: dict[str, Scheme] = {
    "central": Scheme((1.0, -1.0, 2.0, -2.0), _central),
}
