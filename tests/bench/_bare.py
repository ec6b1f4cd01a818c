"""The least that numpy can do: both fast ways for sigmoids and squares alone, nothing around.

No generator, no bound on rounding, no step of its own for each weight, no other activation
or cost, no memory bound: what is left is arithmetic. The shared one gives the central
difference alone, and not each cost. A ratio that these do not reach on a machine is not
to be had there.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.bench._rows import Row
from tests.bench._workloads import EPSILON, Workload

__all__ = ["bare_rows"]

Floats = NDArray[np.float64]

_TILE = 128_000
_THREADS = min(2, os.cpu_count() or 1)
# Fewer weights are not worth a second thread.
_FEW = 1000


def bare_rows(workload: Workload) -> list[Row]:
    """Rows for one network."""
    shared = _Shared(workload)
    return [
        Row("bare numpy: direct", lambda: _direct(workload)),
        Row("bare numpy: shared", shared.gradient),
    ]


def _sigmoid(x: Floats) -> Floats:
    """From ``-z`` to the sigmoid of z, in place."""
    np.exp(x, out=x)
    np.add(x, 1, out=x)
    return np.divide(1, x, out=x)


class _Point:
    """The network at its point: z with its sign turned, and activations, of each layer."""

    def __init__(self, workload: Workload) -> None:
        self.layers = workload.layers(workload.theta)
        self.has_biases = workload.has_biases
        self.z: list[Floats] = []
        self.a: list[Floats] = [workload.inputs]
        for matrix, bias in self.layers:
            z = -(self.a[-1] @ matrix + bias)
            self.z.append(z)
            self.a.append(_sigmoid(z.copy()))
        self.slope = 2 * (self.a[-1] - workload.targets)

    def inputs(self, place: int) -> Floats:
        """Inputs of a layer's weights, a 1 for the bias among them."""
        a = self.a[place]
        return np.concatenate([a, np.ones((len(a), 1))], axis=1) if self.has_biases else a


