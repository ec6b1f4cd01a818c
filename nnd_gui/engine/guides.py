"""The straight lines that a valley follows on either side: truncation and rounding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.valley import Valley

__all__ = ["Guide", "guide_of"]

# A slope is fitted to no fewer places, where the other cause leaves less than this share.
_FEWEST = 3
_CLEAR = 0.2
_LOCAL = 0.3
# A fitted slope further than this from the one that theory expects is of something else.
_OFF = 0.5


@dataclass(frozen=True, slots=True)
class Guide:
    """A straight line of the valley on logarithmic axes: ``error = factor * epsilon**order``.

    Parameters
    ----------
    order : float
        Its slope, as it was seen.
    expected : float
        Its slope by theory.
    factor : float
    low, high : float
        The epsilons from which it was taken.
    """

    order: float
    expected: float
    factor: float
    low: float
    high: float

    @property
    def follows(self) -> bool:
        """Whether theory's line is what is seen; not where a wrong gradient keeps it flat."""
        return abs(self.order - self.expected) <= _OFF


@np.errstate(all="ignore")
def guide_of(valley: Valley, scheme: str, side: str) -> Guide | None:
    """Line that the valley follows on one side, if it follows one.

    Parameters
    ----------
    valley : Valley
    scheme : str
        Says which slope theory expects.
    side : {"truncation", "rounding"}
        To the right, where the step is too large, or to the left.

    Returns
    -------
    Guide or None
        None where too few places belong to that side: a complex step has no rounding side,
        and a cost without curvature no truncation.
    """
    row = SCHEME_TABLE[scheme]
    right = side == "truncation"
    if row.is_complex and not right:
        return None
    best = valley.best
    if best is None:
        return None
    some = valley.has("decides", "undecided")
    if right:
        # Where the step is very large, truncation is no power of it any more.
        clear = valley.rounding < _CLEAR * valley.error
        some &= (valley.epsilons > valley.epsilons[best]) & clear & (valley.truncation < _LOCAL)
    else:
        some &= (valley.epsilons < _CLEAR * valley.epsilons[best]) & (valley.rounding < 1)
    if np.count_nonzero(some) < _FEWEST:
        return None
    x, y = np.log10(valley.epsilons[some]), np.log10(valley.error[some])
    order = float(np.polyfit(x, y, 1)[0])
    expected = float(row.order if right else -1)
    factor = float(10 ** np.median(y - expected * x))
    used = valley.epsilons[some]
    return Guide(order, expected, factor, float(used.min()), float(used.max()))
