"""Bugs of the L2 term: missing, of another strength, or where it does not belong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnd_gui.engine.evidence import Evidence, Range, shift_range
from nnd_gui.engine.explanations import ENOUGH_DIGITS, FEW, Explanation, Finding
from nnd_gui.engine.parameters import Block

__all__ = ["penalties"]

Blocks = tuple[Block, ...]


def penalties(evidence: Evidence) -> Iterator[Explanation | None]:
    """Explanations by something proportional to the weights that is missing or too much.

    Parameters
    ----------
    evidence : Evidence
        At least one of its blocks is wrong.

    Yields
    ------
    Explanation or None
        None between pieces of work. Of the three names about regularisation.
    """
    l2 = evidence.facts.l2
    for of_bias in (False, True):
        left = [block for block in evidence.wrong_blocks if block.is_bias == of_bias]
        while left:
            group = [left[0]]
            for block in left[1:]:
                yield None
                if _shift(evidence, (*group, block)) is not None:
                    group.append(block)
            left = [block for block in left if block not in group]
            found = _shift(evidence, tuple(group))
            if found is not None:
                yield from _regularization(evidence, tuple(group), found, l2)


def _shift(evidence: Evidence, blocks: Blocks) -> Range | None:
    return shift_range(
        *(
            evidence.part(values, blocks)
            for values in (evidence.wrong - evidence.right, evidence.theta, evidence.slack())
        )
    )


def _regularization(
    evidence: Evidence, blocks: Blocks, found: Range, l2: float | None
) -> Iterator[Explanation]:
    low, high = found
    of_bias = blocks[0].is_bias
    # What exactly lambda would add to a bias, or would be missing from a matrix.
    due = 0.0 if not l2 else l2 if of_bias else -l2
    exact = due != 0 and low <= due <= high
    added = due if exact else (low + high) / 2
    predicted = evidence.right + added * evidence.theta
    digits = evidence.part(evidence.digits(predicted, evidence.slack()), blocks)
    alone = evidence.exact and np.count_nonzero(digits) == 1 and blocks == evidence.wrong_blocks
    if np.sum(digits) - (0 if exact else np.max(digits)) < ENOUGH_DIGITS and not alone:
        return
    if evidence.exact and not exact and (of_bias or not l2):
        return  # a cost whose L2 term is known leaves room for nothing else
    where = tuple(block.name for block in blocks)
    fragile = int(np.count_nonzero(digits)) < FEW and not exact
    factor = 1 + added / l2 if l2 and not of_bias else None

    def told(name: str, factor: float | None = None) -> Explanation:
        return Explanation(Finding(name, where, factor, coefficient=added), fragile=fragile)

    if of_bias:
        yield told("regularized-bias" if added > 0 else "missing-regularization")
    elif exact:
        yield told("missing-regularization")
    else:
        if l2 is None and added < 0:
            yield told("missing-regularization")
        yield told("wrong-regularization-factor", factor)
