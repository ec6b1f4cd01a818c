"""Submissions as rows of a table, and what of them is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QIcon

from nnd_gui.gui.folder.folder_run import Standing
from nnd_gui.gui.folder.name_order import name_key
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.columns_model import NO_INDEX, ColumnsModel, Index
from nnd_gui.model.folder.groups import failure_words
from nnd_gui.model.folder.selection import Wanted, is_wanted
from nnd_gui.model.numbers import compact, duration
from nnd_gui.model.words import tr

__all__ = [
    "COST", "DIAGNOSIS", "FILE", "GRADIENT", "RATIO", "STUDENT", "TIME", "VERDICT", "FolderFilter",
    "FolderModel",
]  # fmt: skip

STUDENT, FILE, VERDICT, RATIO, COST, GRADIENT, DIAGNOSIS, TIME = range(8)
_NUMBERS, _NUMBERS_PX = (RATIO, TIME), 12.5
# What needs somebody's eyes comes before what does not.
_RANKS = {"": 0, "undecided": 1, "disagree": 2, "agree": 3}


class FolderModel(ColumnsModel):
    """A row for each submission, in the order of their names."""

    def __init__(self, theme: Theme, scale: float, parent: QObject | None = None) -> None:
        headings = (
            tr("student"), tr("file"), tr("verdict"), tr("ratio"), tr("cost"), tr("gradient"),
            tr("diagnosis"), tr("time"),
        )  # fmt: skip
        tips = (
            tr("Whose submission it is"),
            tr("Which file was checked"),
            tr("Whether its gradient agrees with the measured slopes"),
            tr("The lesson's ratio, over all weights"),
            tr("Its cost beside the reference's"),
            tr("Its gradient beside the reference's"),
            tr("Which mistake it looks like"),
            tr("How long the check took"),
        )
        super().__init__(headings, tips, _NUMBERS, parent)
        self._standings: list[Standing] = []
        self.apply_theme(theme, scale)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._icons: dict[str, QIcon] = {
            "agree": icon("mark-agree", theme, theme.agree),
            "undecided": icon("mark-undecided", theme, theme.undecided),
            "disagree": icon("mark-disagree", theme, theme.disagree),
            "": icon("warning", theme, theme.problem),
        }
        self._faint = QColor(theme.text_faint)
        self._font = number_font(_NUMBERS_PX, scale=scale)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show how far each has come; rows stay where they are while there are as many."""
        before, now = self._standings, list(standings)
        old, new = ([one.submission for one in each] for each in (before, now))
        if old != new[: len(old)]:
            self.beginResetModel()
            self._standings = now
            self.endResetModel()
            return
        if len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._standings = now
            self.endInsertRows()
        self._standings = now
        for place, (was, one) in enumerate(zip(before, now, strict=False)):
            if was is not one:
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def standing(self, place: int) -> Standing:
        """The submission in a row."""
        return self._standings[place]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many submissions there are (called by Qt)."""
        return 0 if parent.isValid() else len(self._standings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell (called by Qt)."""
        if not index.isValid():
            return None
        one, column = self._standings[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(one, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.submission.name if column in (STUDENT, FILE) else _text(one, column) or None
        return self._look(one, column, role)

    def _look(self, one: Standing, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole and column in _NUMBERS:
            return self._font
        if role == Qt.ItemDataRole.ForegroundRole and one.row is None:
            return self._faint
        if role == Qt.ItemDataRole.DecorationRole and column == VERDICT and one.row is not None:
            return self._icons[one.row.verdict]
        return None


class FolderFilter(QSortFilterProxyModel):
    """Rows that are wanted, in the order of a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = Wanted()

    def want(self, wanted: Wanted) -> None:
        """Choose which rows are shown."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.invalidate()  # also sorts; the others are called otherwise from Qt to Qt

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether a row is shown (called by Qt)."""
        model = self.sourceModel()
        if not isinstance(model, FolderModel):
            return False
        one = model.standing(source_row)
        return is_wanted(self._wanted, one.submission, one.row)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Whether a row comes before another (called by Qt)."""
        model = self.sourceModel()
        if not isinstance(model, FolderModel):
            return False
        column = left.column()
        one, other = model.standing(left.row()), model.standing(right.row())
        return bool(_sort_key(one, column) < _sort_key(other, column))


def _text(one: Standing, column: int) -> str:
    row = one.row
    if column == STUDENT:
        return one.submission.student
    if column == FILE:
        return one.submission.path.name
    if row is None:
        if column != VERDICT:
            return ""
        if one.state == "waiting":
            return tr("waiting")
        return tr("checking {share:.0%}", share=one.share) if one.share else tr("checking…")
    return {
        VERDICT: tr(row.verdict) if row.verdict else failure_words(row.failure),
        RATIO: compact(row.ratio),
        COST: row.cost or "–",
        GRADIENT: row.gradient or "–",
        DIAGNOSIS: row.diagnosis or row.odd or _what_failed(row.failure, row.sentence) or "–",
        TIME: duration(row.seconds),
    }[column]


def _what_failed(failure: str, sentence: str) -> str:
    """Why a file could not be checked, without saying again that it could not."""
    return sentence.removeprefix(tr("Could not be checked") + ". ") if failure else ""


def _sort_key(one: Standing, column: int) -> tuple[Any, ...]:
    row, name = one.row, one.submission.name
    if column == STUDENT:
        return (name_key(one.submission.student), name_key(name), name)
    if column == FILE:
        return (name_key(one.submission.path.name), name_key(name), name)
    if row is None:
        return (1, -one.share, name)
    keys: dict[int, Any] = {
        VERDICT: (_RANKS[row.verdict], row.group),
        RATIO: (row.ratio is None, row.ratio or 0.0),
        TIME: row.seconds,
    }
    return (0, keys.get(column, _text(one, column)), name)
