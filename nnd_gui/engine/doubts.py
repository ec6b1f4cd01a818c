"""Which weights want a closer look."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.costs_around import CostsAround
from nnd_gui.engine.differences import Floats, bends
from nnd_gui.engine.ladder import CLEAR, Bools
from nnd_gui.engine.verdicts import DISAGREE, UNDECIDED, WeightVerdicts, reason_code

__all__ = ["drowned", "suspects"]

# A smooth cost's slope changes nearby half as much as over twice the distance.
_NEARBY = 0.75


# Numbers at the edges overflow on the way to a verdict that says so.
@np.errstate(all="ignore")
def suspects(scheme: str, found: WeightVerdicts, around: CostsAround, tolerance: float) -> Bools:
    """Which weights want a closer look.

    Parameters
    ----------
    scheme : str
        By which the costs were taken.
    found : WeightVerdicts
        What the asked step told.
    around : CostsAround
        The costs; bends are looked for where there are steps to either side.
    tolerance : float
        Relative error up to which a weight agrees.

    Returns
    -------
    ndarray of bool, shape (k,)
    """
    cost, steps, costs = around.cost, around.steps, around.costs
    coarse = (found.verdict == UNDECIDED) & (found.truncation > found.rounding)
    # No smaller step makes a number of what is none.
    numbers = np.isfinite(found.numerical) & (found.reason != reason_code("not-finite"))
    doubtful = coarse | (found.verdict == DISAGREE)
    if scheme == "complex-step":
        # Where nothing imaginary comes back, the cost may have dropped it.
        return np.asarray((doubtful | np.all(costs == 0, axis=1)) & numbers)
    rounding = CLEAR * np.max(around.noise, axis=1) / np.abs(steps[:, 0])
    if steps.shape[1] < 4:
        return np.asarray(numbers & (doubtful | _turns(found, around, rounding, tolerance)))
    near, far = bends(cost, steps[:, :4], costs[:, :4])
    odd = np.abs(near - far / 2)
    clear = odd > rounding
    matters = odd > 0.1 * tolerance * np.abs(found.numerical)
    bent = odd > 0.05 * np.maximum(np.abs(near), np.abs(far))
    wanted: Bools = numbers & (doubtful | (clear & matters & bent))
    return wanted


def _turns(found: WeightVerdicts, around: CostsAround, rounding: Floats, tolerance: float) -> Bools:
    """Whether slopes to one side change more nearby than further away.

    Where the cost is smooth they change twice as much over twice the distance. A kink
    between the weight and the first step leaves half as much further away.
    """
    near, far, farther = ((around.costs[:, i] - around.cost) / around.steps[:, i] for i in range(3))
    nearby = np.abs(far - near)
    matters = nearby > 0.1 * tolerance * np.abs(found.numerical)
    odd = nearby > _NEARBY * np.abs(farther - far)
    return np.asarray((nearby > rounding) & matters & odd)


@np.errstate(all="ignore")
def drowned(found: WeightVerdicts) -> Bools:
    """Which weights are undecided because of rounding: larger steps may tell more."""
    unclear = (found.verdict == UNDECIDED) & (found.rounding >= found.truncation)
    return np.asarray(unclear & (found.reason == reason_code("below-resolution")))
