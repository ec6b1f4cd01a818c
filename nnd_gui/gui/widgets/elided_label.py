"""One line of text that says where it is cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QWidget

__all__ = ["ElidedLabel"]


class ElidedLabel(QLabel):
    """A label of one line, which ends in an ellipsis where there is no room for all of it.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)  # as narrow as the layout wants it

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for (called by Qt)."""
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if text == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        flags = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        self.style().drawItemText(
            painter, room, flags, self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()
