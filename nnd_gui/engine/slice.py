"""The cost along one weight: the curve that the two probes and the tangent lie on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.errors import CheckFailure, SpecError, Words
from nnd_gui.engine.events import Working
from nnd_gui.engine.objective import Objective, objective_of
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_run import with_person
from nnd_gui.engine.pieces import responsive
from nnd_gui.engine.portions import Portions
from nnd_gui.engine.sources import is_finite
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import prepared
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["SliceAsked", "SliceSampled", "SliceStarted", "slice_along"]

# Places of a first look, then as many more as the curve's bends ask for.
_FIRST = 33
_MOST = 129
# A curve is followed until it leaves its chords by no more than this share of its height.
_STRAIGHT = 0.004
# No two places are closer than this share of the window: half a pixel of a large picture.
_CLOSEST = 1 / 2048


@dataclass(frozen=True, slots=True)
class SliceAsked:
    """Which weight, and how far to either side.

    Parameters
    ----------
    index : int
        The weight's place in the flat vector.
    window : float
        Half the width of the picture, in units of the weight.

    Raises
    ------
    SpecError
        If the window is not a positive number.
    """

    index: int
    window: float = 1.0

    def __post_init__(self) -> None:
        if not (is_finite(self.window) and self.window > 0):
            raise SpecError(
                "window",
                "{label} must be a number larger than 0.",
                label=Words("The width of the picture"),
            )


@dataclass(frozen=True, slots=True, eq=False)
class SliceStarted:
    """The weight, its two slopes, and the probes of the scheme.

    Parameters
    ----------
    asked : SliceAsked
        What was asked.
    value : float
        The weight.
    cost : float
        The cost there.
    analytic : float
        The gradient under test: the slope of the tangent, if it is right.
    steps, costs : ndarray, shape (s,)
        The steps really taken by the scheme's own probes, and the costs there; those of the
        central scheme where the scheme's own steps are imaginary.
    layout : Layout
        Which weight is which.
    """

    asked: SliceAsked
    value: float
    cost: float
    analytic: float
    steps: Floats
    costs: Floats
    layout: Layout
    evaluations: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class SliceSampled:
    """More places of the curve, in no order.

    Parameters
    ----------
    offsets : ndarray, shape (k,)
        How far from the weight.
    costs : ndarray, shape (k,)
        The cost there, which may not be finite.
    """

    offsets: Floats
    costs: Floats
    evaluations: int


def slice_along(
    spec: ExperimentSpec, asked: SliceAsked, objective: Objective | None = None
) -> Iterator[SliceStarted | SliceSampled | Working]:
    """Sample the cost along one weight.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment: its point, epsilon, scheme and precision.
    asked : SliceAsked
        Which weight and how far.
    objective : Objective, optional
        What to sample in place of the experiment's own subject.

    Yields
    ------
    SliceStarted
        Once.
    SliceSampled
        A few milliseconds of work at a time: coarse first, then where the curve bends.
    Working
        Before any of them, on a large network.

    Raises
    ------
    IndexError
        If there is no such weight.
    CheckFailure
        ``not-finite-cost`` if the cost at the point is no finite number.
    """
    subject = spec.subject
    if objective is None and isinstance(subject, PersonFile):
        yield from with_person(subject, spec.dtype, lambda person: slice_along(spec, asked, person))
        return
    yield from responsive(spec, _slice(spec, asked, objective))


def _slice(
    spec: ExperimentSpec, asked: SliceAsked, objective: Objective | None
) -> Iterator[SliceStarted | SliceSampled | Working]:
    if objective is None:
        yield from prepared(spec.network)
        objective = objective_of(spec)
    along = _Along(objective, asked.index)
    yield Working()
    cost = objective.value(objective.point)
    if not np.isfinite(cost):
        raise CheckFailure("not-finite-cost", "The cost is {cost} at these weights.", cost=cost)
    yield Working(1)
    analytic = float(objective.gradient(objective.point)[asked.index])
    steps = _probes(spec, objective, asked.index)
    costs = np.empty(len(steps))
    for place, found in along.costs(steps):
        costs[place] = found
        yield Working(len(found))
    yield SliceStarted(asked, along.value, cost, analytic, steps, costs, objective.layout)
    curve = _Curve(asked.window, np.append(steps, 0.0), np.append(costs, cost))
    offsets = curve.first(along)
    while len(offsets):
        found = np.empty(len(offsets))
        for place, part in along.costs(offsets):
            found[place] = part
            yield SliceSampled(offsets[place], part, len(part))
        curve.add(offsets, found)
        offsets = curve.next(along)


def _probes(spec: ExperimentSpec, objective: Objective, index: int) -> Floats:
    """Steps really taken by the scheme's own probes."""
    scheme = SCHEME_TABLE[spec.scheme]
    if scheme.is_complex:
        scheme = SCHEME_TABLE["central"]
    point = objective.point[index : index + 1]
    with np.errstate(over="ignore"):
        asked = asked_steps(point, replace(spec, bug=None))[:, np.newaxis]
        signed = asked * np.array(scheme.multiples[: scheme.own])
    _, steps = perturbed(point, signed)
    return np.asarray(steps[0])


