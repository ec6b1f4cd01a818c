"""Gaps between widgets that grow with the person's enlargement, as all else does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QWidget

from nnd_gui.gui.theme.fonts import BASE_PX

__all__ = ["ScaledSpacing", "scaled"]


def scaled(widget: QWidget, px: float) -> int:
    """Pixels, as much larger than ordinary as a widget's text is."""
    return round(px * widget.fontInfo().pixelSize() / BASE_PX)


class ScaledSpacing(QObject):
    """Keeps a layout's spacing in proportion to its widget's text.

    Parameters
    ----------
    layout : QLayout
        Whose spacing.
    px : int
        The spacing where the text has its ordinary size.
    widget : QWidget
        The widget that is laid out; also the owner.
    """

    def __init__(self, layout: QLayout, px: int, widget: QWidget) -> None:
        super().__init__(widget)
        self._layout, self._px, self._widget = layout, px, widget
        widget.installEventFilter(self)
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the text."""
        if event.type() == QEvent.Type.FontChange:
            self._apply()
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        self._layout.setSpacing(scaled(self._widget, self._px))