def _direct(workload: Workload) -> Floats:
    """Central differences, two evaluations for each weight."""
    with np.errstate(all="ignore"):
        point = _Point(workload)
    found = np.empty(len(workload.theta))
    jobs = _units(point, found)
    taking = threading.Lock()

    def work(number: int, apart: bool = True) -> None:
        if apart and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[number::_THREADS])
        buffers: dict[Any, Floats] = {}
        buffer = np.setbufsize(64)
        with np.errstate(all="ignore"):
            while True:
                with taking:
                    job = next(jobs, None)
                if job is None:
                    break
                _one_unit(point, buffers, *job)
        np.setbufsize(buffer)

    if _THREADS == 1 or len(found) < _FEW:
        work(0, apart=False)
        return found
    threads = [threading.Thread(target=work, args=(number,)) for number in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _units(point: _Point, found: Floats) -> Iterator[tuple[int, int, Floats, Floats]]:
    """Layer, unit, scaled shifts ``(samples, 2 rows)`` and where the slopes go, one by one."""
    start = 0
    for place, (matrix, _) in enumerate(point.layers):
        inputs = point.inputs(place)
        shifts = np.concatenate([inputs, -inputs], axis=1) * -EPSILON
        stop = start + inputs.shape[1] * matrix.shape[1]
        slopes = found[start:stop].reshape(inputs.shape[1], -1)
        start = stop
        for unit in range(matrix.shape[1]):
            yield place, unit, shifts, slopes[:, unit]


def _one_unit(
    point: _Point,
    buffers: dict[Any, Floats],
    place: int,
    unit: int,
    shifts: Floats,
    slopes: Floats,
) -> None:
    layers, last = point.layers, len(point.layers) - 1
    samples, columns = shifts.shape
    widest = max([layer[0].shape[1] for layer in layers[place + 1 :]], default=1)
    part = -(-samples // -(-samples * columns * widest // _TILE))
    total = np.zeros(columns)

    def buffer(name: Any, shape: tuple[int, ...]) -> Floats:
        if (name, shape) not in buffers:
            buffers[name, shape] = np.ones(shape)
        return buffers[name, shape]

    for start in range(0, samples, part):
        some = slice(start, min(start + part, samples))
        count = some.stop - start
        lines = buffer("lines", (2, count, columns))
        d: Floats = lines[0]
        np.add(shifts[some], point.z[place][some, unit, np.newaxis], out=d)
        np.subtract(_sigmoid(d), point.a[place + 1][some, unit, np.newaxis], out=d)
        slope = point.slope[some, unit] if place == last else point.slope[some]
        for above in range(place + 1, last + 1):
            matrix, z = layers[above][0], point.z[above][some]
            out = buffer(above, (count, matrix.shape[1], columns))
            if above == place + 1:
                both = np.empty((*z.shape, 2))
                both[..., 0], both[..., 1] = -matrix[unit], z
                d = np.matmul(both, lines.transpose(1, 0, 2), out=out)
            else:
                d = np.matmul(-matrix.T, d, out=out)
                d += z[:, :, np.newaxis]
            np.subtract(_sigmoid(d), point.a[above + 1][some, :, np.newaxis], out=d)
        flat = d.reshape(-1, columns)
        total += slope.reshape(-1) @ flat
        total += np.ones(len(flat)) @ np.multiply(flat, flat, out=flat)
    rows = len(slopes)
    slopes[:] = (total[:rows] - total[rows:]) * (0.25 / EPSILON)


class _Shared:
    """Central differences from four shifts of each unit, the data made ready beforehand."""

    def __init__(self, workload: Workload) -> None:
        self._workload = workload
        self._first = self._ready(_Point(workload).inputs(0))

    def _ready(self, inputs: Floats) -> tuple[Floats, Floats]:
        """Reach of each sample, and the first and third power of its inputs in it."""
        reach = np.abs(inputs).max(axis=1)
        powers = np.empty((2, *inputs.shape))
        np.divide(inputs, reach[:, np.newaxis], out=powers[0])
        np.multiply(powers[0], powers[0], out=powers[1])
        powers[1] *= powers[0]
        return reach, powers.reshape(-1, inputs.shape[1])

    def gradient(self) -> Floats:
        """Slope of every weight."""
        buffer = np.setbufsize(64)
        with np.errstate(all="ignore"):
            found = self._gradient(_Point(self._workload))
        np.setbufsize(buffer)
        return found

    def _gradient(self, point: _Point) -> Floats:
        slopes = []
        for place in range(len(point.layers)):
            reach, powers = self._ready(point.inputs(place)) if place else self._first
            full, half = self._odd_parts(point, place, reach)
            cubic = (full - 2 * half) * (2 / 3)
            parts = np.concatenate([full / 2 - cubic, cubic])
            slopes.append((powers.T @ parts).reshape(-1))
        found = np.concatenate(slopes)
        found *= 0.5 / EPSILON
        return found

    def _odd_parts(self, point: _Point, place: int, reach: Floats) -> tuple[Floats, Floats]:
        """Change of the cost to the right less that to the left, at the reach and at half."""
        layers, last = point.layers, len(point.layers) - 1
        units = layers[place][0].shape[1]
        shifts = np.multiply.outer(-EPSILON * reach, np.array([1, 0.5, -1, -0.5]))
        d = shifts[:, :, np.newaxis] + point.z[place][:, np.newaxis]
        np.subtract(_sigmoid(d), point.a[place + 1][:, np.newaxis], out=d)
        if place == last:
            changes = (d + point.slope[:, np.newaxis]) * d
        else:
            fan = np.tile(-layers[place + 1][0].T, 4)
            changes = self._through(point, place, d.reshape(len(d), 1, -1), fan)
            changes = changes.reshape(len(d), 4, units)
        return changes[:, 0] - changes[:, 2], changes[:, 1] - changes[:, 3]

    def _through(self, point: _Point, place: int, moved: Floats, fan: Floats) -> Floats:
        """Change of each sample's cost, some samples at a time."""
        layers, last = point.layers, len(point.layers) - 1
        samples, columns = len(moved), moved.shape[2]
        widest = max(layer[0].shape[1] for layer in layers[place + 1 :])
        part = max(1, min(samples, _TILE // (widest * columns)))
        found = np.empty((samples, columns))
        out = np.empty((part, len(fan), columns))
        for start in range(0, samples, part):
            some = slice(start, min(start + part, samples))
            d = np.multiply(fan, moved[some], out=out[: some.stop - start])
            for above in range(place + 1, last + 1):
                if above > place + 1:
                    d = np.matmul(-layers[above][0].T, d)
                d += point.z[above][some, :, np.newaxis]
                np.subtract(_sigmoid(d), point.a[above + 1][some, :, np.newaxis], out=d)
            change = np.matmul(point.slope[some, np.newaxis], d)[:, 0]
            change += np.add.reduce(np.multiply(d, d, out=d), axis=1)
            found[some] = change
        return found
