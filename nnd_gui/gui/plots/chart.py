"""A plot whose columns are weights, which tells where the mouse is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from nnd_gui.gui.plots.bare_chart import BareChart
from nnd_gui.gui.plots.columns import Columns
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["Chart"]

_LEFT_WIDTH = 66


class Chart(BareChart):
    """A plot whose columns are weights.

    Parameters
    ----------
    left : pyqtgraph.AxisItem
        Its left axis.
    others : dict of str to pyqtgraph.AxisItem
        Its top and bottom axes, where it has them.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    pointed : Signal(float, float)
        The mouse is over this place, in the plot's units.
    left_it : Signal()
        The mouse has left.
    clicked : Signal(float)
        The left button was pressed and released at this x without moving.
    """

    pointed = Signal(float)
    left_it = Signal()
    clicked = Signal(float)

    def __init__(
        self, left: pg.AxisItem, others: dict[str, pg.AxisItem], parent: QWidget | None = None
    ) -> None:
        super().__init__({"left": left, **others}, _LEFT_WIDTH, parent)
        self.setMouseTracking(True)
        for side in ("top", "bottom", "right"):
            self.getPlotItem().showAxis(side, side in others)
        left.setZValue(-100)  # its grid lies behind all that is drawn
        self._box.setMouseEnabled(x=True, y=False)
        self._pressed: QPointF | None = None
        self._borders: list[pg.InfiniteLine] = []
        self._marks = {
            name: pg.LinearRegionItem(movable=False, pen=pg.mkPen(None)) for name in ("hover", "at")
        }
        for depth, mark in enumerate(self._marks.values()):
            mark.setZValue(-30 + depth)
            mark.hide()
            self.addItem(mark, ignoreBounds=True)

    def set_columns(self, columns: Columns) -> None:
        """Mark where one matrix ends and the next begins."""
        for line in self._borders:
            self.removeItem(line)
        self._borders = [pg.InfiniteLine(x, angle=90) for x in columns.borders()]
        for line in self._borders:
            line.setZValue(-20)
            self.addItem(line, ignoreBounds=True)

    def mark(self, name: str, span: tuple[float, float] | None) -> None:
        """Show one of the two column marks, ``"hover"`` or ``"at"``, or hide it."""
        item = self._marks[name]
        item.setVisible(span is not None)
        if span is not None:
            item.setRegion(span)

    def pixel_width(self) -> float:
        """Units of x in one pixel."""
        (low, high), _ = self._box.viewRange()
        return float((high - low) / max(self._box.width(), 1.0))

    def pixel_height(self) -> float:
        """Units of y in one pixel."""
        _, (low, high) = self._box.viewRange()
        return float((high - low) / max(self._box.height(), 1.0))

    def show_heights(
        self, low: float, high: float, marked: tuple[float, float], below: float, above: float
    ) -> None:
        """Show a range of y, or more of it where marks would be cut at its ends.

        Parameters
        ----------
        low, high : float
            What is seen at least.
        marked : tuple of float
            The lowest and the highest place that may carry a mark.
        below, above : float
            Pixels that a mark takes there.
        """
        pixels = max(self._box.height(), 1.0)
        # However low the plot is, half of it is for what is marked.
        shares = np.minimum(np.array([below, above]) / pixels, 0.4)
        first, last = marked
        for _ in range(
            2
        ):  # each end takes of the other's pixels; the second time is next to nothing
            low = min(low, first - shares[0] * (high - first) / (1 - shares[0]))
            high = max(high, last + shares[1] * (last - low) / (1 - shares[1]))
        self._box.setYRange(float(low), float(high))

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Colour axes, grid and marks."""
        self.apply_axes(theme, scale)
        border = pg.mkPen(theme.zero_line, width=1, style=Qt.PenStyle.DashLine)
        for line in self._borders:
            line.setPen(border)
        self._marks["at"].setBrush(pg.mkBrush(theme.highlight))
        # Its ground alone is too faint to be seen by everybody.
        for edge in self._marks["at"].lines:
            edge.setPen(pg.mkPen(theme.focus, width=1.5 * scale))
        self._marks["hover"].setBrush(pg.mkBrush(theme.hover))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the mouse is (called by Qt)."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self._x_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began (called by Qt)."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click from a drag (called by Qt)."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            if (event.position() - self._pressed).manhattanLength() < 4:
                self.clicked.emit(self._x_at(event.position()))
            self._pressed = None

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the mouse has left (called by Qt)."""
        super().leaveEvent(event)
        self.left_it.emit()

    def _x_at(self, position: QPointF) -> float:
        place: Any = self._box.mapSceneToView(self.mapToScene(position.toPoint()))
        return float(place.x())
