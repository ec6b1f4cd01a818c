"""What the samples add up to: for each weight, a polynomial in its step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.parameters import Block
from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.parts import PARALLEL_FROM, in_order
from nnd_gui.engine.perturbation.polynomial import Fit

__all__ = ["HELD_NUMBERS", "Moments"]

Floats = NDArray[np.float64]

# Numbers in the largest arrays that are held at once: 16 MB each.
HELD_NUMBERS = 2_000_000
# Stands for the largest step where all were lost to rounding; float32 holds it.
_NO_STEP = 1e-30


class Moments:
    """Sums over the samples, for the weights that lead into some units.

    Parameters
    ----------
    around : Around
        The point and the values.
    block : Block
        The matrix or bias that holds the weights.
    units : slice
        The units they lead into.
    fit : Fit
        The nodes, and the polynomial through them.

    Attributes
    ----------
    steps : ndarray, shape (s, inputs, units)
        The steps really taken.
    largest : ndarray, shape (units,)
        The largest step of the weights into each unit: one number where all are alike.
    sums : ndarray, shape (powers, inputs, units)
        Coefficients of ``step / largest`` and its powers.
    sizes : ndarray, shape (powers, units)
        How much each power adds at the largest shift, samples added in size.
    noise : ndarray, shape (units,)
        Bound on the rounding of what all samples add up to at a node.
    """

    def __init__(self, around: Around, block: Block, units: slice, fit: Fit) -> None:
        self._around, self._fit = around, fit
        self._place, self._units = block.layer - 1, units
        self._inputs = around.samples_of(block)
        rows, count, powers = self._inputs.shape[1], units.stop - units.start, len(fit.nodes)
        self.steps = around.steps(block, slice(0, rows), units)
        self.largest = _largest_of(self.steps)
        self.sums = np.empty((powers, rows, count))
        self.sizes = np.zeros((powers, count))
        self.noise = np.zeros(count)

    def add_all(self) -> Iterator[None]:
        """Add all samples; yields between pieces of work of at most some milliseconds."""
        powers, rows, count = self.sums.shape
        samples = self._around.tail.samples
        part = max(1, min(samples, HELD_NUMBERS // (powers * max(rows, count))))
        reaches = []
        for start in range(0, samples, part):
            some = slice(start, min(start + part, samples))
            inputs = self._inputs[some].astype(np.float64, copy=False)
            highest = np.maximum(inputs.max(axis=1), -inputs.min(axis=1))
            highest = np.where(highest > 0, highest, 1.0)
            reaches.append(highest)
            coefficients = np.empty((powers, len(inputs), count))
            yield from self._evaluate(some, self.largest[:, np.newaxis] * highest, coefficients)
            yield from self._add(inputs / highest[:, np.newaxis], coefficients, start == 0)
        self.noise = self._around.rounding.of_units(
            self._place, self._units, self.largest, np.concatenate(reaches)
        )
        yield

    def _evaluate(self, samples: slice, reach: Floats, coefficients: Floats) -> Iterator[None]:
        """Evaluate the nodes and fit them: coefficients for each unit and sample."""
        tail, nodes = self._around.tail, len(self._fit.nodes)
        columns = tail.columns(self._place)
        width = max(1, min(reach.shape[1], columns // nodes))
        height = max(1, columns // (nodes * width))
        jobs = (
            self._job(samples, reach, coefficients, (slice(j, j + height), slice(s, s + width)))
            for j in range(0, len(reach), height)
            for s in range(0, reach.shape[1], width)
        )
        work = reach.size * nodes * max(1, *(len(z) for z in tail.z[self._place + 1 :]), 1)
        yield from in_order(jobs, work >= PARALLEL_FROM)

    def _job(
        self, samples: slice, reach: Floats, coefficients: Floats, tile: tuple[slice, slice]
    ) -> Callable[[], None]:
        def work() -> None:
            sizes = reach[tile]
            shifts = sizes[:, np.newaxis, :] * self._fit.nodes[:, np.newaxis]
            units = slice(
                self._units.start + tile[0].start,
                self._units.start + tile[0].start + len(sizes),
            )
            start = samples.start + tile[1].start
            found = self._around.tail.changes(
                self._place,
                units,
                shifts.astype(self._inputs.dtype, copy=False),
                slice(start, start + sizes.shape[1]),
            )
            fitted: Array = self._fit.matrix @ found.astype(np.float64, copy=False)
            fitted *= self._around.tail.factor
            coefficients[:, tile[1], tile[0]] = fitted.transpose(1, 2, 0)

        return work

    def _add(self, ratios: Floats, coefficients: Floats, first: bool) -> Iterator[None]:
        """Add the samples of some coefficients: one matrix product for each power."""
        power, powers = ratios, np.empty_like(ratios)
        for place, coefficient in enumerate(coefficients):
            if place:
                power = np.multiply(power, ratios, out=powers)
            if first:
                np.matmul(power.T, coefficient, out=self.sums[place])
            else:
                self.sums[place] += power.T @ coefficient
            self.sizes[place] += np.abs(coefficient).sum(axis=0)
            yield


def _largest_of(steps: Floats) -> Floats:
    """Largest step of the weights into each unit, from ``(s, inputs, units)``."""
    highest, lowest = steps.max(axis=(1, 2)), steps.min(axis=(1, 2))
    largest = max(highest.max(), -lowest.min(), 0.0)
    if np.all(highest - lowest <= 1e-3 * largest):  # an absolute step: one for all units
        return np.full(steps.shape[2], largest or _NO_STEP)
    flat = steps.reshape(-1, steps.shape[2])
    of_units = np.maximum(flat.max(axis=0), -flat.min(axis=0))
    return np.where(of_units > 0, of_units, _NO_STEP)
