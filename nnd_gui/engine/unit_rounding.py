"""How far an imaginary step can be off where the terms of a slope cancel.

With an imaginary step no costs are subtracted, and so its slopes are known to their own last
places, except where the terms that make one up cancel: the samples' shares of a bias's slope, or
those of softmax's outputs. Then it is known to the last places of the terms. A slope that is
small by such a cancellation seldom stands alone: the other weights into the same unit have slopes
of the same terms, each times another input.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.events import Acquitted, Started
from nnd_gui.engine.judging import acquit
from nnd_gui.engine.parameters import Block, Layout
from nnd_gui.engine.verdicts import DISAGREE, WeightVerdicts, reason_code

__all__ = ["beside_rounding"]

# Each of the two gradients is off by a few last places of the terms.
_PLACES = 8.0


def beside_rounding(started: Started, found: WeightVerdicts) -> Iterator[Acquitted]:
    """Withdraw what is off by no more than the rounding of its unit's slopes.

    Parameters
    ----------
    started : Started
        Which weights go into which unit, and the gradient under test.
    found : WeightVerdicts
        What imaginary steps found of all weights, changed in place.

    Yields
    ------
    Acquitted
        Once, where there are any.
    """
    at = _off_by_rounding(started.layout, started.analytic, found)
    if at.size:
        gone = Acquitted(at)
        acquit(found, gone)
        yield gone


@np.errstate(all="ignore")
def _off_by_rounding(
    layout: Layout, analytic: NDArray[Any], found: WeightVerdicts
) -> NDArray[np.intp]:
    wrong = (found.verdict == DISAGREE) & (found.reason == reason_code("wrong"))
    accused = np.flatnonzero(wrong)
    if not accused.size:
        return accused
    unit = float(np.finfo(analytic.dtype).eps)
    sizes = _sizes_of_units(layout, np.abs(found.numerical))
    off = np.abs(analytic.astype(np.float64) - found.numerical)
    return accused[off[accused] <= _PLACES * unit * sizes[accused]]


def _sizes_of_units(layout: Layout, slopes: Floats) -> Floats:
    """Largest slope among the weights into the same unit; 0 where no unit is known."""
    sizes = np.zeros(layout.size)
    for block in layout.blocks:
        if len(block.shape) == 2:
            part = slopes[block.start : block.stop].reshape(block.shape)
            # Which side the units are on is known of a network of our own only.
            largest = np.maximum(part.max(axis=0), part.max(axis=1)[:, np.newaxis])
            sizes[block.start : block.stop] = largest.ravel()
    for block in layout.blocks:
        matrix = _matrix_of(layout, block)
        if block.is_bias and matrix is not None:
            part = slopes[matrix.start : matrix.stop].reshape(matrix.shape)
            along = 0 if matrix.shape[1] == block.size else 1
            sizes[block.start : block.stop] = part.max(axis=along)
    return sizes


def _matrix_of(layout: Layout, bias: Block) -> Block | None:
    """The matrix that leads into the same units as a bias."""
    for block in layout.blocks:
        if block.layer == bias.layer and len(block.shape) == 2 and bias.size in block.shape:
            return None if block is bias else block
    return None
