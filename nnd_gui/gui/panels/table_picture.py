"""The table of results as one of the stage's pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnd_gui.gui.panels.results_table import ResultsTable, TableLooks
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.result import CheckResult

__all__ = ["TablePicture"]


class TablePicture(Picture):
    """Holds a `ResultsTable`."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = ResultsTable(themes, self)
        self._table.weight_chosen.connect(self.weight_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)

    @property
    def keyboard_part(self) -> QWidget:
        """What it is made of."""
        return self._table

    @property
    def looks(self) -> TableLooks:
        """How the table is ordered, and which row is its first that is seen."""
        return self._table.looks

    def take_looks(self, looks: TableLooks) -> None:
        """Be ordered as another table was, and scrolled as far."""
        self._table.take_looks(looks)

    def show_result(self, result: CheckResult) -> None:
        """List what has been found so far."""
        self._table.show_result(result)

    def show_selected(self, index: int) -> None:
        """Go to one weight's row, or to none with -1."""
        self._table.show_selected(index)
