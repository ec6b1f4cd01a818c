"""What the samples add up to: for each weight, a polynomial in its step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.lines import LONG_LINE, Lines
from nnd_gui.engine.perturbation.parts import PARALLEL_FROM, in_order
from nnd_gui.engine.perturbation.place import Place
from nnd_gui.engine.perturbation.polynomial import Fit

__all__ = ["HELD_NUMBERS", "Moments"]

Floats = NDArray[np.float64]

# Numbers in the largest arrays that are held at once: 16 MB each.
HELD_NUMBERS = 2_000_000


class Moments:
    """Sums over the samples, for the weights that lead into some units.

    Parameters
    ----------
    around : Around
        The point and the values.
    place : Place
        The layer that holds the weights.
    units : slice
        The units they lead into.
    fit : Fit
        The nodes, and the polynomial through them.

    Attributes
    ----------
    largest : ndarray, shape (units,)
        The largest step of the weights into each unit: one number where all are alike.
    sums : ndarray, shape (powers, rows, units)
        Coefficients of ``step / largest`` and its powers.
    sizes : ndarray, shape (powers, units)
        How much each power adds at the largest shift, samples added in size.
    noise : ndarray, shape (units,)
        Bound on the rounding of what all samples add up to at a node.
    """

    def __init__(self, around: Around, place: Place, units: slice, fit: Fit) -> None:
        self._around, self._place, self._units, self._fit = around, place, units, fit
        count, powers = units.stop - units.start, len(fit.nodes)
        self.largest = around.largest[place.number][units]
        self.noise = around.noise(place)[units]
        self._matrix = fit.matrix * around.tail.factor
        self.sums = np.empty((powers, place.rows, count))
        self.sizes = np.zeros((powers, count))

    def add_all(self) -> Iterator[None]:
        """Add all samples; yields between pieces of work of at most some milliseconds."""
        powers, rows, count = self.sums.shape
        samples = self._around.tail.samples
        part = max(1, min(samples, HELD_NUMBERS // (powers * max(rows, count))))
        for start in range(0, samples, part):
            some = slice(start, min(start + part, samples))
            reach = self._around.reach[self._place.number][some]
            coefficients = np.empty((count, powers, len(reach)))
            yield from self._evaluate(some, reach, coefficients)
            yield from self._add(some, coefficients)

    def _evaluate(self, samples: slice, reach: Floats, coefficients: Floats) -> Iterator[None]:
        """Evaluate the nodes and fit them: coefficients for each unit and sample."""
        tail, nodes, number = self._around.tail, len(self._fit.nodes), self._place.number
        count, most = len(self.largest), tail.columns(number)
        part = max(1, min(len(reach), min(most, LONG_LINE) // nodes))
        across = max(1, min(count, most // (nodes * part)))
        jobs = (
            job
            for start in range(0, len(reach), part)
            for job in self._jobs(samples, reach, coefficients, slice(start, start + part), across)
        )
        work = len(reach) * count * nodes * tail.widest(number)
        yield from in_order(jobs, work >= PARALLEL_FROM)

    def _jobs(
        self, samples: slice, reach: Floats, coefficients: Floats, some: slice, across: int
    ) -> Iterator[Callable[[], None]]:
        """Jobs of some of the samples: a few units each."""
        tail, first = self._around.tail, samples.start
        of = slice(first + some.start, min(first + some.stop, samples.stop))
        lines = Lines(tail, self._place.number, of, len(self._fit.nodes))
        for start in range(0, len(self.largest), across):
            part = coefficients[start : start + across, :, some]
            yield self._job(lines, reach[some], part, start)

    def _job(
        self, lines: Lines, reach: Floats, coefficients: Floats, start: int
    ) -> Callable[[], None]:
        def work() -> None:
            tail, first = self._around.tail, self._units.start + start
            largest = self.largest[start : start + len(coefficients), np.newaxis]
            steps = tail.scales[self._place.number] * self._fit.nodes * largest
            shifts = tail.workspace.array("moved", coefficients.shape, tail.dtype)
            np.multiply(steps[:, :, np.newaxis], reach, out=shifts, casting="same_kind")
            changes = lines.changes(slice(first, first + len(largest)), shifts)
            np.matmul(self._matrix, changes, out=coefficients)

        return work

    def _add(self, samples: slice, coefficients: Floats) -> Iterator[None]:
        """Add the samples of some coefficients: one matrix product for each power."""
        powers = self._around.powers(self._place, samples, coefficients.shape[1])
        self.sizes += np.add.reduce(np.abs(coefficients), axis=2).T
        for number, (total, power) in enumerate(zip(self.sums, powers, strict=True)):
            coefficient = coefficients[:, number].T
            if samples.start == 0:
                np.matmul(power.T, coefficient, out=total)
            else:
                np.add(total, power.T @ coefficient, out=total)
            yield