class _Along:
    """The cost as a function of one weight."""

    def __init__(self, objective: Objective, index: int) -> None:
        if not 0 <= index < len(objective.point):
            raise IndexError(index)
        self._objective, self._index = objective, index
        self._point: NDArray[Any] = objective.point[index]
        self.value = float(self._point)
        self._portions = Portions(4, _MOST)

    def taken(self, offsets: Floats) -> Floats:
        """Offsets as far as the weight's precision allows, each once."""
        with np.errstate(over="ignore"):
            values = self._point + offsets.astype(self._point.dtype)
        taken = np.unique(values.astype(np.float64) - self.value)
        return np.asarray(taken[np.isfinite(taken)])

    def costs(self, offsets: Floats) -> Iterator[tuple[slice, Floats]]:
        """Costs a few places at a time; of none while one is still being computed."""
        at = 0
        while at < len(offsets):
            place = slice(at, min(at + self._portions.begin(), len(offsets)))
            values = (self.value + offsets[place]).astype(self._point.dtype)
            for probe in self._objective.costs_of(np.array([self._index]), values[np.newaxis]):
                if len(probe.indices):
                    yield place, probe.costs[0].astype(np.float64)
                else:
                    yield slice(at, at), np.empty(0)
            self._portions.end()
            at = place.stop


class _Curve:
    """What is known of the curve, and where to look next."""

    def __init__(self, window: float, offsets: Floats, costs: Floats) -> None:
        self._window = window
        near = np.abs(offsets) <= window
        self._x, self._y = offsets[near], costs[near]

    def first(self, along: _Along) -> Floats:
        """Places of a first look."""
        return self._new(along, self._window * np.linspace(-1, 1, _FIRST))

    def add(self, offsets: Floats, costs: Floats) -> None:
        """Take in what was found."""
        x, y = np.append(self._x, offsets), np.append(self._y, costs)
        self._x, first = np.unique(x, return_index=True)
        self._y = y[first]

    @np.errstate(all="ignore")
    def next(self, along: _Along) -> Floats:
        """Places between others where the curve bends, or where it stops being finite."""
        x, y = self._x, self._y
        room = _MOST - len(x)
        if room <= 0 or len(x) < 3:
            return np.empty(0)
        finite = np.isfinite(y)
        split = finite[1:] != finite[:-1]
        height = float(np.ptp(y[finite])) if finite.any() else 0.0
        if height > 0 and np.isfinite(height):
            share = (x[1:-1] - x[:-2]) / (x[2:] - x[:-2])
            off = np.abs(y[:-2] + share * (y[2:] - y[:-2]) - y[1:-1])
            bent = off > _STRAIGHT * height
            split[:-1] |= bent
            split[1:] |= bent
        gaps = np.diff(x)
        split &= gaps > 2 * _CLOSEST * self._window
        if np.count_nonzero(split) > room:  # the widest first
            widest = np.argsort(-np.where(split, gaps, 0.0))[:room]
            split = np.isin(np.arange(len(split)), widest)
        return self._new(along, (x[:-1] + gaps / 2)[split])

    def _new(self, along: _Along, offsets: Floats) -> Floats:
        taken = along.taken(offsets)
        return np.asarray(taken[~np.isin(taken, self._x)])
