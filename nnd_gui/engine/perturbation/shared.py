"""The shared way: all weights that lead into one unit share the evaluations of its shifts.

For sample s the data term is a function F of the shift t of unit j's input alone, and every
weight into j reads that function at ``t = step * a[s, i]``. So F is evaluated at a few nodes
for each unit and sample, fitted by a polynomial without constant, and summed over the
samples: with ``t**q = step**q * a[s, i]**q``, one matrix product for each power q gives, for
all weights at once, a polynomial in the step. The steps really taken go into it, whatever
they are.

What the highest pair of powers adds bounds what was left out. Where it adds more than a
smooth function's would, as at a kink between the nodes, the unit is evaluated directly; of a
million weights that would take an hour, and what is beyond a minute's work keeps its polynomial
with that bound, which says how far it can be off.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.direct import PROBE_WEIGHTS, direct_units
from nnd_gui.engine.perturbation.moments import HELD_NUMBERS, Moments
from nnd_gui.engine.perturbation.parts import Pace
from nnd_gui.engine.perturbation.place import Place
from nnd_gui.engine.perturbation.polynomial import Fit, fit_of
from nnd_gui.engine.perturbation.probe import Probe

__all__ = ["bent_units", "shared_probes"]

Floats = NDArray[np.float64]

# A unit is smooth where the two highest powers add no more than this share of the two
# below them, or of the linear part. With two pairs, those below are the linear part itself.
_SHARE_OF_BEND = 0.05
_SHARE_OF_LINE = 1e-3
_SHARE_OF_SLOPE = 1e-10
# Numbers that are computed for the units of one run that are not smooth: a minute's work. It
# is counted and not timed, so that a run gives the same numbers every time.
_MOST_DIRECT = 10_000_000_000


class _Allowance:
    """How much work may still go into units that are evaluated directly."""

    def __init__(self, around: Around) -> None:
        self._around, self._left = around, _MOST_DIRECT

    def covers(self, place: Place, units: slice) -> bool:
        """Take the work for some units from it, if there is enough left."""
        tail = self._around.tail
        count = place.rows * (units.stop - units.start) * self._around.probes
        work = count * tail.samples * (1 + tail.widest(place.number))
        if work > self._left:
            return False
        self._left -= work
        return True


def shared_probes(around: Around) -> Iterator[Probe]:
    """Costs of every weight, block by block.

    Parameters
    ----------
    around : Around
        The point and the values.

    Yields
    ------
    Probe
        Of no weights while the samples of a block are still being added.
    """
    # One pair more than is asked for: what it adds tells how far the fit can be off.
    fit = fit_of(min(max(around.probes // 2, 1), 3) + 1)
    allowance = _Allowance(around)
    for place in around.places:
        across = max(1, HELD_NUMBERS // (len(fit.nodes) * place.rows))
        for start in range(0, place.units, across):
            units = slice(start, min(start + across, place.units))
            yield from _unit_probes(around, place, units, fit, allowance)


def _unit_probes(
    around: Around, place: Place, units: slice, fit: Fit, allowance: _Allowance
) -> Iterator[Probe]:
    """Costs of every weight that leads into some units."""
    moments = Moments(around, place, units, fit)
    pace = Pace()
    for _ in moments.add_all():
        if pace.due():
            yield around.nothing()
    if around.bounds:
        error = fit.spread * moments.noise + moments.sizes[-2] + moments.sizes[-1]
        error /= moments.largest
    for some, is_bent in _runs(bent_units(moments.sizes, moments.noise)):
        whole = slice(units.start + some.start, units.start + some.stop)
        if is_bent and allowance.covers(place, whole):
            yield from direct_units(around, place, whole)
            continue
        height = max(1, PROBE_WEIGHTS // (some.stop - some.start))
        for row in range(0, place.rows, height):
            of = slice(row, min(row + height, place.rows))
            steps = around.steps(place, of, whole)
            largest, middles = moments.largest[some], around.middles[place.number]
            data = _changes(moments.sums[:, of, some], steps, largest, middles)
            noise = None
            if around.bounds:
                noise = np.abs(steps)
                noise *= error[some]
            yield around.probe(place, of, whole, data, noise)


def _changes(sums: Floats, steps: Floats, largest: Floats, middles: Floats | None) -> Floats:
    """Polynomials in units of the largest step, at steps ``(s, k, m)``."""
    if middles is None:
        return _evaluated(sums, steps / largest)
    # One step for all, but for its rounding: one product of all powers. What rounding makes
    # of a step acts on the linear part; on the others, it is lost in their own.
    shares = (middles / largest[0])[:, np.newaxis]
    powers = shares ** np.arange(1, len(sums) + 1) / middles[:, np.newaxis]
    data = np.matmul(powers, sums.reshape(len(sums), -1)).reshape(steps.shape)
    data *= steps
    return np.asarray(data)


def bent_units(sizes: Floats, noise: Floats) -> NDArray[np.bool_]:
    """Units that a polynomial does not follow.

    Parameters
    ----------
    sizes : ndarray, shape (powers, units)
        How much each power adds at the largest shift, samples added in size.
    noise : ndarray, shape (units,)
        What rounding can add to them.

    Returns
    -------
    ndarray of bool, shape (units,)
    """
    share = _SHARE_OF_BEND if len(sizes) > 4 else _SHARE_OF_LINE
    top, below = sizes[-2] + sizes[-1], sizes[-4] + sizes[-3]
    # A kink's noise is that of its values at three or four nodes.
    allowed = np.maximum(share * below, _SHARE_OF_SLOPE * sizes[0] + 16 * noise)
    # Not "larger than": what overflowed is evaluated directly.
    return np.asarray(~(top <= allowed))


def _evaluated(sums: Floats, steps: Floats) -> Floats:
    """Polynomials without constant, ``(powers, k, m)``, at steps ``(s, k, m)``."""
    value = sums[-1] * steps
    for power in range(len(sums) - 2, -1, -1):
        value += sums[power]
        value *= steps
    return np.asarray(value)


def _runs(bent: NDArray[np.bool_]) -> Iterator[tuple[slice, bool]]:
    """Cut units into runs that are all bent or all not."""
    if not bent.any():
        yield slice(0, len(bent)), False
        return
    borders = np.flatnonzero(np.diff(bent)) + 1
    edges = [0, *(int(border) for border in borders), len(bent)]
    for start, stop in itertools.pairwise(edges):
        yield slice(start, stop), bool(bent[start])
