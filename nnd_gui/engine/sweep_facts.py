"""What is found as weights are swept: at which epsilons, and the costs around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.parameters import Layout

__all__ = ["EPSILONS", "IMAGINARY", "REAL", "SweepStarted", "Swept", "columns_of"]

# Half decades from 1 to 1e-15, and the whole decades among them exactly as they are typed.
EPSILONS: tuple[float, ...] = tuple(
    float(f"1e-{half // 2}") if half % 2 == 0 else float(f"{10 ** (-half / 2):.6g}")
    for half in range(31)
)

# All steps that any scheme takes, in epsilons: one set of costs serves them all.
REAL: tuple[float, ...] = tuple(
    sorted({m for row in SCHEME_TABLE.values() if not row.is_complex for m in row.multiples})
)
IMAGINARY: tuple[float, ...] = SCHEME_TABLE["complex-step"].multiples


@dataclass(frozen=True, slots=True, eq=False)
class SweepStarted:
    """Which weights are swept, and what is known of them in each precision.

    Parameters
    ----------
    layout : Layout
        Which weight is which.
    indices : ndarray of int, shape (k,)
        The weights that are swept, in rising order.
    epsilons : tuple of float
        What they are swept over, falling.
    dtypes : tuple of str
        The precisions, in the order in which they come.
    costs, noises : dict
        Cost at the point, and how much it was seen to scatter there, for each precision.
    analytic : dict
        The gradient under test of the swept weights, ``(k,)`` in each precision.
    """

    layout: Layout
    indices: NDArray[np.intp]
    epsilons: tuple[float, ...]
    dtypes: tuple[str, ...]
    costs: dict[str, float]
    noises: dict[str, float]
    analytic: dict[str, NDArray[Any]]
    evaluations: int = 0

    @property
    def sampled(self) -> bool:
        """Whether only some of the weights are swept."""
        return len(self.indices) < self.layout.size


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """Costs around the swept weights at some of the epsilons.

    Parameters
    ----------
    dtype : str
        The precision.
    is_complex : bool
        Whether the steps are imaginary, in multiples `IMAGINARY`, and the costs imaginary
        parts; else they are in multiples `REAL`.
    weights : ndarray of int, shape (j,)
        Which of the swept weights, as places in `SweepStarted.indices`.
    places : ndarray of int, shape (e,)
        Which of the epsilons.
    steps, costs : ndarray, shape (j, e, s)
        The steps really taken, and the costs there.
    """

    dtype: str
    is_complex: bool
    weights: NDArray[np.intp]
    places: NDArray[np.intp]
    steps: Floats
    costs: Floats

    @property
    def evaluations(self) -> int:
        """How often the cost was computed for it."""
        return self.costs.size


def columns_of(scheme: str) -> list[int]:
    """Which columns of `Swept.costs` a scheme uses, in its own order."""
    row = SCHEME_TABLE[scheme]
    known = IMAGINARY if row.is_complex else REAL
    return [known.index(multiple) for multiple in row.multiples]
