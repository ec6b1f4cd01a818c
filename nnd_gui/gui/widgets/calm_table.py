"""A table that goes to no row unasked."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

__all__ = ["CalmTable"]


class CalmTable(QTableView):
    """Rows without a grid, one of which can be selected.

    Qt goes to the first row as soon as a table takes the keyboard; here that is left to the
    person's first key.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard, and stay where one is (called by Qt)."""
        selection = self.selectionModel()
        nowhere = not selection.currentIndex().isValid()
        blocked = selection.blockSignals(nowhere)
        super().focusInEvent(event)
        if nowhere:
            selection.clear()
        selection.blockSignals(blocked)
