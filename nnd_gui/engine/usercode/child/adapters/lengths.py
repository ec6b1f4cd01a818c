"""How many weights and outputs a network or a linear model has."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np

__all__ = ["usual_lengths", "usual_outputs"]


def usual_lengths(sizes: Dict[str, int], roles: List[Any]) -> List[int]:
    """How many weights networks and linear models of these sizes have, the likeliest first."""
    n, h, k = sizes["inputs"], sizes["hidden"], sizes["outputs"]
    network = [h * (n + 1) + k * (h + 1), h * n + k * h, 2 * h * n + h + n]
    linear = [n, n + 1, n * k, (n + 1) * k]
    return network + linear if {"hidden", "dims"} & set(roles) else linear + network


def usual_outputs(y: Any, asked: bool) -> int:
    """How many outputs targets are for; two classes have one where their number is not asked."""
    if y is None:
        return 1
    whole = np.asarray(y)
    if whole.ndim == 2 and whole.shape[1] > 1:
        return int(whole.shape[1])
    if not np.array_equal(whole, np.floor(whole)) or not whole.max() < 100:
        return 1
    classes = max(int(whole.max()) + (1 if whole.min() < 1 else 0), 1)
    return 1 if classes == 2 and not asked else classes
