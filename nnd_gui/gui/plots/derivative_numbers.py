"""The slopes one above the other, with every digit, and how far they agree."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from nnd_gui.engine.verdicts import AGREE, DISAGREE, UNDECIDED
from nnd_gui.gui.plots.line_sample import LineSample
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.derivative_result import DerivativeResult
from nnd_gui.model.digits import all_digits
from nnd_gui.model.explain_derivative import agreement_text, secant_name
from nnd_gui.model.numbers import compact
from nnd_gui.model.words import tr

__all__ = ["DerivativeNumbers"]

_STYLES = {
    "secant": Qt.PenStyle.SolidLine,
    "tangent": Qt.PenStyle.DashLine,
    "believed": Qt.PenStyle.DotLine,
}


class DerivativeNumbers(QWidget):
    """Three slopes: measured, worked out, and believed in; each with a sample of its line.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        self._rows = {name: _Row(name, place, grid) for place, name in enumerate(_STYLES)}
        self._rows["secant"].name.setToolTip(
            tr("The slope by the formula, with the epsilon that was asked for")
        )
        self._rows["tangent"].name.setToolTip(
            tr("The slope of the curve itself, worked out by the chain rule")
        )
        self._rows["believed"].name.setToolTip(tr("What the derivative that you typed gives here"))
        self._agreement = QLabel(self)
        self._agreement.setAccessibleName(tr("How far the two slopes agree"))
        # In lines, or it would take the width of the sentence beside it.
        self._agreement.setWordWrap(True)
        grid.addWidget(self._agreement, len(_STYLES), 1, 1, 2)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(_STYLES) + 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_result(self, result: DerivativeResult, believed_drawn: bool) -> None:
        """Show what has been found, and whether the slope believed in has a line of its own."""
        probed, rows = result.probed, self._rows
        if probed is None:
            return
        rows["secant"].show(secant_name(result.spec.scheme), _digits(probed.secant))
        tangent = _digits(probed.slope)
        if probed.tangent == "kink":
            sides = {"left": compact(probed.left, 6), "right": compact(probed.right, 6)}
            tangent = tr("{left} left, {right} right", **sides)
        elif probed.tangent == "vertical":
            tangent = compact(probed.left, 6)
        rows["tangent"].show(tr("Tangent"), tangent)
        typed = bool(result.spec.function.derivative.strip())
        verdict = {
            AGREE: tr("Yours agrees"),
            UNDECIDED: tr("Yours undecided"),
            DISAGREE: tr("Yours disagrees"),
        }.get(-1 if result.believed_verdict is None else result.believed_verdict, tr("Yours"))
        rows["believed"].show(verdict, _digits(probed.believed))
        rows["believed"].set_visible(typed)
        rows["believed"].sample.setVisible(typed and believed_drawn)
        text = ""
        if probed.secant is not None and probed.slope is not None:
            text = tr(
                "Secant and tangent {agree}", agree=agreement_text(probed.secant, probed.slope)
            )
        self._agreement.setText(text)

    def text(self) -> str:
        """All of it, to be read out."""
        shown = [row.text() for row in self._rows.values() if not row.value.isHidden()]
        return ". ".join([*shown, self._agreement.text()]).strip(". ")

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        colours = (theme.numerical, theme.analytic, theme.disagree)
        for row, colour in zip(self._rows.values(), colours, strict=True):
            row.sample.set_look(colour, scale)


class _Row:
    """A line's sample, its name, and its slope."""

    def __init__(self, name: str, place: int, grid: QGridLayout) -> None:
        self.sample, self.name, self.value = LineSample(_STYLES[name]), QLabel(), QLabel()
        self.name.setProperty("look", "muted")
        self.value.setProperty("look", "number")
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setCursor(Qt.CursorShape.IBeamCursor)
        for column, widget in enumerate((self.sample, self.name, self.value)):
            grid.addWidget(widget, place, column)

    def show(self, name: str, value: str) -> None:
        self.name.setText(name)
        self.value.setText(value)
        self.value.setAccessibleName(name)

    def text(self) -> str:
        return f"{self.name.text()} {self.value.text()}"

    def set_visible(self, visible: bool) -> None:
        for widget in (self.sample, self.name, self.value):
            widget.setVisible(visible)


def _digits(value: float | None) -> str:
    """A slope with all of its digits; where there is none, a dash."""
    if value is None or not math.isfinite(value):
        return compact(value)
    return all_digits(value)
