"""The curves of a training: the cost after each step, with the right gradient and the broken."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.differences import Floats
from nnd_gui.gui.plots.cost_axis import CostAxis
from nnd_gui.gui.plots.mark_sizes import scale_marks
from nnd_gui.gui.plots.offset_axis import round_up
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.training_result import TrainingResult
from nnd_gui.model.words import tr

__all__ = ["TrainingCurves", "thinned"]

_LEFT_PX, _BOTTOM_PX, _LABEL_PX = 66, 24, 12
# A curve has a lowest and a highest place for each so many pixels: the eye sees no more.
_COLUMN_PX = 5.0
# The broken curve may rise this far above the others before it leaves the picture.
_ABOVE = 2.5
# Below this no cost is drawn on a logarithmic axis; one of exactly 0 stands at its bottom.
_LEAST = 1e-30


class TrainingCurves(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Draws a `TrainingResult`.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._up = CostAxis()
        self._across = pg.AxisItem("bottom")
        super().__init__(parent, axisItems={"left": self._up, "bottom": self._across})
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.layout.setContentsMargins(0, 0, 8, 0)
        self.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(60)
        self._across.enableAutoSIPrefix(False)
        self._across.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
        self._across.setPen(pg.mkPen(None))
        self._box = item.getViewBox()
        self._box.setMouseEnabled(x=False, y=False)
        self._box.setDefaultPadding(0)
        self._box.disableAutoRange()
        # Smooth: a curve that falls slowly is a staircase otherwise. They have few places.
        self._lines = (pg.PlotCurveItem(antialias=True), pg.PlotCurveItem(antialias=True))
        self._ends = (
            pg.ScatterPlotItem(symbol="o", size=8),
            pg.ScatterPlotItem(symbol="s", size=8),
        )
        self._lost = pg.ScatterPlotItem(symbol="x", size=11)
        self._zeros = pg.ScatterPlotItem(symbol="t", size=10)
        for depth, one in enumerate((*self._lines, *self._ends, self._zeros, self._lost)):
            one.setZValue(depth)
            self.addItem(one, ignoreBounds=True)
        self._names = (pg.TextItem(anchor=(0.5, -0.4)), pg.TextItem(anchor=(0.5, -0.4)))
        for name in self._names:
            self.addItem(name, ignoreBounds=True)
        self.clear_curves()

    def clear_curves(self) -> None:
        """Take all away."""
        for item in (*self._lines, *self._ends, self._lost, self._zeros):
            item.setData([], [])
        for name in self._names:
            name.hide()

    def draw(self, result: TrainingResult, logarithmic: bool) -> None:
        """Draw what has been found so far."""
        if result.started is None:
            self.clear_curves()
            return
        curves = [result.curve(side) for side in range(result.sides)]
        # A single cost, before the first step, is a curve too.
        low, high = self._limits(result, [y for _, y in curves], logarithmic)
        steps = result.asked.steps
        self._box.setRange(xRange=(-0.008 * steps, 1.03 * steps), yRange=(low, high))
        marks: list[tuple[float, float]] = []
        zeros: list[tuple[float, float]] = []
        for side in (0, 1):
            x, y = curves[side] if side < len(curves) else (np.empty(0), np.empty(0))
            places = self._placed(y, low, logarithmic)
            self._lines[side].setData(*thinned(x, places, self._columns))
            diverged = result.diverged(side) if side < len(curves) else None
            at_end = diverged is None and len(x) > 0
            self._ends[side].setData(x[-1:] if at_end else [], places[-1:] if at_end else [])
            self._names[side].setVisible(diverged is not None)
            if diverged is not None:
                # Just below the upper edge, where the curve has left the picture.
                marks.append((float(diverged), high - 0.04 * (high - low)))
                self._names[side].setText(tr("out of hand at step {step:,}", step=diverged))
                near_left = diverged < 0.15 * result.asked.steps
                near_right = diverged > 0.85 * result.asked.steps
                across = 0.0 if near_left else 1.0 if near_right else 0.5
                # Under one another where both are lost.
                self._names[side].setAnchor((across, -0.4 - 1.1 * (len(marks) - 1)))
                self._names[side].setPos(*marks[-1])
            if logarithmic and np.any(y == 0):
                zeros.append((float(x[np.argmax(y == 0)]), low + 0.03 * (high - low)))
        self._lost.setData([x for x, _ in marks], [y for _, y in marks])
        self._zeros.setData([x for x, _ in zeros], [y for _, y in zeros])

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self.setBackground(theme.plot)
        font = ui_font(_LABEL_PX, scale=scale)
        for axis in (self._across, self._up):
            axis.setTextPen(pg.mkPen(theme.text_muted))
            axis.setTickPen(pg.mkPen(theme.grid, width=1))
            axis.setStyle(tickFont=font)
        self._up.set_scale(scale)
        self._up.setWidth(round(_LEFT_PX * scale))
        self._across.setHeight(round(_BOTTOM_PX * scale))
        colours = (theme.numerical, theme.analytic)
        styles = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
        for side, (colour, style) in enumerate(zip(colours, styles, strict=True)):
            self._lines[side].setPen(pg.mkPen(colour, width=2.5 * scale, style=style))
            self._ends[side].setBrush(pg.mkBrush(colour))
            self._ends[side].setPen(pg.mkPen(theme.plot, width=1))
            self._names[side].setColor(theme.text)
            self._names[side].setFont(font)
        scale_marks((*self._ends, self._lost, self._zeros), scale)
        self._lost.setPen(pg.mkPen(theme.disagree, width=2.5 * scale))
        self._zeros.setPen(pg.mkPen(theme.text_muted, width=1))
        self._zeros.setBrush(pg.mkBrush(theme.text_muted))

    @property
    def _columns(self) -> int:
        return max(int(self._box.width() / _COLUMN_PX), 50)

    def _limits(
        self, result: TrainingResult, costs: list[Floats], logarithmic: bool
    ) -> tuple[float, float]:
        """Lower and upper edge; round, so that they seldom move while a curve grows."""
        start = abs(result.costs(0)[0])
        calm = [y for side, y in enumerate(costs) if result.diverged(side) is None]
        most = max([start, *(float(np.max(y)) for y in calm[:1])])
        highest = max([most, *(float(np.max(y)) for y in costs if len(y))])
        top = min(highest, _ABOVE * most) or 1.0
        if not logarithmic:
            self._up.set_unit(round_up(top))
            return -0.02, 1.04
        self._up.set_unit(None)
        both = np.concatenate([np.array([top]), *costs])
        least = float(np.min(both[both > _LEAST], initial=top))
        upper = float(np.ceil(np.log10(max(top, _LEAST)) + 0.02))
        lower = float(np.floor(np.log10(max(least, _LEAST))))
        return min(lower, upper - 1) - 0.03, upper + 0.03

    def _placed(self, costs: Floats, low: float, logarithmic: bool) -> Floats:
        if not logarithmic:
            unit = self._up.unit or 1.0
            # Far outside of the picture is outside: Qt draws no line of 1e300 pixels.
            return np.clip(costs / unit, -1.0, 10.0)
        with np.errstate(divide="ignore"):
            return np.clip(np.log10(np.maximum(costs, 0.0)), low, None)


def thinned(x: Floats, y: Floats, columns: int) -> tuple[Floats, Floats]:
    """A curve of at most four places a column: its first, lowest, highest and last there.

    Drawn, it covers the same pixels as the whole.
    """
    if len(x) <= 4 * columns:
        return x, y
    starts = np.linspace(0, len(x), columns + 1).astype(np.intp)[:-1]
    ends = np.append(starts[1:], len(x)) - 1
    lows, highs = (
        [a + pick(y[a : b + 1]) for a, b in zip(starts, ends, strict=True)]
        for pick in (np.argmin, np.argmax)
    )
    at = np.unique(np.concatenate([starts, lows, highs, ends]))
    return x[at], y[at]
