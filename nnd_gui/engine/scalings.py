"""Bugs that multiply the gradient or its data term by a factor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.evidence import Evidence, Floats, Range, ratio_range, shift_range
from nnd_gui.engine.explanations import ENOUGH_DIGITS, FEW, Explanation, Finding
from nnd_gui.engine.parameters import Block
from nnd_gui.engine.penalties import penalties

__all__ = ["holds", "scalings"]

Blocks = tuple[Block, ...]

# A factor is read as 2, or as the number of samples, where it is known this well, and as
# some whole number where it is known to this much of it.
_NAMED_WIDTH = 0.02
_COUNT_WIDTH = 0.1
# Digits to which the ratios of weights may agree although they are not one factor.
_NEARLY = 2.0
# One weight alone shows any factor; that it is a number with a name is then the only proof.
_NAMED_DIGITS = 4.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Blocks that are all multiplied by one factor."""

    blocks: Blocks
    factor: float
    exact: bool
    weights: int


def scalings(evidence: Evidence) -> Iterator[Explanation | None]:
    """Explanations by a factor or by a term that is proportional to the weights.

    Parameters
    ----------
    evidence : Evidence
        At least one of its blocks is wrong. Where lambda is known, the data term is what
        remains of the right gradient without it.

    Yields
    ------
    Explanation or None
        Of `sign`, `factor`, `mean-or-sum`, `missing-half-or-two`, the mean of
        `unbroadcast-bias` and the three names about regularisation; None between pieces of
        work.
    """
    zero = np.zeros_like(evidence.right)
    l2 = evidence.facts.l2
    for scale in _scales(evidence, zero):
        yield None
        if scale is not None:
            yield from _named(evidence, scale, with_penalty=bool(l2))
    if l2:
        penalty = np.where(evidence.matrices(), l2 * evidence.theta, 0.0)
        for scale in _scales(evidence, penalty):
            yield None
            if scale is not None:
                yield from _named(evidence, scale, data_only=True)
    elif l2 is None:
        yield from _beside_unknown_penalty(evidence)
    yield from penalties(evidence)


def special_factors(samples: int | None) -> tuple[float, ...]:
    """Factors with a name."""
    of_samples = () if samples is None or samples < 2 else (float(samples), 1 / samples)
    return tuple(dict.fromkeys((-1.0, 2.0, 0.5, *of_samples)))


def holds(evidence: Evidence, blocks: tuple[str, ...], factor: float, *, data_only: bool) -> bool:
    """Whether the gradient of some blocks is the right one times a factor."""
    l2 = evidence.facts.l2 or 0.0
    kept = np.where(evidence.matrices() & data_only, l2 * evidence.theta, 0.0)
    predicted = factor * (evidence.right - kept) + kept
    slack = evidence.slack(abs(factor) * evidence.bound)
    return all(
        evidence.explains(predicted, slack, block)
        for block in evidence.blocks
        if block.name in blocks
    )


def _scales(evidence: Evidence, kept: Floats) -> Iterator[_Scale | None]:
    """Factors of what remains of the gradient without the part that is kept as it is."""
    ranges = {}
    for block in evidence.wrong_blocks:
        ranges[block] = _range_of(evidence, kept, (block,))
        yield None
    left = [(block, found) for block, found in ranges.items() if found is not None]
    for factor in special_factors(evidence.facts.samples):
        yield None
        blocks = tuple(block for block, (low, high) in left if low <= factor <= high)
        if blocks and (found := _scale(evidence, kept, blocks, factor)):
            yield found
    while left:
        # Those that fit the best known of the rest.
        left.sort(key=lambda one: (one[1][1] - one[1][0]) / max(abs(one[1][0]), abs(one[1][1])))
        low, high = left[0][1]
        group: list[Block] = []
        for block, (lowest, highest) in left:
            if max(low, lowest) <= min(high, highest):
                low, high = max(low, lowest), min(high, highest)
                group.append(block)
        left = [one for one in left if one[0] not in group]
        in_order = tuple(block for block in evidence.blocks if block in group)
        if not low <= -1 <= high and (found := _scale(evidence, kept, in_order, None)):
            yield found


def _range_of(evidence: Evidence, kept: Floats, blocks: Blocks) -> Range | None:
    wrong, right, bound, slack = (
        evidence.part(values, blocks)
        for values in (
            evidence.wrong - kept,
            evidence.right - kept,
            evidence.bound,
            evidence.slack(np.zeros_like(kept)),
        )
    )
    return ratio_range(wrong, right, bound, slack)


def _scale(evidence: Evidence, kept: Floats, blocks: Blocks, named: float | None) -> _Scale | None:
    """Put one factor to the proof; `named` where it is to be one with a name."""
    found = _range_of(evidence, kept, blocks)
    if found is None:
        return None
    low, high = found
    factor = (low + high) / 2 if named is None else named
    width = (high - low) / abs(factor)
    if all(evidence.explains(kept, evidence.slack(), block) for block in blocks):
        return None  # nothing is left of the gradient to have a factor
    predicted = factor * (evidence.right - kept) + kept
    slack = evidence.slack(abs(factor) * evidence.bound)
    digits = evidence.part(evidence.digits(predicted, slack), blocks)
    if named is None and not evidence.exact:
        # Other mistakes make ratios that are nearly one: it takes more to see them differ.
        digits = np.maximum(digits - _NEARLY, 0)
    # The best known weight is what the factor is taken from.
    proof = float(np.sum(digits) - np.max(digits))
    telling = _different(evidence, blocks, digits)
    if named is not None:
        if width > _NAMED_WIDTH:
            return None
        known = -np.log10(max(width, 1e-6))
        proof += known if telling > 1 or known >= _NAMED_DIGITS else 0.0
    # All the weights there are may be one; a known network rules out other mistakes.
    alone = evidence.exact and np.count_nonzero(digits) == 1 and blocks == evidence.wrong_blocks
    if (proof < ENOUGH_DIGITS or (named is None and telling < 2)) and not alone:
        return None
    if named is None and (count := _count_in(low, high)) is not None:
        factor = count
    return _Scale(blocks, factor, named is not None, telling)


