"""The learning rate with which a bug makes a given gradient: the usual ones, then a search."""

from __future__ import annotations

from collections.abc import Callable, Generator

import numpy as np

from nnd_gui.engine.differences import Floats

__all__ = ["fitted_rate"]

# Learning rates that people choose, and where others are looked for, in units of the one
# that moves the weights by a tenth of their size.
_USUAL_RATES = (1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.003, 0.001, 3.0, 10.0)
_SHARES = tuple(float(share) for share in np.logspace(-3, 2, 26))
_MOST_VALLEYS = 3
_MOST_STEPS = 12
# What is missing has to shrink to this share of its square with each step.
_CLOSER = 0.5


def fitted_rate(
    explains: Callable[[Floats], bool],
    made_with: Callable[[float], Floats],
    wrong: Floats,
    usual: float,
    *,
    search: bool,
) -> Generator[None, None, float | None]:
    """Find the learning rate with which a bug makes what is wrong, if there is one.

    Parameters
    ----------
    explains : callable
        Whether a gradient is the wrong one, as nearly as can be told.
    made_with : callable
        The gradient that the bug makes with a rate.
    wrong : ndarray, shape (n,)
        The gradient under test.
    usual : float
        A rate that moves the weights by a tenth of their size.
    search : bool
        Whether to look for others than those that people choose.

    Yields
    ------
    None
        Between gradients; the rate is returned at the end.
    """
    for rate in (usual, *_USUAL_RATES):
        yield
        if explains(made_with(rate)):
            return rate
    if not search:
        return None
    rates = [share * usual for share in _SHARES]
    off = []
    for rate in rates:
        off.append(float(np.sum((wrong - made_with(rate)) ** 2)))
        yield
    # From each valley among them, the deepest first.
    edges = [np.inf, *off, np.inf]
    valleys = [at for at, one in enumerate(off) if one <= min(edges[at], edges[at + 2])]
    for at in sorted(valleys, key=lambda at: off[at])[:_MOST_VALLEYS]:
        found = yield from _search(explains, made_with, wrong, rates[at])
        if found is not None:
            return found
    return None


def _search(
    explains: Callable[[Floats], bool],
    made_with: Callable[[float], Floats],
    wrong: Floats,
    start: float,
) -> Generator[None, None, float | None]:
    """Least squares by secants from one start."""
    before, rate = start, start * 1.01
    made_before, made = made_with(before), made_with(rate)
    off = np.inf
    for _ in range(_MOST_STEPS):
        yield
        if explains(made):
            return rate
        per_rate = (made - made_before) / (rate - before)
        steep, missing = float(per_rate @ per_rate), wrong - made
        closer = float(missing @ missing) < off * _CLOSER
        step = float(per_rate @ missing) / steep if steep > 0 else np.nan
        # Not coming nearer, or beyond what could be a rate.
        if not closer or not np.isfinite(step) or not 0 < rate + step != rate:
            return None
        off = float(missing @ missing)
        before, made_before = rate, made
        rate += step
        made = made_with(rate)
    return None
