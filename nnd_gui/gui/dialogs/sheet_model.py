"""The first rows of a file of samples as a table, its columns marked as X and y."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from nnd_gui.engine.tables import Sheet
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.words import tr

__all__ = ["SheetModel"]

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_Role = Qt.ItemDataRole


class SheetModel(QAbstractTableModel):
    """Shows a `Sheet`: what is not used is pale, and cells that are no numbers stand out.

    Parameters
    ----------
    theme : Theme
        Colours.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: Sheet | None = None
        self._roles: dict[int, str] = {}
        self._bad: set[tuple[int, int]] = set()

    def set_sheet(self, sheet: Sheet) -> None:
        """Show another file, or the same read in another way."""
        self.beginResetModel()
        self._sheet, self._roles, self._bad = sheet, {}, set()
        self.endResetModel()

    def set_roles(
        self, inputs: tuple[int, ...], targets: tuple[int, ...], bad: set[tuple[int, int]]
    ) -> None:
        """Mark the columns that are X and y, and cells, by row and column, without a number."""
        self._roles = {**dict.fromkeys(inputs, "X"), **dict.fromkeys(targets, "y")}
        self._bad = bad
        if self._sheet is not None and self._sheet.columns:
            last = self._sheet.columns - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if self._sheet.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._sheet.rows) - 1, last))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Rows of the table."""
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """Columns of the table."""
        return 0 if parent.isValid() or self._sheet is None else self._sheet.columns

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a cell shows."""
        if self._sheet is None:
            return None
        row, column = self._sheet.rows[index.row()], index.column()
        if role == _Role.DisplayRole:
            shown = row[column] if column < len(row) else ""
            return shown or (tr("missing") if (index.row(), column) in self._bad else "")
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        is_bad = (index.row(), column) in self._bad
        if role == _Role.ForegroundRole and (is_bad or column not in self._roles):
            return QBrush(QColor(self._theme.problem if is_bad else self._theme.text_faint))
        return tr("This is no number.") if role == _Role.ToolTipRole and is_bad else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """A column's number, name and role; a row's number in the file."""
        if self._sheet is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._sheet.numbers[section]) if role == _Role.DisplayRole else None
        used = self._roles.get(section)
        if role == _Role.DisplayRole:
            heading = self._sheet.headings[section]
            name = f"{section + 1} {heading}".strip()
            return f"{used or '–'}\n{name if len(name) <= 18 else name[:17] + '…'}"
        if role == _Role.ToolTipRole:
            return tr("Click: X, y, or not used")
        if role == _Role.FontRole and used:
            font = QFont()
            font.setBold(True)
            return font
        return None
