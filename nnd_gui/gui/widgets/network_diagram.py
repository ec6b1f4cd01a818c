"""The network as circles and lines, with one weight in front."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnd_gui.gui.theme.fonts import BASE_PX
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.diagram_layout import BIAS_ROW, Column, DiagramLayout, lay_out
from nnd_gui.model.words import tr, trn

__all__ = ["BIAS_ROW", "NetworkDiagram"]

_RADIUS = 13.0
_HINT = QSize(230, 168)
_LEAST = QSize(120, 96)


class NetworkDiagram(QWidget):
    """Draws a network of any size, and the selected weight as a thick line.

    Parameters
    ----------
    themes : ThemeManager
        Gives the colours, now and after each change.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = themes.theme
        self._sizes: tuple[int, ...] = (2, 3, 1)
        self._bias = False
        self._selected: tuple[int, int, int] | None = None
        self._layout: DiagramLayout | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(tr("Network"))
        self._describe()
        themes.changed.connect(self._restyle)

    def set_network(self, sizes: Sequence[int], bias: bool) -> None:
        """Show a network.

        Parameters
        ----------
        sizes : sequence of int
            The layers' sizes, the inputs' first.
        bias : bool
            Whether it has biases: each layer but the last then has a small constant 1 below it.
        """
        if (tuple(sizes), bias) == (self._sizes, self._bias):
            return
        self._sizes, self._bias = tuple(sizes), bias
        self._selected = None
        self._changed()

    def set_selected(self, layer: int | None, row: int = 0, column: int = 0) -> None:
        """Bring one weight to the front.

        Parameters
        ----------
        layer : int or None
            The layer that the weight leads into, counted from 1: 2 for W2[row, column] and
            b2[column]. None for no weight.
        row : int
            The unit that it comes from; `BIAS_ROW` for a bias.
        column : int
            The unit that it leads to.
        """
        selected = None if layer is None else (layer, row, column)
        if selected != self._selected:
            self._selected = selected
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for a small network with air around it."""
        return _HINT * self._scale()

    def minimumSizeHint(self) -> QSize:
        """Room in which it can still be recognised."""
        return _LEAST * self._scale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the circles anew."""
        self._layout = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        if event.type() == QEvent.Type.FontChange:
            self._changed()
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, then the selected one, then the circles over them."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self._placed()
        pairs = [(a, b) for a, b in pairwise(layout.columns.values()) if b.layer == a.layer + 1]
        self._paint_lines(painter, pairs)
        self._paint_selected(painter, layout)
        for column in layout.columns.values():
            self._paint_column(painter, column, layout)
        if layout.gap is not None:
            self._paint_dots(painter, layout.gap, QPointF(layout.radius * 0.8, 0))

    def _paint_lines(self, painter: QPainter, pairs: list[tuple[Column, Column]]) -> None:
        colour = QColor(self._theme.zero_line)
        # Many lines over each other would hide the picture: the more, the fainter.
        count = sum(len(a.units) * len(b.units) for a, b in pairs)
        colour.setAlphaF(min(0.75, max(0.28, 9 / max(1, count))))
        plain = QPen(colour, 1.2 * self._scale())
        dashed = QPen(plain)
        dashed.setDashPattern([3, 3])
        for start, end in pairs:
            painter.setPen(plain)
            lines = [QLineF(a, b) for a, b in product(start.units.values(), end.units.values())]
            painter.drawLines(lines)
            if start.bias is not None:
                painter.setPen(dashed)
                painter.drawLines([QLineF(start.bias, b) for b in end.units.values()])

    def _paint_selected(self, painter: QPainter, layout: DiagramLayout) -> None:
        if self._selected is None:
            return
        layer, row, column = self._selected
        end = layout.columns.get(layer)
        start = layout.columns.get(layer - 1)
        target = end.place(column) if end is not None else layout.gap
        source = start.place(row) if start is not None else layout.gap
        colour, scale = QColor(self._theme.numerical), self._scale()
        following = layout.columns.get(layer + 1)
        if target is not None and following is not None:
            # What a change of this weight reaches next.
            painter.setPen(QPen(colour, 1.6 * scale))
            painter.drawLines([QLineF(target, place) for place in following.units.values()])
        if source is not None and target is not None:
            painter.setPen(QPen(colour, 3.2 * scale))
            painter.drawLine(source, target)

    def _paint_column(self, painter: QPainter, column: Column, layout: DiagramLayout) -> None:
        radius = layout.radius
        scale = self._scale()
        ends = self._ends(column.layer)
        for unit, place in column.units.items():
            chosen = unit in ends
            ink = self._theme.numerical if chosen else self._theme.text_faint
            painter.setPen(QPen(QColor(ink), (2.2 if chosen else 1.4) * scale))
            painter.setBrush(QColor(self._theme.raised))
            painter.drawEllipse(place, radius, radius)
        if column.dots is not None:
            chosen = any(unit not in column.units and unit != BIAS_ROW for unit in ends)
            self._paint_dots(
                painter, column.dots, QPointF(0, max(radius * 0.62, 5 * scale)), chosen
            )
            room = QRectF(column.dots.x() - 40 * scale, layout.bottom + 4, 80 * scale, 20 * scale)
            painter.setPen(QColor(self._theme.text_muted))
            top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, top, f"{column.size:,}")
        if column.bias is not None:
            self._paint_constant(painter, column.bias, radius, BIAS_ROW in ends)

    def _paint_constant(
        self, painter: QPainter, place: QPointF, radius: float, chosen: bool
    ) -> None:
        ink = QColor(self._theme.numerical if chosen else self._theme.text_faint)
        painter.setPen(QPen(ink, (2.2 if chosen else 1.2) * self._scale()))
        painter.setBrush(QColor(self._theme.surface))
        side = 1.5 * radius
        box = QRectF(0, 0, side, side)
        box.moveCenter(place)
        painter.drawRoundedRect(box, radius * 0.3, radius * 0.3)
        if radius >= 0.55 * _RADIUS:
            font = self.font()
            font.setPixelSize(max(6, round(radius * 0.95)))
            painter.save()
            painter.setFont(font)
            painter.setPen(QColor(self._theme.text_muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "1")
            painter.restore()

    def _paint_dots(
        self, painter: QPainter, middle: QPointF, step: QPointF, chosen: bool = False
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.numerical if chosen else self._theme.text_muted))
        size = max(1.5 * self._scale(), 0.2 * (abs(step.x()) + abs(step.y())))
        for place in (middle - step, middle, middle + step):
            painter.drawEllipse(place, size, size)

    def _ends(self, layer: int) -> set[int]:
        """Which units of a layer the selected weight starts or ends at."""
        if self._selected is None:
            return set()
        into, row, column = self._selected
        return {row} if layer == into - 1 else {column} if layer == into else set()

    def _placed(self) -> DiagramLayout:
        if self._layout is None:
            scale = self._scale()
            room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            metrics = self.fontMetrics()
            longest = metrics.horizontalAdvance(f"{max(self._sizes):,}")
            label = QSizeF(longest, metrics.height())
            self._layout = lay_out(self._sizes, self._bias, room, _RADIUS * scale, label)
        return self._layout

    def _scale(self) -> float:
        """How much larger than ordinary the text is, and so this picture."""
        return max(0.5, self.fontInfo().pixelSize() / BASE_PX)

    def _changed(self) -> None:
        self._layout = None
        self._describe()
        self.update()

    def _restyle(self, theme: Theme) -> None:
        self._theme = theme
        self._changed()
        self.updateGeometry()

    def _describe(self) -> None:
        hidden = [str(size) for size in self._sizes[1:-1]]
        parts = [trn("{count} input", "{count} inputs", self._sizes[0])]
        if hidden:
            layers = ", ".join(hidden)
            parts.append(
                trn(
                    "a hidden layer of {sizes}",
                    "hidden layers of {sizes}",
                    len(hidden),
                    sizes=layers,
                )
            )
        parts.append(trn("{count} output", "{count} outputs", self._sizes[-1]))
        parts.append(tr("with biases") if self._bias else tr("without biases"))
        text = ", ".join(parts) + "."
        if self._selected is not None:
            text += " " + self._describe_selected(*self._selected)
        self.setAccessibleDescription(text)

    def _describe_selected(self, layer: int, row: int, column: int) -> str:
        # People count from 1, and call the first layer's units inputs.
        target = (
            tr("output {unit}", unit=column + 1)
            if layer == len(self._sizes) - 1
            else tr("unit {unit} of hidden layer {layer}", unit=column + 1, layer=layer)
        )
        if row == BIAS_ROW:
            return tr("Selected: the bias of {target}.", target=target)
        source = (
            tr("input {unit}", unit=row + 1)
            if layer == 1
            else tr("unit {unit} of hidden layer {layer}", unit=row + 1, layer=layer - 1)
        )
        return tr("Selected: the weight from {source} to {target}.", source=source, target=target)
