"""A table that goes to no row unasked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from nnd_gui.model.words import tr

__all__ = ["COPIED", "COPY_CELL", "CalmTable"]

COPIED = Qt.ItemDataRole.UserRole + 7
"""Role of a cell's text as it is copied, where that is not what it shows: all its digits."""
COPY_CELL = "Ctrl+Alt+C"
"""Key that copies the current cell; the current row has the system's own key."""


class CalmTable(QTableView):
    """Rows without a grid, one of which can be selected; its cells and rows can be copied.

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the current row or cell (called by Qt)."""
        pressed = QKeySequence(event.keyCombination())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
        elif pressed == QKeySequence(COPY_CELL):
            self.copy_cell()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is below the pointer, or where the keyboard is (called by Qt)."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        if not by_key:
            self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = QKeySequence(QKeySequence.StandardKey.Copy)
        for text, key, act in (
            (tr("Copy &cell"), QKeySequence(COPY_CELL), self.copy_cell),
            (tr("Copy &row"), copy, self.copy_row),
        ):
            action = menu.addAction(text)
            action.setShortcut(key)
            action.triggered.connect(act)
        below = self.visualRect(index).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below) if by_key else event.globalPos())

    def copy_cell(self) -> bool:
        """Put the current cell on the clipboard, with all its digits; whether there is one."""
        index = self.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(_copied(index))
        return index.isValid()

    def copied_columns(self) -> list[int]:
        """Which columns a copied row has: those that are seen."""
        columns = range(self.model().columnCount())
        return [column for column in columns if not self.isColumnHidden(column)]

    def copy_row(self) -> bool:
        """Put the current row on the clipboard, as a spreadsheet takes it."""
        current = self.currentIndex()
        if current.isValid():
            cells = [_copied(current.siblingAtColumn(column)) for column in self.copied_columns()]
            QGuiApplication.clipboard().setText("\t".join(cells))
        return current.isValid()


def _copied(index: QModelIndex | QPersistentModelIndex) -> str:
    """A cell's text, as it is copied."""
    found = index.data(COPIED)
    shown = index.data() if found is None else found
    # Neither may end the cell where it is pasted.
    return "" if shown is None else str(shown).replace("\t", " ").replace("\n", " ")
