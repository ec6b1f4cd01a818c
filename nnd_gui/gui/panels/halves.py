"""Two fields side by side, of one width whatever they hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from nnd_gui.gui.panels.scaled_spacing import ScaledSpacing

__all__ = ["HALVES_GAP", "Halves"]

HALVES_GAP = 8
"""Pixels between the two."""


class Halves(QWidget):
    """Puts two widgets into one row of the panel's two columns.

    Parameters
    ----------
    left, right : QWidget
        The widgets.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        ScaledSpacing(grid, HALVES_GAP, self)
        for column, widget in enumerate((left, right)):
            # A sentence under one of them leaves the other where it is.
            grid.addWidget(widget, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