def _different(evidence: Evidence, blocks: Blocks, digits: Floats) -> int:
    """How many of the weights that tell have a gradient of another size.

    The two deltas of a softmax of two classes are each other's negative: one number.
    """
    sizes = np.abs(evidence.part(evidence.right, blocks))[digits > 0]
    bound = evidence.part(evidence.slack(), blocks)[digits > 0]
    order = np.argsort(sizes)
    apart = np.diff(sizes[order]) > 2 * bound[order][1:]
    return int(np.count_nonzero(apart)) + min(len(sizes), 1)


def _named(
    evidence: Evidence, scale: _Scale, *, with_penalty: bool = False, data_only: bool = False
) -> Iterator[Explanation]:
    """Names for a factor, of the whole or of some blocks."""
    where = tuple(block.name for block in scale.blocks)
    samples = evidence.facts.samples or 0
    whole = all(block in scale.blocks for block in evidence.live_blocks)
    # With an L2 term that is multiplied as well, it is not the data term that is wrong.
    biases_only = all(block.is_bias for block in scale.blocks)
    data = whole and (biases_only or not with_penalty)
    of_samples = samples > 1 and scale.factor in (samples, 1 / samples)
    fragile = scale.weights < FEW or not (scale.exact or evidence.exact)
    # On one sample, whatever goes wrong in a layer of one unit is a factor of all before it.
    if samples == 1 and not scale.exact and not evidence.exact:
        top = max(scale.blocks, key=lambda block: block.layer)
        if top.shape[-1] == 1:
            return
    names: list[tuple[str, str | None]] = []
    if scale.factor == -1:
        names.append(("sign", None))
    else:
        if data and scale.factor in (2, 0.5):
            names.append(("missing-half-or-two", None))
        if data and _may_count_samples(scale, samples, of_samples):
            names.append(("mean-or-sum", "sum" if abs(scale.factor) > 1 else "mean"))
        if biases_only and _may_be_mean(scale, samples):
            names.append(("unbroadcast-bias", "mean"))
        names.append(("factor", None))
    for name, variant in names:
        yield Explanation(
            Finding(name, where, scale.factor, variant=variant, data_only=data_only),
            fragile=fragile,
        )


def _may_count_samples(scale: _Scale, samples: int, of_samples: bool) -> bool:
    return of_samples or (not samples and _is_count(scale.factor))


def _may_be_mean(scale: _Scale, samples: int) -> bool:
    if samples:
        return samples > 1 and scale.factor == 1 / samples
    return scale.factor < 1 and _is_count(scale.factor)


def _is_count(factor: float) -> bool:
    """Whether a factor is a whole number, or one over it, as a number of samples would be."""
    count = max(factor, 1 / factor) if factor > 0 else 0.0
    return round(count) > 1 and abs(count - round(count)) < 1e-9 * count


def _count_in(low: float, high: float) -> float | None:
    """Find the whole number, or one over it, that a well known factor can be."""
    if low <= 0:
        return None
    upside_down = high < 1
    least, most = (1 / high, 1 / low) if upside_down else (low, high)
    count = round((least + most) / 2)
    if count < 2 or not least <= count <= most or most - least > _COUNT_WIDTH:
        return None
    return 1 / count if upside_down else float(count)


def _beside_unknown_penalty(evidence: Evidence) -> Iterator[Explanation | None]:
    """A data term multiplied by a factor, beside an L2 term that is right."""
    matrices = tuple(block for block in evidence.wrong_blocks if not block.is_bias)
    biases = tuple(block for block in evidence.wrong_blocks if block.is_bias)
    if not matrices or not all(block in evidence.wrong_blocks for block in evidence.live_blocks):
        return
    for factor, unsure in _factors_of(evidence, biases):
        yield None
        slack = evidence.slack(abs(factor) * evidence.bound + unsure * np.abs(evidence.right))
        scaled = factor * evidence.right
        if not all(evidence.explains(scaled, slack, block) for block in biases):
            continue
        found = shift_range(
            *(evidence.part(v, matrices) for v in (evidence.wrong - scaled, evidence.theta, slack))
        )
        if found is None or found[0] <= 0 <= found[1]:
            continue
        middle = sum(found) / 2
        lam = middle / (1 - factor)
        predicted = np.where(evidence.matrices(), scaled + middle * evidence.theta, scaled)
        digits = evidence.part(evidence.digits(predicted, slack), evidence.wrong_blocks)
        if lam <= 0 or np.sum(digits) - np.max(digits) < ENOUGH_DIGITS:
            continue
        count = int(np.count_nonzero(digits))
        scale = _Scale(evidence.wrong_blocks, factor, exact=True, weights=count)
        yield from _named(evidence, scale, data_only=True)


def _factors_of(evidence: Evidence, biases: Blocks) -> Iterator[tuple[float, float]]:
    """Factors to try, and how far each can be off: those with a name, and the biases' own."""
    for factor in special_factors(evidence.facts.samples):
        yield factor, 0.0
    found = _scale(evidence, np.zeros_like(evidence.right), biases, None) if biases else None
    if found is not None:
        low, high = _range_of(evidence, np.zeros_like(evidence.right), biases) or (0.0, 0.0)
        yield found.factor, high - low
