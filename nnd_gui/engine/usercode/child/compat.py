"""Old names that files still use, so that they run as they did when they were written."""

from __future__ import annotations

import builtins
import functools
from typing import Any

import numpy as np

__all__ = ["OLD_NAMES", "restore_numpy"]

# Names of Python 2 that a file may use without noticing which version it runs on.
OLD_NAMES: "dict[str, Any]" = {
    "xrange": range,
    "reduce": functools.reduce,
    "unicode": str,
    "long": int,
    "raw_input": lambda prompt="": builtins.input(prompt),
}

_REMOVED: "dict[str, Any]" = {
    "float": float,
    "int": int,
    "bool": bool,
    "object": object,
    "str": str,
    "complex": complex,
    "long": int,
    "unicode": str,
    "Inf": np.inf,
    "Infinity": np.inf,
    "infty": np.inf,
    "PINF": np.inf,
    "NINF": -np.inf,
    "NaN": np.nan,
    "NAN": np.nan,
    "float_": np.float64,
    "complex_": np.complex128,
    "unicode_": np.str_,
    "string_": np.bytes_,
    "product": np.prod,
    "cumproduct": np.cumprod,
    "sometrue": np.any,
    "alltrue": np.all,
    "round_": np.around,
    "row_stack": np.vstack,
    "mat": np.asmatrix,
    "asscalar": lambda array: np.asarray(array).item(),
    "asfarray": lambda array, dtype=np.float64: np.asarray(array, dtype=dtype),
    "in1d": lambda ar1, ar2, **options: np.isin(np.ravel(ar1), ar2, **options),
}


def restore_numpy() -> None:
    """Give numpy back the names that it has dropped."""
    if not hasattr(np, "trapz") and hasattr(np, "trapezoid"):
        np.trapz = np.trapezoid  # type: ignore[attr-defined]
    for name, value in _REMOVED.items():
        if name not in np.__dict__:
            setattr(np, name, value)
