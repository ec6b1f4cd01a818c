"""A reference solution: its cost and gradient, and how those of others compare with them.

A gradient check cannot see a mistake that is in the cost as well: the gradient of a wrong
cost may be right. Beside a solution that is known to be right it shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.events import Working
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.person_run import with_person

__all__ = ["Compared", "Likeness", "Point", "compare", "reference_at"]

Array = NDArray[Any]

# Two right solutions differ by rounding, or by a small constant inside a logarithm.
_SAME = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A cost and a gradient, and where they are taken.

    Parameters
    ----------
    shapes : tuple of (tuple of int)
        Of the matrices and biases, in their order in the vector.
    theta : ndarray, shape (n,)
    X, y : ndarray or None
        The data, where the file has any.
    cost : float
    gradient : ndarray, shape (n,)
    """

    shapes: tuple[tuple[int, ...], ...]
    theta: Array
    X: Array | None
    y: Array | None
    cost: float
    gradient: Array

    @property
    def evaluations(self) -> int:
        """How often the cost was computed for it."""
        return 1

    @property
    def given(self) -> dict[str, Array]:
        """What another file is given, to be evaluated at the same place."""
        found = {"theta": self.theta}
        if self.X is not None:
            found |= {"X": self.X, "X_kept": self.X}
        if self.y is not None:
            found |= {"y": self.y, "y_kept": self.y}
        return found

    def is_where(self, other: Point) -> bool:
        """Whether two are taken at the same weights, of the same data."""
        return (
            self.shapes == other.shapes
            and np.array_equal(self.theta, other.theta)
            and _same_numbers(self.X, other.X)
            and _same_numbers(self.y, other.y)
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one thing compares with the reference's.

    Parameters
    ----------
    kind : {"same", "factor", "other"}
        The same, a constant times it, or something else.
    factor : float
        How many times it is the reference's; NaN for something else.
    """

    kind: str
    factor: float = math.nan


@dataclass(frozen=True, slots=True)
class Compared:
    """How a cost and its gradient compare with those of the reference, at the same place.

    Parameters
    ----------
    cost, gradient : Likeness
    here, there : float
        Both costs: the one that is compared, and the reference's.
    """

    cost: Likeness
    gradient: Likeness
    here: float
    there: float


def compare(one: Point, reference: Point) -> Compared:
    """Compare a cost and a gradient with a reference's at the same place.

    Parameters
    ----------
    one, reference : Point
        Of gradients of the same length.
    """
    return Compared(
        _likeness(np.array([one.cost]), np.array([reference.cost])),
        _likeness(one.gradient, reference.gradient),
        one.cost,
        reference.cost,
    )


def reference_at(
    file: PersonFile, dtype: str, given: Mapping[str, Array] | None = None
) -> Iterator[Point | Working]:
    """Evaluate a reference solution in its child process.

    Parameters
    ----------
    file : PersonFile
        The reference.
    dtype : str
        Precision of the weights that it is given.
    given : mapping of ndarray, optional
        Where it is to be evaluated, as of `Point.given`; it takes what fits it.

    Yields
    ------
    Working
        While there is nothing yet.
    Point
        Once, at the end.

    Raises
    ------
    CheckFailure
        If it cannot be run.
    """

    def evaluated(objective: PersonObjective) -> Iterator[Point]:
        cost, gradient = objective.value(objective.point), objective.gradient(objective.point)
        shapes = tuple(block.shape for block in objective.layout.blocks)
        arrays = objective.opened.arrays
        yield Point(shapes, objective.point, arrays.get("X"), arrays.get("y"), cost, gradient)

    yield from with_person(file, dtype, evaluated, given, children=1)


def _likeness(one: Array, reference: Array) -> Likeness:
    one, reference = np.asarray(one, np.float64), np.asarray(reference, np.float64)
    if not (np.all(np.isfinite(one)) and np.all(np.isfinite(reference))):
        return Likeness("other")
    size, other = float(np.linalg.norm(one)), float(np.linalg.norm(reference))
    if np.linalg.norm(one - reference) <= _SAME * max(size, other):
        return Likeness("same", 1.0)
    if not size or not other:
        return Likeness("other")
    # A single number is a multiple of any other; of a cost only a plain one says something.
    factor = float(one @ reference) / other**2
    if one.size == 1 and not _is_plain(factor):
        return Likeness("other")
    if np.linalg.norm(one - factor * reference) <= _SAME * size:
        return Likeness("factor", factor)
    return Likeness("other")


def _is_plain(factor: float) -> bool:
    """Whether a factor is a whole number, or one over a whole number, up to rounding."""
    size = abs(factor)
    size = max(size, 1 / size)
    return size < 1e6 and abs(size - round(size)) <= _SAME * size


def _same_numbers(one: Array | None, other: Array | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.size == other.size and np.array_equal(np.ravel(one), np.ravel(other))
