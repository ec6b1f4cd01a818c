"""The epsilon valley, as far as it has been swept."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.spec import DEFAULT_TOLERANCES, ExperimentSpec
from nnd_gui.engine.sweep_facts import IMAGINARY, REAL, SweepStarted, Swept, columns_of
from nnd_gui.engine.valley import MARKS, Valley, judged_at, valley_of_ratio, valley_of_weight

__all__ = ["DrawnValley", "SweepResult", "drawn"]

# Where an error of exactly 0 is drawn, and one that no number tells: below and above all others.
FLOOR, CEILING = 1e-18, 1e3

DrawnValley = dict[str, tuple[Floats, Floats]]


class SweepResult:
    """One sweep, as far as it has come. Not shared between threads.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment that is swept.
    """

    def __init__(self, spec: ExperimentSpec) -> None:
        self.spec = spec
        self.started: SweepStarted | None = None
        self.finished: Finished | None = None
        self._steps: dict[tuple[str, bool], Floats] = {}
        self._costs: dict[tuple[str, bool], Floats] = {}
        self._kept: dict[tuple[Any, ...], Valley] = {}

    def add(self, event: SweepStarted | Swept | Working | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, SweepStarted):
            self._start(event)
        elif isinstance(event, Swept):
            key, at = (event.dtype, event.is_complex), np.ix_(event.weights, event.places)
            self._steps[key][at], self._costs[key][at] = event.steps, event.costs
            self._kept.clear()
        elif isinstance(event, Finished):
            self.finished = event

    def _start(self, event: SweepStarted) -> None:
        self.started = event
        shape = (len(event.indices), len(event.epsilons))
        for dtype in event.dtypes:
            for is_complex, multiples in ((False, REAL), (True, IMAGINARY)):
                self._steps[dtype, is_complex] = np.full((*shape, len(multiples)), np.nan)
                self._costs[dtype, is_complex] = np.full((*shape, len(multiples)), np.nan)

    @property
    def dtypes(self) -> tuple[str, ...]:
        """The precisions that are swept."""
        return () if self.started is None else self.started.dtypes

    def holds(self, index: int) -> bool:
        """Whether a weight is among those that are swept."""
        return self.started is not None and index in self.started.indices

    def valley(self, scheme: str, dtype: str, index: int | None = None) -> Valley | None:
        """Valley of one weight, or of the ratio of all that are swept.

        Parameters
        ----------
        scheme, dtype : str
            By which it was measured, and in which precision.
        index : int, optional
            The weight's place in the flat vector; the ratio where left out.

        Returns
        -------
        Valley or None
            None before the sweep has started, in a precision that is not swept, and for a
            weight that is not.
        """
        if dtype not in self.dtypes or (index is not None and not self.holds(index)):
            return None
        key = scheme, dtype, index
        if key not in self._kept:
            self._kept[key] = self._judged(scheme, dtype, index)
        return self._kept[key]

    def _judged(self, scheme: str, dtype: str, index: int | None) -> Valley:
        started = self.started
        if started is None:
            raise ValueError(scheme)
        row: slice | NDArray[np.intp] = slice(None)
        if index is not None:
            row = np.flatnonzero(started.indices == index)
        key, columns = (dtype, SCHEME_TABLE[scheme].is_complex), columns_of(scheme)
        steps = self._steps[key][row][:, :, columns]
        claimed, tolerance = started.analytic[dtype][row], self.tolerance(dtype)
        found = judged_at(
            scheme,
            started.costs[dtype],
            steps,
            self._costs[key][row][:, :, columns],
            claimed,
            tolerance,
            started.noises[dtype],
        )
        measured = np.all(~np.isnan(steps), axis=(0, 2))
        epsilons = np.array(started.epsilons)
        if index is not None:
            return valley_of_weight(epsilons, found, float(claimed[0]), measured)
        return valley_of_ratio(epsilons, found, claimed, tolerance, measured)

    def tolerance(self, dtype: str) -> float:
        """The tolerance asked for, or the one that fits a precision."""
        asked = self.spec.tolerance
        return DEFAULT_TOLERANCES[dtype] if asked is None else asked


def drawn(valley: Valley) -> DrawnValley:
    """Places of a valley by their mark, each with a number that can be drawn on a log axis.

    Returns
    -------
    dict
        For each mark that occurs, epsilons and errors, finite and positive: an error of
        exactly 0 on the floor, one that is no number at the ceiling. What is not measured
        yet is left out.
    """
    places: DrawnValley = {}
    for code, mark in enumerate(MARKS):
        at = valley.marks == code
        if mark == "unmeasured" or not at.any():
            continue
        if mark in ("decides", "undecided"):
            height = np.clip(valley.error[at], FLOOR, CEILING)
        else:
            height = np.full(np.count_nonzero(at), FLOOR if mark == "zero" else CEILING)
        places[mark] = (valley.epsilons[at], height)
    return places
