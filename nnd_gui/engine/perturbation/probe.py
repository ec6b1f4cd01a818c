"""What the ways hand on: costs around the point, for some of the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Probe", "joined"]


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """Costs that were asked for, for some of the weights.

    A probe of no weights at all only says that work goes on.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
    costs : ndarray of float64, shape (k, s)
        The cost at each value; complex128 where the values are complex.
    changes : ndarray of float64, shape (k, s), optional
        How much each cost differs from the one at the point, where that was computed
        sample by sample: its rounding is far below that of a difference of two costs.
    noise : ndarray of float64, shape (k, s), optional
        Bound on the error of `changes`: rounding, and interpolation where there is any.
    """

    indices: NDArray[np.intp]
    costs: NDArray[Any]
    changes: NDArray[np.float64] | None = None
    noise: NDArray[np.float64] | None = None


def joined(probes: Sequence[Probe]) -> Probe:
    """Make one probe of several, each with changes; with noise or all without."""
    if len(probes) == 1:
        return probes[0]
    noise = [probe.noise for probe in probes if probe.noise is not None]
    return Probe(
        np.concatenate([probe.indices for probe in probes]),
        np.concatenate([probe.costs for probe in probes]),
        np.concatenate([probe.changes for probe in probes if probe.changes is not None]),
        np.concatenate(noise) if noise else None,
    )
