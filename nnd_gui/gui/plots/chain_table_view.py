"""One table of the chain rule, drawn: factors side by side, products at the end, sums below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnd_gui.gui.plots.chain_layout import ChainLayout
from nnd_gui.gui.theme.fonts import number_font, ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.chain_columns import ChainTable, Row
from nnd_gui.model.words import tr

__all__ = ["ChainTableView"]

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_BOXED = ("missing", "extra", "wrong")


class ChainTableView(QWidget):
    """Draws a `ChainTable`. What is off is boxed, and the number that is due stands below.

    Parameters
    ----------
    theme : Theme
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, 1.0
        self._table = ChainTable("", (), ())
        self._layout = ChainLayout(self._table, self._scale)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_table(self, table: ChainTable, theme: Theme, scale: float) -> None:
        """Draw another table, or the same in other colours and sizes."""
        self._table, self._theme, self._scale = table, theme, scale
        self._layout = ChainLayout(table, scale)
        self.setAccessibleName(table.title)
        self.setAccessibleDescription(_told(table))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all of it (called by Qt)."""
        return QSize(round(self._layout.width) + 1, round(self._layout.height) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place, table = self._layout, self._table
        painter.setFont(ui_font(scale=self._scale, weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.text_muted))
        title = QRectF(0, 0, place.width, place.title_height)
        painter.drawText(title, _LEFT, table.title)
        for at in range(len(table.columns)):
            self._paint_head(painter, at)
        for at, row in enumerate(table.rows):
            self._paint_row(painter, at, row)
        for at, column in enumerate(table.columns):
            if column.status in _BOXED:
                self._paint_box(painter, at, column.status)
        if table.note:
            painter.setFont(ui_font(12, scale=self._scale))
            painter.setPen(QColor(self._theme.text_muted))
            painter.drawText(place.note, _LEFT | Qt.TextFlag.TextWordWrap, table.note)
        painter.end()

    def _paint_head(self, painter: QPainter, at: int) -> None:
        column, place = self._table.columns[at], self._layout
        painter.setPen(QColor(self._theme.text))
        painter.setFont(number_font(13, scale=self._scale))
        painter.drawText(place.symbol(at), _RIGHT, column.symbol)
        if column.sign:
            painter.drawText(place.sign(at, place.symbol(at)), _MIDDLE, column.sign)
        painter.setPen(QColor(self._theme.text_muted))
        painter.setFont(ui_font(11, scale=self._scale))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(place.words(at), flags | Qt.TextFlag.TextWordWrap, column.words)

    def _paint_row(self, painter: QPainter, at: int, row: Row) -> None:
        place, theme = self._layout, self._theme
        label = place.label(at)
        if row.is_sum:
            painter.setPen(QPen(QColor(theme.zero_line), 1))
            top = place.top(at) + 0.5
            painter.drawLine(QPointF(0, top), QPointF(place.width, top))
        weight = QFont.Weight.DemiBold if row.is_sum else QFont.Weight.Normal
        painter.setFont(ui_font(12, scale=self._scale, weight=weight))
        painter.setPen(QColor(theme.text if row.is_sum else theme.text_muted))
        painter.drawText(label, _LEFT, row.label)
        for column, cell in enumerate(row.cells):
            if not cell.text:
                continue
            first, second = place.cell(at, column)
            painter.setPen(QColor(theme.text))
            painter.setFont(number_font(13, scale=self._scale))
            painter.drawText(first, _RIGHT, cell.text)
            sign = self._table.columns[column].sign
            if sign and not row.is_sum:
                painter.setPen(QColor(theme.text_faint))
                painter.drawText(place.sign(column, first), _MIDDLE, sign)
            if cell.due:
                painter.setPen(QColor(theme.text_muted))
                painter.setFont(number_font(11, scale=self._scale))
                painter.drawText(second, _RIGHT, tr("due {value}", value=cell.due))

    def _paint_box(self, painter: QPainter, at: int, status: str) -> None:
        """What is off, in a dashed box with a word over it: colour says nothing alone."""
        box = self._layout.box(at)
        pen = QPen(QColor(self._theme.disagree), 1.6 * self._scale)
        pen.setDashPattern([4, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        words = {"missing": tr("missing"), "extra": tr("too much"), "wrong": tr("wrong")}
        painter.setPen(QColor(self._theme.problem))
        painter.setFont(ui_font(12, scale=self._scale, weight=QFont.Weight.DemiBold))
        painter.drawText(self._layout.mark(at), _MIDDLE, words[status])


def _told(table: ChainTable) -> str:
    """All of it as text, to be read out."""
    words = {"missing": tr("missing"), "extra": tr("too much"), "wrong": tr("wrong")}
    lines = []
    for row in table.rows:
        cells = []
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.text:
                off = words.get(column.status, "")
                due = tr("due {value}", value=cell.due) if cell.due else ""
                cells.append(
                    " ".join(filter(None, [column.sign, column.symbol, cell.text, off, due]))
                )
        lines.append(f"{row.label}: {' '.join(cells)}")
    return ". ".join([*lines, table.note]).strip(". ")
