"""What the ways hand on: costs around the point, for some of the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Probe", "joined"]


class Probe:
    """Costs that were asked for, for some of the weights.

    A probe of no weights at all only says that work goes on.

    Parameters
    ----------
    indices : ndarray of int, shape (k,)
    costs : ndarray of float64, shape (k, s), or float
        The cost at each value; complex128 where the values are complex. One number where
        `changes` are told: the cost at the point.
    changes : ndarray of float64, shape (k, s), optional
        How much each cost differs from the one at the point, where that was computed
        sample by sample: its rounding is far below that of a difference of two costs.
    noise : ndarray of float64, shape (k, s), optional
        Bound on the error of `changes`: rounding, and interpolation where there is any.
    """

    __slots__ = ("_costs", "changes", "indices", "noise")

    def __init__(
        self,
        indices: NDArray[np.intp],
        costs: NDArray[Any] | float,
        changes: NDArray[np.float64] | None = None,
        noise: NDArray[np.float64] | None = None,
    ) -> None:
        self.indices, self._costs = indices, costs
        self.changes, self.noise = changes, noise

    @property
    def costs(self) -> NDArray[Any]:
        """The cost at each value, ``(k, s)``."""
        if isinstance(self._costs, float):
            if self.changes is None:
                raise ValueError("a cost alone tells nothing of the others")
            # Not before they are asked for: whoever takes slopes needs the changes alone.
            self._costs = self._costs + self.changes
        return self._costs

    @property
    def told(self) -> NDArray[Any] | float:
        """What was told of the costs: to be handed on."""
        return self._costs


def joined(probes: Sequence[Probe]) -> Probe:
    """Make one probe of several, each with changes; with noise or all without."""
    if len(probes) == 1:
        return probes[0]
    noise = [probe.noise for probe in probes if probe.noise is not None]
    changes = [probe.changes for probe in probes if probe.changes is not None]
    first = probes[0].told
    return Probe(
        np.concatenate([probe.indices for probe in probes]),
        first if isinstance(first, float) else np.concatenate([probe.costs for probe in probes]),
        np.concatenate(changes),
        np.concatenate(noise) if noise else None,
    )
