"""A rule's value and its limit on one line of powers of ten."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnd_gui.gui.plots.rules_model import RulesModel
from nnd_gui.gui.theme.manager import ThemeManager

__all__ = ["RuleScale"]

# Decimal logarithms at the ends; what lies beyond is drawn there.
_LOW, _HIGH = -16.0, 0.5
_MARGIN = 12.0
_MARK = 4.5


class RuleScale(QStyledItemDelegate):
    """Draws a dot or a cross for the value, and a short line for the limit.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    model : RulesModel
        The rules.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self, themes: ThemeManager, model: RulesModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._themes, self._model = themes, model

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row (called by Qt)."""
        theme, scale = self._themes.theme, self._themes.scale
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
        row = self._model.row(index.row())
        if row is None or row.line is None:
            return
        left, right = rect.left() + _MARGIN * scale, rect.right() - _MARGIN * scale
        middle = rect.center().y()

        def x_of(value: float | None) -> float:
            if value is None or math.isnan(value):
                place = _HIGH
            else:
                place = math.log10(value) if value > 0 else _LOW
            share = (min(max(place, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)
            return left + share * (right - left)

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.grid), 2 * scale))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        limit = x_of(row.line)
        painter.setPen(QPen(QColor(theme.text), 1.5 * scale))
        painter.drawLine(QPointF(limit, middle - 8 * scale), QPointF(limit, middle + 8 * scale))
        _mark(painter, QPointF(x_of(row.place), middle), row.verdict == "agree", self._themes)
        painter.restore()


def _mark(painter: QPainter, at: QPointF, holds: bool, themes: ThemeManager) -> None:
    theme, reach = themes.theme, _MARK * themes.scale
    if holds:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.agree))
        painter.drawEllipse(at, reach, reach)
        return
    painter.setPen(QPen(QColor(theme.disagree), 2.2 * themes.scale))
    one, other = QPointF(reach, reach), QPointF(reach, -reach)
    painter.drawLine(at - one, at + one)
    painter.drawLine(at - other, at + other)
