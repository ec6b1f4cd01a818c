"""The direct way: every cost is evaluated, from the column of z that its weight moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.lines import LONG_LINE, Lines
from nnd_gui.engine.perturbation.parts import PARALLEL_FROM, Pace, in_order
from nnd_gui.engine.perturbation.place import Place
from nnd_gui.engine.perturbation.probe import Probe, joined
from nnd_gui.engine.perturbation.tail import Tail

__all__ = ["PROBE_WEIGHTS", "direct_probes", "direct_units"]

Floats = NDArray[np.float64]

# Weights that one probe holds at most.
PROBE_WEIGHTS = 16_000
# Shifts of one sample that are computed together: as many as are worth a call, and the
# samples' share of a call's work is then one.
_FEWEST_SHIFTS, _MOST_SHIFTS = 200, 4096


class _Tile(NamedTuple):
    """Some weights of some units, for some of the samples."""

    rows: slice
    units: slice
    samples: slice


def direct_probes(around: Around) -> Iterator[Probe]:
    """Costs of every weight, layer by layer.

    Parameters
    ----------
    around : Around
        The point and the values.

    Yields
    ------
    Probe
    """
    for place in around.places:
        yield from direct_units(around, place, slice(0, place.units))


def direct_units(around: Around, place: Place, units: slice) -> Iterator[Probe]:
    """Costs of every weight that leads into some units.

    Parameters
    ----------
    around : Around
        The point and the values.
    place : Place
        The layer.
    units : slice
        Which of its units.

    Yields
    ------
    Probe
        Weights of one unit, or of a few units whole, a few milliseconds of work at a time;
        of no weights while the samples of one part are still being added.
    """
    tail, probes, rows = around.tail, around.probes, place.rows
    width = tail.widest(place.number)
    across = max(1, min(units.stop - units.start, _FEWEST_SHIFTS // (probes * rows)))
    if across > 1:
        line = probes * rows * min(tail.samples, max(1, LONG_LINE // (probes * rows)))
        most = max(1, tail.columns(place.number) // line)
        across = min(units.stop - units.start, most)
    # A unit with many weights is cut into parts of about the same height.
    shifts = max(1, min(_MOST_SHIFTS, tail.columns(place.number)) // probes)
    height = rows if across > 1 else -(-rows // -(-rows // shifts))
    span = tail.span(place.number, probes * height * across)
    tail.widen(place.number, probes * height * across, -(-(units.stop - units.start) // across))
    tiles = _tiles((rows, height), (units, across), (tail.samples, span))
    jobs = (_job(around, place, tile) for tile in tiles)
    work = rows * (units.stop - units.start) * probes * tail.samples * width
    pace = Pace()
    total = np.zeros(0)
    done: list[tuple[_Tile, Floats]] = []
    held = 0
    for result in in_order(jobs, work >= PARALLEL_FROM):
        if result is not None:
            tile, changes = result
            total = changes if tile.samples.start == 0 else total + changes
            if tile.samples.stop == tail.samples:
                done.append((tile, total))
                held += total.size
        if done and (held >= PROBE_WEIGHTS * probes or pace.due()):
            yield _probe(around, place, done)
            done, held = [], 0
        elif not done and pace.due():
            yield around.nothing()
    if done:
        yield _probe(around, place, done)


def _tiles(
    rows: tuple[int, int], units: tuple[slice, int], samples: tuple[int, int]
) -> Iterator[_Tile]:
    """Cut a layer into tiles: units outermost, and all samples of a tile one after another."""
    for j in range(units[0].start, units[0].stop, units[1]):
        some_units = slice(j, min(j + units[1], units[0].stop))
        for i in range(0, rows[0], rows[1]):
            some_rows = slice(i, min(i + rows[1], rows[0]))
            for s in range(0, samples[0], samples[1]):
                yield _Tile(some_rows, some_units, slice(s, min(s + samples[1], samples[0])))


def _job(around: Around, place: Place, tile: _Tile) -> Callable[[], tuple[_Tile, Floats]]:
    def work() -> tuple[_Tile, Floats]:
        return tile, _changes(around, place, tile)

    return work


def _changes(around: Around, place: Place, tile: _Tile) -> Floats:
    """Change of the data term for each value, ``(s, rows, units)``."""
    tail, number = around.tail, place.number
    steps = around.steps(place, tile.rows, tile.units) * tail.scales[number]
    steps = steps.astype(tail.dtype, copy=False)
    inputs = around.inputs(place)[:, tile.rows]
    changes = _of_one if steps.shape[2] == 1 else _of_some
    return changes(tail, number, tile, steps, inputs) * tail.factor


def _of_one(tail: Tail, number: int, tile: _Tile, steps: Array, inputs: Array) -> Floats:
    """Changes for the weights of one unit, without the cost's own factor."""
    fan, flat_steps = tail.fan(number, tile.units), steps[:, :, 0]
    # A second row of ones goes with the changes: see `Tail.totals`.
    lines, count = 1 if fan is None else 2, tile.samples.stop - tile.samples.start
    # Each line of all samples lies together, and most is computed as one long row.
    moved = tail.workspace.array("moved", (lines, count, steps.size), tail.dtype)
    moved[1:] = 1
    each = moved[0].reshape(count, *flat_steps.shape)
    np.multiply(inputs[tile.samples, np.newaxis], flat_steps, out=each)
    shifts = each.reshape(count, -1, 1)
    tail.move(number, tile.units, shifts, tile.samples, shifts)
    total = tail.totals(number, moved.transpose(1, 0, 2), fan, tile.units, tile.samples)
    return total.reshape(steps.shape)


def _of_some(tail: Tail, number: int, tile: _Tile, steps: Array, inputs: Array) -> Floats:
    """Changes for the weights of some units with few each."""
    probes, rows, units = steps.shape
    part = max(1, tail.columns(number) // steps.size)
    of_units = steps.transpose(2, 0, 1)[..., np.newaxis]
    total = np.zeros((units, probes * rows))
    for start in range(tile.samples.start, tile.samples.stop, part):
        some = slice(start, min(start + part, tile.samples.stop))
        columns = np.ascontiguousarray(inputs[some].T)
        shape = (units, probes, rows, some.stop - some.start)
        shifts = tail.workspace.array("moved", shape, tail.dtype)
        np.multiply(of_units, columns, out=shifts)
        lines = Lines(tail, number, some, probes * rows)
        changes = lines.changes(tile.units, shifts.reshape(units, probes * rows, -1))
        total += np.add.reduce(changes, axis=2, dtype=np.float64)
    return total.reshape(units, probes, rows).transpose(1, 2, 0)


def _probe(around: Around, place: Place, done: list[tuple[_Tile, Floats]]) -> Probe:
    """Make one probe of some tiles that are done."""
    probes = []
    for tile, changes in done:
        noise = None
        if around.bounds:
            steps = around.steps(place, tile.rows, tile.units)
            reach = np.abs(steps) * around.highest(place)[tile.rows, np.newaxis]
            noise = around.rounding.of_weights(place.number, tile.units, reach)
        probes.append(around.probe(place, tile.rows, tile.units, changes, noise))
    return joined(probes)
