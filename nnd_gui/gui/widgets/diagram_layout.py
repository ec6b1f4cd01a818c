"""Where the circles of a network's picture go; large networks are abbreviated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

__all__ = ["BIAS_ROW", "Column", "DiagramLayout", "lay_out"]

BIAS_ROW = -1
"""Stands for the row of a bias, which comes from no unit."""

_MOST_UNITS = 8
_HEAD, _TAIL = 4, 2
_MOST_LAYERS = 7
_LAYERS_HEAD, _LAYERS_TAIL = 4, 2
_SPREAD = 12.0
_ROOM = 4.3
"""Between the centres of two circles where there is plenty of it, in radii."""


@dataclass(frozen=True)
class Column:
    """One layer's circles.

    Parameters
    ----------
    layer : int
        Which layer, the inputs being 0.
    size : int
        How many units it has.
    units : dict of int to QPointF
        The centres of the units that are drawn.
    dots : QPointF, optional
        Where three dots stand for the others.
    bias : QPointF, optional
        The centre of the constant 1 whose weights are the next layer's biases.
    """

    layer: int
    size: int
    units: dict[int, QPointF]
    dots: QPointF | None
    bias: QPointF | None

    def place(self, row: int) -> QPointF | None:
        """Find where a weight of the next layer starts.

        Parameters
        ----------
        row : int
            The unit, or `BIAS_ROW`.

        Returns
        -------
        QPointF or None
            The centre of its circle, or of the dots that stand for it.
        """
        if row == BIAS_ROW:
            return self.bias
        return self.units.get(row, self.dots)


@dataclass(frozen=True)
class DiagramLayout:
    """The whole picture.

    Parameters
    ----------
    columns : dict of int to Column
        The layers that are drawn.
    gap : QPointF, optional
        Where three dots stand for the layers that are not.
    radius : float
        Of a unit's circle.
    bottom : float
        Below all circles.
    """

    columns: dict[int, Column]
    gap: QPointF | None
    radius: float
    bottom: float


def lay_out(
    sizes: Sequence[int],
    bias: bool,
    room: QRectF,
    radius: float,
    label: QSizeF,
    *,
    spread: float = _SPREAD,
) -> DiagramLayout:
    """Place the circles.

    Parameters
    ----------
    sizes : sequence of int
        The layers' sizes, the inputs' first.
    bias : bool
        Whether there are biases.
    room : QRectF
        Where to draw.
    radius : float
        The largest radius; it shrinks where there is no room for it.
    label : QSizeF
        The room of the longest number that may stand below a layer.
    spread : float, optional
        How far apart two layers may stand, in radii.

    Returns
    -------
    DiagramLayout
        The places.
    """
    layers, has_gap = _shown(len(sizes), _MOST_LAYERS, _LAYERS_HEAD, _LAYERS_TAIL)
    slots_across = len(layers) + has_gap
    # A wide layer has its number of units written under it.
    counted = any(sizes[layer] > _MOST_UNITS for layer in layers)
    height = room.height() - (label.height() + 4 if counted else 0)
    most = max(_slots(sizes, layer, bias) for layer in layers)
    radius = min(radius, room.width() / (2 + 3.2 * (slots_across - 1)), height / (2.6 * most - 0.6))
    radius = max(2.0, radius)
    # The width of a line stays inside, and so does a number.
    edge = radius + 2
    side = max(edge, label.width() / 2) if counted else edge
    across = (room.width() - 2 * side) / max(1, slots_across - 1)
    across = min(across, spread * radius)
    down = min(_ROOM * radius, (height - 2 * edge) / max(1, most - 1))
    left = room.center().x() - across * (slots_across - 1) / 2
    middle = room.top() + height / 2

    columns: dict[int, Column] = {}
    gap = None
    for slot, layer in enumerate(layers):
        after = has_gap and slot >= _LAYERS_HEAD
        x = left + across * (slot + after)
        columns[layer] = _column(sizes, layer, bias, QPointF(x, middle), down)
    if has_gap:
        gap = QPointF(left + across * _LAYERS_HEAD, middle)
    bottom = middle + down * (most - 1) / 2 + radius
    return DiagramLayout(columns, gap, radius, bottom)


def _column(sizes: Sequence[int], layer: int, bias: bool, middle: QPointF, down: float) -> Column:
    size = sizes[layer]
    shown, has_dots = _shown(size, _MOST_UNITS, _HEAD, _TAIL)
    slots = _slots(sizes, layer, bias)
    top = middle.y() - down * (slots - 1) / 2

    def place(slot: int) -> QPointF:
        return QPointF(middle.x(), top + down * slot)

    units = {unit: place(slot + (has_dots and slot >= _HEAD)) for slot, unit in enumerate(shown)}
    dots = place(_HEAD) if has_dots else None
    constant = place(slots - 1) if _has_constant(sizes, layer, bias) else None
    return Column(layer, size, units, dots, constant)


def _has_constant(sizes: Sequence[int], layer: int, bias: bool) -> bool:
    return bias and layer < len(sizes) - 1


def _slots(sizes: Sequence[int], layer: int, bias: bool) -> int:
    shown, has_dots = _shown(sizes[layer], _MOST_UNITS, _HEAD, _TAIL)
    return len(shown) + has_dots + _has_constant(sizes, layer, bias)


def _shown(count: int, most: int, head: int, tail: int) -> tuple[list[int], bool]:
    """Choose which of so many are drawn, and whether dots stand for others."""
    if count <= most:
        return list(range(count)), False
    return [*range(head), *range(count - tail, count)], True
