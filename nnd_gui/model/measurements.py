"""What the slopes of a check were computed from: the steps taken, and the costs there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.events import LookedCloser, Measured, Started
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["MOST_KEPT", "Evidence", "Measurements"]

MOST_KEPT = 200_000
"""Of so many weights at most everything is kept that their slopes were computed from."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a slope was taken from, as for the central scheme.

    Parameters
    ----------
    steps, costs : ndarray, shape (4,)
        The steps really taken, and the costs there.
    """

    steps: Floats
    costs: Floats


class Measurements:
    """What was measured of each weight, at the steps asked for and at smaller ones.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment.
    started : Started, optional
        Its point and which weights are checked; None before the run has started, when nothing
        is known of any.
    """

    def __init__(self, spec: ExperimentSpec, started: Started | None = None) -> None:
        self._spec, self._started = spec, started
        self._costs: Floats = np.empty((0, 0))
        self._changes: Floats | None = None
        self._events: list[Measured] = []
        self._closer: list[LookedCloser] = []

    @property
    def events(self) -> tuple[Measured, ...]:
        """All that was measured at the steps asked for, where it is kept."""
        return tuple(self._events)

    def add(self, event: Measured) -> None:
        """Take in what was measured of some of the weights."""
        sample, count = self._sample, self._count
        rows = event.places if sample is None else np.searchsorted(sample, event.indices)
        if not self._costs.size:
            # Column by column, as everything about them is computed.
            self._costs = np.full((count, event.costs.shape[1]), np.nan, order="F")
        self._costs[rows] = event.costs
        if event.changes is not None and count <= MOST_KEPT:
            if self._changes is None:
                self._changes = np.full(self._costs.shape, np.nan)
            self._changes[rows] = event.changes
        if count <= MOST_KEPT:
            self._events.append(event)

    def add_closer(self, event: LookedCloser) -> bool:
        """Take in a closer look at some of the weights; whether it is kept."""
        kept = self._count <= MOST_KEPT
        if kept:
            self._closer.append(event)
        return kept

    def of_before(self, *, closer: bool) -> Measurements:
        """The same, with the closer looks or without them; nothing is copied."""
        found = Measurements(self._spec, self._started)
        found._costs, found._changes = self._costs, self._changes
        found._closer = self._closer if closer else []
        return found

    def steps_of(self, index: int) -> Floats:
        """Steps really taken at one weight, for each of the scheme's multiples of epsilon."""
        if self._started is None:
            raise ValueError("no weight is known before the run has started")
        multiples = np.array(SCHEME_TABLE[self._spec.scheme].multiples)
        value = self._started.values[index : index + 1]
        with np.errstate(over="ignore"):
            asked = asked_steps(value, self._spec)[:, np.newaxis] * multiples
        if SCHEME_TABLE[self._spec.scheme].is_complex:
            return np.asarray(asked[0])
        return np.asarray(perturbed(value, asked)[1][0])

    def costs_of(self, index: int) -> Floats:
        """Costs after these steps; NaN where the weight was not measured."""
        row = self._row(index)
        if row is None or not self._costs.size:
            return np.full(len(SCHEME_TABLE[self._spec.scheme].multiples), np.nan)
        return np.asarray(self._costs[row])

    def changes_of(self, index: int) -> Floats | None:
        """Changes of the cost at these steps, where they were added up sample by sample.

        None where they were not, and in a very large network, where they are not kept.
        """
        row = self._row(index)
        if self._changes is None or row is None:
            return None
        return np.asarray(self._changes[row])

    def again(self, index: int, taken: float) -> Evidence | None:
        """What one weight's slope was taken from, where not at the steps asked for.

        Parameters
        ----------
        index : int
            The weight.
        taken : float
            The size of the step that its slope was taken at in the end.

        Returns
        -------
        Evidence or None
            None where these are the steps asked for, and in a very large network, where it is
            not kept.
        """
        if taken == abs(float(self.steps_of(index)[0])):
            return None
        for event in reversed(self._closer):
            place = int(np.searchsorted(event.indices, index))
            if place == len(event.indices) or event.indices[place] != index:
                continue
            level = np.flatnonzero(np.abs(event.steps[place, :, 0]) == taken)
            if level.size:
                at = (place, int(level[0]))
                return Evidence(event.steps[at], event.costs[at])
        return None

    @property
    def _sample(self) -> NDArray[np.intp] | None:
        return None if self._started is None else self._started.sample

    @property
    def _count(self) -> int:
        """How many weights are to be measured."""
        if self._started is None:
            return 0
        return self._started.layout.size if self._sample is None else len(self._sample)

    def _row(self, index: int) -> int | None:
        """Where a weight stands among those that are measured; None if it is none of them."""
        if self._sample is None:
            return index
        row = int(np.searchsorted(self._sample, index))
        return row if row < len(self._sample) and self._sample[row] == index else None
