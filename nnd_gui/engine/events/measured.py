"""The costs around weights: the evidence for their numerical gradient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Acquitted", "LookedCloser", "Measured", "in_a_row", "nothing_measured"]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Measured:
    """The cost around some of the weights: the evidence for their numerical gradient.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
        Which weights.
    steps : ndarray, shape (k, s)
        The steps really taken, signed, for each of the scheme's multiples of epsilon.
    costs : ndarray, shape (k, s)
        The cost after each of those steps.
    changes : ndarray, shape (k, s), optional
        How much each cost differs from the one at the point, where that was computed sample
        by sample: its rounding is far below that of a difference of two costs.
    noise : ndarray, shape (k, s), optional
        Bound on the error of `changes`: rounding, and interpolation where there is any.
    """

    indices: NDArray[np.intp]
    steps: NDArray[np.float64]
    costs: NDArray[np.float64]
    changes: NDArray[np.float64] | None = None
    noise: NDArray[np.float64] | None = None

    @property
    def evaluations(self) -> int:
        """How often the cost was computed for it."""
        return self.costs.size

    @property
    def places(self) -> NDArray[np.intp] | slice:
        """`indices`, as a slice where they follow each other: many times as fast."""
        return in_a_row(self.indices)


def in_a_row(indices: NDArray[np.intp]) -> NDArray[np.intp] | slice:
    """Give indices as a slice, where each is one more than the one before."""
    count = len(indices)
    if count and indices[-1] - indices[0] == count - 1:
        first = int(indices[0])
        # So many that rise, and no further than that: none is left out.
        if np.all(indices[1:] > indices[:-1]):
            return slice(first, first + count)
    return indices


def nothing_measured(points: int = 0) -> Measured:
    """Make a `Measured` of no weights, which only says that work goes on."""
    none = np.empty((0, points))
    return Measured(np.empty(0, np.intp), none, none)


@dataclass(frozen=True, slots=True, eq=False)
class LookedCloser:
    """The cost around some weights again, at other steps.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
        Which weights; they have been measured before.
    steps, costs : ndarray, shape (k, L, 4)
        At each of L sizes from large to small: +h, -h, +2h, -2h.
    evaluations : int
        How often the cost was computed for it.
    asked : int
        Which of the L sizes was asked for.
    sizes : ndarray, shape (k,), optional
        Usual size of a weight in each one's matrix or bias.
    """

    indices: NDArray[np.intp]
    steps: NDArray[np.float64]
    costs: NDArray[np.float64]
    evaluations: int
    asked: int = 0
    sizes: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Acquitted:
    """Accusations that are withdrawn, because none like them stood or the cost jumps nearby.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
        Weights that the asked step accuses, in a matrix or bias of which it accused many:
        some of those were measured again, and the accusation fell for all of them. Or weights
        that are off by no more than what a jump of the cost, or rounding in their unit, explains.
    evaluations : int
        How often the cost was computed for it.
    reason : str
        Why they are undecided now: ``"below-resolution"`` or ``"discontinuous"``.
    """

    indices: NDArray[np.intp]
    evaluations: int = 0
    reason: str = "below-resolution"
