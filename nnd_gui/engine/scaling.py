"""Scaling of the columns of a data set, as people do it before they train on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["SCALINGS", "scaled", "suggested_divisor"]

SCALINGS = ("none", "maximum", "standard")
"""Left as it is, divided by each column's maximum as in the lesson, or mean 0 and deviation 1."""


def scaled(columns: NDArray[np.float64], scaling: str) -> NDArray[np.float64]:
    """Scale each column of a table by what the column itself holds.

    Parameters
    ----------
    columns : ndarray of float64, shape (samples, columns)
    scaling : str
        One of `SCALINGS`. The maximum is that of the absolute values, so that signs stay; a
        column of zeros, or under ``"standard"`` of equal numbers, is not divided.

    Returns
    -------
    ndarray of float64, shape (samples, columns)
    """
    if scaling == "none" or not columns.size:
        return columns
    largest = _or_one(np.abs(columns).max(axis=0))
    within = columns / largest  # first, so that no square of a large number overflows
    if scaling == "maximum":
        return within
    centred = within - within.mean(axis=0)
    deviation = centred.std(axis=0)
    # What rounding leaves of equal numbers is no deviation.
    deviation[deviation < 1e-14] = 0.0
    return np.asarray(np.where(deviation == 0, 0.0, centred / _or_one(deviation)))


def suggested_divisor(values: NDArray[np.float64]) -> float:
    """The power of ten that brings values to at most 1, as 100 does for scores up to 93."""
    top = float(np.abs(values).max(initial=0.0))
    return 1.0 if top <= 1 else float(10.0 ** min(np.ceil(np.log10(top)), 300.0))


def _or_one(divisors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(divisors == 0, 1.0, divisors)
