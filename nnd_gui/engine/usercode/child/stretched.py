"""A row of numbers that met a column: NumPy makes a square of them, and code fails much later."""

from __future__ import annotations

from types import FrameType
from typing import Any, Iterator

import numpy as np

__all__ = ["stretched"]


def stretched(frame: FrameType) -> "tuple[str, str, int] | None":
    """Find what is likely to have made a square where a column was meant.

    Parameters
    ----------
    frame : frame
        In which the person's code stopped.

    Returns
    -------
    tuple of str, str and int, or None
        An array of shape (n,), one of shape (n, 1), and n; None unless there is exactly one of
        the first kind, and a square of n by n numbers.
    """
    arrays = dict(_arrays(frame))
    rows = {name: one.shape[0] for name, one in arrays.items() if one.ndim == 1 and one.size > 1}
    for row, count in rows.items():
        columns = [name for name, one in arrays.items() if one.shape == (count, 1)]
        squares = [name for name, one in arrays.items() if one.shape == (count, count)]
        alone = sum(other == count for other in rows.values()) == 1
        if alone and columns and squares:
            # An output rather than a matrix of weights, which comes before it.
            return row, columns[-1], count
    return None


def _arrays(frame: FrameType) -> "Iterator[tuple[str, np.ndarray[Any, Any]]]":
    for name, value in frame.f_locals.items():
        if isinstance(value, np.ndarray):
            yield name, value
        elif name == "self":
            for inner, kept in getattr(value, "__dict__", {}).items():
                if isinstance(kept, np.ndarray):
                    yield "self.%s" % inner, kept
