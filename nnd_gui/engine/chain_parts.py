"""What the chain rule of one weight is made of: factors as they should be, and as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.parameters import Block

__all__ = ["Chain", "Level", "Pair", "Status", "Written"]

Status = Literal["right", "missing", "extra", "wrong", "affected"]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One factor as it should be, and as the gradient under test has it.

    Parameters
    ----------
    right, used : ndarray
        Of one shape.
    status : {"right", "missing", "extra", "wrong", "affected"}
        Whether they are the same; whether it is left out (it counts as 1, or as 0 where it is
        added); whether it has no business here; whether it is another number; or whether it
        is off only because something that it is made of is.
    """

    right: Floats
    used: Floats
    status: Status

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.status != "right"


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One layer's deltas, ``delta = from above * derivative``, for some samples and units.

    Parameters
    ----------
    layer : int
        Counted from 1.
    units : ndarray of int, shape (u,)
        Which of its units are shown.
    total : int
        How many units it has.
    weights : Pair, optional
        By which the deltas of the layer above come down to these units, ``(u, v)`` for the
        units v that are shown there; None at the output.
    above : Pair
        What comes from above, ``(s, u)``: the sum of weight times delta over *all* units
        there, or, at the output, the slope of the cost.
    derivative : Pair, optional
        Of the activation, ``(s, u)``; None where the slope of the cost holds it already.
    delta : Pair
        ``(s, u)``.
    """

    layer: int
    units: NDArray[np.intp]
    total: int
    weights: Pair | None
    above: Pair
    derivative: Pair | None
    delta: Pair


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the sum on its way into the gradient.

    Parameters
    ----------
    status : {"right", "missing", "extra", "wrong"}
        Whether it was written out as it is, as 0, times a constant, or whether another
        weight's stands in its place.
    factor : float
        The constant.
    source : int, optional
        Which weight's value stands there.
    """

    status: Status
    factor: float = 1.0
    source: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """How the analytic value of one weight comes about.

    Its value is the sum over all samples of ``activation * delta``, plus the penalty.

    Parameters
    ----------
    index : int
        The weight's place in the flat vector.
    block : Block
        The matrix or bias that holds it.
    position : tuple of int
        Its place there.
    samples : ndarray of int, shape (s,)
        The samples that are shown.
    total_samples : int
        How many there are.
    activation : Pair
        What the weight is multiplied by, ``(s,)``: an input, an activation, 1 for a bias.
    levels : tuple of Level
        From the weight's own layer, of which one unit is shown, up to the output.
    share : Pair
        What each product counts as, ``(s,)``: 1 if all is right.
    products : Pair
        Each sample's term, ``(s,)``.
    data : Pair
        Their sum over all samples, a scalar array.
    penalty : Pair
        What regularisation adds, a scalar array.
    written : Written
        What became of it.
    value : Pair
        The analytic gradient, a scalar array.
    """

    index: int
    block: Block
    position: tuple[int, ...]
    samples: NDArray[np.intp]
    total_samples: int
    activation: Pair
    levels: tuple[Level, ...]
    share: Pair
    products: Pair
    data: Pair
    penalty: Pair
    written: Written
    value: Pair
