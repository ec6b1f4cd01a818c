"""The stage of a check that goes along random directions."""

from __future__ import annotations

import secrets
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.directions import WHOLE, Directions, DirectionsObjective
from nnd_gui.engine.events import (
    DirectionsMeasured,
    DirectionsStarted,
    Measured,
    RemainderMeasured,
    Started,
    Working,
)
from nnd_gui.engine.judge import (
    DISAGREE,
    UNDECIDED,
    WeightVerdicts,
    reason_code,
)
from nnd_gui.engine.measuring import measured
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.pieces import paced
from nnd_gui.engine.remainder import is_settled, remainders
from nnd_gui.engine.second_look import SecondLook
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["DirectionCheck", "excuse", "fresh_seed", "slopes_spec"]

# Along so many directions the remainder is followed: it is a second opinion on them.
_FOLLOWED = 3
# It begins at a step at which a cost is seen to bend, and is halved at most so often.
_FIRST_STEP = 0.125
_HALVINGS = 48
# Last places that each product of gradient and direction may have lost before they are added.
_PRODUCT_ROUNDINGS = 16.0


def fresh_seed() -> int:
    """Draw a seed that no run before had, short enough to be typed again."""
    return secrets.randbelow(10**9)


def slopes_spec(spec: ExperimentSpec) -> ExperimentSpec:
    """How slopes along directions are measured: the kind of step is part of a direction."""
    return replace(spec, step="absolute")


def excuse(found: WeightVerdicts, begun: DirectionsStarted, tolerance: float) -> None:
    """Leave undecided what only the rounding of the products accuses; changes `found`.

    Where products cancel, as those of a softmax's biases do along a direction that raises
    all of them, what is left of gradient times direction is rounding.
    """
    claimed = begun.slopes.analytic.astype(np.float64)
    with np.errstate(all="ignore"):
        error = np.abs(claimed - found.numerical)
        allowed = tolerance * np.maximum(np.abs(claimed), np.abs(found.numerical))
        off = error - found.uncertainty - allowed
        rows = (found.reason == reason_code("wrong")) & (off <= begun.rounding)
    found.rounding[rows] += begun.rounding[rows]
    found.verdict[rows] = UNDECIDED
    found.reason[rows] = reason_code("below-resolution")


class DirectionCheck:
    """Slopes along random directions, judged as the weights are.

    Parameters
    ----------
    spec : ExperimentSpec
        How the check is made.
    started : Started
        The point and the gradient under test.
    objective : Objective
        What is checked.
    """

    def __init__(self, spec: ExperimentSpec, started: Started, objective: Objective) -> None:
        self._spec, self._started = slopes_spec(spec), started
        seed = fresh_seed() if spec.direction_seed is None else spec.direction_seed
        self._directions = Directions(spec, started.layout, started.values, seed)
        self._along = DirectionsObjective(objective, self._directions, started.analytic)
        self._second: SecondLook | None = None
        self._begun: DirectionsStarted | None = None

    def run(
        self,
    ) -> Generator[
        DirectionsStarted | DirectionsMeasured | RemainderMeasured | Working, None, None
    ]:
        """Measure the slopes, look closer where there is a doubt, follow the remainder.

        Yields
        ------
        DirectionsStarted
            Once.
        DirectionsMeasured
            After every evaluation.
        RemainderMeasured
            For the first few directions.
        Working
            Where there is nothing to report.
        """
        begun = self._begun = yield from self._begin()
        yield begun
        second = self._second = SecondLook(self._spec, begun.slopes)
        for event in measured(self._spec, self._along):
            found = self._moved(event)
            second.add(found)
            yield DirectionsMeasured(found, found.costs.size)
        for look in second.look(self._along):
            yield DirectionsMeasured(look, look.evaluations)
        for number in range(min(_FOLLOWED, self._directions.count)):
            yield from self._follow(number)

    def accused(self) -> tuple[str, ...]:
        """Matrices and biases along which the gradient is wrong; after the run."""
        if self._second is None or self._begun is None:
            return ()
        found = self._second.found
        excuse(found, self._begun, self._spec.tolerance_used)
        return tuple(
            block.name
            for block in self._directions.layout.blocks
            if np.any(found.verdict[block.start : block.stop] == DISAGREE)
        )

    def parts(self) -> tuple[Layout, NDArray[Any], WeightVerdicts]:
        """Slopes along the parts of directions, as if each were a weight; after the run.

        Returns
        -------
        layout : Layout
            A block for each matrix and bias, of one slope a direction.
        analytic : ndarray
        found : WeightVerdicts
        """
        if self._second is None or self._begun is None:
            raise ValueError("nothing has been measured yet")
        cut = [block for block in self._directions.layout.blocks if block.name != WHOLE]
        first = cut[0].start
        layout = Layout(tuple(replace(block, start=block.start - first) for block in cut))
        at = np.arange(first, first + layout.size)
        return layout, self._begun.slopes.analytic[at], self._second.found.at(at)

    def _begin(self) -> Generator[Working, None, DirectionsStarted]:
        started, directions = self._started, self._directions
        # First, while the first direction is at hand.
        lengths, lost = directions.lengths(), directions.lost()
        known = (started.analytic, started.penalty)
        work = directions.projected(*(part for part in known if part is not None))
        (slopes, *added), sizes = yield from paced(work)
        unit = float(np.finfo(started.analytic.dtype).eps)
        return DirectionsStarted(
            directions.seed,
            directions.count,
            replace(
                started,
                layout=directions.layout,
                values=np.zeros(directions.layout.size),
                analytic=slopes.astype(started.analytic.dtype),
                method="loop",
                evaluations=0,
                penalty=added[0] if added else None,
                sample=None,
                sample_seed=None,
                line=None,
            ),
            lengths,
            _PRODUCT_ROUNDINGS * unit * sizes,
            lost,
        )

    def _moved(self, event: Measured) -> Measured:
        """Steps of 0 where nothing is left of a direction."""
        lost = [not self._directions.moves(slope) for slope in event.indices.tolist()]
        if not any(lost) or SCHEME_TABLE[self._spec.scheme].is_complex:
            return event
        return replace(event, steps=np.where(np.array(lost)[:, np.newaxis], 0.0, event.steps))

    def _follow(self, number: int) -> Iterator[RemainderMeasured | Working]:
        started, along = self._started, self._along
        limits = np.finfo(started.analytic.dtype)
        step = max(_FIRST_STEP, self._spec.epsilon)
        rows: list[tuple[float, float, float]] = []
        for _ in range(_HALVINGS):
            rows.append((step, along.at(number, step).real, along.expected(number, step)))
            steps, costs, expected = np.array(rows).T
            left, floor = remainders(started.cost, costs, expected, started.noise, limits)
            if is_settled(steps, left, floor, expected, self._spec.tolerance_used):
                break
            yield Working()
            step /= 2
        steps, costs, expected = (np.ascontiguousarray(part) for part in np.array(rows).T)
        yield RemainderMeasured(number, steps, costs, expected, len(rows))
