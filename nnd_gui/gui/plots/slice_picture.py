"""The cost along one weight: the curve, the probes, the secant and the tangent, at any zoom."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.gui.plots.chain_view import ChainView
from nnd_gui.gui.plots.chart_picture import ChartPicture
from nnd_gui.gui.plots.legend import Legend
from nnd_gui.gui.plots.slice_curve import SliceCurve
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.chain_result import ChainResult
from nnd_gui.model.numbers import compact
from nnd_gui.model.picture_settings import WIDEST_SLICE, SliceSettings
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.slice_result import SliceResult, scale_note
from nnd_gui.model.unit_words import place_words
from nnd_gui.model.words import tr

__all__ = ["SlicePicture"]

# Decades that one press of a zoom key goes.
_ZOOM = 0.5
# Below these heights the sentences, and then the header, give their room to the curve.
_WORDS_PX, _HEAD_PX = 230, 140
# The chain rule stands beside the curve, or below it, in a picture of this width, or height.
_BESIDE_PX, _BELOW_PX = 1180, 400
_CHAIN_SHARE = 0.54


class SlicePicture(ChartPicture):
    """What the cost does while one weight is turned, and the two slopes there.

    Its settings are `SliceSettings`.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, tr("Cost along one weight"), (_WORDS_PX, _HEAD_PX), parent)
        self._result: SliceResult | None = None
        self._spec: ExperimentSpec | None = None
        self._selected = -1
        self._window = WIDEST_SLICE
        self._wants_chain: bool | None = None
        self._traced: ChainResult | None = None
        self._legend = Legend(("secant", "tangent"), themes.theme, self)
        self._wide = QLabel(self)
        self._wide.setProperty("look", "number")
        self._out, self._in = QToolButton(self), QToolButton(self)
        self._curve = SliceCurve(self)
        self._chain_box = QCheckBox(tr("&Chain rule"), self)
        self._chain = ChainView(themes, self)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._build()
        self._chain_box.clicked.connect(self._chain_chosen)
        self._out.clicked.connect(self._zoom_out)
        self._in.clicked.connect(self._zoom_in)
        themes.changed.connect(self._apply_theme)
        self._apply_theme(themes.theme)

    def show_result(self, result: SliceResult | None) -> None:
        """Draw what has been sampled so far."""
        self._result = result
        self._draw()

    def show_other(self, kind: str, result: Any) -> None:
        """Show the chain rule, or take the measured slope from the check."""
        if isinstance(result, CheckResult):
            self._chain.show_check(result)
        elif result is None or isinstance(result, ChainResult):
            self._traced = result
            self._show_chain()

    def show_selected(self, index: int) -> None:
        """Wait for another weight's curve."""
        self._selected = index
        self._draw()
        self._show_chain()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Take on another experiment."""
        self._spec = spec
        self._draw()

    def show_settings(self, settings: SliceSettings | None) -> None:
        """Take on another width."""
        self._window = (settings or SliceSettings()).window
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, or go to the weight before or behind (called by Qt)."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_in()
        elif key == Qt.Key.Key_Minus:
            self._zoom_out()
        elif key == Qt.Key.Key_0:
            self._set_window(WIDEST_SLICE)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.weight_chosen.emit(max(self._selected + step, 0))
        elif key == Qt.Key.Key_C and not event.modifiers():
            self._chain_box.click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        tips = (tr("Wider (−)"), tr("Nearer (+)"))
        for button, tip in zip((self._out, self._in), tips, strict=True):
            button.setProperty("look", "icon")
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition(" ")[0])
        self._wide.setToolTip(tr("Half the width of the picture, in units of the weight"))
        self._chain_box.setToolTip(tr("The analytic value, traced back to its factors (C)"))
        for widget in (self._legend, self._wide, self._out, self._in):
            self._header.add_right(widget)
        column = self._column()
        right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        drawn = QVBoxLayout()
        drawn.setSpacing(4)
        drawn.addWidget(self._curve, 1)
        # Not in the header, which beside a text and the numbers has no room for it.
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._words, 1)
        foot.addWidget(self._chain_box, 0, right)
        drawn.addLayout(foot)
        self._body.setSpacing(8)
        self._body.addLayout(drawn, 1)
        self._body.addWidget(self._chain)
        column.addLayout(self._body, 1)
        self.setAccessibleName(tr("Plot of the cost along one weight"))

    def _show_chain(self) -> None:
        """Show the chain rule of the selected weight, or why there is none."""
        spec, why = self._spec, ""
        if spec is not None and self._selected >= 0:
            why = tr("Which factors there are is told with the diagnosis.")
            if not isinstance(spec.subject, Network):
                why = tr("The chain rule is traced in the program's own networks only.")
        self._chain.show_chain(self._traced, why)
        self._show_parts()

    def _chain_chosen(self, wanted: bool) -> None:
        self._wants_chain = wanted
        self._show_parts()

    def _show_parts(self) -> None:
        """Give the chain rule its room: beside the curve, below it, or in its place."""
        super()._show_parts()
        scale = self._themes.scale
        width, height = self.width() / scale, self.height() / scale
        beside, below = width >= _BESIDE_PX, height >= _BELOW_PX
        # Until it is asked for or sent away it is there where both have room.
        shown = (beside or below) if self._wants_chain is None else self._wants_chain
        together = beside or below
        self._chain_box.setChecked(shown)
        self._chain_box.setVisible(height >= _HEAD_PX)
        self._chain.setVisible(shown)
        self._curve.setVisible(together or not shown)
        if shown and not together:
            self._words.hide()
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        most, least = 16_777_215, 0
        if shown and beside:
            self._chain.setFixedWidth(min(self._chain.natural_width, round(0.62 * self.width())))
            self._chain.setMinimumHeight(least)
            self._chain.setMaximumHeight(most)
            return
        self._chain.setMinimumWidth(least)
        self._chain.setMaximumWidth(most)
        if shown and below:
            room = round(_CHAIN_SHARE * self.height())
            self._chain.setFixedHeight(min(self._chain.natural_height, room))
        else:
            self._chain.setMinimumHeight(least)
            self._chain.setMaximumHeight(most)

    def _draw(self) -> None:
        result = self._result
        self._wide.setText(tr("w ± {window}", window=compact(self._window, 2)))
        self._show_ends()
        if self._spec is None or self._selected < 0:
            self._say_only(tr("Choose a weight, by a bar, a row of the table or ← and →."))
            return
        if result is None or result.started is None:
            failure = result.finished.failure if result and result.finished else None
            self._say_only(problem_text(failure) if failure else tr("Measuring…"))
            return
        place = place_words(result.spec.subject, result.started.layout, result.asked.index)
        self._header.set_note(place)
        self._curve.draw(result)
        self._tell_slopes(result)

    def _tell_slopes(self, result: SliceResult) -> None:
        """Say the two slopes, and what cannot be seen."""
        started, slope = result.started, result.secant_slope
        if started is None:
            return
        sentences = []
        if slope is not None:
            sentences.append(
                tr(
                    "The secant rises by {secant} for each unit of the weight, the tangent by "
                    "{tangent}.",
                    secant=compact(slope, 6),
                    tangent=compact(started.analytic, 6),
                )
            )
        sentences.append(scale_note(result))
        if len(result.not_finite):
            sentences.append(tr("Where crosses stand at the top, the cost is no finite number."))
        text = " ".join(sentence for sentence in sentences if sentence)
        self._tell(text)

    def _say_only(self, text: str) -> None:
        self._header.set_note("")
        self._curve.draw_nothing()
        self._tell(text)

    def _zoom_in(self) -> None:
        self._set_window(self._window * 10**-_ZOOM)

    def _zoom_out(self) -> None:
        self._set_window(self._window * 10**_ZOOM)

    def _set_window(self, window: float) -> None:
        # Whole and half decades exactly, wherever the zoom began.
        place = round(np.log10(window) / _ZOOM) * _ZOOM
        window = float(np.clip(10.0**place, self._nearest, WIDEST_SLICE))
        if window != self._window:
            self._window = window
            self.settings_chosen.emit(SliceSettings(window))
            self._draw()

    @property
    def _nearest(self) -> float:
        """The narrowest window: epsilon itself, where the curve has become a line."""
        return min(self._spec.epsilon if self._spec else WIDEST_SLICE, WIDEST_SLICE)

    def _show_ends(self) -> None:
        self._in.setEnabled(self._window > self._nearest)
        self._out.setEnabled(self._window < WIDEST_SLICE)

    def _apply_theme(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._curve.apply_theme(theme, scale)
        self._legend.apply_theme(theme, scale)
        self._chain.apply_theme(theme)
        self._out.setIcon(icon("minus", theme))
        self._in.setIcon(icon("plus", theme))
        self._fit_theme()
