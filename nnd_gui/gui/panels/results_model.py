"""The results as rows of a table, the worst first."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.calm_table import COPIED
from nnd_gui.gui.widgets.columns_model import NO_INDEX, ColumnsModel, Index
from nnd_gui.model.numbers import gradient_text, share_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.result_texts import analytic_text, error_text, numerical_text, verdict_text
from nnd_gui.model.words import tr

__all__ = ["NUMBERS_PX", "VALUE", "ResultsModel"]

_NAME, VALUE, _NUMERICAL, _ANALYTIC, _ERROR, _VERDICT, _PINNED = range(7)
_NUMBERS = (VALUE, _NUMERICAL, _ANALYTIC, _ERROR, _PINNED)
NUMBERS_PX = 12.5


class ResultsModel(ColumnsModel):
    """Rows of one result; the order can be that of any column."""

    def __init__(self, theme: Theme, scale: float, parent: QObject | None = None) -> None:
        headings = (
            tr("weight"),
            tr("value"),
            tr("numerical"),
            tr("analytic"),
            tr("relative error"),
            tr("verdict"),
            tr("pinned error"),
        )
        tips = (
            tr("Which weight: its matrix or bias, then its row and column"),
            tr("What the weight is"),
            tr("The slope that was measured"),
            tr("What backpropagation, or your code, gives"),
            tr("How far the two are apart, of the larger one"),
            tr("Whether they agree, and in how far that can be told"),
            tr("The relative error of the pinned run"),
        )
        super().__init__(headings, tips, _NUMBERS, parent)
        self._result: CheckResult | None = None
        self._order: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._rows: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self.apply_theme(theme, scale)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._icons: dict[int, QIcon] = {
            AGREE: icon("mark-agree", theme, theme.agree),
            UNDECIDED: icon("mark-undecided", theme, theme.undecided),
            DISAGREE: icon("mark-disagree", theme, theme.disagree),
        }
        self._font = number_font(NUMBERS_PX, scale=scale)

    def set_result(self, result: CheckResult) -> None:
        """Show what has been found so far."""
        self.beginResetModel()
        self._result = result
        self._arrange()
        self.endResetModel()

    def weight_at(self, row: int) -> int:
        """Weight in a row."""
        return int(self._order[row])

    def row_of(self, weight: int) -> int:
        """Row of a weight, -1 if it is not listed."""
        return int(self._rows[weight]) if 0 <= weight < len(self._rows) else -1

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many weights are listed (called by Qt)."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are (called by Qt)."""
        return super().columnCount(parent) - (not parent.isValid() and not self._compares())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell (called by Qt)."""
        if self._result is None or not index.isValid():
            return None
        column, weight = index.column(), int(self._order[index.row()])
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._text(weight, column),
            COPIED: lambda: self._exact(weight, column),
            Qt.ItemDataRole.TextAlignmentRole: lambda: self.side(column),
            Qt.ItemDataRole.FontRole: lambda: self._font if column != _VERDICT else None,
            Qt.ItemDataRole.DecorationRole: lambda: self._mark(weight, column),
        }
        return answers[role]() if role in answers else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a negative one brings back the worst first (called by Qt)."""
        self.beginResetModel()
        self._sorted_by = None if column < 0 else (column, order)
        self._arrange()
        self.endResetModel()

    def _compares(self) -> bool:
        """Whether a pinned run of these weights is seen beside this one."""
        result = self._result
        if result is None or result.before is None:
            return False
        return result.before.pinned and result.before.fits(result)

    def _arrange(self) -> None:
        result = self._result
        if result is None:
            return
        order = result.worst_first()
        if self._sorted_by is not None:
            column, direction = self._sorted_by
            keys = _sort_keys(result, column)[order]
            order = order[np.argsort(keys, kind="stable")]
            if direction == Qt.SortOrder.DescendingOrder:
                order = order[::-1]
        self._order = order
        self._rows = np.full(result.total, -1, dtype=np.intp)
        self._rows[order] = np.arange(len(order))

    def _text(self, weight: int, column: int) -> str:
        result = self._result
        if result is None:
            return ""
        texts: dict[int, Callable[[], str]] = {
            _NAME: lambda: result.layout.name_of(weight),
            VALUE: lambda: gradient_text(float(result.values[weight])),
            _NUMERICAL: lambda: numerical_text(result, weight),
            _ANALYTIC: lambda: analytic_text(result, weight),
            _ERROR: lambda: error_text(result, weight),
            _VERDICT: lambda: verdict_text(result, weight),
            _PINNED: lambda: _pinned_text(result, weight),
        }
        return texts[column]()

    def _mark(self, weight: int, column: int) -> QIcon | None:
        if self._result is None or column != _VERDICT:
            return None
        return self._icons.get(int(self._result.weights.verdict[weight]))

    def _exact(self, weight: int, column: int) -> str | None:
        """A number with all its digits; None where there is none to be seen."""
        result = self._result
        if result is None or column not in _NUMBERS:
            return None
        # Of what is covered the numbers are not there.
        found = float(_sort_keys(result, column)[weight])
        return repr(found) if math.isfinite(found) else None


def _pinned_text(result: CheckResult, weight: int) -> str:
    before = result.before
    if before is None or before.errors is None:
        return ""
    return share_text(float(before.errors[weight]))


def _sort_keys(result: CheckResult, column: int) -> NDArray[Any]:
    found = result.weights
    keys: dict[int, NDArray[Any]] = {
        _NAME: np.arange(result.total),
        VALUE: result.values,
        _NUMERICAL: found.numerical,
        _ANALYTIC: result.analytic,
        _ERROR: found.relative_error,
        _VERDICT: found.verdict,
    }
    if column == _PINNED:
        before = result.before
        return np.zeros(result.total) if before is None else np.asarray(before.errors)
    return keys[column]
