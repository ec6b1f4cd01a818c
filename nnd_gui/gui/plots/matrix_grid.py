"""The cells of the heat map: one for each weight, or for some where there are too many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from nnd_gui.engine.judge import DISAGREE, UNDECIDED
from nnd_gui.engine.parameters import Block
from nnd_gui.gui.plots.matrix_cells import KINDS, colours_of, numbers_of, pooled
from nnd_gui.gui.theme.fonts import number_font, ui_font
from nnd_gui.gui.theme.tokens import LIGHT, Theme
from nnd_gui.model.numbers import compact
from nnd_gui.model.result import CheckResult
from nnd_gui.model.result_texts import analytic_text, error_text, numerical_text
from nnd_gui.model.words import tr

__all__ = ["MatrixGrid"]

_GAP, _HEADING = 24.0, 22.0
_WIDEST = 104.0
# Cells from this size on have a mark, and from this one on a number.
_MARKED, _NUMBERED = 11.0, 52.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block is drawn: rows, columns, size of a cell, weights to each of its sides."""

    block: Block
    rows: int
    columns: int
    box: QRectF
    cell: float
    shared: int


class MatrixGrid(QWidget):
    """Paints the blocks side by side.

    Attributes
    ----------
    weight_chosen : Signal(int)
        A cell was clicked: its weight.
    """

    weight_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: CheckResult | None = None
        self._kind = KINDS[0]
        self._selected = -1
        self._theme, self._scale = LIGHT, 1.0
        self.setMinimumHeight(40)

    @property
    def shared(self) -> int:
        """How many rows, and as many columns, the most crowded cell stands for."""
        return max((place.shared for place in self._places()), default=1)

    def set_result(self, result: CheckResult) -> None:
        """Draw this result."""
        self._result = result
        self.update()

    def set_kind(self, kind: str) -> None:
        """Draw another of `KINDS`."""
        self._kind = kind
        self.update()

    def set_selected(self, index: int) -> None:
        """Frame a weight's cell."""
        self._selected = index
        self.update()

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._theme, self._scale = theme, scale
        self.update()

    def neighbour(self, down: int, right: int) -> int:
        """Weight beside the selected one in its own matrix, or in the next one; -1 for none."""
        result = self._result
        if result is None or not result.total:
            return -1
        if not 0 <= self._selected < result.total:
            return 0
        block = result.layout.block_of(self._selected)
        rows, columns = _shape(block)
        row, column = divmod(self._selected - block.start, columns)
        row, column = row + down, column + right
        if 0 <= row < rows and 0 <= column < columns:
            return block.start + row * columns + column
        if down:
            return -1
        blocks = result.layout.blocks
        place = blocks.index(block) + right
        if not 0 <= place < len(blocks):
            return -1
        beside = blocks[place]
        beside_rows, beside_columns = _shape(beside)
        row = min(row, beside_rows - 1)
        return beside.start + row * beside_columns + (0 if right > 0 else beside_columns - 1)

    def weight_at(self, at: QPointF) -> int:
        """Weight whose cell is at a place, -1 if there is none; of a shared cell the first."""
        for place in self._places():
            if place.box.contains(at):
                column = int((at.x() - place.box.left()) / place.cell) * place.shared
                row = int((at.y() - place.box.top()) / place.cell) * place.shared
                if row < place.rows and column < place.columns:
                    return place.block.start + row * place.columns + column
        return -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all blocks (called by Qt)."""
        painter = QPainter(self)
        font = ui_font(12, scale=self._scale)
        for place in self._places():
            painter.setFont(font)
            painter.setPen(QColor(self._theme.text_muted))
            heading = QRectF(place.box.left(), 0, max(place.box.width(), 60), _HEADING)
            painter.drawText(heading, int(Qt.AlignmentFlag.AlignLeft), place.block.name)
            self._paint_block(painter, place)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the weight that was clicked (called by Qt)."""
        index = self.weight_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.weight_chosen.emit(index)

    def event(self, event: QEvent) -> bool:
        """Tell the numbers of the cell under the mouse (called by Qt)."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index, result = self.weight_at(QPointF(event.pos())), self._result
            if index < 0 or result is None:
                QToolTip.hideText()
                return True
            text = tr(
                "{name}: numerical {numerical}, analytic {analytic}, relative error {error}",
                name=result.layout.name_of(index),
                numerical=numerical_text(result, index),
                analytic=analytic_text(result, index),
                error=error_text(result, index),
            )
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _places(self) -> list[_Place]:
        result = self._result
        if result is None or not result.total:
            return []
        shapes = [_shape(block) for block in result.layout.blocks]
        across = self.width() - _GAP * (len(shapes) - 1) - 2
        tall = self.height() - _HEADING - 2
        widest, highest = sum(c for _, c in shapes), max(r for r, _ in shapes)
        size = min(across / widest, tall / highest, _WIDEST * self._scale)
        if size <= 0:
            return []
        places, left = [], 1.0
        for block, (rows, columns) in zip(result.layout.blocks, shapes, strict=True):
            shared = max(1, int(np.ceil(3 / size))) if size < 3 else 1
            cell = size * shared
            box = QRectF(
                left, _HEADING, int(np.ceil(columns / shared)) * cell,
                int(np.ceil(rows / shared)) * cell,
            )  # fmt: skip
            places.append(_Place(block, rows, columns, box, cell, shared))
            left += box.width() + _GAP
        return places

    def _paint_block(self, painter: QPainter, place: _Place) -> None:
        result = self._result
        if result is None:
            return
        at = slice(place.block.start, place.block.stop)
        shape = (place.rows, place.columns)
        numbers = numbers_of(result, self._kind, at).reshape(shape)
        verdicts = result.weights.verdict[at].reshape(shape)
        if place.shared > 1:
            numbers, verdicts = pooled(numbers, verdicts, place.shared, self._kind)
        colours = colours_of(numbers, verdicts, self._kind, self._theme)
        image = QImage(
            colours.tobytes(), colours.shape[1], colours.shape[0], 4 * colours.shape[1],
            QImage.Format.Format_RGB32,
        )  # fmt: skip
        painter.drawImage(place.box, image)
        painter.setPen(QPen(QColor(self._theme.plot), 1))
        if place.cell >= _MARKED:
            self._paint_lines(painter, place, colours.shape[:2])
            self._paint_cells(painter, place, numbers, verdicts)
        self._paint_selected(painter, place)

    def _paint_lines(self, painter: QPainter, place: _Place, shape: tuple[int, ...]) -> None:
        box = place.box
        for row in range(1, shape[0]):
            y = box.top() + row * place.cell
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        for column in range(1, shape[1]):
            x = box.left() + column * place.cell
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _paint_cells(
        self,
        painter: QPainter,
        place: _Place,
        numbers: NDArray[np.float64],
        verdicts: NDArray[np.int8],
    ) -> None:
        """Marks, so that colour never says anything alone, and numbers where there is room."""
        font = number_font(11, scale=self._scale)
        tall = QFontMetricsF(font).height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        for row, column in np.ndindex(numbers.shape):
            cell = QRectF(
                place.box.left() + column * place.cell, place.box.top() + row * place.cell,
                place.cell, place.cell,
            )  # fmt: skip
            verdict = int(verdicts[row, column])
            ink = QColor(self._theme.text)
            painter.setPen(QPen(ink, 1.6))
            middle, reach = cell.center(), min(place.cell * 0.16, 6.0)
            numbered = place.cell >= _NUMBERED * self._scale
            if numbered:
                middle -= QPointF(0, tall * 0.7)
            if verdict == DISAGREE:
                painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
                painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
            elif verdict == UNDECIDED:
                ends = [(0, -reach), (reach, 0), (0, reach), (-reach, 0)]
                painter.drawPolygon([middle + QPointF(*end) for end in ends])
            if numbered:
                painter.setPen(ink)
                text = compact(float(numbers[row, column]), 2)
                painter.drawText(
                    cell.adjusted(0, tall * 0.5, 0, 0), int(Qt.AlignmentFlag.AlignCenter), text
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_selected(self, painter: QPainter, place: _Place) -> None:
        block = place.block
        if not block.start <= self._selected < block.stop:
            return
        row, column = divmod(self._selected - block.start, place.columns)
        cell = QRectF(
            place.box.left() + column // place.shared * place.cell,
            place.box.top() + row // place.shared * place.cell,
            place.cell, place.cell,
        )  # fmt: skip
        painter.setPen(QPen(QColor(self._theme.text), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(0, 0, -1, -1))


def _shape(block: Block) -> tuple[int, int]:
    """Rows and columns of a block; a bias is one row."""
    shape = (1, *block.shape) if len(block.shape) < 2 else block.shape
    return int(np.prod(shape[:-1])), int(shape[-1])
