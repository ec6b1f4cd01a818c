"""Where the parts of a drawn table of the chain rule are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from nnd_gui.gui.theme.fonts import number_font, ui_font
from nnd_gui.model.chain_columns import ChainTable
from nnd_gui.model.words import tr

__all__ = ["ChainLayout"]

# At the usual text size, in pixels: least width of a column, room for a sign, for a box, and
# between two parts.
_COLUMN, _SIGN, _MARK, _GAP, _PAD = 86.0, 16.0, 17.0, 6.0, 5.0


class ChainLayout:
    """Places of one table's parts.

    Parameters
    ----------
    table : ChainTable
    scale : float
        How much larger than ordinary the text is.

    Attributes
    ----------
    width, height : float
        Of the whole.
    title_height : float
        Of the line at its top.
    note : QRectF
        Where the note is.
    """

    def __init__(self, table: ChainTable, scale: float) -> None:
        self._scale = scale
        number = QFontMetricsF(number_font(13, scale=scale))
        small = QFontMetricsF(number_font(11, scale=scale))
        words = QFontMetricsF(ui_font(11, scale=scale))
        labels = QFontMetricsF(ui_font(12, scale=scale))
        bold = QFontMetricsF(ui_font(13, scale=scale))
        self._line, self._second = number.height() + 2, small.height()
        self.title_height = bold.height() + _GAP * scale
        # A sum's name has the room of the factors that it does not have.
        named = [row.label for row in table.rows if row.cells and row.cells[0].text]
        widest = [labels.horizontalAdvance(label) for label in named]
        self._label_width = max([0.0, *widest]) + _GAP * scale
        self._sign_width = _SIGN * scale
        self._columns: list[tuple[float, float]] = []
        x = self._label_width
        for at, column in enumerate(table.columns):
            x += self._sign_width if column.sign else 2 * _PAD * scale
            cells = [row.cells[at] for row in table.rows]
            texts = [number.horizontalAdvance(cell.text) for cell in cells]
            dues = [
                small.horizontalAdvance(tr("due {value}", value=cell.due))
                for cell in cells
                if cell.due
            ]
            single = [words.horizontalAdvance(word) for word in column.words.split()]
            symbol = number.horizontalAdvance(column.symbol)
            width = max([_COLUMN * scale, symbol, *texts, *dues, *single]) + 2
            self._columns.append((x, width))
            x += width
        self.width = x + _PAD * scale + 2
        boxed = any(c.status in ("missing", "extra", "wrong") for c in table.columns)
        self._mark_height = _MARK * scale if boxed else 0.0
        flags = Qt.TextFlag.TextWordWrap
        heights = [
            words.boundingRect(QRectF(0, 0, width, 1000), flags, column.words).height()
            for (_, width), column in zip(self._columns, table.columns, strict=True)
        ]
        self._words_height = max([0.0, *heights])
        y = self.title_height + self._mark_height + self._line + self._words_height + _GAP * scale
        self._rows: list[tuple[float, float]] = []
        self._body_end = y
        for row in table.rows:
            height = self._line + (self._second if any(cell.due for cell in row.cells) else 0.0)
            self._rows.append((y, height))
            y += height
            if not row.is_sum:
                self._body_end = y
        note = 0.0
        if table.note:
            room = QRectF(0, 0, self.width, 1000)
            note = labels.boundingRect(room, flags, table.note).height() + _GAP * scale
        self.note = QRectF(0, y, self.width, note)
        self.height = y + note + _GAP * scale

    def symbol(self, at: int) -> QRectF:
        """A column's symbol."""
        x, width = self._columns[at]
        return QRectF(x, self.title_height + self._mark_height, width, self._line)

    def words(self, at: int) -> QRectF:
        """What the symbol stands for."""
        x, width = self._columns[at]
        return QRectF(x, self.symbol(at).bottom(), width, self._words_height + 2)

    def sign(self, at: int, beside: QRectF) -> QRectF:
        """The sign before a column, in line with something in it."""
        x, _ = self._columns[at]
        return QRectF(x - self._sign_width, beside.top(), self._sign_width, beside.height())

    def top(self, row: int) -> float:
        """Upper edge of a row."""
        return self._rows[row][0]

    def label(self, row: int) -> QRectF:
        """A row's name."""
        return QRectF(0, self.top(row), self._columns[-1][0], self._line)

    def cell(self, row: int, column: int) -> tuple[QRectF, QRectF]:
        """A number, and the one that is due below it."""
        x, width = self._columns[column]
        first = QRectF(x, self.top(row), width, self._line)
        return first, QRectF(x, first.bottom(), width, self._second)

    def box(self, at: int) -> QRectF:
        """Round a column, its head and its factors, but not the sums."""
        x, width = self._columns[at]
        pad = 0.7 * _PAD * self._scale
        top = self.symbol(at).top()
        return QRectF(x - pad, top, width + 2 * pad, self._body_end - top)

    def mark(self, at: int) -> QRectF:
        """Over a box."""
        box = self.box(at)
        return QRectF(
            box.left() - 10, box.top() - self._mark_height, box.width() + 20, self._mark_height
        )
