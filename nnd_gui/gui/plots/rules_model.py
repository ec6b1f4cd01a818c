"""The named rules as rows of a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon

from nnd_gui.gui.theme.fonts import number_font, ui_font
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.columns_model import NO_INDEX, ColumnsModel, Index
from nnd_gui.model.rule_rows import RuleRow
from nnd_gui.model.words import tr

__all__ = ["FORMULA", "SCALE", "RulesModel"]

RULE, FORMULA, _VALUE, _LIMIT, SCALE, _SAID = range(6)
_NUMBERS_PX = 12.5


class RulesModel(ColumnsModel):
    """One row for each rule, ours first."""

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (
            tr("rule"),
            tr("what it takes"),
            tr("value"),
            tr("limit"),
            tr("1e-16 to 1"),
            tr("says"),
        )
        tips = (
            tr("Whose rule it is"),
            tr("What it computes of analytic a and numerical n"),
            tr("What comes out"),
            tr("Up to where it holds"),
            tr("Value and limit on powers of ten"),
            tr("Whether it holds"),
        )
        super().__init__(headings, tips, (_VALUE, _LIMIT), parent)
        self._rows: tuple[RuleRow, ...] = ()
        self._icons: dict[str, QIcon] = {}

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._icons = {
            "agree": icon("mark-agree", theme, theme.agree),
            "undecided": icon("mark-undecided", theme, theme.undecided),
            "disagree": icon("mark-disagree", theme, theme.disagree),
        }
        numbers = number_font(_NUMBERS_PX, scale=scale)
        self._fonts = {_VALUE: numbers, _LIMIT: numbers}
        self._bold = ui_font(scale=scale)
        self._bold.setBold(True)

    def set_rows(self, rows: tuple[RuleRow, ...]) -> None:
        """Show these rules."""
        if len(rows) == len(self._rows):
            self._rows = rows
            if rows:
                last = self.index(len(rows) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, place: int) -> RuleRow | None:
        """One of the rules."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rules there are (called by Qt)."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell (called by Qt)."""
        row = self.row(index.row())
        if row is None:
            return None
        column = index.column()
        texts = (row.title, row.formula, row.value, row.limit, "", row.said)
        own = index.row() == 0 and column in (RULE, _SAID)
        values: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: texts[column],
            Qt.ItemDataRole.TextAlignmentRole: self.side(column),
            Qt.ItemDataRole.ToolTipRole: row.why,
            # Who cannot see the scale hears what it shows.
            Qt.ItemDataRole.AccessibleTextRole: row.said if column == SCALE else None,
            Qt.ItemDataRole.FontRole: self._fonts.get(column, self._bold if own else None),
            Qt.ItemDataRole.DecorationRole: self._icons.get(row.verdict)
            if column == _SAID
            else None,
        }
        return values.get(role)
