"""The direct way: every cost is evaluated, from the column of z that its weight moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.parameters import Block
from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.parts import PARALLEL_FROM, Pace, in_order
from nnd_gui.engine.perturbation.probe import Probe, joined

__all__ = ["PROBE_WEIGHTS", "direct_probes", "direct_units"]

Floats = NDArray[np.float64]

# Weights that one probe holds at most.
PROBE_WEIGHTS = 16_000


class _Tile(NamedTuple):
    """Some weights of some units, for some of the samples."""

    rows: slice
    units: slice
    samples: slice


def direct_probes(around: Around) -> Iterator[Probe]:
    """Costs of every weight, block by block.

    Parameters
    ----------
    around : Around
        The point and the values.

    Yields
    ------
    Probe
    """
    for block in around.blocks:
        yield from direct_units(around, block, slice(0, block.shape[-1]))


def direct_units(around: Around, block: Block, units: slice) -> Iterator[Probe]:
    """Costs of every weight that leads into some units.

    Parameters
    ----------
    around : Around
        The point and the values.
    block : Block
        The matrix or bias that holds the weights.
    units : slice
        Which units.

    Yields
    ------
    Probe
        Weights of one unit, or of a few units whole, a few milliseconds of work at a time;
        of no weights while the samples of one part are still being added.
    """
    rows = 1 if block.is_bias else block.shape[0]
    samples, columns = around.tail.samples, around.tail.columns(block.layer - 1)
    part = max(1, min(samples, columns // around.probes))
    weights = max(1, columns // (around.probes * part))
    height = min(rows, weights)
    across = max(1, weights // height)
    work = rows * (units.stop - units.start) * around.probes * samples
    work *= max(1, *(len(z) for z in around.tail.z[block.layer :]), 1)
    tiles = _tiles((rows, height), (units, across), (samples, part))
    jobs = (_job(around, block, tile) for tile in tiles)
    pace = Pace()
    total = np.zeros(0)
    done: list[tuple[_Tile, Floats]] = []
    for tile, changes in in_order(jobs, work >= PARALLEL_FROM):
        total = changes if tile.samples.start == 0 else total + changes
        if tile.samples.stop == samples:
            done.append((tile, total))
        held = sum(part.size for _, part in done)
        if done and (held >= PROBE_WEIGHTS * around.probes or pace.due()):
            yield _probe(around, block, done)
            done = []
        elif not done and pace.due():
            yield around.nothing()
    if done:
        yield _probe(around, block, done)


def _tiles(
    rows: tuple[int, int], units: tuple[slice, int], samples: tuple[int, int]
) -> Iterator[_Tile]:
    """Cut a block into tiles: units outermost, and all samples of a tile one after another."""
    for j in range(units[0].start, units[0].stop, units[1]):
        some_units = slice(j, min(j + units[1], units[0].stop))
        for i in range(0, rows[0], rows[1]):
            some_rows = slice(i, min(i + rows[1], rows[0]))
            for s in range(0, samples[0], samples[1]):
                yield _Tile(some_rows, some_units, slice(s, min(s + samples[1], samples[0])))


def _job(around: Around, block: Block, tile: _Tile) -> Callable[[], tuple[_Tile, Floats]]:
    def work() -> tuple[_Tile, Floats]:
        return tile, _changes(around, block, tile)

    return work


def _changes(around: Around, block: Block, tile: _Tile) -> Floats:
    """Change of the data term for each value, ``(units, s, rows)``."""
    inputs = around.inputs(block)[tile.rows, tile.samples]
    steps = around.steps(block, tile.rows, tile.units).transpose(2, 0, 1)
    taken = steps.astype(inputs.dtype, copy=False)
    units, probes, rows = taken.shape
    shifts = (taken[..., np.newaxis] * inputs).reshape(units, probes * rows, -1)
    found = around.tail.changes(block.layer - 1, tile.units, shifts, tile.samples)
    total = np.add.reduce(found, axis=-1, dtype=np.float64)
    total *= around.tail.factor
    return np.asarray(total.reshape(units, probes, rows))


def _probe(around: Around, block: Block, done: list[tuple[_Tile, Floats]]) -> Probe:
    """Make one probe of some tiles that are done."""
    probes = []
    for tile, changes in done:
        steps = around.steps(block, tile.rows, tile.units)
        reach = np.abs(steps) * around.highest(block)[tile.rows, np.newaxis]
        noise = around.rounding.of_weights(block.layer - 1, tile.units, reach)
        data = changes.transpose(1, 2, 0)
        probes.append(around.probe(block, tile.rows, tile.units, data, noise))
    return joined(probes)
