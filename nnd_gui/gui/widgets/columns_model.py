"""A table whose columns have names, tips and a side: what its rows are is a subclass's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

__all__ = ["NO_INDEX", "ColumnsModel", "Index"]

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ColumnsModel(QAbstractTableModel):
    """The columns; a subclass has `rowCount` and `data`.

    Parameters
    ----------
    headings, tips : sequence of str
        Each column's name, and what it says when pointed at.
    numbers : collection of int
        The columns of numbers, which stand on the right.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self,
        headings: Sequence[str],
        tips: Sequence[str],
        numbers: Collection[int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._headings, self._tips, self._numbers = headings, tips, numbers

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are (called by Qt)."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's name (called by Qt)."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips[section]
        return self.side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def side(self, column: int) -> Qt.AlignmentFlag:
        """Where the column's cells and its name stand."""
        return _RIGHT if column in self._numbers else _LEFT
