"""What two trainings came to: the cost of each at the end, and how steep it still is there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from nnd_gui.gui.plots.line_sample import LineSample
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.numbers import compact
from nnd_gui.model.training_result import TrainingResult
from nnd_gui.model.words import tr

__all__ = ["TrainingNumbers"]

_DIGITS = 4
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)


class TrainingNumbers(QWidget):
    """A small table: the start, the right gradient, the broken one.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(1)
        self._heads = [_label("muted", tr("cost")), _label("muted", tr("slope left"))]
        self._heads[1].setToolTip(
            tr("How steep the cost still is there, by the right gradient: near 0 at a minimum")
        )
        for column, head in enumerate(self._heads):
            grid.addWidget(head, 0, 2 + column, Qt.AlignmentFlag.AlignRight)
        self._start = _label("number", "")
        grid.addWidget(_label("muted", tr("at the start")), 1, 1)
        grid.addWidget(self._start, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._samples = [LineSample(style, self) for style in _STYLES]
        self._names = [_label("muted", ""), _label("muted", tr("broken gradient"))]
        self._costs = [_label("number", ""), _label("number", "")]
        self._slopes = [_label("number", ""), _label("number", "")]
        for side in (0, 1):
            for column, widget in enumerate((self._samples[side], self._names[side])):
                grid.addWidget(widget, 2 + side, column)
            for column, cell in enumerate((self._costs[side], self._slopes[side])):
                grid.addWidget(cell, 2 + side, 2 + column, Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_result(self, result: TrainingResult) -> None:
        """Show the numbers so far; the slopes at the end."""
        self._names[0].setText(
            tr("this file's gradient") if result.of_person else tr("right gradient")
        )
        self._start.setText(_cost(result.costs(0)[0]) if result.sides else "")
        for side in (0, 1):
            there = side < result.sides
            for widget in (self._samples[side], self._names[side]):
                widget.setVisible(there)
            self._costs[side].setText(self._last(result, side) if there else "")
            slope = ""
            if there and result.ended is not None and result.diverged(side) is None:
                slope = compact(float(result.ended.steepness[side]), _DIGITS)
            self._slopes[side].setText(slope)
        self._heads[1].setVisible(result.ended is not None)

    def text(self) -> str:
        """All of it, to be read out."""
        parts = [tr("Cost at the start {cost}", cost=self._start.text())]
        both = zip(self._names, self._costs, strict=True)
        parts += [f"{name.text()} {cost.text()}" for name, cost in both if cost.text()]
        return ", ".join(parts)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        for sample, colour in zip(self._samples, (theme.numerical, theme.analytic), strict=True):
            sample.set_look(colour, scale)

    def _last(self, result: TrainingResult, side: int) -> str:
        if result.diverged(side) is not None:
            return tr("out of hand")
        return _cost(float(result.costs(side)[-1]))


def _cost(cost: float) -> str:
    return compact(cost, _DIGITS)


def _label(look: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("look", look)
    if look == "number":
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
