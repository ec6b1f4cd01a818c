"""The drawn network: circles with their values, and an edge for every weight there is room for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.forward import ForwardPassed
from nnd_gui.engine.judge import DISAGREE, UNDECIDED
from nnd_gui.gui.plots.hover_card import HoverCard
from nnd_gui.gui.plots.network_edges import Edge, Look, edge_at, edges_of, looks_of, numbers_of
from nnd_gui.gui.theme.fonts import number_font, ui_font
from nnd_gui.gui.theme.tokens import LIGHT, Theme
from nnd_gui.gui.widgets.diagram_layout import Column, DiagramLayout, lay_out
from nnd_gui.model.drawn_network import BIAS_UNIT, DrawnNetwork
from nnd_gui.model.drawn_words import DrawnNames, shared_words, wanted_words
from nnd_gui.model.numbers import compact
from nnd_gui.model.result import CheckResult

__all__ = ["NetworkDrawing"]

_RADIUS, _SPREAD = 25.0, 22.0
# Circles from this radius on have a number in them, and from this one on a name beside them.
_NUMBERED, _NAMED = 19.0, 9.0
_HEADING = 22.0
_THINNEST, _THICKEST = 1.0, 7.0
# What the selected weight does not reach, so that its path stands out.
_ASIDE = 0.22
_LEAST_NAMED_PX = 170


@dataclass(frozen=True, slots=True)
class _Path:
    """What of the drawing the selected weight is, and what a change of it reaches."""

    edge: int
    units: frozenset[tuple[int, int | None]]
    edges: frozenset[int]


class NetworkDrawing(QWidget):
    """Paints a network; an edge that is clicked selects its weight.

    Attributes
    ----------
    weight_chosen : Signal(int)
        An edge was clicked: its weight.
    """

    weight_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: DrawnNetwork | None = None
        self._names = DrawnNames((), (), ())
        self._result: CheckResult | None = None
        self._passed: ForwardPassed | None = None
        self._kind = "value"
        self._selected = self._hovered = -1
        self._theme, self._scale = LIGHT, 1.0
        self._layout: DiagramLayout | None = None
        self._edges: list[Edge] | None = None
        self._card = HoverCard(LIGHT, self)
        self.setMouseTracking(True)
        self.setMinimumHeight(40)

    def set_network(self, drawn: DrawnNetwork | None, names: DrawnNames) -> None:
        """Draw these layers, or nothing."""
        if (drawn, names) != (self._drawn, self._names):
            self._drawn, self._names = drawn, names
            self._place_anew()

    def set_result(self, result: CheckResult) -> None:
        """Take the edges' numbers from here."""
        self._result = result
        self._edges = None
        self.update()

    def set_values(self, passed: ForwardPassed | None) -> None:
        """Write one sample's values into the circles, or nothing."""
        self._passed = passed
        self.update()

    def set_kind(self, kind: str) -> None:
        """Draw another of `EDGE_KINDS`."""
        self._kind = kind
        self._edges = None
        self.update()

    def set_selected(self, index: int) -> None:
        """Light one weight's edge, and what it leads to."""
        self._selected = index
        self.update()

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._theme, self._scale = theme, scale
        self._card.apply_theme(theme)
        self._place_anew()

    @property
    def edges(self) -> list[Edge]:
        """The edges that are drawn."""
        if self._edges is None:
            self._edges = self._made_edges()
            self._hover(None)
        return self._edges

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the circles anew (called by Qt)."""
        self._place_anew()
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the edge under the mouse (called by Qt)."""
        self._hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Highlight nothing (called by Qt)."""
        self._hover(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the weight whose edge was clicked (called by Qt)."""
        place = edge_at(self.edges, event.position(), self._scale)
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.weight_chosen.emit(self.edges[place].index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edges, the circles over them, and what is written (called by Qt)."""
        result, layout = self._result, self._placed()
        if result is None or layout is None or not result.total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edges = self.edges
        looks = looks_of(result, edges, self._kind)
        path = self._path(edges)
        self._paint_edges(painter, edges, looks, path)
        for column in layout.columns.values():
            self._paint_column(painter, column, layout, path)
        if layout.gap is not None:
            self._paint_dots(painter, layout.gap, QPointF(layout.radius * 0.8, 0), lit=False)
        self._paint_headings(painter, layout)
        if path is not None and path.edge >= 0:
            self._paint_name(painter, edges[path.edge], result)
        painter.end()

    # Edges

    def _paint_edges(
        self, painter: QPainter, edges: list[Edge], looks: list[Look], path: _Path | None
    ) -> None:
        """All edges: first what the selected weight does not reach, and last its own."""
        on = path.edges if path is not None else frozenset()
        for place, (edge, look) in enumerate(zip(edges, looks, strict=True)):
            if place not in on:
                self._paint_edge(painter, edge, look, 1.0 if path is None else _ASIDE)
        for place in sorted(on, key=lambda place: path is not None and place == path.edge):
            self._paint_halo(painter, edges[place], path is not None and place == path.edge)
            self._paint_edge(painter, edges[place], looks[place], 1.0)
        if 0 <= self._hovered < len(edges):
            self._paint_halo(painter, edges[self._hovered], chosen=False, hovered=True)
            self._paint_edge(painter, edges[self._hovered], looks[self._hovered], 1.0)
        for edge, look in zip(edges, looks, strict=True):
            self._paint_mark(painter, edge, look)

    def _paint_edge(self, painter: QPainter, edge: Edge, look: Look, strength: float) -> None:
        theme = self._theme
        colours = {
            "plus": theme.analytic,
            "minus": theme.numerical,
            "agree": theme.agree,
            "disagree": theme.disagree,
            "undecided": theme.undecided,
            "wild": theme.undecided,
        }
        colour = QColor(colours.get(look.kind, theme.zero_line))
        if look.size == 0:
            colour = QColor(theme.zero_line)
        colour.setAlphaF(strength)
        width = (_THINNEST + (_THICKEST - _THINNEST) * look.size) * self._scale
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if look.kind == "minus":
            pen.setDashPattern([max(1.6, 7.0 / width), max(0.9, 3.2 / width)])
        elif edge.count > 1 or look.kind == "waiting":
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(edge.start, edge.end)

    def _paint_halo(
        self, painter: QPainter, edge: Edge, chosen: bool, *, hovered: bool = False
    ) -> None:
        """A broad line under an edge, as of a marker."""
        colour = QColor(self._theme.text if hovered else self._theme.focus)
        colour.setAlphaF(0.16 if hovered else 0.38 if chosen else 0.16)
        painter.setPen(QPen(colour, (18 if chosen else 13) * self._scale))
        painter.drawLine(edge.start, edge.end)

    def _paint_mark(self, painter: QPainter, edge: Edge, look: Look) -> None:
        """Marks, so that colour never says anything alone."""
        if look.kind not in ("disagree", "undecided", "wild"):
            return
        middle = edge.start + (edge.end - edge.start) * 0.62
        reach = 5.0 * self._scale
        painter.setPen(QPen(QColor(self._theme.text), 1.8 * self._scale))
        painter.setBrush(QColor(self._theme.plot))
        if look.kind == "disagree":
            painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
            painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
            return
        ends = [(0, -reach), (reach, 0), (0, reach), (-reach, 0)]
        painter.drawPolygon([middle + QPointF(*end) for end in ends])

    def _paint_name(self, painter: QPainter, edge: Edge, result: CheckResult) -> None:
        """The selected weight's name and number."""
        font = number_font(12, scale=self._scale)
        value = float(numbers_of(result, self._kind)[self._selected])
        text = f"{result.layout.name_of(self._selected)} {compact(value, 4)}"
        metrics = QFontMetricsF(font)
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 6)
        way = edge.end - edge.start
        # Beside the edge, not on it, on the side that is up.
        length = max(1.0, float(np.hypot(way.x(), way.y())))
        apart = (box.height() / 2 + 11 * self._scale) / length
        box.moveCenter(edge.start + way * 0.42 + QPointF(way.y(), -way.x()) * apart)
        box.moveLeft(max(1.0, min(box.left(), self.width() - box.width() - 1)))
        box.moveTop(max(1.0, box.top()))
        painter.setFont(font)
        painter.setPen(QPen(QColor(self._theme.focus), 1.4 * self._scale))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # Units

    def _paint_column(
        self, painter: QPainter, column: Column, layout: DiagramLayout, path: _Path | None
    ) -> None:
        radius = layout.radius
        for unit, place in column.units.items():
            lit = path is not None and (column.layer, unit) in path.units
            self._paint_circle(painter, place, radius, lit)
            if radius >= _NUMBERED * self._scale:
                self._write(painter, place, radius, self._value(column.layer, unit))
        if column.dots is not None:
            lit = path is not None and (column.layer, None) in path.units
            step = QPointF(0, max(radius * 0.62, 5 * self._scale))
            self._paint_dots(painter, column.dots, step, lit=lit)
        if column.bias is not None:
            lit = path is not None and (column.layer, BIAS_UNIT) in path.units
            self._paint_constant(painter, column.bias, radius, lit)
        self._paint_names(painter, column, layout)

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

    def _paint_dots(self, painter: QPainter, middle: QPointF, step: QPointF, *, lit: bool) -> None:
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

    # Words

    def _paint_names(self, painter: QPainter, column: Column, layout: DiagramLayout) -> None:
        """Names on the outer sides of the inputs and the outputs, and how many a layer has."""
        names = {0: self._names.inputs, self._last: self._names.outputs}.get(column.layer, ())
        painter.setFont(ui_font(12, scale=self._scale))
        painter.setPen(QColor(self._theme.text_muted))
        side, line = self._side(), 18 * self._scale
        if layout.radius >= _NAMED * self._scale and side > 0:
            left = column.layer == 0
            for unit, place in column.units.items():
                if unit >= len(names):
                    continue
                text = names[unit]
                if not left and self._passed is not None and unit < len(self._passed.targets):
                    target = compact(float(self._passed.targets[unit]), 3)
                    text += "\n" + wanted_words(target)
                apart = layout.radius + 10 * self._scale
                x = place.x() - apart - side if left else place.x() + apart
                room = QRectF(x, place.y() - line, side, 2 * line)
                align = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
                painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, text)
        if column.dots is not None:
            room = QRectF(0, 0, 120 * self._scale, line)
            room.moveCenter(QPointF(column.dots.x(), layout.bottom + 4 + line / 2))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"{column.size:,}")

    def _paint_headings(self, painter: QPainter, layout: DiagramLayout) -> None:
        """What each layer is, above it."""
        if not self._has_headings():
            return
        font = ui_font(12, scale=self._scale)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text_muted))
        xs = [column_x(column) for column in layout.columns.values()]
        apart = min(np.diff(xs)) - 8 if len(xs) > 1 else self.width()
        for column, x in zip(layout.columns.values(), xs, strict=True):
            text = self._names.layers[column.layer]
            short = text.partition(" · ")[0]
            text = text if metrics.horizontalAdvance(text) <= apart else short
            if metrics.horizontalAdvance(text) > apart:
                continue
            room = QRectF(0, 0, metrics.horizontalAdvance(text) + 4, _HEADING * self._scale)
            room.moveCenter(QPointF(x, _HEADING * self._scale / 2))
            left = max(0.0, min(room.left(), self.width() - room.width()))
            room.moveLeft(left)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    # Where

    @property
    def _last(self) -> int:
        return len(self._drawn.sizes) - 1 if self._drawn is not None else 0

    def _has_headings(self) -> bool:
        return self.height() >= _LEAST_NAMED_PX * self._scale and bool(self._names.layers)

    def _side(self) -> float:
        """Room for the names on either side; none where there is little of it."""
        if self.height() < 0.6 * _LEAST_NAMED_PX * self._scale:
            return 0.0
        metrics = QFontMetricsF(ui_font(12, scale=self._scale))
        names = (*self._names.inputs, *self._names.outputs, wanted_words("-0.000"))
        side = metrics.horizontalAdvance(max(names, key=len)) + 14 * self._scale
        return side if side < 0.16 * self.width() else 0.0

    def _placed(self) -> DiagramLayout | None:
        if self._layout is None and self._drawn is not None:
            scale = self._scale
            side = self._side() + 4
            top = _HEADING * scale + 4 if self._has_headings() else 2
            room = QRectF(self.rect()).adjusted(side, top, -side, -4)
            metrics = QFontMetricsF(ui_font(12, scale=scale))
            sizes = self._drawn.sizes
            label = QSizeF(metrics.horizontalAdvance(f"{max(sizes):,}"), metrics.height())
            bias = self._drawn.has_bias
            self._layout = lay_out(sizes, bias, room, _RADIUS * scale, label, spread=_SPREAD)
        return self._layout

    def _place_anew(self) -> None:
        self._layout = self._edges = None
        self.update()

    def _made_edges(self) -> list[Edge]:
        result, layout = self._result, self._placed()
        if result is None or layout is None or self._drawn is None or not result.total:
            return []
        # Of many that share a line the one is shown that is wrong, or else the largest.
        numbers = np.abs(numbers_of(result, self._kind))
        with np.errstate(invalid="ignore"):
            size = np.where(np.isfinite(numbers), numbers / (1 + numbers), 1.0)
        verdict = result.weights.verdict
        if self._kind == "error":
            size = size + np.select([verdict == DISAGREE, verdict == UNDECIDED], [4.0, 2.0], 0.0)
        return edges_of(self._drawn, layout, size)

    def _path(self, edges: list[Edge]) -> _Path | None:
        """The edge of the selected weight, and all that lies behind it."""
        where = self._drawn.edge(self._selected) if self._drawn is not None else None
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
        return _Path(chosen, frozenset(reached), frozenset(on))

    def _hover(self, at: QPointF | None) -> None:
        edges = self._edges or []
        hovered = -1 if at is None else edge_at(edges, at, self._scale)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        if hovered >= 0 and at is not None and self._result is not None:
            edge = edges[hovered]
            note = shared_words(edge.count) if edge.count > 1 else ""
            self._card.show_weight(self._result, edge.index, 1, at.toPoint(), note)
        else:
            self._card.hide()


def column_x(column: Column) -> float:
    """Where a column stands, from the left."""
    return next(iter(column.units.values())).x()


def _is_of(edge: Edge, layer: int, source: int, target: int) -> bool:
    """Whether an edge is a weight's, or that of dots that may stand for it."""
    return (
        edge.layer == layer
        and (edge.source == source or (edge.source is None and source != BIAS_UNIT))
        and edge.target in (target, None)
    )
