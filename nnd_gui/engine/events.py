"""The facts that a run reports, in the order in which they happen.

A run is one `Started`, any number of `Measured` and `LookedCloser`, and exactly one
`Finished`; where random directions are checked, a `DirectionsStarted` and what follows from
it come before the end. Arrays in
events are never written to again after they are sent: another thread may be reading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import Cause
from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.parameters import Layout

__all__ = [
    "Acquitted",
    "Advised",
    "Audited",
    "Diagnosed",
    "DirectionsMeasured",
    "DirectionsStarted",
    "Event",
    "Failure",
    "Finished",
    "FirstWrong",
    "LookedCloser",
    "Measured",
    "Outcome",
    "Phase",
    "RemainderMeasured",
    "Started",
    "Step",
    "Working",
]

Outcome = Literal["completed", "cancelled", "failed"]


@dataclass(frozen=True, slots=True, eq=False)
class Started:
    """The point at which the gradient is checked, and the gradient under test.

    Parameters
    ----------
    layout : Layout
        Which weight is which.
    values : ndarray, shape (n,)
        The weights, in the experiment's dtype.
    analytic : ndarray, shape (n,)
        The gradient by backpropagation.
    cost : float
        The cost at `values`.
    method : str
        ``"loop"`` (every perturbed cost is that of the whole network) or ``"direct"``
        (only what the perturbed weight changes is computed).
    noise : float
        How much the cost was seen to scatter at `values`.
    evaluations : int
        How often the cost was computed to find this out.
    penalty : ndarray, shape (n,), optional
        What regularisation adds to the gradient, where it is known.
    facts : mapping, optional
        What was found in a person's file, and what runs it: plain JSON.
    sample : ndarray of int, shape (k,), optional
        Which weights are checked, rising; all of them when left out.
    sample_seed : int, optional
        What the sample was drawn from.
    """

    layout: Layout
    values: NDArray[Any]
    analytic: NDArray[Any]
    cost: float
    method: str
    noise: float = 0.0
    evaluations: int = 1
    penalty: NDArray[Any] | None = None
    facts: Mapping[str, Any] | None = None
    sample: NDArray[np.intp] | None = None
    sample_seed: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
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
        if np.array_equal(indices, np.arange(first, first + count)):
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
    """Accusations that are withdrawn because none like them stood.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
        Weights that the asked step accuses, in a matrix or bias of which it accused many:
        some of those were measured again, and the accusation fell for all of them.
    evaluations : int
        How often the cost was computed for it: never.
    """

    indices: NDArray[np.intp]
    evaluations: int = 0


@dataclass(frozen=True, slots=True)
class Audited:
    """A fast way held to the plain loop, on some of the weights.

    Parameters
    ----------
    weights : int
        How many were looked at.
    largest_deviation : float
        The most that their numerical gradients differ, in units of the gradient.
    evaluations : int
        How often the cost was computed for it.
    """

    weights: int
    largest_deviation: float
    evaluations: int


@dataclass(frozen=True, slots=True)
class Advised:
    """What was found by trying other steps, where the asked one could not decide.

    Parameters
    ----------
    epsilon : float or None
        One that decides; None if none does of those that were tried.
    step : str
        Whether that is absolute or relative.
    cause : Cause or None
        What the best of them leaves undecided, where none decides.
    evaluations : int
        How often the cost was computed for it.
    """

    epsilon: float | None
    step: str
    cause: Cause | None
    evaluations: int


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


@dataclass(frozen=True, slots=True)
class FirstWrong:
    """The first line of a person's gradient that is wrong.

    Parameters
    ----------
    template : str
        An English sentence in which ``{name}`` marks a value.
    values : dict
        What stands for each ``{name}``: the place among them, as ``where``.
    name : str
        The variable, as the person wrote it.
    line : int
        Its line of the program text: see `Places`.
    """

    template: str
    values: dict[str, object]
    name: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Diagnosed:
    """What the errors look like, where the gradient is wrong.

    Parameters
    ----------
    findings : tuple of Finding
        The classic mistakes that the evidence singles out; empty where there is none.
    first_wrong : FirstWrong, optional
        Of a person's file: the line that goes wrong first, where that was found.
    """

    findings: tuple[Finding, ...]
    evaluations: int = 0
    first_wrong: FirstWrong | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """What comes next, after every weight was measured at the asked step.

    Parameters
    ----------
    name : {"closer", "audit", "advice", "directions", "diagnosis"}
        Looking closer at what is in doubt, holding a fast way to the plain loop, trying
        which epsilon would decide it, measuring along directions, or finding out which
        mistake it looks like.
    weights : int
        At how many weights, or directions, it looks at most.
    """

    name: str
    weights: int
    evaluations: int = 0


@dataclass(frozen=True, slots=True)
class Working:
    """Nothing to tell yet, but work goes on, and a stop is obeyed here."""

    evaluations: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run failed.

    Parameters
    ----------
    kind : str
        One of the report's failure kinds.
    template : str
        The sentence, with ``{name}`` for each value.
    values : dict
        What stands for each ``{name}``.
    where : str, optional
        Place in a person's file, such as ``"net.py:12"`` or ``"cell 3, line 4"``.
    """

    kind: str
    template: str
    values: dict[str, object]
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a run, sent exactly once.

    Parameters
    ----------
    outcome : {"completed", "cancelled", "failed"}
        How it ended.
    evaluations : int
        How often the cost was computed.
    seconds : float
        How long the run took, its consumer's pauses among it.
    failure : Failure, optional
        Why, where it failed.
    """

    outcome: Outcome
    evaluations: int
    seconds: float
    failure: Failure | None = None


# What a run is made of: everything but its end, which `run` adds.
Step = (
    Started
    | Measured
    | Phase
    | LookedCloser
    | Acquitted
    | Audited
    | Advised
    | DirectionsStarted
    | DirectionsMeasured
    | RemainderMeasured
    | Diagnosed
    | Working
)
Event = Step | Finished
