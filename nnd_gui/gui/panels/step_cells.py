"""The numbers of one step, each under its name, at places that do not move."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnd_gui.engine.verdicts import AGREE, DISAGREE, UNDECIDED
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.icons import pixmap
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.explain import verdict_word
from nnd_gui.model.formula_lines import Line
from nnd_gui.model.stepping import StepTold
from nnd_gui.model.words import tr

__all__ = ["StepCells"]

_FONT_PX = 13.0
_SPACE, _ICON = 18, 14
# Characters that a cell has room for: a weight, a cost with all digits, a gradient.
_WEIGHT, _COST, _GRADIENT = 14, 20, 13
_MOST = 6
_MARKS = {AGREE: "mark-agree", DISAGREE: "mark-disagree", UNDECIDED: "mark-undecided"}


class StepCells(QWidget):
    """A row of names with numbers under them, and the verdict at its end.

    Where there is no room for all, the perturbed weights give way, and then the costs; the
    panel beside the pictures has them too.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = StepTold("", "")
        self._room = 10_000
        self._cells = [_Cell(self) for _ in range(_MOST)]
        self._mark, self._verdict = QLabel(self), QLabel(self)
        self._came = QLabel(tr("verdict"), self)
        self._came.setProperty("look", "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACE)
        for cell in self._cells:
            row.addWidget(cell)
        column, line = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(0)
        line.setSpacing(5)
        line.addWidget(self._mark)
        line.addWidget(self._verdict)
        line.addStretch(1)
        column.addWidget(self._came)
        column.addLayout(line)
        row.addLayout(column)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_told(self, told: StepTold, theme: Theme, scale: float) -> None:
        """Show the numbers of a step."""
        self._told = told
        self.restyle(theme, scale)

    def fit(self, room: int) -> None:
        """Leave out what so many pixels have no room for."""
        self._room = room
        self._show_fitting()

    def restyle(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        told = self._told
        width = QFontMetrics(number_font(_FONT_PX, scale=scale)).horizontalAdvance("0")
        for place, cell in enumerate(self._cells):
            line = told.cells[place] if place < len(told.cells) else None
            cell.show_line(line, theme, scale, width)
        # An empty row keeps its height.
        mark = _MARKS.get(-1 if told.verdict is None else told.verdict)
        self._came.setText(tr("verdict") if mark else " ")
        self._verdict.setText("" if told.verdict is None else verdict_word(told.verdict))
        self._verdict.setFont(number_font(_FONT_PX, scale=scale))
        colours = {AGREE: theme.agree, DISAGREE: theme.disagree, UNDECIDED: theme.undecided}
        self._mark.setVisible(mark is not None)
        if mark is not None and told.verdict is not None:
            side = round(_ICON * scale)
            image = pixmap(mark, colours[told.verdict], side, self.devicePixelRatioF())
            self._mark.setPixmap(image)
        height = QFontMetrics(number_font(_FONT_PX, scale=scale)).height()
        self.setMinimumHeight(round(2.3 * height))
        self._show_fitting()

    def _show_fitting(self) -> None:
        shown = [cell for cell in self._cells if cell.line is not None]
        verdict = self._verdict.sizeHint().width() + _ICON + _SPACE
        for gives_way in ("", "weight", "cost"):
            for cell in shown:
                if gives_way and cell.kind == gives_way:
                    cell.hide()
                elif not gives_way:
                    cell.show()
            wanted = sum(c.minimumWidth() + _SPACE for c in shown if not c.isHidden())
            if wanted + verdict <= self._room:
                return


class _Cell(QWidget):
    """One name with its number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self._name, self._number = QLabel(self), QLabel(self)
        self._name.setProperty("look", "label")
        self._number.setTextFormat(Qt.TextFormat.RichText)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._number)

    @property
    def kind(self) -> str:
        """What gives way together: a weight, a cost, or a gradient, which stays."""
        if self.line is None or self.line.kind:
            return ""
        return "cost" if "J" in self.line.label else "weight"

    def show_line(self, line: Line | None, theme: Theme, scale: float, width: int) -> None:
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        swatch = {"numerical": theme.numerical, "analytic": theme.analytic}.get(line.kind)
        name = f'<span style="color:{swatch}">■</span> {line.label}' if swatch else line.label
        self._name.setText(name)
        self._number.setFont(number_font(_FONT_PX, scale=scale))
        self._number.setText(
            f'<span style="color:{theme.text_faint}">{line.faint}</span>{line.plain}'
        )
        self._number.setAccessibleName(f"{line.label} {line.text}")
        room = {"weight": _WEIGHT, "cost": _COST}.get(self.kind, _GRADIENT)
        self.setFixedWidth(max(room, len(line.text)) * width)
