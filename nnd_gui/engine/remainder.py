"""Taylor's remainder: a way to tell a wrong gradient that needs no epsilon.

What a right gradient g leaves of the cost's change along d,
``R(h) = J(w + h d) - J(w) - h g.d``, falls with h**2: halving h divides it by four. What a
wrong one leaves falls with h alone, as soon as h is small enough for the rest to be smaller
still. The slope of log R over log h is 2 or 1 then, until rounding makes R a plateau.

Farrell, Ham, Funke and Rognes, Automated derivation of the adjoint of high-level transient
finite element programs (2013), section 3.4, use the same test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.noise import assumed_noise

__all__ = ["Remainder", "is_settled", "judge_remainder", "remainders"]

RemainderKind = Literal["right", "wrong", "nothing-left", "unclear"]

# A remainder this many times its own rounding has a slope that can be told.
_CLEAR = 16.0
# So many of the smallest clear steps are fitted; fewer than three tell no slope.
_FITTED = 4
_FEWEST = 3
# How far below 2 a slope may be, and how far two neighbours' from the fitted one. A wrong
# gradient's comes as close to 1 as one likes, and is held to it: it accuses.
_NEAR = 0.25
_NEAR_1 = 0.1
# A slope of 1 has settled where it is this close over as many halvings.
_SETTLED, _HALVINGS = 0.02, 5
# A remainder of so much of the tolerance leaves no room for a gradient beyond it.
_SHARE = 0.1
# Where nothing is left of a change that is so many times its rounding, that says something.
_TOLD = 100.0


@dataclass(frozen=True, slots=True)
class Remainder:
    """What the remainder along one direction says.

    Parameters
    ----------
    kind : {"right", "wrong", "nothing-left", "unclear"}
        ``"nothing-left"`` is right as well: the cost is straight along this direction, to
        within rounding.
    slope : float, optional
        Of log R over log h, where it can be told.
    share : float, optional
        The remainder at the smallest clear step, as a share of what the gradient expects
        there: the error of a wrong gradient; of a right one a bound on it.
    first, last : int
        The steps that were fitted, counted from the largest; the last one included.
    """

    kind: RemainderKind
    slope: float | None = None
    share: float | None = None
    first: int = 0
    last: int = -1


def remainders(
    cost: float, costs: Floats, expected: Floats, noise: float, limits: Any
) -> tuple[Floats, Floats]:
    """Remainders, and bounds on their rounding.

    Parameters
    ----------
    cost : float
        Cost at the point.
    costs, expected : ndarray, shape (k,)
        The cost along the direction, and by how much it is expected to change.
    noise : float
        Noise of the cost that was measured at the point.
    limits : numpy.finfo
        Of the precision of the costs and of the gradient.

    Returns
    -------
    tuple of ndarray, shape (k,)
    """
    with np.errstate(all="ignore"):
        around = np.maximum(np.abs(costs), abs(cost))
        rounding = np.maximum(assumed_noise(around, limits), noise)
        return costs - cost - expected, 2 * rounding + 4 * float(limits.eps) * np.abs(expected)


def is_settled(
    steps: Floats, left: Floats, floor: Floats, expected: Floats, tolerance: float
) -> bool:
    """Whether smaller steps would tell nothing new.

    They would not where the remainder has drowned in rounding three times, where it has
    fallen with h alone for a while, nor where it has fallen with the square so long that
    what could still be wrong is far below the tolerance.
    """
    size = np.abs(left)
    if len(size) >= 3 and bool(np.all(size[-3:] <= floor[-3:])):
        return True
    if len(size) <= _HALVINGS or not bool(np.all(size > _CLEAR * floor)):
        return False
    rates = _rates(steps, left)[-_HALVINGS:]
    if bool(np.all(np.abs(rates - 1) < _SETTLED)):
        return True
    small = size[-1] < _SHARE * tolerance * np.abs(expected[-1])
    return bool(small and np.all(rates > 2 - _NEAR))


def judge_remainder(steps: Floats, left: Floats, floor: Floats, expected: Floats) -> Remainder:
    """Fit the slope at the smallest steps at which rounding leaves one.

    Parameters
    ----------
    steps : ndarray, shape (k,)
        Falling.
    left, floor : ndarray, shape (k,)
        As `remainders` returns them.
    expected : ndarray, shape (k,)
        By how much the gradient says that the cost changes.
    """
    size = np.abs(left)
    clear: NDArray[np.intp] = np.flatnonzero(np.isfinite(size) & (size > _CLEAR * floor))
    if len(clear) < _FEWEST:
        told = np.abs(expected) > _TOLD * floor
        drowned = bool(np.any(told & (size <= _CLEAR * floor))) and not clear.size
        return Remainder("nothing-left" if drowned else "unclear")
    used = clear[-_FITTED:]
    logs = np.log2(steps[used])
    slope = float(np.polyfit(logs, np.log2(size[used]), 1)[0])
    with np.errstate(divide="ignore"):
        share = float(size[used[-1]] / np.abs(expected[used[-1]]))
    kind: RemainderKind = "unclear"
    spread = float(np.max(np.abs(_rates(steps[used], left[used]) - slope)))
    if slope >= 2 - _NEAR and spread <= _NEAR:
        kind = "right"
    elif max(abs(slope - 1), spread) <= _NEAR_1 and len(used) == _FITTED:
        kind = "wrong"
    known = share if np.isfinite(share) else None
    return Remainder(kind, slope, known, int(used[0]), int(used[-1]))


def _rates(steps: Floats, left: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return np.asarray(np.diff(np.log2(np.abs(left))) / np.diff(np.log2(steps)))
