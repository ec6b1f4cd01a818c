"""What is found along random directions, which stand for all weights at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.events.course import Started
from nnd_gui.engine.events.measured import Acquitted, LookedCloser, Measured

__all__ = ["DirectionsMeasured", "DirectionsStarted", "RemainderMeasured"]


@dataclass(frozen=True, slots=True, eq=False)
class DirectionsStarted:
    """Random directions through the point, and what the gradient under test says along them.

    Parameters
    ----------
    seed : int
        What the directions were drawn from.
    count : int
        How many directions. Each is looked along as a whole and, cut to each matrix and
        bias, along these parts: one slope for each.
    slopes : Started
        The slopes as if each were a weight. The layout has a block for each part, of one
        slope a direction; `values` are the places along the directions, which are 0;
        `analytic` is the product of gradient and direction.
    lengths : ndarray, shape (blocks,)
        How far a step of 1 along a direction moves one weight of each matrix and bias of
        the network (root mean square).
    rounding : ndarray, shape (slopes,)
        How much of each analytic slope can be the rounding of the gradient's products with
        the direction.
    lost : int
        Of how many weights the step of epsilon is lost in rounding: the directions leave
        them out.
    """

    seed: int
    count: int
    slopes: Started
    lengths: NDArray[np.float64]
    rounding: NDArray[np.float64]
    lost: int = 0
    evaluations: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class DirectionsMeasured:
    """The cost along some of the directions.

    Parameters
    ----------
    costs : Measured, LookedCloser or Acquitted
        As for weights; `indices` count the slopes of `DirectionsStarted`. One of no
        slopes says that work goes on.
    evaluations : int
        How often the cost was computed for it.
    """

    costs: Measured | LookedCloser | Acquitted
    evaluations: int


@dataclass(frozen=True, slots=True, eq=False)
class RemainderMeasured:
    """The cost at halving steps along one direction, for Taylor's remainder.

    Parameters
    ----------
    direction : int
        Which direction, counted from 0.
    steps : ndarray, shape (k,)
        Falling by halves.
    costs : ndarray, shape (k,)
        The cost there.
    expected : ndarray, shape (k,)
        By how much the gradient under test says that the cost changes, for the steps
        really taken.
    evaluations : int
        How often the cost was computed for it.
    """

    direction: int
    steps: NDArray[np.float64]
    costs: NDArray[np.float64]
    expected: NDArray[np.float64]
    evaluations: int
