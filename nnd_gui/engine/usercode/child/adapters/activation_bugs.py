"""A delta without the derivative of its activation, or with that taken at the wrong place.

What an activation makes of its input is found by asking: where one variable of the cost is a
function of another, entry by entry, its derivative at any place follows from computing the cost
with the input moved there. A delta that is wrong is then held to what the two mistakes make.
"""

from __future__ import annotations

from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ..looking import Key, Looking
from .meanings import Quantity

__all__ = ["activation_bug"]

_STEP = 1e-5
_ALIKE = 1e-5
# Of fewer entries any are multiples of each other.
_FEW = 3

Run = Callable[[], Any]


def activation_bug(
    run: Run, look: Looking, known: Sequence[Quantity], delta: Any, at: Sequence[Quantity]
) -> Optional[str]:
    """Name what a wrong delta was multiplied by in place of the derivative at its input.

    Parameters
    ----------
    run : callable
        Computes the cost once more, its assignments looked at.
    look : Looking
    known : sequence of Quantity
        What the cost computes on its way, in that order.
    delta : ndarray
        The wrong variable.
    at : sequence of Quantity
        What it may be meant to be the derivative of.

    Returns
    -------
    str or None
        ``missing-activation-derivative``, ``derivative-of-output`` or None.
    """
    flat = np.asarray(delta, dtype=float).reshape(-1)
    for before, after in _pairs(known, at):
        entries, first, second = np.intersect1d(before.where, after.where, return_indices=True)
        if flat.size != before.value.size or len(entries) < _FEW:
            continue
        slope = after.slope[second]
        there = _derivative(run, look, before, after, np.zeros(before.value.shape))
        if there is None or not _alike(slope * there[entries], before.slope[first]):
            continue  # not what this activation makes of that input
        claimed = flat[entries]
        if _is_multiple(claimed, slope):
            return "missing-activation-derivative"
        moved = after.value.reshape(before.value.shape) - before.value
        output = _derivative(run, look, before, after, moved)
        if output is not None and _is_multiple(claimed, slope * output[entries]):
            return "derivative-of-output"
    return None


def _pairs(
    known: Sequence[Quantity], at: Sequence[Quantity]
) -> Iterator[Tuple[Quantity, Quantity]]:
    """An input of an activation, and what may be its output."""
    inside = [one for one in known if one.key is not None]
    for before in [*at, *(one for one in inside if all(one is not other for other in at))]:
        if before.key is None:
            continue
        place = next(i for i, one in enumerate(inside) if one is before)
        for after in inside[place + 1 :]:
            if after.value.shape == before.value.shape:
                yield before, after


def _derivative(
    run: Run, look: Looking, before: Quantity, after: Quantity, moved: Any
) -> Optional[Any]:
    """Derivative of an activation, entry by entry, with its input moved."""
    step = _STEP * np.maximum(1.0, np.abs(before.value + moved))
    found: List[Any] = []
    for sign in (1, -1):
        look.start(before.key, moved + sign * step, seeing=True)
        run()
        value = _seen(look.seen, after.key)
        if value is None or value.shape != after.value.shape:
            return None
        found.append(value)
    return ((found[0] - found[1]) / (2 * step)).reshape(-1)


def _seen(seen: Sequence[Tuple[Key, Any]], key: Optional[Key]) -> Optional[Any]:
    return next((value for other, value in seen if other == key), None)


def _alike(one: Any, other: Any) -> bool:
    largest = float(np.max(np.abs(other)))
    return largest > 0 and bool(np.max(np.abs(one - other)) <= _ALIKE * largest)


def _is_multiple(claimed: Any, slope: Any) -> bool:
    square = float(np.dot(slope, slope))
    if not square or not np.any(claimed) or not np.all(np.isfinite(claimed)):
        return False
    return _alike(claimed, float(np.dot(claimed, slope)) / square * slope)
