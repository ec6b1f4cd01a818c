"""The shared way: all weights that lead into one unit share the evaluations of its shifts.

For sample s the data term is a function F of the shift t of unit j's input alone, and every
weight into j reads that function at ``t = step * a[s, i]``. So F is evaluated at a few nodes
for each unit and sample, fitted by a polynomial without constant, and summed over the
samples: with ``t**q = step**q * a[s, i]**q``, one matrix product for each power q gives, for
all weights at once, a polynomial in the step. The steps really taken go into it, whatever
they are.

What the highest pair of powers adds bounds what was left out. Where it adds more than a
smooth function's would, as at a kink between the nodes, the unit is evaluated directly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.parameters import Block
from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.direct import PARALLEL_FROM, PROBE_WEIGHTS, direct_units
from nnd_gui.engine.perturbation.parts import Pace, in_order
from nnd_gui.engine.perturbation.polynomial import Fit, fit_of
from nnd_gui.engine.perturbation.probe import Probe

__all__ = ["shared_probes"]

Floats = NDArray[np.float64]

# Numbers in the coefficients and powers that are held at once: 16 MB.
_HELD_NUMBERS = 2_000_000
# A unit is taken as smooth where the highest powers add no more than this share of those
# two below, or than this share of the linear part.
_SHARE_OF_BEND = 0.05
_SHARE_OF_SLOPE = 1e-10


class _Sums(NamedTuple):
    """What the samples add up to, for some units.

    Parameters
    ----------
    moments : ndarray, shape (2 * pairs, inputs, units)
        Coefficients of the polynomials in ``step / largest``.
    largest : ndarray, shape (units,)
        The largest step of each unit's weights.
    sizes : ndarray, shape (2 * pairs, units)
        Sum over the samples of each power's size at the outermost nodes.
    noise : ndarray, shape (units,)
        Bound on the rounding of the sum of all samples' changes at a node.
    """

    moments: Floats
    largest: Floats
    sizes: Floats
    noise: Floats


def shared_probes(around: Around) -> Iterator[Probe]:
    """Costs of every weight, block by block.

    Parameters
    ----------
    around : Around
        The point and the values.

    Yields
    ------
    Probe
    """
    # One pair more than is asked for: what it adds tells how far the fit can be off.
    fit = fit_of(min(max(around.probes // 2, 1), 3) + 1)
    for block in around.blocks:
        rows = 1 if block.is_bias else block.shape[0]
        across = max(1, _HELD_NUMBERS // (len(fit.nodes) * rows))
        for start in range(0, block.shape[-1], across):
            units = slice(start, min(start + across, block.shape[-1]))
            yield from _unit_probes(around, block, units, fit)


def _unit_probes(around: Around, block: Block, units: slice, fit: Fit) -> Iterator[Probe]:
    sums = _empty_sums(around, block, units, fit)
    pace = Pace()
    samples = around.tail.samples
    rows, count = sums.moments.shape[1:]
    part = max(1, min(samples, _HELD_NUMBERS // (len(fit.nodes) * max(rows, count))))
    for start in range(0, samples, part):
        some = slice(start, min(start + part, samples))
        for _ in _add_samples(around, block, units, some, fit, sums):
            if pace.due():
                yield around.nothing()
    error, bent = _judge_fit(sums)
    straight = np.flatnonzero(~bent)
    ...
