"""In which order weights are measured where each takes long: some of every matrix first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Started
from nnd_gui.engine.judge import WeightVerdicts
from nnd_gui.engine.sampling import sampled_weights
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["in_turn"]

# What takes no longer than this in all is measured in the weights' own order, and seconds
# that the first weights may take.
_QUICK_SECONDS, _FIRST_SECONDS = 2.0, 1.0


def in_turn(
    spec: ExperimentSpec, started: Started, seconds: float, found: WeightVerdicts
) -> Iterator[NDArray[np.intp] | None]:
    """Groups of weights that are measured one after the other.

    Where evaluations are slow a person is to know early what is wrong: a sample of every
    matrix and bias comes first, and then the block in which it went worst.

    Parameters
    ----------
    spec : ExperimentSpec
    started : Started
        Its sample is kept to, where it has one.
    seconds : float
        What one evaluation takes.
    found : WeightVerdicts
        Verdicts on all weights, filled in by whoever measures.

    Yields
    ------
    ndarray of int, or None
        Weights, rising; None for all of them.
    """
    layout, points = started.layout, len(SCHEME_TABLE[spec.scheme].multiples)
    each = seconds * points
    if started.sample is not None or each * layout.size <= _QUICK_SECONDS:
        yield started.sample
        return
    first = sampled_weights(layout, max(1, int(_FIRST_SECONDS / each)), 0)
    yield first
    error = np.nan_to_num(found.relative_error[first], nan=np.inf)
    worst = {
        block.name: np.max(error[(first >= block.start) & (first < block.stop)], initial=0.0)
        for block in layout.blocks
    }
    for block in sorted(layout.blocks, key=lambda block: -worst[block.name]):
        rest = np.setdiff1d(np.arange(block.start, block.stop), first)
        if len(rest):
            yield rest
