"""The way of the selected weight through the drawn network, to the cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnd_gui.gui.plots.network_edges import Edge
from nnd_gui.model.drawn_network import BIAS_UNIT, DrawnNetwork

__all__ = ["Path", "path_of"]


@dataclass(frozen=True, slots=True)
class Path:
    """What of the drawing a weight is, and what a change of it reaches.

    Parameters
    ----------
    edge : int
        Place of its edge among the edges, -1 where it has none.
    units : frozenset of (int, int or None)
        Layers and units, None for the dots that stand for many.
    edges : frozenset of int
        Places of all edges on its way, its own among them.
    """

    edge: int
    units: frozenset[tuple[int, int | None]]
    edges: frozenset[int]


def path_of(drawn: DrawnNetwork, edges: Sequence[Edge], index: int) -> Path | None:
    """The edge of a weight, and all that lies behind it; None for no weight."""
    where = drawn.edge(index)
    if where is None:
        return None
    layer, source, target = where
    own = [place for place, edge in enumerate(edges) if _is_of(edge, layer, source, target)]
    # Of several the one that stands for the fewest: its own, where it has one.
    chosen = min(own, key=lambda place: edges[place].count, default=-1)
    reached, on = set[tuple[int, int | None]](), set[int]()
    if chosen >= 0:
        on.add(chosen)
        reached |= {(layer - 1, edges[chosen].source), (layer, edges[chosen].target)}
    for place, edge in enumerate(edges):
        if edge.layer > layer and (edge.layer - 1, edge.source) in reached:
            on.add(place)
            reached.add((edge.layer, edge.target))
    return Path(chosen, frozenset(reached), frozenset(on))


def _is_of(edge: Edge, layer: int, source: int, target: int) -> bool:
    """Whether an edge is a weight's, or that of dots that may stand for it."""
    return (
        edge.layer == layer
        and (edge.source == source or (edge.source is None and source != BIAS_UNIT))
        and edge.target in (target, None)
    )
