"""What the samples add up to: for each weight, a polynomial in its step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.perturbation.around import Around, Place
from nnd_gui.engine.perturbation.parts import PARALLEL_FROM, in_order
from nnd_gui.engine.perturbation.polynomial import Fit

__all__ = ["HELD_NUMBERS", "Moments"]

Floats = NDArray[np.float64]

# Numbers in the largest arrays that are held at once: 16 MB each.
HELD_NUMBERS = 2_000_000
# Shifts of one sample that are computed together.
_MOST_SHIFTS = 1024


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
            coefficients = np.empty((powers, len(reach), count))
            yield from self._evaluate(some, reach, coefficients)
            yield from self._add(some, coefficients)

    def _evaluate(self, samples: slice, reach: Floats, coefficients: Floats) -> Iterator[None]:
        """Evaluate the nodes and fit them: coefficients for each unit and sample."""
        tail, nodes, number = self._around.tail, len(self._fit.nodes), self._place.number
        count = len(self.largest)
        across = max(1, min(count, _MOST_SHIFTS // nodes, tail.columns(number) // nodes))
        part = tail.span(number, nodes * across)
        jobs = (
            self._job(
                samples.start, reach, coefficients, (slice(j, j + across), slice(s, s + part))
            )
            for j in range(0, count, across)
            for s in range(0, len(reach), part)
        )
        work = len(reach) * count * nodes * tail.widest(number)
        yield from in_order(jobs, work >= PARALLEL_FROM)

    def _job(
        self, first: int, reach: Floats, coefficients: Floats, tile: tuple[slice, slice]
    ) -> Callable[[], None]:
        def work() -> None:
            tail, place, nodes = self._around.tail, self._place.number, self._fit.nodes
            largest, sizes = self.largest[tile[0]], reach[tile[1]]
            start, stop = self._units.start + tile[0].start, first + tile[1].start
            units = slice(start, start + len(largest))
            samples = slice(stop, stop + len(sizes))
            # For each sample, all units at one node and then at the next.
            scaled = (tail.scales[place] * nodes)[:, np.newaxis] * largest
            shape = (len(sizes), *scaled.shape)
            flat = (len(sizes), 1, scaled.size)
            shifts = tail.workspace.array("moved", shape, tail.dtype)
            np.multiply(sizes[:, np.newaxis, np.newaxis], scaled, out=shifts, casting="same_kind")
            tail.move(place, units, shifts, samples, shifts)
            fan = tail.fan(place, units)
            if fan is not None:
                fan = np.tile(fan, len(nodes))
            moved = shifts.reshape(flat)
            by_node = np.empty((len(nodes), len(sizes), len(largest)))
            part = tail.part(place, scaled.size)
            for at in range(0, len(sizes), part):
                some = slice(stop + at, min(stop + at + part, samples.stop))
                found = tail.changes(place, moved[at : at + part], fan, units, some)
                found = found.reshape(len(found), *scaled.shape)
                by_node[:, at : at + part] = found.transpose(1, 0, 2)
            fitted = self._fit.matrix @ by_node.reshape(len(nodes), -1)
            fitted *= tail.factor
            coefficients[:, tile[1], tile[0]] = fitted.reshape(by_node.shape)

        return work

    def _add(self, samples: slice, coefficients: Floats) -> Iterator[None]:
        """Add the samples of some coefficients: one matrix product for each power."""
        powers = self._around.powers(self._place, samples, len(coefficients))
        self.sizes += np.add.reduce(np.abs(coefficients), axis=1)
        for total, power, coefficient in zip(self.sums, powers, coefficients, strict=True):
            if samples.start == 0:
                np.matmul(power.T, coefficient, out=total)
            else:
                np.add(total, power.T @ coefficient, out=total)
            yield
