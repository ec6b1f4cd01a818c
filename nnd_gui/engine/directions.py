"""Random directions through the point: a few slopes that all weights take part in.

A slope along a direction d costs two or four evaluations of the cost however many weights
there are, and backpropagation says what it must be: the product of gradient and d. It is a
weaker check than one of each weight. What is wrong in one weight is one part among many of
the slope, and what is wrong in several can cancel: so there are several directions, with
fresh signs, and each is also cut to every matrix and bias alone, so that no small one is
drowned by a large one and a wrong one can be named.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.driven import driven
from nnd_gui.engine.objective import Objective, Probe
from nnd_gui.engine.parameters import Block, Layout
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps

__all__ = ["WHOLE", "Directions", "DirectionsObjective"]

# Name of the block of slopes along whole directions.
WHOLE = "all"


class Directions:
    """Random directions, made again whenever they are asked for.

    Each weight goes up or down by chance (Rademacher's signs: every weight counts alike, and
    a gradient that is wrong in one weight shows along every direction). How far it goes is
    scaled for each matrix by one over the root of its inputs, so that every unit's input
    moves about as far as a step of one weight or bias would move it: the slope's truncation
    is then like that of a single weight, and neither a matrix nor a bias drowns the other.

    A direction is made of the steps really taken at epsilon, divided by it. A weight so
    large that its step is lost in rounding is not part of any direction.

    Parameters
    ----------
    spec : ExperimentSpec
        Its epsilon, its kind of step, and how many directions.
    layout : Layout
        Which weight is which.
    point : ndarray, shape (n,)
        The weights.
    seed : int
        What the signs are drawn from.

    Attributes
    ----------
    layout : Layout
        Of the slopes: a block for the whole directions and one for each matrix and bias,
        each of one slope a direction. There are no whole ones of a single block.
    """

    def __init__(
        self, spec: ExperimentSpec, layout: Layout, point: NDArray[Any], seed: int
    ) -> None:
        self._spec, self._blocks, self._point = spec, layout.blocks, point
        self.seed, self.count = seed, spec.directions
        alone = len(layout.blocks) == 1
        self._parts: list[Block | None] = [*([] if alone else [None]), *layout.blocks]
        blocks: list[Block] = []
        for part in self._parts:
            is_bias = part is not None and part.is_bias
            name, layer = (WHOLE, 0) if part is None else (part.name, part.layer)
            blocks.append(Block(name, layer, (self.count,), len(blocks) * self.count, is_bias))
        self.layout = Layout(tuple(blocks))
        self._last: tuple[int, Floats] | None = None

    def vector(self, number: int) -> Floats:
        """One whole direction, ``(n,)``; not to be written to."""
        if self._last is None or self._last[0] != number:
            self._last = None  # so that there are never two in memory
            self._last = (number, self._vector(number))
        return self._last[1]

    def along(self, slope: int) -> tuple[int, slice]:
        """Direction of a slope, and which weights it moves."""
        part = self._parts[slope // self.count]
        moved = slice(0, len(self._point)) if part is None else slice(part.start, part.stop)
        return slope % self.count, moved

    def by_direction(self) -> NDArray[np.intp]:
        """All slopes, those of one direction after each other."""
        places = np.arange(self.layout.size, dtype=np.intp)
        return places.reshape(-1, self.count).T.reshape(-1)

    def projected(
        self, *gradients: NDArray[Any]
    ) -> Generator[None, None, tuple[list[Floats], Floats]]:
        """Slopes that gradients say there are along all directions, one direction at a time.

        Parameters
        ----------
        *gradients : ndarray, shape (n,)

        Returns
        -------
        slopes : list of ndarray, shape (slopes,)
            One for each gradient.
        sizes : ndarray, shape (slopes,)
            Of the first gradient, the products added in size.
        """
        found = [np.empty(self.layout.size) for _ in gradients]
        sizes = np.empty(self.layout.size)
        for slope in self.by_direction().tolist():
            number, moved = self.along(slope)
            with np.errstate(all="ignore"):
                direction = self.vector(number)[moved]
                for slopes, gradient in zip(found, gradients, strict=True):
                    products = gradient[moved] * direction
                    slopes[slope] = np.sum(products)
                    if slopes is found[0]:
                        sizes[slope] = np.sum(np.abs(products, out=products))
            yield
        return found, sizes

    @np.errstate(all="ignore")
    def lengths(self) -> Floats:
        """How far a step of 1 moves one weight of each block (root mean square)."""
        direction = self.vector(0)
        parts = [direction[block.start : block.stop] for block in self._blocks]
        return np.array([math.sqrt(float(np.mean(part**2))) for part in parts])

    def lost(self) -> int:
        """How many weights no direction moves."""
        return int(np.count_nonzero(self.vector(0) == 0))

    def moves(self, slope: int) -> bool:
        """Whether anything is left of a direction that rounding did not take."""
        number, moved = self.along(slope)
        return bool(np.any(self.vector(number)[moved]))

    @np.errstate(all="ignore")
    def _vector(self, number: int) -> Floats:
        point, epsilon = self._point, self._spec.epsilon
        rng = np.random.default_rng([self.seed, number])
        direction = asked_steps(point, self._spec)
        np.negative(direction, out=direction, where=rng.integers(0, 2, len(point), bool))
        for block in self._blocks:
            direction[block.start : block.stop] *= self._scale(block)
        if self._spec.scheme != "complex-step":
            # What rounding leaves of the steps; an imaginary step loses nothing.
            direction += point
            taken = direction.astype(point.dtype)
            np.subtract(taken, point, out=direction, dtype=np.float64)
        direction /= epsilon
        return direction

    def _scale(self, block: Block) -> float:
        if len(block.shape) > 1:
            return 1.0 if block.is_bias else 1 / math.sqrt(block.size / block.shape[-1])
        # A vector of all weights, of whose inputs nothing is known, or a bias.
        alone = len(self._blocks) == 1 or not block.is_bias
        return 1 / math.sqrt(block.size) if alone else 1.0


class DirectionsObjective:
    """What is checked, as a function of how far one goes along the directions.

    Parameters
    ----------
    objective : Objective
        What is checked.
    directions : Directions
        The directions.
    gradient : ndarray, shape (n,)
        The gradient under test.
    """

    method = "loop"

    def __init__(
        self, objective: Objective, directions: Directions, gradient: NDArray[Any]
    ) -> None:
        self._objective, self._directions = objective, directions
        self._start = objective.point
        self.layout = directions.layout
        self.point: NDArray[Any] = np.zeros(self.layout.size)
        self._gradient = gradient

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a place along one direction, or at the point."""
        moved = np.flatnonzero(theta)
        if len(moved) > 1:
            raise ValueError("one direction at a time")
        slope = int(moved[0]) if len(moved) else 0
        return float(self.at(slope, float(theta[slope])).real)

    def complex_value(self, theta: NDArray[Any]) -> complex:
        """Cost at an imaginary place along one direction."""
        moved = np.flatnonzero(theta)
        slope = int(moved[0]) if len(moved) else 0
        return self.at(slope, complex(theta[slope]))

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Slopes that the gradient under test says there are at the point."""
        del theta
        return _all_of(self._directions, self._gradient).astype(self._gradient.dtype)

    def penalty(self) -> NDArray[Any] | None:
        """What regularisation adds to the slopes."""
        added = self._objective.penalty()
        return None if added is None else _all_of(self._directions, added)

    def values_at_perturbations(
        self, values: NDArray[Any], indices: NDArray[np.intp] | None = None
    ) -> Iterator[Probe]:
        """Costs along all directions, or along some."""
        yield from self.costs_of(np.arange(len(values)) if indices is None else indices, values)

    def costs_of(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs along some of the directions, each that of the whole network.

        Parameters
        ----------
        indices : ndarray of int, shape (k,)
            Which slopes.
        values : ndarray, shape (k, s)
            How far along each.

        Yields
        ------
        Probe
            Each of them once, those of one direction after each other; of no slopes after
            every other evaluation.
        """
        kind = np.complex128 if np.iscomplexobj(values) else np.float64
        none = np.empty((0, values.shape[1]), dtype=kind)
        for row in np.lexsort((indices, indices % self._directions.count)).tolist():
            costs = np.empty((1, values.shape[1]), dtype=kind)
            for column, place in enumerate(values[row].tolist()):
                cost = self.at(int(indices[row]), place)
                costs[0, column] = cost if kind is np.complex128 else cost.real
                if column + 1 < values.shape[1]:
                    yield Probe(np.empty(0, np.intp), none)
            yield Probe(indices[row : row + 1], costs)

    def at(self, slope: int, place: complex) -> complex:
        """Cost at a place along a slope's direction; complex for an imaginary place."""
        theta = self._moved(slope, place)
        if np.iscomplexobj(theta):
            return self._objective.complex_value(theta)
        return complex(self._objective.value(theta))

    def expected(self, slope: int, place: float) -> float:
        """By how much the gradient under test says that the cost changes to a place.

        It is taken for the steps that rounding leaves of the way there.
        """
        _, moved = self._directions.along(slope)
        theta = self._moved(slope, place)[moved]
        with np.errstate(all="ignore"):
            steps = np.subtract(theta, self._start[moved], dtype=np.float64)
            return float(np.dot(self._gradient[moved].astype(np.float64), steps))

    @np.errstate(all="ignore")
    def _moved(self, slope: int, place: complex) -> NDArray[Any]:
        number, moved = self._directions.along(slope)
        direction = self._directions.vector(number)[moved]
        if np.iscomplexobj(place):
            theta = self._start.astype(np.result_type(self._start.dtype, np.complex64))
            theta[moved] += place * direction
            return theta
        theta = self._start.copy()
        theta[moved] = self._start[moved].astype(np.float64) + place * direction
        return theta


def _all_of(directions: Directions, gradient: NDArray[Any]) -> Floats:
    """Slopes along all directions, at once."""
    slopes, _ = driven(directions.projected(gradient))
    return slopes[0]
