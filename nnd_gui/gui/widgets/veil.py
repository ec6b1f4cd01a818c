"""A veil over a picture whose numbers are of an earlier version, which says of which."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.manager import ThemeManager

__all__ = ["Veil"]

# How much of the picture is hidden: enough to be seen as past, and still to be read.
_ALPHA = 150
_MARGIN, _PAD = 10.0, 10.0


class Veil(QWidget):
    """Dims what it lies on, for as long as it has a text; the mouse goes through it.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    parent : QWidget
        What it lies on.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._under = themes, parent
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parent.installEventFilter(self)
        self.hide()

    def set_text(self, text: str) -> None:
        """Say of when it is; an empty text takes the veil away."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            self.resize(self._under.size())
            self.raise_()
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it lies on (called by Qt)."""
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.resize(self._under.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it (called by Qt)."""
        theme, scale = self._themes.theme, self._themes.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.plot)
        ground.setAlpha(_ALPHA)
        painter.fillRect(self.rect(), ground)
        font = ui_font(13, scale=scale)
        metrics = QFontMetricsF(font)
        room = self.width() - 2 * (_MARGIN + _PAD) * scale
        text = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text) + 2 * _PAD * scale
        height = metrics.height() + _PAD * scale
        left = (self.width() - width) / 2
        box = QRectF(left, (self.height() - height) / 2, width, height)
        painter.setPen(QColor(theme.border_strong))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(box, 5 * scale, 5 * scale)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left + _PAD * scale, baseline), text)
        painter.end()
