"""How many weights a network or a linear model has."""

from __future__ import annotations

from typing import Any, Dict, List

__all__ = ["usual_lengths"]


def usual_lengths(sizes: Dict[str, int], roles: List[Any]) -> List[int]:
    """How many weights networks and linear models of these sizes have, the likeliest first."""
    n, h, k = sizes["inputs"], sizes["hidden"], sizes["outputs"]
    network = [h * (n + 1) + k * (h + 1), h * n + k * h, 2 * h * n + h + n]
    linear = [n, n + 1, n * k, (n + 1) * k]
    return network + linear if {"hidden", "dims"} & set(roles) else linear + network
