"""What is written around the drawn network: its layers, its inputs and its outputs."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from nnd_gui.engine.forward import ForwardPassed
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.diagram_layout import Column, DiagramLayout
from nnd_gui.model.drawn_words import DrawnNames, wanted_words
from nnd_gui.model.numbers import compact

__all__ = ["HEADING", "NamePainter"]

HEADING = 22.0
"""Height of what stands over the layers."""

# Circles from this radius on have a name beside them.
_NAMED = 7.0


class NamePainter:
    """Writes names in a theme's colours.

    Parameters
    ----------
    theme : Theme
        Colours.
    scale : float
        The person's own enlargement.
    names : DrawnNames
        What is written.
    passed : ForwardPassed, optional
        What the outputs should be.
    """

    def __init__(
        self, theme: Theme, scale: float, names: DrawnNames, passed: ForwardPassed | None
    ) -> None:
        self._theme, self._scale = theme, scale
        self._names, self._passed = names, passed

    @property
    def side(self) -> float:
        """Room that the longest name needs."""
        metrics = QFontMetricsF(ui_font(12, scale=self._scale))
        names = (*self._names.inputs, *self._names.outputs, wanted_words("-0.000"))
        return metrics.horizontalAdvance(max(names, key=len)) + 14 * self._scale

    def paint_names(
        self, painter: QPainter, column: Column, layout: DiagramLayout, side: float
    ) -> None:
        """Write names on the outer sides of the inputs and outputs, and how many a layer has.

        Parameters
        ----------
        painter : QPainter
        column : Column
            The layer.
        layout : DiagramLayout
            Where all is.
        side : float
            The room for a name, 0 for none.
        """
        last = len(self._names.layers) - 1
        names = {0: self._names.inputs, last: self._names.outputs}.get(column.layer, ())
        painter.setFont(ui_font(12, scale=self._scale))
        painter.setPen(QColor(self._theme.text_muted))
        line = 18 * self._scale
        heights = [place.y() for place in column.units.values()]
        has_lines = len(heights) < 2 or min(np.diff(heights)) >= 1.9 * line
        if layout.radius >= _NAMED * self._scale and side > 0:
            left = column.layer == 0
            for unit, place in column.units.items():
                if unit >= len(names):
                    continue
                text = names[unit]
                targets = () if self._passed is None else self._passed.targets
                if not left and has_lines and unit < len(targets):
                    text += "\n" + wanted_words(compact(float(targets[unit]), 3))
                apart = layout.radius + 10 * self._scale
                x = place.x() - apart - side if left else place.x() + apart
                room = QRectF(x, place.y() - line, side, 2 * line)
                align = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
                painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, text)
        if column.dots is not None:
            room = QRectF(0, 0, 120 * self._scale, line)
            room.moveCenter(QPointF(column.dots.x(), layout.bottom + 4 + line / 2))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"{column.size:,}")

    def paint_headings(self, painter: QPainter, layout: DiagramLayout, width: float) -> None:
        """Write what each layer is above it, where there is room for all of it."""
        font = ui_font(12, scale=self._scale)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text_muted))
        xs = [_x(column) for column in layout.columns.values()]
        apart = min(np.diff(xs)) - 8 if len(xs) > 1 else width
        for column, x in zip(layout.columns.values(), xs, strict=True):
            text = self._names.layers[column.layer]
            short = text.partition(" · ")[0]
            text = text if metrics.horizontalAdvance(text) <= apart else short
            if metrics.horizontalAdvance(text) > apart:
                continue
            room = QRectF(0, 0, metrics.horizontalAdvance(text) + 4, HEADING * self._scale)
            room.moveCenter(QPointF(x, HEADING * self._scale / 2))
            left = max(0.0, min(room.left(), width - room.width()))
            room.moveLeft(left)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _x(column: Column) -> float:
    """Where a column stands, from the left."""
    return next(iter(column.units.values())).x()
