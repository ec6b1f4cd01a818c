"""One row of the comparison: who, on which network, and how it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

__all__ = ["Row"]


@dataclass(frozen=True)
class Row:
    """Something to be timed.

    Parameters
    ----------
    name : str
        Who.
    call : callable
        Does it once. It may return numerical slopes, to be held to the loop's.
    weights : ndarray of int, optional
        Which weights the call does, where it does not do all: its time is scaled.
    one_direction : bool
        Whether it tests one random direction, and so cannot say which weight is wrong.
    apart : bool
        Whether it is a part of another row's work, and no way of its own.
    """

    name: str
    call: Callable[[], object]
    weights: NDArray[Any] | None = None
    one_direction: bool = False
    apart: bool = False
