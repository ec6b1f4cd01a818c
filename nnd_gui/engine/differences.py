"""Schemes for a slope from costs around a point: one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CENTRAL", "SCHEME_TABLE", "Floats", "Scheme", "Slopes", "bends", "central_slope"]

Floats = NDArray[np.float64]


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
    """

    numerical: Floats
    truncation: Floats
    rounding: Floats


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to take a slope.

    Parameters
    ----------
    multiples : tuple of float
        Where the cost is needed, in steps from the point: first the scheme's own
        points, then those that tell how far it can be off.
    slopes : callable
        ``(cost, steps, costs, noise)`` to `Slopes`: the cost at the point, the steps
        really taken, the costs there, and how far rounding can put each of these off, all
        ``(k, len(multiples))``. For complex steps, steps are the imaginary parts and
        costs the imaginary parts of the cost.
    own : int
        How many of the multiples are the scheme's own: what it costs without a witness.
    order : int
        By which power of the step the truncation falls.
    is_complex : bool
        Whether the steps are imaginary.
    """

    multiples: tuple[float, ...]
    slopes: Callable[[float, Floats, Floats, Floats], Slopes]
    own: int
    order: int
    is_complex: bool = False


def central_slope(f_plus: Floats, f_minus: Floats | float, width: Floats) -> Floats:
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


def _secant(steps: Floats, costs: Floats, right: int, left: int) -> Floats:
    return central_slope(costs[:, right], costs[:, left], steps[:, right] - steps[:, left])


def bends(cost: float, steps: Floats, costs: Floats) -> tuple[Floats, Floats]:
    """How much the slope changes across the point, at h and at 2h.

    Parameters
    ----------
    cost : float
        Cost at the point.
    steps, costs : ndarray, shape (k, 4)
        As for the central scheme: +h, -h, +2h, -2h.

    Returns
    -------
    tuple of ndarray, shape (k,)
        The slope to the right less the slope to the left. Where the cost is smooth it is
        h times the second derivative, twice as much at 2h; at a kink it is the same.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        near, far = (
            (costs[:, right] - cost) / steps[:, right] - (costs[:, left] - cost) / steps[:, left]
            for right, left in ((0, 1), (2, 3))
        )
    return near, far


def _central(cost: float, steps: Floats, costs: Floats, noise: Floats) -> Slopes:
    """Central differences at h, with 2h and the curvature at both as witnesses.

    The truncation of the slope at h is c*h**2 where the cost is cubic, so that the slope
    at 2h differs from it by three times as much. The whole difference is taken as the
    bound, because a kink between the two points leaves as much in the slope at h. To it is
    added how much the curvature itself changes from h to 2h, times h: that is small,
    of the order h**3, where the cost is smooth, and large where it has a kink near the
    weight's own value, which two central differences alone cannot see.
    """
    near, far = _secant(steps, costs, 0, 1), _secant(steps, costs, 2, 3)
    bend, far_bend = bends(cost, steps, costs)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        truncation = np.abs(far - near) + np.abs(bend - far_bend / 2)
        rounding = (noise[:, 0] + noise[:, 1]) / np.abs(steps[:, 0] - steps[:, 1])
    return Slopes(near, truncation, rounding)


def _one_sided(cost: float, steps: Floats, costs: Floats, noise: Floats) -> Slopes:
    """Forward or backward differences at h; those at 2h and 4h are off by so much more.

    Two witnesses, because the first two terms of the truncation can cancel in one.
    """
    near, far, farther = (central_slope(costs[:, i], cost, steps[:, i]) for i in range(3))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        # Half as much again: where the second derivative is near 0 the next term decides.
        truncation = 1.5 * np.maximum(np.abs(far - near), np.abs(farther - far) / 2)
        # What is in the slope itself, and what may have hidden part of the truncation.
        rounding = 3.5 * np.max(noise, axis=1) / np.abs(steps[:, 0])
    return Slopes(near, truncation, rounding)


def _extrapolated(narrow: Floats, wide: Floats) -> Floats:
    """Cancel the h**2 term of two central differences, the wide one at twice the step."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray((4 * narrow - wide) / 3)


def _two_level(cost: float, steps: Floats, costs: Floats, noise: Floats) -> Slopes:
    """Two central differences without their h**2 term; a third, wider one is the witness.

    Both the four-point rule (h and 2h) and one step of Richardson's extrapolation (h/2 and
    h) are this. The error is c*h**4 where the cost is smooth, and sixteen times as much one
    level wider; at a kink the two differ by as much as either is off.
    """
    narrow, middle, wide = (_secant(steps, costs, i, i + 1) for i in (0, 2, 4))
    slope, witness = _extrapolated(narrow, middle), _extrapolated(middle, wide)
    bend, far_bend = bends(cost, steps[:, :4], costs[:, :4])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        # A kink in the innermost step leaves its bend in full; a smooth curvature cancels.
        kink = np.abs(bend - far_bend / 2)
        truncation = np.abs(slope - witness) + np.minimum(kink, np.abs(narrow - middle) + kink)
        width = np.abs(steps[:, 0] - steps[:, 1]) / 2
        rounding = (5 / 3) * np.max(noise[:, :4], axis=1) / width
    return Slopes(slope, truncation, rounding)


def _complex(cost: float, steps: Floats, costs: Floats, noise: Floats) -> Slopes:
    """Imaginary part over the step; nothing is subtracted, so nothing cancels.

    The witness is at three times the step and not at twice, which would round alike.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        near, far = costs[:, 0] / steps[:, 0], costs[:, 1] / steps[:, 1]
        truncation = np.abs(far - near)
        scale = noise[:, 0] / max(abs(cost), float(np.finfo(np.float64).tiny))
        # Its terms round before they are added, and may cancel.
        rounding = 32 * scale * np.abs(near)
    return Slopes(near, truncation, rounding)


CENTRAL = Scheme((1.0, -1.0, 2.0, -2.0), _central, 2, 2)

SCHEME_TABLE: dict[str, Scheme] = {
    "forward": Scheme((1.0, 2.0, 4.0), _one_sided, 1, 1),
    "backward": Scheme((-1.0, -2.0, -4.0), _one_sided, 1, 1),
    "central": CENTRAL,
    "four-point": Scheme((1.0, -1.0, 2.0, -2.0, 4.0, -4.0), _two_level, 4, 4),
    "richardson": Scheme((0.5, -0.5, 1.0, -1.0, 2.0, -2.0), _two_level, 4, 4),
    "complex-step": Scheme((1.0, 3.0), _complex, 1, 2, is_complex=True),
}
