"""The costs around some weights, and how far rounding can put off each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.noise import assumed_noise

__all__ = ["CostsAround", "from_changes", "from_costs", "from_imaginary"]


@dataclass(frozen=True, slots=True, eq=False)
class CostsAround:
    """What the slopes of k weights are taken from.

    Parameters
    ----------
    cost : float
        Cost at the point.
    steps, costs : ndarray, shape (k, s)
        The steps really taken, and the costs there.
    noise : ndarray, shape (k, s)
        How far rounding can put off each cost.
    """

    cost: float
    steps: Floats
    costs: Floats
    noise: Floats


def from_costs(cost: float, steps: Floats, costs: Floats, noise: float, limits: Any) -> CostsAround:
    """Costs whose rounding is that of their own last places, or what was measured.

    Parameters
    ----------
    cost : float
        Cost at the point.
    steps, costs : ndarray, shape (k, s)
        The steps really taken, and the costs there.
    noise : float
        Noise that was measured at the point.
    limits : numpy.finfo
        Of the precision of the costs.
    """
    with np.errstate(invalid="ignore"):
        largest = np.maximum(np.max(np.abs(costs), axis=1), abs(cost))
    rounding = np.maximum(assumed_noise(largest, limits), noise)
    return CostsAround(cost, steps, costs, np.broadcast_to(rounding[:, np.newaxis], costs.shape))


def from_changes(steps: Floats, changes: Floats, noise: Floats) -> CostsAround:
    """Changes of the cost that were computed sample by sample, with a bound on each.

    Their rounding is far below that of a difference of two costs: what is common to both
    cancelled before anything was added.
    """
    return CostsAround(0.0, steps, changes, noise)


def from_imaginary(cost: float, steps: Floats, costs: Floats, limits: Any) -> CostsAround:
    """Imaginary steps and the imaginary parts of the costs there.

    Nothing is lost by subtraction: what is rounded is a share of the cost itself.
    """
    rounding = assumed_noise(np.full(costs.shape, abs(cost)), limits)
    return CostsAround(cost, steps, costs, rounding)
