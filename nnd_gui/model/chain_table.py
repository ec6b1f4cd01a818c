"""The chain rule of one weight as tables that a student can multiply and add up.

Symbols are the lesson's: the inputs are layer 1, so that W1 leads to z2, a2 and delta2.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from nnd_gui.engine.chain_parts import Chain, Pair
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.subject import Network
from nnd_gui.model.chain_columns import (
    Cell,
    ChainTable,
    Column,
    Row,
    cell_of,
    derivative_column,
    error_column,
    is_identity,
    numbers_of,
    share_column,
    signed,
    spread,
    weight_column,
    worst,
)
from nnd_gui.model.unit_words import activation_words, unit_words
from nnd_gui.model.words import tr, trn

__all__ = ["chain_tables"]


def chain_tables(chain: Chain, network: Network) -> list[ChainTable]:
    """Tables of one weight's chain, from its own terms up to the output's error.

    Where every layer above has one unit, the chain is one product and one table.

    Parameters
    ----------
    chain : Chain
    network : Network
        For the names of its units.
    """
    if all(level.total == 1 for level in chain.levels[1:]):
        return [_terms(chain, network, _product_columns(chain, network))]
    first = _terms(chain, network, _delta_columns(chain, network))
    above = [
        _level_table(chain, network, place, weights)
        for place, level in enumerate(chain.levels[:-1])
        if (weights := level.weights) is not None
    ]
    return [first, *above, _output_table(chain, network)]


_Factor = tuple[Column, Callable[[str], Floats]]


def _terms(chain: Chain, network: Network, factors: list[_Factor]) -> ChainTable:
    """One row a sample: what the weight is multiplied by, and all the rest."""
    block, place = chain.block, chain.position
    if not block.is_bias:
        symbol = f"a{block.layer}[{place[0]}]" if block.layer > 1 else f"x[{place[0]}]"
        words = activation_words(network, block.layer - 1, place[0])
        factors = [
            (Column(symbol, words, "", chain.activation.status), numbers_of(chain.activation))
        ] + [(signed(column, "×"), numbers) for column, numbers in factors]
    factors[0] = (signed(factors[0][0], ""), factors[0][1])
    if chain.share.differs:
        factors = [*factors, (share_column(chain), numbers_of(chain.share))]
    columns = [column for column, _ in factors]
    columns.append(Column(tr("term"), tr("of one sample"), "=", chain.products.status))
    rows = []
    for at, sample in enumerate(chain.samples):
        cells = [cell_of(numbers("used")[at], numbers("right")[at]) for _, numbers in factors]
        cells.append(cell_of(chain.products.used[at], chain.products.right[at]))
        rows.append(Row(tr("sample {count}", count=int(sample) + 1), tuple(cells)))
    rows += _sums(chain, len(factors))
    hidden = chain.total_samples - len(chain.samples)
    note = (
        trn(
            "The other {count} sample is in the sum, but not shown.",
            "The other {count} samples are in the sum, but not shown.",
            hidden,
        )
        if hidden
        else ""
    )
    title = tr("What each sample adds to the slope")
    return ChainTable(title, tuple(columns), tuple(rows), note)


def _sums(chain: Chain, width: int) -> list[Row]:
    def row(label: str, pair: Pair, is_sum: bool) -> Row:
        cell = cell_of(float(pair.used), float(pair.right))
        return Row(label, (*(Cell("") for _ in range(width)), cell), is_sum)

    rows = [row(tr("sum over all samples"), chain.data, True)]
    if chain.penalty.differs or float(chain.penalty.right) != 0:
        rows.append(row(tr("regularisation, λ·w"), chain.penalty, False))
    if chain.written.status != "right" or len(rows) > 1:
        rows.append(row(tr("analytic gradient"), chain.value, True))
    return rows


def _product_columns(chain: Chain, network: Network) -> list[_Factor]:
    """All factors of a chain without branches, from the weight's own layer upwards."""
    factors: list[_Factor] = []
    for place, level in enumerate(chain.levels):
        if level.derivative is not None and not is_identity(network, level):
            factors.append((derivative_column(level, network), numbers_of(level.derivative)))
        if level.weights is not None:
            factors.append((weight_column(level, chain, place), spread(level.weights, chain)))
    factors.append((error_column(chain, network), numbers_of(chain.levels[-1].above)))
    return factors


