"""What a check along random directions has found so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.direction_check import excuse
from nnd_gui.engine.directions import WHOLE
from nnd_gui.engine.events import DirectionsMeasured, DirectionsStarted, RemainderMeasured
from nnd_gui.engine.judge import DISAGREE
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.remainder import Remainder, judge_remainder, remainders

if TYPE_CHECKING:
    from nnd_gui.model.result import CheckResult

__all__ = ["DirectionsResult", "Followed", "gradient_sizes"]


class Followed:
    """Taylor's remainder along one direction.

    Parameters
    ----------
    measured : RemainderMeasured
        The costs along it.
    left : ndarray, shape (k,)
        What is left of the cost's change at each step.
    floor : ndarray, shape (k,)
        How much of that can be rounding.
    """

    def __init__(self, measured: RemainderMeasured, left: Floats, floor: Floats) -> None:
        self.direction, self.steps = measured.direction, measured.steps
        self.left, self.floor = left, floor
        self.found: Remainder = judge_remainder(measured.steps, left, floor, measured.expected)


class DirectionsResult:
    """The directions of one check, as far as it has come.

    Parameters
    ----------
    event : DirectionsStarted
        The directions.
    slopes : CheckResult
        Empty; it takes in the slopes as a check takes in weights.
    gradient_sizes : ndarray, shape (blocks,)
        Typical size (root mean square) of the gradient under test in each matrix and bias.

    Attributes
    ----------
    slopes : CheckResult
        The slopes: `slopes.layout` has a block for the whole directions, named ``"all"``
        where there is one, and one for each matrix and bias.
    """

    def __init__(
        self, event: DirectionsStarted, slopes: CheckResult, gradient_sizes: Floats
    ) -> None:
        self.seed, self.count, self.lost = event.seed, event.count, event.lost
        self._begun, self._sizes = event, gradient_sizes
        self.slopes = slopes
        self.slopes.add(event.slopes)
        self.remainders: list[Followed] = []

    @property
    def verdict(self) -> str | None:
        """One of the design's three words; None before the end."""
        return None if self.slopes.overall is None else self.slopes.overall.verdict

    def measure(self, event: DirectionsMeasured) -> None:
        """Take in costs along the directions."""
        if event.costs.indices.size:
            self.slopes.add(event.costs)
            excuse(self.slopes.weights, self._begun, self.slopes.spec.tolerance_used)

    def follow(self, event: RemainderMeasured) -> None:
        """Take in a remainder."""
        slopes = self.slopes
        limits = np.finfo(slopes.analytic.dtype)
        left, floor = remainders(slopes.cost, event.costs, event.expected, slopes.noise, limits)
        self.remainders.append(Followed(event, left, floor))

    def part_of(self, slope: int) -> str | None:
        """Name of the matrix or bias that a slope is cut to; None for a whole direction."""
        name = self.slopes.layout.block_of(slope).name
        return None if name == WHOLE else name

    def wrong_blocks(self) -> tuple[str, ...]:
        """Matrices and biases along which a slope disagrees."""
        verdict = self.slopes.weights.verdict
        return tuple(
            block.name
            for block in self.slopes.layout.blocks
            if block.name != WHOLE and np.any(verdict[block.start : block.stop] == DISAGREE)
        )

    def blind_share(self) -> float | None:
        """How large a mistake in one weight may be and not show here.

        Returns
        -------
        float or None
            As a share of the typical gradient in its matrix or bias, in the one that is
            seen worst; None where nothing is known.
        """
        weights, worst = self.slopes.weights, 0.0
        with np.errstate(all="ignore"):
            claimed = np.abs(self.slopes.analytic.astype(np.float64))
            size = np.fmax(claimed, np.abs(weights.numerical))
            allowed = weights.uncertainty + self.slopes.spec.tolerance_used * size
        blocks = [block for block in self.slopes.layout.blocks if block.name != WHOLE]
        for block, length, typical in zip(blocks, self._begun.lengths, self._sizes, strict=True):
            part = allowed[block.start : block.stop]
            part = part[np.isfinite(part)]
            if part.size and length > 0 and typical > 0:
                worst = max(worst, float(np.min(part)) / (length * typical))
        return worst or None


def gradient_sizes(layout: Layout, analytic: NDArray[Any]) -> Floats:
    """Root mean square of a gradient in each block, as far as it is finite."""
    sizes = []
    for block in layout.blocks:
        part = analytic[block.start : block.stop].astype(np.float64)
        part = part[np.isfinite(part)]
        with np.errstate(over="ignore", under="ignore"):
            sizes.append(float(np.sqrt(np.mean(part**2))) if part.size else 0.0)
    return np.array(sizes)
