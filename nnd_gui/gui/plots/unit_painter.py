"""How the units of the drawn network look: circles with values, dots, and the biases' constant."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from nnd_gui.engine.forward import ForwardPassed
from nnd_gui.gui.plots.network_path import Path
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.diagram_layout import Column, DiagramLayout
from nnd_gui.model.drawn_network import BIAS_UNIT
from nnd_gui.model.numbers import compact

__all__ = ["UnitPainter"]

# Circles from this radius on have a number in them.
_NUMBERED = 19.0


class UnitPainter:
    """Draws units in a theme's colours.

    Parameters
    ----------
    theme : Theme
        Colours.
    scale : float
        The person's own enlargement.
    passed : ForwardPassed, optional
        The values that stand in the circles.
    """

    def __init__(self, theme: Theme, scale: float, passed: ForwardPassed | None) -> None:
        self._theme, self._scale, self._passed = theme, scale, passed

    def paint_column(
        self, painter: QPainter, column: Column, layout: DiagramLayout, path: Path | None
    ) -> None:
        """Draw a layer's circles, its dots and its constant; the lit ones are on a path."""
        radius = layout.radius
        for unit, place in column.units.items():
            lit = path is not None and (column.layer, unit) in path.units
            self._paint_circle(painter, place, radius, lit)
            if radius >= _NUMBERED * self._scale:
                self._write(painter, place, radius, self._value(column.layer, unit))
        if column.dots is not None:
            lit = path is not None and (column.layer, None) in path.units
            step = QPointF(0, max(radius * 0.62, 5 * self._scale))
            self.paint_dots(painter, column.dots, step, lit=lit)
        if column.bias is not None:
            lit = path is not None and (column.layer, BIAS_UNIT) in path.units
            self._paint_constant(painter, column.bias, radius, lit)

    def paint_dots(self, painter: QPainter, middle: QPointF, step: QPointF, *, lit: bool) -> None:
        """Draw three dots, which stand for what there is no room for."""
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QRectF(0, 0, 4 * self._scale, 4 * self._scale)
        reach = step * 1.6
        ground.setSize(QSizeF(ground.width() + 2 * reach.x(), ground.height() + 2 * reach.y()))
        ground.moveCenter(middle)
        painter.setBrush(QColor(self._theme.plot))
        painter.drawRoundedRect(ground.adjusted(-5, -3, 5, 3), 6, 6)
        painter.setBrush(QColor(self._theme.focus if lit else self._theme.text_muted))
        size = max(2.0 * self._scale, 0.16 * (abs(step.x()) + abs(step.y())))
        for place in (middle - step, middle, middle + step):
            painter.drawEllipse(place, size, size)

    def _paint_circle(self, painter: QPainter, place: QPointF, radius: float, lit: bool) -> None:
        ink = self._theme.focus if lit else self._theme.text_faint
        painter.setPen(QPen(QColor(ink), (2.6 if lit else 1.4) * self._scale))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawEllipse(place, radius, radius)

    def _paint_constant(self, painter: QPainter, place: QPointF, radius: float, lit: bool) -> None:
        ink = self._theme.focus if lit else self._theme.text_faint
        painter.setPen(QPen(QColor(ink), (2.4 if lit else 1.2) * self._scale))
        painter.setBrush(QColor(self._theme.surface))
        box = QRectF(0, 0, 1.4 * radius, 1.4 * radius)
        box.moveCenter(place)
        painter.drawRoundedRect(box, radius * 0.3, radius * 0.3)
        if radius >= 0.5 * _NUMBERED * self._scale:
            painter.setFont(number_font(12, scale=self._scale))
            painter.setPen(QColor(self._theme.text_muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "1")

    def _value(self, layer: int, unit: int) -> str:
        if self._passed is None or layer >= len(self._passed.activations):
            return ""
        values = self._passed.activations[layer]
        return compact(float(values[unit]), 3) if unit < len(values) else ""

    def _write(self, painter: QPainter, place: QPointF, radius: float, text: str) -> None:
        """A number into a circle, smaller where it is long."""
        if not text:
            return
        size = 13.0
        room = 1.78 * radius
        font = number_font(size, scale=self._scale)
        while QFontMetricsF(font).horizontalAdvance(text) > room and size > 7:
            size -= 0.5
            font = number_font(size, scale=self._scale)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        box = QRectF(0, 0, 2 * radius, 2 * radius)
        box.moveCenter(place)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
