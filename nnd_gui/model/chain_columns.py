"""The columns and cells of a chain rule's tables: which factor each is, and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.chain_parts import Chain, Level, Pair, Status
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.subject import Network
from nnd_gui.model.bug_words import factor_text
from nnd_gui.model.numbers import gradient_text
from nnd_gui.model.unit_words import unit_words
from nnd_gui.model.words import tr

__all__ = [
    "Cell",
    "ChainTable",
    "Column",
    "Row",
    "cell_of",
    "derivative_column",
    "error_column",
    "is_identity",
    "numbers_of",
    "share_column",
    "signed",
    "spread",
    "weight_column",
    "worst",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One factor, or what they make.

    Parameters
    ----------
    symbol : str
        As a formula has it: ``a1[1]``, ``f'(z2)``.
    words : str
        What it is.
    sign : str
        What stands before it: ``"×"``, ``"="``, or nothing before the first.
    status : Status
        Whether it is as it should be; a factor that is missing is boxed.
    """

    symbol: str
    words: str
    sign: str = ""
    status: Status = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the gradient under test.

    Parameters
    ----------
    text : str
        As it is.
    due : str
        As it should be, where that is another number.
    """

    text: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One sample, unit or sum; a cell for each column, empty where there is none.

    Parameters
    ----------
    label : str
    cells : tuple of Cell
    is_sum : bool
        Whether a line is drawn above it.
    """

    label: str
    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class ChainTable:
    """One step of the chain rule.

    Parameters
    ----------
    title : str
        What it works out.
    columns : tuple of Column
    rows : tuple of Row
    note : str
        What is left out, where not all rows are shown.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


# ------------------------------------------------------------------------------- columns


def derivative_column(level: Level, network: Network) -> Column:
    """Slope of a layer's activation."""
    words = tr("activation's slope at {unit}", unit=_unit_of(level, network))
    status: Status = "right" if level.derivative is None else level.derivative.status
    return Column(f"f'(z{level.layer + 1})", words, "×", status)


def weight_column(level: Level, chain: Chain, place: int) -> Column:
    """Weight by which a delta comes back to a single unit."""
    above = chain.levels[place + 1]
    symbol = f"W{above.layer}[{int(level.units[0])},{int(above.units[0])}]"
    status: Status = "right" if level.weights is None else level.weights.status
    return Column(symbol, tr("weight on the way back"), "×", status)


def error_column(chain: Chain, network: Network) -> Column:
    """Slope of the cost, where the chain begins."""
    symbols = {
        "half-sse": ("ŷ − y", tr("error of the output")),
        "mse": ("2(ŷ − y)/N", tr("slope of the cost at the output")),
    }
    usual = ("(ŷ − y)/m", tr("slope of the cost at the output's input"))
    symbol, words = symbols.get(network.loss, usual)
    return Column(
        symbol, words, "×" if len(chain.levels) == 1 else "", chain.levels[-1].above.status
    )


def share_column(chain: Chain) -> Column:
    """What each product is multiplied by, and should not be."""
    told = {
        "extra": (factor_text(float(chain.share.used[0])), tr("a factor too much")),
        "missing": (tr("counted"), tr("whether the sample is added")),
    }
    instead = ("δ′/δ", tr("another delta in place of this one"))
    return Column(*told.get(chain.share.status, instead), "×", chain.share.status)


def signed(column: Column, sign: str) -> Column:
    """The same column with a sign before it."""
    return Column(column.symbol, column.words, sign, column.status)


def _unit_of(level: Level, network: Network) -> str:
    if len(level.units) == 1:
        return unit_words(network, level.layer, int(level.units[0]))
    return tr("layer {layer}", layer=level.layer)


def is_identity(network: Network, level: Level) -> bool:
    """Whether a layer's slope is 1 everywhere, and rightly so."""
    right = level.derivative is None or not level.derivative.differs
    return network.activations[level.layer - 1] == "identity" and right


def worst(*statuses: Status) -> Status:
    """The status that matters most."""
    order: tuple[Status, ...] = ("missing", "extra", "wrong", "affected")
    return next((status for status in order if status in statuses), "right")


# --------------------------------------------------------------------------------- cells


def numbers_of(pair: Pair) -> Callable[[str], Floats]:
    """Numbers of a pair by its side; of a table of one unit, a column."""

    def numbers(side: str) -> Floats:
        found = np.asarray(getattr(pair, side))
        return found[:, 0] if found.ndim == 2 and found.shape[1] == 1 else found

    return numbers


def spread(pair: Pair, chain: Chain) -> Callable[[str], Floats]:
    """A single weight, the same for every sample."""
    count = len(chain.samples)
    return lambda side: np.full(count, np.asarray(getattr(pair, side)).flat[0])


def cell_of(used: float, right: float) -> Cell:
    """A number as it is, beside the one that is due."""
    text, due = gradient_text(float(used)), gradient_text(float(right))
    return Cell(text, "" if text == due else due)
