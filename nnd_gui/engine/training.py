"""Plain gradient descent with the right gradient and with the one under test, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.events import Working
from nnd_gui.engine.objective import Objective, objective_of
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_run import with_person
from nnd_gui.engine.pieces import responsive
from nnd_gui.engine.portions import Portions
from nnd_gui.engine.sources import MAX_STEPS, is_finite
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import prepared

__all__ = ["Trained", "TrainingAsked", "TrainingEnded", "TrainingStarted", "training"]


@dataclass(frozen=True, slots=True)
class TrainingAsked:
    """How to train.

    Parameters
    ----------
    rate : float
        The learning rate.
    steps : int
        How many steps.

    Raises
    ------
    SpecError
        If either is not one to train with.
    """

    rate: float = 0.5
    steps: int = 100

    def __post_init__(self) -> None:
        if not (is_finite(self.rate) and self.rate > 0):
            raise SpecError("rate", "The learning rate must be a number larger than 0.")
        if not 1 <= self.steps <= MAX_STEPS:
            raise SpecError(
                "training_steps",
                "The number of training steps must be from 1 to {most:,}.",
                most=MAX_STEPS,
            )


@dataclass(frozen=True, slots=True)
class TrainingStarted:
    """Where both begin.

    Parameters
    ----------
    asked : TrainingAsked
    cost : float
        The cost at the start.
    sides : int
        2 where the gradient under test has a bug, and so is not the right one; else 1.
    """

    asked: TrainingAsked
    cost: float
    sides: int
    evaluations: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """Some steps of both.

    Parameters
    ----------
    first : int
        Which step the first of these was, counted from 1.
    costs : ndarray, shape (sides, k)
        The cost after each step: with the right gradient, and with that under test. NaN after
        the weights have left all numbers.
    """

    first: int
    costs: Floats

    @property
    def evaluations(self) -> int:
        """How often the cost was computed for it."""
        return self.costs.size


@dataclass(frozen=True, slots=True, eq=False)
class TrainingEnded:
    """Where both arrived.

    Parameters
    ----------
    weights : ndarray, shape (sides, n)
        In the experiment's dtype; not finite where one diverged beyond all numbers.
    steepness : ndarray, shape (sides,)
        Norm of the *right* gradient there: near 0 at a minimum.
    """

    weights: NDArray[Any]
    steepness: Floats
    evaluations: int = 0


class _Side:
    """One descent."""

    def __init__(self, objective: Objective, rate: float) -> None:
        self._objective, self._rate = objective, rate
        self.theta: NDArray[Any] = objective.point.copy()
        self.lost = False

    def step(self) -> float:
        """Take one step; the cost after it."""
        if self.lost:
            return float("nan")
        slope = self._objective.gradient(self.theta)
        with np.errstate(all="ignore"):
            self.theta = self.theta - self.theta.dtype.type(self._rate) * slope
        self.lost = not bool(np.all(np.isfinite(self.theta)))
        return float("nan") if self.lost else self._objective.value(self.theta)


def training(
    spec: ExperimentSpec, asked: TrainingAsked, objective: Objective | None = None
) -> Iterator[TrainingStarted | Trained | TrainingEnded | Working]:
    """Train from the experiment's weights.

    Parameters
    ----------
    spec : ExperimentSpec
        The network, its weights, its precision and its bug.
    asked : TrainingAsked
        Learning rate and steps.
    objective : Objective, optional
        What to train in place of the experiment's own subject, alone: of a person's code the
        right gradient is not known.

    Yields
    ------
    TrainingStarted
        Once.
    Trained
        A few milliseconds of steps at a time, until all are made or nothing is left to train.
    TrainingEnded
        Once, if it is not stopped.
    Working
        While the weights to start from are trained that are to be, or one step takes long.
    """
    subject = spec.subject
    if objective is None and isinstance(subject, PersonFile):
        yield from with_person(subject, spec.dtype, lambda person: training(spec, asked, person))
        return
    yield from responsive(spec, _training(spec, asked, objective))


def _training(
    spec: ExperimentSpec, asked: TrainingAsked, objective: Objective | None
) -> Iterator[TrainingStarted | Trained | TrainingEnded | Working]:
    if objective is None:
        yield from prepared(spec.network)
        right = objective_of(replace(spec, bug=None))
        objectives = [right] if spec.bug is None else [right, objective_of(spec)]
    else:
        objectives = [objective]
    sides = [_Side(one, asked.rate) for one in objectives]
    yield TrainingStarted(asked, objectives[0].value(objectives[0].point), len(sides))
    portions = Portions(2, 2_000)
    done = 0
    while done < asked.steps and not all(side.lost for side in sides):
        count = min(portions.begin(), asked.steps - done)
        costs = np.array([[side.step() for _ in range(count)] for side in sides])
        portions.end()
        yield Trained(done + 1, costs)
        done += count
    steepness = [_steepness(objectives[0], side) for side in sides]
    yield TrainingEnded(np.stack([side.theta for side in sides]), np.array(steepness))


def _steepness(objective: Objective, side: _Side) -> float:
    if side.lost:
        return float("inf")
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(objective.gradient(side.theta).astype(np.float64)))
