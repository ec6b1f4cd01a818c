"""What a diagnosis rests on: a wrong gradient beside a right one, and how far each is known.

The right one is the numerical gradient with its uncertainty or, for a network of our own,
backpropagation by the correct rules with what rounding can make of it. Whatever is claimed
of the wrong one has to hold for every weight within these bounds; there is no tolerance
beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.judge import DISAGREE, REASONS, WeightVerdicts
from nnd_gui.engine.parameters import Block, Layout

__all__ = ["Evidence", "Facts", "facts_of", "finite_blocks", "ratio_range", "shift_range"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Range = tuple[float, float]

# Roundings of the gradient under test itself, in units of its last place.
_ROUNDINGS = 64.0
# One weight does not count for more than this: six digits are no better proof than that.
_MOST_DIGITS = 6.0
# Reasons with which a numerical value says nothing, or less than its uncertainty claims.
_NO_EVIDENCE = (
    "step-lost",
    "not-finite",
    "discontinuous",
    "subgradient",
    "outside-subgradient",
    "kink-in-step",
)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """A checked gradient; every array has shape (n,).

    Parameters
    ----------
    layout : Layout
        Which weight is which.
    theta : ndarray
        The weights.
    analytic : ndarray
        The gradient under test.
    numerical : ndarray of float64
        The gradient by differences; NaN where it was not measured.
    uncertainty : ndarray of float64
        How far it can be off; infinite where it says nothing.
    wrong : ndarray of bool
        Which weights disagree.
    samples : int, optional
        How many samples the cost is measured on, where that is known.
    l2 : float, optional
        Lambda of the cost, where that is known; 0 where it has no L2 term.
    """

    layout: Layout
    theta: NDArray[Any]
    analytic: NDArray[Any]
    numerical: Floats
    uncertainty: Floats
    wrong: Mask
    samples: int | None = None
    l2: float | None = None

    def kept(self, places: NDArray[np.intp], blocks: Sequence[Block]) -> Facts:
        """Of some weights only, which make up these blocks.

        Parameters
        ----------
        places : ndarray of int, shape (k,)
            Which weights, rising.
        blocks : sequence of Block
            What they are called then; together of size k.
        """
        return replace(
            self,
            layout=Layout(tuple(blocks)),
            theta=self.theta[places],
            analytic=self.analytic[places],
            numerical=self.numerical[places],
            uncertainty=self.uncertainty[places],
            wrong=self.wrong[places],
        )


def facts_of(
    layout: Layout,
    theta: NDArray[Any],
    analytic: NDArray[Any],
    weights: WeightVerdicts,
    samples: int | None = None,
    l2: float | None = None,
) -> Facts:
    """Facts from the verdicts of a check; parameters as for `Facts`."""
    silent = [REASONS.index(reason) for reason in _NO_EVIDENCE if reason in REASONS]
    trusted = np.isfinite(weights.numerical) & ~np.isin(weights.reason, silent)
    uncertainty = np.where(trusted, weights.uncertainty, np.inf)
    return Facts(
        layout,
        theta,
        analytic,
        weights.numerical,
        np.where(np.isnan(uncertainty), np.inf, uncertainty),
        weights.verdict == DISAGREE,
        samples,
        l2,
    )


def finite_blocks(facts: Facts) -> tuple[Facts, NDArray[np.intp], tuple[str, ...]]:
    """Take the blocks away in whose gradient there are numbers that are not finite.

    Returns
    -------
    facts : Facts
        Of the others.
    kept : ndarray of int
        Their weights' places in the whole vector.
    not_finite : tuple of str
        The names of those that were taken away.
    """
    bad = ~np.isfinite(facts.analytic.astype(np.float64))
    gone = tuple(b.name for b in facts.layout.blocks if np.any(bad[_part(b)]))
    blocks: list[Block] = []
    places = [np.empty(0, dtype=np.intp)]
    start = 0
    for block in facts.layout.blocks:
        if block.name not in gone:
            places.append(np.arange(block.start, block.stop))
            blocks.append(replace(block, start=start))
            start = blocks[-1].stop
    kept = np.concatenate(places)
    return facts.kept(kept, blocks), kept, gone


class Evidence:
    """A wrong gradient beside a right one.

    Parameters
    ----------
    facts : Facts
        What was checked.
    right : ndarray, shape (n,), optional
        The right gradient; the numerical one when left out.
    bound : ndarray, shape (n,), optional
        How far it can be off.
    """

    def __init__(
        self, facts: Facts, right: NDArray[Any] | None = None, bound: Floats | None = None
    ) -> None:
        self.facts, self.blocks = facts, facts.layout.blocks
        self.theta = facts.theta.astype(np.float64)
        self.wrong = facts.analytic.astype(np.float64)
        given = facts.numerical if right is None else right.astype(np.float64)
        bound = facts.uncertainty if bound is None else bound
        known = np.isfinite(given) & np.isfinite(bound)
        # Whether the right gradient is known to its last digits, and with it the network.
        self.exact = right is not None
        self.right: Floats = np.where(known, given, 0.0)
        self.bound: Floats = np.where(known, bound, np.inf)
        self._unit = _ROUNDINGS * float(np.finfo(facts.analytic.dtype).eps)
        self.finite = bool(np.all(np.isfinite(self.wrong)))
        off = np.abs(self.wrong - self.right) > self.slack()
        differs = facts.wrong if right is None else off
        self.differs: Mask = differs | ~np.isfinite(self.wrong)
        self.wrong_blocks = tuple(b for b in self.blocks if np.any(self.differs[_part(b)]))
        # A block whose gradient is 0 everywhere can neither support nor refute anything.
        self.live_blocks = tuple(
            b for b in self.blocks if np.any(np.abs(self.right[_part(b)]) > self.bound[_part(b)])
        )

    def slack(self, bound: Floats | None = None) -> Floats:
        """How far the wrong gradient may lie from what a claim makes of it.

        Parameters
        ----------
        bound : ndarray, shape (n,), optional
            How far the claim itself can be off; as far as the right gradient when left out.
        """
        return np.asarray(
            (self.bound if bound is None else bound) + self._unit * np.abs(self.wrong)
        )

    def digits(self, predicted: Floats, slack: Floats) -> Floats:
        """By how many digits each weight would refute a claim that were not so.

        How far the claim is from the right gradient, in units of what would be let pass:
        an accident of one in a thousand is three digits.
        """
        with np.errstate(all="ignore"):
            digits = np.log10(np.abs(predicted - self.right) / slack)
        return np.asarray(np.clip(np.nan_to_num(digits, posinf=_MOST_DIGITS), 0.0, _MOST_DIGITS))

    def explains(self, predicted: Floats, slack: Floats, block: Block) -> bool:
        """Whether a claim holds for every weight of a block."""
        part = _part(block)
        return bool(np.all(np.abs(self.wrong[part] - predicted[part]) <= slack[part]))

    def part(self, values: Floats, blocks: tuple[Block, ...]) -> Floats:
        """Values of some blocks, one after the other."""
        return np.concatenate([values[_part(block)] for block in blocks])

    def matrices(self) -> Mask:
        """Which weights are in a matrix, where an L2 term acts."""
        mask = np.zeros(len(self.wrong), dtype=np.bool_)
        for block in self.blocks:
            mask[_part(block)] = not block.is_bias
        return mask


def _part(block: Block) -> slice:
    return slice(block.start, block.stop)


def ratio_range(wrong: Floats, right: Floats, bound: Floats, slack: Floats) -> Range | None:
    """Factors that could make one gradient of another.

    Parameters
    ----------
    wrong, right : ndarray, shape (k,)
        Is ``wrong = factor * right``?
    bound : ndarray, shape (k,)
        How far `right` can be off; infinite where it says nothing.
    slack : ndarray, shape (k,)
        How far `wrong` can be off.

    Returns
    -------
    (low, high) or None
        None if no one factor does it.
    """
    sign = -1.0 if float(np.sum(np.sign(right) * wrong * (bound < np.abs(right)))) < 0 else 1.0
    low, high = 0.0, np.inf
    # factor * (right - bound) <= wrong + slack, and -factor * (right + bound) <= slack - wrong
    for edge, limit in (
        (sign * right - bound, wrong + slack),
        (-(sign * right + bound), slack - wrong),
    ):
        with np.errstate(all="ignore"):
            quotient = limit / edge
        above, below = edge > 0, edge < 0
        high = min(high, float(np.min(quotient[above], initial=np.inf)))
        low = max(low, float(np.max(quotient[below], initial=0.0)))
        if np.any((edge == 0) & (limit < 0)):
            return None
    if not 0 < high < np.inf or low > high:
        return None
    return (low, high) if sign > 0 else (-high, -low)


def shift_range(difference: Floats, per_unit: Floats, slack: Floats) -> Range | None:
    """Coefficients c with ``difference = c * per_unit`` within `slack`, everywhere."""
    moving = per_unit != 0
    if np.any(np.abs(difference[~moving]) > slack[~moving]):
        return None
    middle = difference[moving] / per_unit[moving]
    width = slack[moving] / np.abs(per_unit[moving])
    low = float(np.max(middle - width, initial=-np.inf))
    high = float(np.min(middle + width, initial=np.inf))
    return (low, high) if low <= high and np.isfinite(low) and np.isfinite(high) else None
