"""The epsilon valley: the error at every epsilon, with the epsilon itself as a handle."""

from __future__ import annotations

from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from nnd_gui.engine.guides import guide_of
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.gui.plots.bare_chart import StillChart
from nnd_gui.gui.plots.chart_picture import ChartPicture
from nnd_gui.gui.plots.decade_axis import DecadeAxis
from nnd_gui.gui.plots.valley_curves import HIGHEST, LOWEST, Curve, ValleyCurves
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.check_edits import with_epsilon
from nnd_gui.model.explain_valley import band_sentence, epsilon_sentence, guide_sentence
from nnd_gui.model.numbers import epsilon_text
from nnd_gui.model.picture_settings import ValleySettings
from nnd_gui.model.problems import problem_text
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.sweep_result import SweepResult
from nnd_gui.model.words import tr

__all__ = ["ValleyPicture"]

# Decimal logarithms of the epsilons at the edges.
_FIRST, _LAST = -15.6, 0.6
# Below these heights the sentences, and then the controls, give their room to the picture.
_WORDS_PX, _HEAD_PX = 250, 150
# A handle let go this near to a decade takes it, in decades.
_SNAP = 0.06


class ValleyPicture(ChartPicture):
    """Error against epsilon: of the selected weight, or the ratio of all.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, tr("Error at every epsilon"), (_WORDS_PX, _HEAD_PX), parent)
        self._result: SweepResult | None = None
        self._spec: ExperimentSpec | None = None
        self._selected = -1
        self._axes = {side: DecadeAxis(side) for side in ("left", "bottom")}
        self._chart = StillChart(self._axes, 66, self)
        self._curves = ValleyCurves(self._chart.getPlotItem())
        self._handle = pg.InfiniteLine(
            -4, angle=90, movable=True, bounds=(_FIRST, _LAST), label="",
            labelOpts={"position": 0.94, "movable": False},
        )  # fmt: skip
        self._others = QCheckBox(tr("Other schemes"), self)
        self._build()
        self._handle.sigDragged.connect(self._dragged)
        self._others.toggled.connect(self._choose_others)
        self._chart.getPlotItem().getViewBox().sigResized.connect(self._resized)
        themes.changed.connect(self._apply_theme)
        self._apply_theme(themes.theme)

    def show_result(self, result: SweepResult | None) -> None:
        """Draw what has been swept so far."""
        self._result = result
        self._draw()

    def show_selected(self, index: int) -> None:
        """Draw one weight's valley, or the ratio's with -1."""
        self._selected = index
        self._draw()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Put the handle where the epsilon is."""
        self._spec = spec
        self._handle.setValue(float(np.clip(np.log10(spec.epsilon), _FIRST, _LAST)))
        self._handle.label.setFormat(epsilon_text(spec.epsilon))
        self._draw()

    def show_settings(self, settings: ValleySettings | None) -> None:
        """Draw the other schemes, or leave them out."""
        self._others.setChecked((settings or ValleySettings()).others)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move epsilon by a decade (called by Qt)."""
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        way = ways.get(Qt.Key(event.key()))
        if way is None or self._spec is None:
            super().keyPressEvent(event)
            return
        place = np.log10(self._spec.epsilon)
        # To the next whole decade, wherever between two of them it stands.
        decade = np.floor(place + 1e-9) + 1 if way > 0 else np.ceil(place - 1e-9) - 1
        self._ask(float(f"1e{int(np.clip(decade, -15, 0))}"))

    def _build(self) -> None:
        self._chart.box.setRange(xRange=(_FIRST, _LAST), yRange=(LOWEST, HIGHEST))
        self._handle.setZValue(20)
        self._handle.addMarker("<|>", position=0.5, size=12)  # to be taken and moved
        self._chart.addItem(self._handle, ignoreBounds=True)
        self._others.setToolTip(tr("Draw the error of every scheme, each by its own line"))
        self._others.setChecked(True)
        self._words.setAccessibleName(tr("The valley in words"))
        self._header.add_right(self._others)
        column = self._column()
        column.addWidget(self._chart, 1)
        column.addWidget(self._words)
        self.setAccessibleName(tr("Plot of the error at every epsilon"))

    def _draw(self) -> None:
        spec, result = self._spec, self._result
        if spec is None or result is None or result.started is None:
            self._curves.clear()
            self._header.set_note("")
            failure = result.finished.failure if result and result.finished else None
            self._tell(problem_text(failure) if failure else tr("Measuring…"))
            return
        index = self._selected if result.holds(self._selected) else None
        main = self._curve(result, spec.scheme, spec.dtype, index)
        if main is None:
            return
        other = next((dtype for dtype in result.dtypes if dtype != spec.dtype), None)
        twin = None
        if other is not None:
            twin = self._curve(result, spec.scheme, other, index, name=other)
        schemes = [name for name in SCHEMES if name != spec.scheme] if self._shows_others() else []
        found = [self._curve(result, scheme, spec.dtype, index) for scheme in schemes]
        self._curves.show(main, twin, [curve for curve in found if curve is not None])
        guides = [guide_of(main.valley, spec.scheme, side) for side in ("truncation", "rounding")]
        self._curves.show_guides([g for g in guides if g is not None and g.follows])
        tolerance = result.tolerance(spec.dtype)
        text = tr("tolerance {value}", value=epsilon_text(tolerance))
        self._curves.show_tolerance(tolerance, text)
        self._curves.apply_theme(self._themes.theme, self._themes.scale)
        self._tell_valley(main, spec, result, index)

    def _resized(self, _box: pg.ViewBox) -> None:
        self._curves.place_names()

    def _choose_others(self, others: bool) -> None:
        self.settings_chosen.emit(ValleySettings(others))
        self._draw()

    def _shows_others(self) -> bool:
        return self._others.isChecked()

    def _curve(
        self, result: SweepResult, scheme: str, dtype: str, index: int | None, name: str = ""
    ) -> Curve | None:
        valley = result.valley(scheme, dtype, index)
        return None if valley is None else Curve(name or scheme_label(scheme), scheme, valley)

    def _tell_valley(
        self, main: Curve, spec: ExperimentSpec, result: SweepResult, index: int | None
    ) -> None:
        """Say what is seen, and of what."""
        started = result.started
        if started is None:
            return
        of = tr("ratio of all weights")
        if index is not None:
            of = started.layout.name_of(index)
        elif started.sampled:
            of = tr(
                "ratio of {count} weights of {total:,}",
                count=len(started.indices),
                total=started.layout.size,
            )
        self._header.set_note(of)
        sentences = (
            band_sentence(main.valley),
            epsilon_sentence(main.valley, spec.epsilon),
            guide_sentence(main.valley, spec.scheme),
        )
        text = " ".join(sentence for sentence in sentences if sentence)
        self._tell(text)

    def _dragged(self, line: pg.InfiniteLine) -> None:
        place = float(line.value())
        decade = round(place)
        if abs(place - decade) < _SNAP:
            self._ask(float(f"1e{decade}"))
        else:
            self._ask(float(f"{10**place:.0e}"))

    def _ask(self, epsilon: float) -> None:
        if self._spec is not None and epsilon != self._spec.epsilon:
            self.change_asked.emit(partial(with_epsilon, epsilon=epsilon))

    def _apply_theme(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._chart.apply_axes(theme, scale)
        for axis in self._axes.values():
            axis.set_scale(scale)
        self._handle.setPen(pg.mkPen(theme.text, width=2 * scale))
        self._handle.setHoverPen(pg.mkPen(theme.accent, width=4 * scale))
        self._handle.label.setColor(theme.text)
        self._handle.label.textItem.setFont(ui_font(13, scale=scale))
        self._curves.apply_theme(theme, scale)
        self._fit_theme()
