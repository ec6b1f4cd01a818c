"""How the edges of the drawn network look: width and colour tell a number, marks a verdict."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from nnd_gui.gui.plots.network_edges import Edge, Look
from nnd_gui.gui.plots.network_path import Path
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["EdgePainter"]

_THINNEST, _THICKEST = 1.0, 7.0
# What the selected weight does not reach, so that its path stands out.
_ASIDE = 0.22
# Half the size of a mark, and where on its edge it stands: where no other is.
_MARK = 5.0
_MARKS_AT = (0.62, 0.38, 0.5, 0.74, 0.26)


class EdgePainter:
    """Draws edges in a theme's colours.

    Parameters
    ----------
    theme : Theme
        Colours.
    scale : float
        The person's own enlargement.
    """

    def __init__(self, theme: Theme, scale: float) -> None:
        self._theme, self._scale = theme, scale

    def paint(
        self,
        painter: QPainter,
        edges: list[Edge],
        looks: list[Look],
        path: Path | None,
        hovered: int,
    ) -> None:
        """Draw all edges: first what the selected weight does not reach, and last its own.

        Parameters
        ----------
        painter : QPainter
        edges, looks : list
            The edges, and how each is drawn.
        path : Path, optional
            What is lit.
        hovered : int
            Place of the edge under the mouse, -1 for none.
        """
        on = path.edges if path is not None else frozenset()
        for place, (edge, look) in enumerate(zip(edges, looks, strict=True)):
            if place not in on:
                self._paint_edge(painter, edge, look, 1.0 if path is None else _ASIDE)
        for place in sorted(on, key=lambda place: path is not None and place == path.edge):
            self._paint_halo(painter, edges[place], path is not None and place == path.edge)
            self._paint_edge(painter, edges[place], looks[place], 1.0)
        if 0 <= hovered < len(edges):
            self._paint_halo(painter, edges[hovered], chosen=False, hovered=True)
            self._paint_edge(painter, edges[hovered], looks[hovered], 1.0)
        self._paint_marks(painter, edges, looks)

    def paint_name(self, painter: QPainter, edge: Edge, text: str, room: QRectF) -> None:
        """Write beside an edge, within a room."""
        font = number_font(12, scale=self._scale)
        metrics = QFontMetricsF(font)
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 6)
        way = edge.end - edge.start
        # Beside the edge, not on it, on the side that is up.
        length = max(1.0, float(np.hypot(way.x(), way.y())))
        apart = (box.height() / 2 + 11 * self._scale) / length
        box.moveCenter(edge.start + way * 0.42 + QPointF(way.y(), -way.x()) * apart)
        box.moveLeft(max(1.0, min(box.left(), room.width() - box.width() - 1)))
        box.moveTop(max(1.0, box.top()))
        painter.setFont(font)
        painter.setPen(QPen(QColor(self._theme.focus), 1.4 * self._scale))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

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

    def _paint_marks(self, painter: QPainter, edges: list[Edge], looks: list[Look]) -> None:
        """Marks, so that colour never says anything alone, each where no other is."""
        reach = _MARK * self._scale
        taken: list[QPointF] = []
        painter.setPen(QPen(QColor(self._theme.text), 1.8 * self._scale))
        painter.setBrush(QColor(self._theme.plot))
        for edge, look in zip(edges, looks, strict=True):
            if look.kind not in ("disagree", "undecided", "wild"):
                continue
            places = (edge.start + (edge.end - edge.start) * share for share in _MARKS_AT)
            middle = next((at for at in places if _is_free(at, taken, 2.6 * reach)), None)
            if middle is None:
                continue  # among so many its colour is not alone
            taken.append(middle)
            if look.kind == "disagree":
                painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
                painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
            else:
                ends = [(0, -reach), (reach, 0), (0, reach), (-reach, 0)]
                painter.drawPolygon([middle + QPointF(*end) for end in ends])


def _is_free(at: QPointF, taken: list[QPointF], apart: float) -> bool:
    return all((at - other).manhattanLength() >= apart for other in taken)
