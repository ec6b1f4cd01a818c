"""Two or three fields side by side, of the same widths whatever they hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from nnd_gui.gui.panels.scaled_spacing import ScaledSpacing

__all__ = ["HALVES_GAP", "Halves", "Thirds"]

HALVES_GAP = 8
"""Pixels between two of them."""


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
        _side_by_side(self, (left, right), (1, 1))


class Thirds(QWidget):
    """Puts three widgets into one row.

    Parameters
    ----------
    left, middle, right : QWidget
        The widgets.
    shares : tuple of int
        How wide each is, in proportion.
    parent : QWidget, optional
        The owner.
    """

    def __init__(
        self,
        left: QWidget,
        middle: QWidget,
        right: QWidget,
        shares: tuple[int, int, int] = (1, 1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _side_by_side(self, (left, middle, right), shares)


def _side_by_side(owner: QWidget, widgets: tuple[QWidget, ...], shares: tuple[int, ...]) -> None:
    grid = QGridLayout(owner)
    grid.setContentsMargins(0, 0, 0, 0)
    ScaledSpacing(grid, HALVES_GAP, owner)
    for column, widget in enumerate(widgets):
        # A sentence under one of them leaves the others where they are.
        grid.addWidget(widget, 0, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(column, shares[column])
        grid.setColumnMinimumWidth(column, 1)
