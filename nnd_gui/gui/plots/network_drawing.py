"""The drawn network: circles with their values, and an edge for every weight there is room for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.forward import ForwardPassed
from nnd_gui.engine.judge import DISAGREE, UNDECIDED
from nnd_gui.gui.plots.drawn_names import HEADING, NamePainter
from nnd_gui.gui.plots.edge_painter import EdgePainter
from nnd_gui.gui.plots.hover_card import HoverCard
from nnd_gui.gui.plots.network_edges import Edge, edge_at, edges_of, looks_of, numbers_of
from nnd_gui.gui.plots.network_path import path_of
from nnd_gui.gui.plots.unit_painter import UnitPainter
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import LIGHT, Theme
from nnd_gui.gui.widgets.diagram_layout import DiagramLayout, lay_out
from nnd_gui.model.drawn_network import DrawnNetwork
from nnd_gui.model.drawn_words import DrawnNames, shared_words
from nnd_gui.model.numbers import compact
from nnd_gui.model.result import CheckResult

__all__ = ["NetworkDrawing"]

_RADIUS, _SPREAD = 25.0, 22.0
_LEAST_NAMED_PX = 170


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
        path = None if self._drawn is None else path_of(self._drawn, edges, self._selected)
        theme, scale = self._theme, self._scale
        lines = EdgePainter(theme, scale)
        lines.paint(painter, edges, looks_of(result, edges, self._kind), path, self._hovered)
        units = UnitPainter(theme, scale, self._passed)
        names = NamePainter(theme, scale, self._names, self._passed)
        for column in layout.columns.values():
            units.paint_column(painter, column, layout, path)
            names.paint_names(painter, column, layout, self._side())
        if layout.gap is not None:
            units.paint_dots(painter, layout.gap, QPointF(layout.radius * 0.8, 0), lit=False)
        if self._has_headings():
            names.paint_headings(painter, layout, self.width())
        if path is not None and path.edge >= 0:
            value = float(numbers_of(result, self._kind)[self._selected])
            text = f"{result.layout.name_of(self._selected)} {compact(value, 4)}"
            lines.paint_name(painter, edges[path.edge], text, QRectF(self.rect()))
        painter.end()

    def _has_headings(self) -> bool:
        return self.height() >= _LEAST_NAMED_PX * self._scale and bool(self._names.layers)

    def _side(self) -> float:
        """Room for the names on either side; none where there is little of it."""
        if self.height() < 0.6 * _LEAST_NAMED_PX * self._scale:
            return 0.0
        side = NamePainter(self._theme, self._scale, self._names, None).side
        return side if side < 0.16 * self.width() else 0.0

    def _placed(self) -> DiagramLayout | None:
        if self._layout is None and self._drawn is not None:
            scale = self._scale
            side = self._side() + 4
            top = HEADING * scale + 4 if self._has_headings() else 2
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
