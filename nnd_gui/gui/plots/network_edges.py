"""The edges of the drawn network: which weight each is, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.gui.widgets.diagram_layout import Column, DiagramLayout
from nnd_gui.model.cover import Revealed
from nnd_gui.model.drawn_network import BIAS_UNIT, DrawnNetwork
from nnd_gui.model.result import CheckResult

__all__ = ["Edge", "Look", "edge_at", "edges_of", "looks_of"]

Floats = NDArray[np.float64]

# The relative errors between which a line grows, as decimal logarithms: as in the heat map.
_FAINT, _STRONG = -14.0, -5.0
# Within so many pixels an edge is under the mouse.
_REACH = 7.0


@dataclass(frozen=True, slots=True)
class Edge:
    """One line of the drawing.

    Parameters
    ----------
    index : int
        Its weight; of many that share the line, the one that it shows.
    count : int
        How many weights share it.
    layer : int
        The layer that it leads into, counted from 1.
    start, end : QPointF
        The centres of its two circles, or of the dots that stand for many.
    source, target : int, optional
        Its units, `BIAS_UNIT` among the sources; None where dots stand for many.
    """

    index: int
    count: int
    layer: int
    start: QPointF
    end: QPointF
    source: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is drawn.

    Parameters
    ----------
    size : float
        From 0, for a weight of no size, to 1 for the largest.
    kind : str
        ``plus`` or ``minus`` of a number; ``agree``, ``disagree`` or ``undecided`` of an
        error; ``wild`` of a number that is not finite, and ``waiting`` of none yet.
    """

    size: float
    kind: str


def edges_of(drawn: DrawnNetwork, layout: DiagramLayout, weigh: Floats) -> list[Edge]:
    """Every line between the circles and dots that are drawn.

    Parameters
    ----------
    drawn : DrawnNetwork
        Which edge is which weight.
    layout : DiagramLayout
        Where the circles are.
    weigh : ndarray, shape (n,)
        How much each weight is worth being shown, where many share a line.
    """
    columns = layout.columns
    found: list[Edge] = []
    for before, after in pairwise(columns.values()):
        if after.layer == before.layer + 1:
            found += _between(drawn, before, after, weigh)
    return found


def _between(drawn: DrawnNetwork, before: Column, after: Column, weigh: Floats) -> Iterator[Edge]:
    sources = list(_ends(before))
    if before.bias is not None:
        sources.append((np.array([BIAS_UNIT]), before.bias))
    for units, start in sources:
        source = int(units[0]) if len(units) == 1 else None
        for targets, end in _ends(after):
            many = drawn.weights(after.layer, units, targets).ravel()
            if many[0] < 0:
                continue  # a layer without biases beside one that has them
            index = int(many[np.argmax(weigh[many])])
            target = int(targets[0]) if len(targets) == 1 else None
            yield Edge(index, len(many), after.layer, start, end, source, target)


def _ends(column: Column) -> Iterator[tuple[NDArray[np.intp], QPointF]]:
    """A column's circles and its dots, each with the units that it stands for."""
    for unit, place in column.units.items():
        yield np.array([unit]), place
    if column.dots is not None:
        hidden = np.setdiff1d(np.arange(column.size), list(column.units))
        yield hidden, column.dots


def looks_of(result: CheckResult, edges: Sequence[Edge], kind: str) -> list[Look]:
    """How each edge is drawn: numbers are measured by the largest of their own matrix."""
    weights = result.weights
    if kind == "error":
        return [
            _error_look(float(weights.relative_error[edge.index]), int(weights.verdict[edge.index]))
            for edge in edges
        ]
    numbers = numbers_of(result, kind)
    most: dict[str, float] = {}
    for block in result.layout.blocks:
        part = numbers[block.start : block.stop]
        most[block.name] = float(np.max(np.abs(part), initial=0.0, where=np.isfinite(part)))
    covered = result.cover is not None and result.cover.revealed < Revealed.ANALYTIC
    found = []
    for edge in edges:
        value = float(numbers[edge.index])
        if (kind == "numerical" and not result.is_measured(edge.index)) or (
            kind == "analytic" and covered
        ):
            found.append(Look(0.0, "waiting"))
        elif not np.isfinite(value):
            found.append(Look(1.0, "wild"))
        else:
            largest = most[result.layout.block_of(edge.index).name] or 1.0
            # The square root: a tenth of the largest is still to be seen.
            size = float(np.sqrt(abs(value) / largest))
            found.append(Look(size, "minus" if value < 0 else "plus"))
    return found


def numbers_of(result: CheckResult, kind: str) -> Floats:
    """The numbers that a kind of edge shows, one for each weight."""
    kinds = {
        "value": result.values,
        "analytic": result.analytic,
        "numerical": result.weights.numerical,
        "error": result.weights.relative_error,
    }
    return np.asarray(kinds[kind], dtype=np.float64)


def _error_look(error: float, verdict: int) -> Look:
    names = {AGREE: "agree", DISAGREE: "disagree", UNDECIDED: "undecided"}
    name = names.get(verdict, "waiting")
    if name != "agree":
        return Look(0.0 if name == "waiting" else 1.0, name)
    with np.errstate(divide="ignore"):
        size = (np.log10(error) - _FAINT) / (_STRONG - _FAINT) if error > 0 else 0.0
    return Look(float(np.clip(size, 0.05, 0.7)), name)


def edge_at(edges: Sequence[Edge], at: QPointF, scale: float) -> int:
    """Place in the list of the edge nearest to a point, -1 where none is near."""
    if not edges:
        return -1
    start = np.array([(edge.start.x(), edge.start.y()) for edge in edges])
    way = np.array([(edge.end.x(), edge.end.y()) for edge in edges]) - start
    to = np.array([at.x(), at.y()]) - start
    length = np.maximum(np.sum(way * way, axis=1), 1e-12)
    share = np.clip(np.sum(to * way, axis=1) / length, 0.0, 1.0)
    apart = np.hypot(*(to - share[:, np.newaxis] * way).T)
    nearest = int(np.argmin(apart))
    return nearest if apart[nearest] <= _REACH * scale else -1
