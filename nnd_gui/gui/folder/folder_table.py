"""The table of submissions: live, sorted by any column, gone through by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from nnd_gui.gui.folder.folder_model import (
    COST,
    DIAGNOSIS,
    FILE,
    GRADIENT,
    RATIO,
    STUDENT,
    TIME,
    VERDICT,
    FolderFilter,
    FolderModel,
)
from nnd_gui.gui.folder.folder_run import Standing
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.calm_table import CalmTable
from nnd_gui.model.folder.selection import Wanted
from nnd_gui.model.words import tr

__all__ = ["FolderTable"]

_ROW_PX = 26
# Of the width that is left, what each column gets; the diagnosis has the rest.
_WIDTHS = {STUDENT: 150, FILE: 170, VERDICT: 152, RATIO: 92, COST: 78, GRADIENT: 86, TIME: 76}
_NARROWER = {STUDENT: 134, FILE: 112}
_LEAST_DIAGNOSIS = 180


class FolderTable(CalmTable):
    """Submissions; a click on a heading orders by it, Enter or a double click opens one.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    gone_to : Signal(int)
        The person has gone to a submission; -1 where it is shown no more.
    open_asked : Signal(int)
        The person wants to see one in the window.
    copy_asked : Signal()
        The person wants the text for it.
    """

    gone_to = Signal(int)
    open_asked = Signal(int)
    copy_asked = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._model = FolderModel(themes.theme, themes.scale, self)
        self._filter = FolderFilter(self)
        self._filter.setSourceModel(self._model)
        self.setModel(self._filter)
        self.setAccessibleName(tr("Submissions"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSortingEnabled(True)
        self.set_compared(False)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.activated.connect(self._activated)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show how far each submission has come."""
        self._model.show_standings(standings)

    def set_compared(self, compared: bool) -> None:
        """Show, or not, how each compares with the reference."""
        for column in (COST, GRADIENT):
            self.setColumnHidden(column, not compared)
        self._fit_columns()

    def want(self, wanted: Wanted) -> None:
        """Choose which are shown."""
        self._filter.want(wanted)

    def place(self) -> int:
        """Place of the submission that the person is at; -1 for none."""
        index = self.currentIndex()
        return self._filter.mapToSource(index).row() if index.isValid() else -1

    @property
    def order(self) -> tuple[int, Qt.SortOrder]:
        """Column by which the rows are ordered, -1 for none, and how."""
        header = self.horizontalHeader()
        return header.sortIndicatorSection(), header.sortIndicatorOrder()

    def go_to(self, place: int) -> None:
        """Go to a submission, if it is shown."""
        index = self._filter.mapFromSource(self._model.index(place, 0))
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the text of a submission, or open it (called by Qt)."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.place() >= 0:
                self.open_asked.emit(self.place())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # Of rows that are selected whole, and not of a row's cells.
            last = self._filter.rowCount() - 1
            row = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self._filter.index(row, 0))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the columns (called by Qt)."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        scale, left = self._themes.scale, self.viewport().width()
        widths = _WIDTHS if self.isColumnHidden(COST) else _WIDTHS | _NARROWER
        for column, width in widths.items():
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, round(width * scale))
                left -= round(width * scale)
        self.setColumnWidth(DIAGNOSIS, max(left, round(_LEAST_DIAGNOSIS * scale)))

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.gone_to.emit(self._filter.mapToSource(current).row() if current.isValid() else -1)

    def _activated(self, index: QModelIndex) -> None:
        self.open_asked.emit(self._filter.mapToSource(index).row())

    def _restyle(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._model.apply_theme(theme, scale)
        self.verticalHeader().setDefaultSectionSize(round(_ROW_PX * scale))
        self.verticalHeader().setMinimumSectionSize(round(_ROW_PX * scale))
        self._fit_columns()
        self.viewport().update()
