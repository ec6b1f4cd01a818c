"""The direct way for a few of many weights, wherever they lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.parts import Pace
from nnd_gui.engine.perturbation.place import Place
from nnd_gui.engine.perturbation.probe import Probe, joined

__all__ = ["scattered_probes"]

Floats = NDArray[np.float64]

# Weights of one call at most, and samples at least as long as that leaves room for them.
_MOST_WEIGHTS, _FEWEST_SAMPLES = 32, 8


def scattered_probes(
    network: CostNetwork, theta: NDArray[Any], indices: NDArray[np.intp], values: NDArray[Any]
) -> Iterator[Probe]:
    """Costs of some weights, each evaluated from the column of z that it moves.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    indices : ndarray of int, shape (k,)
        Which weights, in rising order.
    values : ndarray, shape (k, s)
        What each is set to.

    Yields
    ------
    Probe
        Each weight once, a few milliseconds of work at a time; of no weights while the
        samples of some are still being added.
    """
    none = np.empty((0, values.shape[1]))
    nothing = Probe(np.empty(0, np.intp), none, none, none)
    # The point alone: of the other weights nothing is asked.
    around, pace = Around(network, theta, theta[:, np.newaxis]), Pace()
    for _ in around.prepare():
        if pace.due():
            yield nothing
    steps = np.subtract(values.T, theta[indices], dtype=np.float64)
    for place in around.places:
        first, last = np.searchsorted(indices, [place.start, place.stop])
        done: list[Probe] = []
        for probe in _place_probes(around, place, indices[first:last], steps[:, first:last]):
            if probe is not None:
                done.append(probe)
            if pace.due():
                yield joined(done) if done else nothing
                done = []
        if done:
            yield joined(done)


def _place_probes(
    around: Around, place: Place, indices: NDArray[np.intp], steps: Floats
) -> Iterator[Probe | None]:
    """Probes of some weights that lead into one layer, each after any number of None."""
    tail, points = around.tail, len(steps)
    rows, units = np.divmod(indices - place.start, place.units)
    room = tail.columns(place.number) // (points * min(tail.samples, _FEWEST_SAMPLES))
    chunk = max(1, min(_MOST_WEIGHTS, room))
    for start in range(0, len(indices), chunk):
        some = slice(start, start + chunk)
        taken, at, into = steps[:, some], rows[some], units[some]
        data = np.zeros(taken.shape)
        part = tail.part(place.number, taken.size)
        for sample in range(0, tail.samples, part):
            of = slice(sample, min(sample + part, tail.samples))
            data += _changes(around, place, taken, (at, into), of)
            if of.stop < tail.samples:
                yield None
        data *= tail.factor
        reach = np.abs(taken) * around.highest(place)[at]
        noise = around.rounding.of_weights(place.number, into, reach)
        yield around.probe_of(place, indices[some], taken, data, noise)


def _changes(
    around: Around,
    place: Place,
    steps: Floats,
    where: tuple[NDArray[np.intp], NDArray[np.intp]],
    samples: slice,
) -> Floats:
    """Change of some samples' data term for each value, ``(s, k)``, without its factor."""
    tail, number, (rows, units) = around.tail, place.number, where
    taken = (steps * tail.scales[number]).astype(tail.dtype, copy=False)
    shifts = around.inputs(place)[samples][:, np.newaxis, rows] * taken
    moved = np.empty((len(shifts), 1, steps.size), tail.dtype)
    tail.move(number, units, shifts, samples, moved[:, 0].reshape(shifts.shape))
    fan = tail.fan(number, units)
    if fan is not None:
        fan = np.tile(fan, len(steps))
    return tail.totals(number, moved, fan, units, samples).reshape(steps.shape)
