"""A part of the window that shows, as buttons and fields do, that it has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

__all__ = ["FocusFrame"]

_LINE_PX = 2
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
# Another window or a menu had the keyboard meanwhile: it is as it was.
_AGAIN = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class FocusFrame(QWidget):
    """Has a frame while it has the keyboard, once Tab has come to it.

    Whoever uses the mouse, or has just opened the program, sees no frame around a picture. What
    is inside must leave so many pixels at its edges.
    """

    _framed = False
    _drawn_for_others = False

    def set_drawn_for_others(self, others: bool) -> None:
        """Leave the frame out while it is drawn into a file or for the clipboard."""
        self._drawn_for_others = others

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note how the keyboard came (called by Qt)."""
        if event.reason() not in _AGAIN:
            self._framed = event.reason() in _BY_TAB
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lose the frame (called by Qt)."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame (called by Qt)."""
        super().paintEvent(event)
        if self._framed and self.hasFocus() and not self._drawn_for_others:
            painter = QPainter(self)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), _LINE_PX))
            half = _LINE_PX // 2
            painter.drawRect(self.rect().adjusted(half, half, -half, -half))
            painter.end()
