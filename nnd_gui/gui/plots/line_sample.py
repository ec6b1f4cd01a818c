"""A short piece of a line, as it is drawn in a plot, to stand beside its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

__all__ = ["LineSample"]


class LineSample(QWidget):
    """Draws one line; what it stands for is said beside it.

    Parameters
    ----------
    style : Qt.PenStyle
        Solid, dashed or dotted: colour never says anything alone.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, style: Qt.PenStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._colour = "#000000"
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_look(self, colour: str, scale: float) -> None:
        """Take on another colour and size."""
        self._colour, self._scale = colour, scale
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for three dashes (called by Qt)."""
        return QSize(round(30 * self._scale), round(12 * self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colour), 2.5 * self._scale, self._style))
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        painter.end()
