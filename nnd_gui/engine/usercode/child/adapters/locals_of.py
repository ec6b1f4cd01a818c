"""Local variables of the person's functions, read as they return."""

from __future__ import annotations

import sys
from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy as np

from .base import Blocks

__all__ = ["blocks_in", "watched"]


def watched(function: Any, call: Callable[[], Any]) -> Tuple[Any, List[Dict[str, Any]]]:
    """Call something, and read the local variables of a function's file as its functions return.

    Parameters
    ----------
    function : callable
        One of the person's: its file is the one that is watched.
    call : callable
        What to do meanwhile.

    Returns
    -------
    tuple
        What the call gave, and the local variables of each function, in the order in which
        they returned: the innermost first.
    """
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    name = getattr(code, "co_filename", None)
    seen: List[Dict[str, Any]] = []

    def look(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code.co_filename == name and len(seen) < 200:
            seen.append(dict(frame.f_locals))

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        found = call()
    finally:
        sys.setprofile(before)
    return found, seen


def blocks_in(theta: Any, seen: Sequence[Dict[str, Any]]) -> Blocks:
    """Matrices into which a function cuts its flat vector, by the names that it gives them.

    Parameters
    ----------
    theta : ndarray
        The vector that it got; no two numbers in it alike.
    seen : sequence of dict
        Local variables, as `watched` read them.

    Returns
    -------
    Blocks
        One block ``theta`` where the pieces do not make up the whole.
    """
    theta = np.asarray(theta, dtype=float).reshape(-1)
    at: Dict[int, Tuple[str, Tuple[int, ...], int]] = {}
    places = {float(value): i for i, value in enumerate(theta)}
    for scope in seen:
        for name, value in scope.items():
            if not isinstance(value, np.ndarray) or value.dtype != np.float64 or value.ndim < 1:
                continue
            if not 0 < value.size < theta.size:
                continue
            for array, shape, said in (
                (value, value.shape, name),
                (value.T, value.T.shape, name + ".T"),  # cut in Fortran's order
            ):
                flat = np.ascontiguousarray(array).reshape(-1)
                start = places.get(float(flat[0]))
                if start is None or not np.array_equal(theta[start : start + flat.size], flat):
                    continue
                held = at.get(start)
                # A matrix says more than the piece of the vector that it is made of.
                if held is None or (len(held[1]) < len(shape) and held[2] >= flat.size):
                    at[start] = (said, tuple(shape), flat.size)
                break
    listed, start = [], 0
    while start < theta.size and start in at:
        name, shape, size = at[start]
        listed.append((name, shape))
        start += size
    if start != theta.size or not listed or len({name for name, _ in listed}) < len(listed):
        return Blocks([("theta", theta.shape)])
    return Blocks(listed)