def _delta_columns(chain: Chain, network: Network) -> list[_Factor]:
    """The weight's own delta in its two parts."""
    level = chain.levels[0]
    if level.weights is None:
        return _product_columns(chain, network)
    factors: list[_Factor] = [
        (
            Column(
                f"Σ W{level.layer + 1}·δ{level.layer + 2}",
                tr("what comes back from the layer above"),
                "",
                worst(level.weights.status, level.above.status),
            ),
            numbers_of(level.above),
        )
    ]
    if level.derivative is not None and not is_identity(network, level):
        derivative = signed(derivative_column(level, network), "×")
        factors.append((derivative, numbers_of(level.derivative)))
    return factors


def _level_table(chain: Chain, network: Network, place: int, weights: Pair) -> ChainTable:
    """What comes down from one layer to the first unit shown below it, for the first sample."""
    level, above = chain.levels[place], chain.levels[place + 1]
    layer, unit = above.layer, int(level.units[0])
    columns = (
        Column(f"W{layer}[{unit},k]", tr("weight"), "", weights.status),
        Column(f"δ{layer + 1}[k]", tr("delta of the unit above"), "×", above.delta.status),
        Column(tr("part"), tr("that comes back"), "=", level.above.status),
    )
    rows = []
    for at, k in enumerate(above.units):
        pairs = [
            (weights.used[0, at], weights.right[0, at]),
            (above.delta.used[0, at], above.delta.right[0, at]),
        ]
        parts = tuple(math.prod(float(pair[side]) for pair in pairs) for side in (0, 1))
        cells = (*(cell_of(*pair) for pair in pairs), cell_of(*parts))
        rows.append(Row(unit_words(network, layer, int(k)), cells))
    total = cell_of(level.above.used[0, 0], level.above.right[0, 0])
    rows.append(Row(tr("sum over all units"), (Cell(""), Cell(""), total), is_sum=True))
    hidden = above.total - len(above.units)
    note = (
        trn(
            "The other {count} unit is in the sum, but not shown.",
            "The other {count} units are in the sum, but not shown.",
            hidden,
        )
        if hidden
        else ""
    )
    title = tr(
        "What comes back to {unit}, for sample {sample}",
        unit=unit_words(network, level.layer, unit),
        sample=int(chain.samples[0]) + 1,
    )
    return ChainTable(title, columns, tuple(rows), note)


def _output_table(chain: Chain, network: Network) -> ChainTable:
    """The deltas of the output, for the first sample."""
    level = chain.levels[-1]
    factors: list[_Factor] = [(error_column(chain, network), numbers_of(level.above))]
    if level.derivative is not None and not is_identity(network, level):
        derivative = signed(derivative_column(level, network), "×")
        factors.append((derivative, numbers_of(level.derivative)))
    columns = [column for column, _ in factors]
    if len(factors) > 1:
        columns.append(
            Column(f"δ{level.layer + 1}", tr("delta of the output"), "=", level.delta.status)
        )
        factors.append((columns[-1], numbers_of(level.delta)))
    rows = [
        Row(
            unit_words(network, level.layer, int(k)),
            tuple(
                cell_of(_at(numbers("used"), at), _at(numbers("right"), at))
                for _, numbers in factors
            ),
        )
        for at, k in enumerate(level.units)
    ]
    title = tr("Where it begins: the output, for sample {sample}", sample=int(chain.samples[0]) + 1)
    return ChainTable(title, tuple(columns), tuple(rows))


def _at(numbers: Floats, unit: int) -> float:
    """Of the first sample; a layer of one unit has lost its second axis."""
    return float(numbers[0] if numbers.ndim == 1 else numbers[0, unit])
