"""Which weights want a closer look."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.differences import Floats, bends
from nnd_gui.engine.judge import DISAGREE, UNDECIDED, WeightVerdicts, reason_code
from nnd_gui.engine.ladder import CLEAR, Bools

__all__ = ["suspects"]


# Numbers at the edges overflow on the way to a verdict that says so.
@np.errstate(all="ignore")
def suspects(
    scheme: str,
    found: WeightVerdicts,
    cost: float,
    steps: Floats,
    costs: Floats,
    noise: Floats,
    tolerance: float,
) -> Bools:
    """Which weights want a closer look.

    Parameters
    ----------
    scheme : str
        By which the costs were taken.
    found : WeightVerdicts
        What the asked step told.
    cost : float
        Cost at the point.
    steps, costs : ndarray, shape (k, s)
        The evidence; bends are looked for where there are steps to either side.
    noise : ndarray, shape (k,)
        How much of a cost is rounding.
    tolerance : float
        Relative error up to which a weight agrees.

    Returns
    -------
    ndarray of bool, shape (k,)
    """
    coarse = (found.verdict == UNDECIDED) & (found.truncation > found.rounding)
    # No smaller step makes a number of what is none.
    numbers = np.isfinite(found.numerical) & (found.reason != reason_code("not-finite"))
    doubtful = coarse | (found.verdict == DISAGREE)
    if scheme == "complex-step":
        # Where nothing imaginary comes back, the cost may have dropped it.
        return np.asarray((doubtful | np.all(costs == 0, axis=1)) & numbers)
    if steps.shape[1] < 4:
        return np.asarray(doubtful & numbers)
    near, far = bends(cost, steps[:, :4], costs[:, :4])
    odd = np.abs(near - far / 2)
    clear = odd > CLEAR * noise / np.abs(steps[:, 0])
    matters = odd > 0.1 * tolerance * np.abs(found.numerical)
    bent = odd > 0.05 * np.maximum(np.abs(near), np.abs(far))
    wanted: Bools = numbers & (doubtful | (clear & matters & bent))
    return wanted
