"""What the fast ways need of the data alone: made once for a network."""

from __future__ import annotations

from collections.abc import Generator
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork

__all__ = ["Samples", "powers_of", "reach_of", "samples_of", "with_ones"]

Floats = NDArray[np.float64]

# Numbers in the powers that are kept: 16 MB.
_KEPT_NUMBERS = 2_000_000
# Numbers that are looked at between two yields.
_PIECE = 500_000


class Samples:
    """The inputs of a network, as its first layer meets them.

    Parameters
    ----------
    inputs : ndarray, shape (samples, rows)
        With a 1 for the bias, where there is one.
    reach : ndarray, shape (samples,)
        The largest size of each sample's inputs; 1 where all are 0.
    """

    def __init__(self, inputs: Array, reach: Floats) -> None:
        self.inputs, self.reach = inputs, reach
        self._powers = np.empty((0, 0, 0))
        self._highest: Floats | None = None

    def powers(self, count: int) -> Floats | None:
        """Powers of ``inputs / reach``, the first first; None where they are too many to keep.

        Returns
        -------
        ndarray, shape (count, samples, rows), or None
        """
        if count * self.inputs.size > _KEPT_NUMBERS:
            return None
        if len(self._powers) < count:
            self._powers = powers_of(self.inputs, self.reach, count)
        return self._powers[:count]

    def highest(self) -> Floats:
        """Largest size of each input over all samples, ``(rows,)``."""
        if self._highest is None:
            self._highest = highest_of(self.inputs)
        return self._highest


def samples_of(network: CostNetwork, has_bias: bool) -> Generator[None, None, Samples]:
    """Look at a network's samples, some at a time; nothing is left to do the second time."""
    kept = _SAMPLES.get(network)
    if kept is None:
        given = inputs = network.inputs
        if has_bias:
            inputs = np.empty((len(given), given.shape[1] + 1), given.dtype)
        reach = np.empty(len(inputs))
        part = max(1, _PIECE // inputs.shape[1])
        for start in range(0, len(inputs), part):
            some = slice(start, start + part)
            if has_bias:
                inputs[some] = with_ones(given[some])
            reach[some] = reach_of(inputs[some])
            yield
        kept = _SAMPLES[network] = Samples(inputs, reach)
    return kept


def with_ones(inputs: Array) -> Array:
    """Inputs, and a 1 for the bias behind them."""
    wide = np.empty((len(inputs), inputs.shape[1] + 1), inputs.dtype)
    wide[:, :-1] = inputs
    wide[:, -1] = 1
    return wide


def reach_of(inputs: Array) -> Floats:
    """Largest size of each sample's inputs; 1 where all are 0."""
    highest = np.array(np.maximum(inputs.max(axis=1), -inputs.min(axis=1)), dtype=np.float64)
    highest[highest == 0] = 1
    return highest


def highest_of(inputs: Array) -> Floats:
    """Largest size of each input over all samples."""
    highest = np.maximum(inputs.max(axis=0), -inputs.min(axis=0))
    return np.asarray(highest, dtype=np.float64)


def powers_of(inputs: Array, reach: Floats, count: int) -> Floats:
    """Powers of ``inputs / reach``, ``(count, samples, rows)``."""
    powers = np.empty((count, *inputs.shape))
    np.divide(inputs, reach[:, np.newaxis], out=powers[0])
    for before in range(count - 1):
        np.multiply(powers[before], powers[0], out=powers[before + 1])
    return powers


_SAMPLES: WeakKeyDictionary[CostNetwork, Samples] = WeakKeyDictionary()
