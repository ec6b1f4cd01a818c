"""Every weight's numbers as a table: also the way of a screen reader, and of copy and paste."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from nnd_gui.gui.panels.results_model import NUMBERS_PX, VALUE, ResultsModel
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.calm_table import CalmTable
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["ResultsTable", "TableLooks"]

# Sorting a hundred thousand rows at every batch would be felt; the eye reads no faster.
_REFRESH_MS = 250
_ROW_PX = 24
# The widest texts of the columns of numbers, whatever is in them now: a column that gave way to
# its texts would jump.
_NUMBER, _SHARE = "+1.234567e-05", "1.2e-10"
_NAME = "W1[0,0]"
# A verdict's icon, and what the style leaves around both.
_ICON = 42
# Beside a text; and where there is no room for that.
_CELL_MARGINS = (26, 18)


class TableLooks(NamedTuple):
    """How a table is ordered (by no column with -1), and which row is its first that is seen."""

    column: int
    order: Qt.SortOrder
    first: int


class ResultsTable(CalmTable):
    """Results, worst first; a click on a heading orders by that column.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    weight_chosen : Signal(int)
        The person has gone to a row.
    """

    weight_chosen = Signal(int)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._model = ResultsModel(themes.theme, themes.scale, self)
        self._result: CheckResult | None = None
        self._selected = -1
        self._asked_first = 0
        self.setModel(self._model)
        self.setAccessibleName(tr("Results of every weight, the worst first"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(self._show_now)
        self._in_view = True
        self._model.modelAboutToBeReset.connect(self._note_view)
        self._model.modelReset.connect(self._restore_selection)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def show_result(self, result: CheckResult) -> None:
        """List what has been found so far."""
        begun = result is not self._result
        self._result = result
        if begun or result.finished is not None:
            self._show_now()
        elif not self._refresh.isActive():
            self._refresh.start()

    def show_selected(self, index: int) -> None:
        """Go to one weight's row, or to none with -1."""
        if index != self._selected:
            self._selected = index
            self._in_view = True
            self._restore_selection()

    @property
    def looks(self) -> TableLooks:
        """What of it is the person's doing."""
        header = self.horizontalHeader()
        column, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        return TableLooks(column, order, self.verticalScrollBar().value())

    def take_looks(self, looks: TableLooks) -> None:
        """Be as another one was; its rows may come later."""
        self.sortByColumn(looks.column, looks.order)
        self._asked_first = looks.first
        self._scroll_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the columns (called by Qt)."""
        super().resizeEvent(event)
        self._fit_columns()

    def copied_columns(self) -> list[int]:
        """All of them, with the one that has given way."""
        return list(range(self._model.columnCount()))

    def _fit_columns(self) -> None:
        """Give each column its share of the width, but never less than its texts need.

        The verdict is what a table is read for: before it is out of sight, the weights' own
        values give way, which stand beside the plot for the one that is selected.
        """
        header, width = self.horizontalHeader(), self.viewport().width()
        roomy, tight = (self._needs(margin) for margin in _CELL_MARGINS)
        needs = roomy if sum(roomy) <= width else tight
        # What the rows are ordered by stays.
        spared = header.sortIndicatorSection() != VALUE
        hidden = spared and sum(needs) > width
        self.setColumnHidden(VALUE, hidden)
        shown = [place for place in range(len(needs)) if place != VALUE or not hidden]
        spare = max(width - sum(needs[place] for place in shown), 0)
        for at, place in enumerate(shown):
            share = spare * (at + 1) // len(shown) - spare * at // len(shown)
            header.resizeSection(place, needs[place] + share)

    def _needs(self, cell_margin: int) -> list[int]:
        """How wide each column must be."""
        header, scale = self.horizontalHeader(), self._themes.scale
        digits = QFontMetrics(number_font(NUMBERS_PX, scale=scale))
        names = [_NAME]
        if self._result is not None:
            layout = self._result.layout
            names += [layout.name_of(block.stop - 1) for block in layout.blocks]
        longest = max(names, key=len)
        numbers = (longest, _NUMBER, _NUMBER, _NUMBER, _SHARE)
        widths = [digits.horizontalAdvance(text) for text in numbers]
        words = self.fontMetrics().horizontalAdvance(tr("undecided")) + round(_ICON * scale)
        margin = round(cell_margin * scale)
        cells = [*(width + margin for width in widths), words, widths[-1] + margin]
        columns = range(self._model.columnCount())
        return [max(header.sectionSizeHint(place), cells[place]) for place in columns]

    def _show_now(self) -> None:
        self._refresh.stop()
        if self._result is not None:
            self._model.set_result(self._result)
            self._fit_columns()
            self._scroll_back()

    def _scroll_back(self) -> None:
        if self._asked_first and self._model.rowCount() > self._asked_first:
            # Until its rows are laid out there is nowhere to scroll to.
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(self._asked_first)
            self._asked_first = 0

    def _note_view(self) -> None:
        # Whoever has scrolled away from the selected row is not taken back by a batch.
        current = self.selectionModel().currentIndex()
        shown = self.viewport().rect().intersects(self.visualRect(current))
        self._in_view = not current.isValid() or shown

    def _restore_selection(self) -> None:
        row = self._model.row_of(self._selected)
        selection = self.selectionModel()
        # The person did not choose this: it must not come back as a choice.
        blocked = selection.blockSignals(True)
        if row < 0:
            selection.clear()
        else:
            flags = QItemSelectionModel.SelectionFlag
            index = self._model.index(row, 0)
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            if self._in_view:
                # Until its rows are laid out there is nowhere to scroll to.
                self.executeDelayedItemsLayout()
                self.scrollTo(index)
        selection.blockSignals(blocked)
        self.viewport().update()

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self._selected = self._model.weight_at(current.row())
            self.weight_chosen.emit(self._selected)

    def _restyle(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._model.apply_theme(theme, scale)
        self.verticalHeader().setDefaultSectionSize(round(_ROW_PX * scale))
        self.verticalHeader().setMinimumSectionSize(round(_ROW_PX * scale))
        self._fit_columns()
        self.viewport().update()
