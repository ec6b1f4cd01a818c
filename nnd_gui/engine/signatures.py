"""Bugs that the numbers alone give away, whatever the network: the pattern of the errors."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from nnd_gui.engine.evidence import Evidence, Floats
from nnd_gui.engine.explanations import ENOUGH_DIGITS, FEW, Explanation, Finding
from nnd_gui.engine.parameters import Block

__all__ = ["signatures"]

# With more layers than this, not every order of them is tried.
_ORDERED_LAYERS = 5
# A weight is known to be right where its gradient is known to this share of it.
_KNOWN = 0.01


def signatures(evidence: Evidence) -> Iterator[Explanation | None]:
    """Explanations from the pattern of the errors.

    Parameters
    ----------
    evidence : Evidence
        At least one of its blocks is wrong.

    Yields
    ------
    Explanation or None
        Of `zero-layer`, `zero-bias`, `transposed`, `swapped-layers`, `single-weight` and
        the form of `unbroadcast-bias` that gives all units one number. Those that scale
        or add something are in `scalings`. None between pieces of work.
    """
    looks: tuple[Callable[[Evidence], Iterator[Explanation | None]], ...]
    looks = (_zeros, _transposed, _swapped, _one_number, _single)
    for look in looks:
        yield None
        yield from look(evidence)


def _names(blocks: list[Block]) -> tuple[str, ...]:
    return tuple(block.name for block in blocks)


def _proof(evidence: Evidence, predicted: Floats, slack: Floats, blocks: list[Block]) -> float:
    digits = evidence.digits(predicted, slack)
    return float(np.sum(evidence.part(digits, tuple(blocks))))


def _zeros(evidence: Evidence) -> Iterator[Explanation]:
    nothing = np.zeros_like(evidence.right)
    zero = [
        block
        for block in evidence.wrong_blocks
        if not np.any(evidence.wrong[block.start : block.stop])
        and _proof(evidence, nothing, evidence.slack(), [block]) >= ENOUGH_DIGITS
    ]
    layers = {block.layer for block in zero if not block.is_bias}
    with_matrix = [block for block in zero if block.layer in layers]
    biases = [block for block in zero if block.layer not in layers]
    if with_matrix:
        found = Finding("zero-layer", _names(with_matrix), layers=tuple(sorted(layers)))
        yield Explanation(found, fragile=_few(with_matrix))
    if biases:
        yield Explanation(Finding("zero-bias", _names(biases)), fragile=_few(biases))


def _few(blocks: list[Block]) -> bool:
    return sum(block.size for block in blocks) < FEW


def _transposed(evidence: Evidence) -> Iterator[Explanation]:
    order = np.arange(len(evidence.right))
    for block in evidence.blocks:
        if not block.is_bias:
            part = order[block.start : block.stop]
            order[block.start : block.stop] = part.reshape(block.shape).T.ravel()
    predicted, slack = evidence.right[order], evidence.slack(evidence.bound[order])
    blocks = [
        block
        for block in evidence.wrong_blocks
        if not block.is_bias
        and evidence.explains(predicted, slack, block)
        and _proof(evidence, predicted, slack, [block]) >= ENOUGH_DIGITS
    ]
    if blocks:
        yield Explanation(Finding("transposed", _names(blocks)))


def _swapped(evidence: Evidence) -> Iterator[Explanation | None]:
    for order in _orders(evidence.blocks):
        yield None
        places = np.concatenate([np.arange(block.start, block.stop) for block in order])
        # A moved value is wrong only where it differs; the first that does tells most orders.
        first = int(np.argmax(evidence.differs))
        predicted, slack = evidence.right[places], evidence.slack(evidence.bound[places])
        if abs(evidence.wrong[first] - predicted[first]) > slack[first]:
            continue
        if not all(evidence.explains(predicted, slack, block) for block in evidence.blocks):
            continue
        blocks = list(evidence.wrong_blocks)
        if _proof(evidence, predicted, slack, blocks) >= ENOUGH_DIGITS:
            yield Explanation(Finding("swapped-layers", _names(blocks)), whole=True)
            return


def _orders(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Orders of the blocks that a program may write by mistake, without the right one."""
    layers = sorted({block.layer for block in blocks})
    by_layer = {layer: [block for block in blocks if block.layer == layer] for layer in layers}
    if len(layers) <= _ORDERED_LAYERS:
        layer_orders = [list(order) for order in itertools.permutations(layers)]
    else:
        layer_orders = [layers[::-1]]
        for place in range(len(layers) - 1):
            swapped = layers.copy()
            swapped[place : place + 2] = swapped[place + 1], swapped[place]
            layer_orders.append(swapped)
    kinds: tuple[Callable[[Block], int], ...] = (
        lambda _block: 0,
        lambda block: int(block.is_bias),
        lambda block: int(not block.is_bias),
    )
    for order, kind in itertools.product(layer_orders, kinds):
        found = [block for layer in order for block in by_layer[layer]]
        found.sort(key=kind)
        if found != list(blocks):
            yield found


def _one_number(evidence: Evidence) -> Iterator[Explanation]:
    """A bias summed over everything: one and the same number for all units."""
    found = []
    predicted, slack = np.zeros_like(evidence.right), np.zeros_like(evidence.right)
    for block in evidence.wrong_blocks:
        part = slice(block.start, block.stop)
        if not block.is_bias or block.size < 2 or np.ptp(evidence.wrong[part]) != 0:
            continue
        predicted[part] = np.sum(evidence.right[part])
        slack[part] = np.sum(evidence.slack()[part])
        if (
            evidence.explains(predicted, slack, block)
            and _proof(evidence, predicted, slack, [block]) >= ENOUGH_DIGITS
        ):
            found.append(block)
    if found:
        yield Explanation(Finding("unbroadcast-bias", _names(found), variant="one-number"))


def _single(evidence: Evidence) -> Iterator[Explanation]:
    """One weight off in a block whose others are known to be right."""
    for block in evidence.wrong_blocks:
        part = slice(block.start, block.stop)
        off = block.start + np.flatnonzero(evidence.differs[part])
        if len(off) != 1:
            continue
        index = int(off[0])
        # Of a block with one weight that matters, too many mistakes would do this; a known
        # network rules out the others.
        others = np.setdiff1d(np.arange(block.start, block.stop), off)
        by_itself = not np.any(_KNOWN * np.abs(evidence.right)[others] > evidence.bound[others])
        if by_itself and not (evidence.exact and len(evidence.wrong_blocks) == 1):
            continue
        if np.any(np.abs(evidence.wrong - evidence.right)[others] > evidence.slack()[others]):
            continue
        right = float(evidence.right[index])
        factor = float(evidence.wrong[index]) / right if right != 0 else None
        yield Explanation(
            Finding("single-weight", (block.name,), factor, weight=index), fragile=not by_itself
        )
