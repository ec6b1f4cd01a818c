"""The slice's plot: offsets of the weight across, offsets of the cost upwards."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnd_gui.gui.plots.bare_chart import StillChart
from nnd_gui.gui.plots.mark_sizes import scale_marks
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.numbers import compact
from nnd_gui.model.slice_result import SliceResult
from nnd_gui.model.words import tr

__all__ = ["SliceCurve"]

_LEFT_PX, _NAME_PX = 78, 12
# Room above and below the curve, as a share of its height.
_ROOM = 0.16
# Probes nearer to each other than this share of the width are drawn this far from the weight.
_NEAR, _SHOWN = 0.01, 0.09


class _OffsetAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Names offsets, which are drawn as shares of their largest."""

    def __init__(self, orientation: str, zero: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
        self.setPen(pg.mkPen(None))
        self.setGrid(255)
        self.setZValue(-100)
        self._zero, self._unit = zero, 1.0

    def set_unit(self, unit: float) -> None:
        """Tell what 1 stands for; 0 where nothing is drawn, and no number means anything."""
        self._unit = unit
        self.picture = None
        self.update()

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        if self._unit == 0:
            return [""] * len(values)
        return [
            self._zero
            if abs(value) < 1e-9
            else ("+" if value > 0 else "−") + compact(abs(value) * self._unit, 2)
            for value in values
        ]


class SliceCurve(StillChart):
    """Draws a `SliceResult`; both axes are shares of what the window holds.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._across = _OffsetAxis("bottom", tr("w"))
        self._up = _OffsetAxis("left", tr("J(w)"))
        super().__init__({"bottom": self._across, "left": self._up}, _LEFT_PX, parent)
        # Smooth, which costs little: a curve has 129 places at the most, the others two.
        self._curve = pg.PlotCurveItem(connect="finite", antialias=True)
        self._secant = pg.PlotCurveItem(antialias=True)
        self._tangent = pg.PlotCurveItem(antialias=True)
        self._probes = pg.ScatterPlotItem(symbol="o", size=9)
        self._weight = pg.ScatterPlotItem(symbol="o", size=8)
        self._lost = pg.ScatterPlotItem(symbol="x", size=9)
        self._items = (
            self._curve, self._secant, self._tangent, self._probes, self._weight, self._lost,
        )  # fmt: skip
        for depth, one in enumerate(self._items):
            one.setZValue(depth)
            self.addItem(one, ignoreBounds=True)
        self._names = [pg.TextItem(tr("w − ε")), pg.TextItem(tr("w + ε"))]
        for name in self._names:
            self.addItem(name, ignoreBounds=True)
        self.draw_nothing()

    def draw_nothing(self) -> None:
        """Take all away."""
        for item in self._items:
            item.setData([], [])
        for axis in (self._across, self._up):
            axis.set_unit(0.0)
        for name in self._names:
            name.hide()

    def draw(self, result: SliceResult) -> None:
        """Draw a slice."""
        started, window = result.started, result.asked.window
        if started is None:
            self.draw_nothing()
            return
        low, high = result.height
        tall = max(abs(low), abs(high))
        self._across.set_unit(window)
        self._up.set_unit(tall)
        margin = _ROOM * (high - low) / tall
        bottom, top = low / tall - margin, high / tall + margin
        self._box.setRange(xRange=(-1.02, 1.02), yRange=(bottom, top))
        x, y = _joined(result)
        self._curve.setData(x / window, y / tall)
        self._weight.setData([0.0], [0.0])
        self._line(self._tangent, 0.0, 0.0, started.analytic * window / tall)
        self._show_secant(result, window, tall)
        lost = result.not_finite / window
        self._lost.setData(lost, np.full(len(lost), top - margin / 3))

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self.apply_axes(theme, scale)
        font = ui_font(_NAME_PX, scale=scale)
        scale_marks((self._probes, self._weight, self._lost), scale)
        self._curve.setPen(pg.mkPen(theme.text, width=2 * scale))
        self._secant.setPen(pg.mkPen(theme.numerical, width=2 * scale))
        self._tangent.setPen(pg.mkPen(theme.analytic, width=2 * scale, style=Qt.PenStyle.DashLine))
        self._probes.setPen(pg.mkPen(theme.plot, width=1))
        self._probes.setBrush(pg.mkBrush(theme.numerical))
        self._weight.setPen(pg.mkPen(theme.plot, width=1))
        self._weight.setBrush(pg.mkBrush(theme.text))
        self._lost.setPen(pg.mkPen(theme.disagree, width=2 * scale))
        for name in self._names:
            name.setColor(theme.text_muted)
            name.setFont(font)

    def _show_secant(self, result: SliceResult, window: float, tall: float) -> None:
        secant, slope = result.secant, result.secant_slope
        if secant is None or slope is None:
            for item in (self._secant, self._probes):
                item.setData([], [])
            for name in self._names:
                name.hide()
            return
        (x0, y0), _ = secant
        self._line(self._secant, x0 / window, y0 / tall, slope * window / tall)
        apart = result.probes_apart
        places = result.probes
        if apart is not None and apart < _NEAR:
            # Not to scale, which is said: on the curve, where they can be told apart.
            x, y = _joined(result)
            known = np.isfinite(y)
            shown = [np.sign(at) * _SHOWN * window for at, _ in places[:2]]
            places = [(at, float(np.interp(at, x[known], y[known]))) for at in shown]
        self._probes.setData([x / window for x, _ in places], [y / tall for _, y in places])
        for name, side in zip(self._names, (-1, 1), strict=True):
            beside = next((place for place in places if np.sign(place[0]) == side), None)
            name.setVisible(beside is not None)
            if beside is not None:
                # On that side of the lines on which they lead away from it.
                name.setAnchor((1.1 if side < 0 else -0.1, 1.0 if side * slope < 0 else 0.0))
                name.setPos(beside[0] / window, beside[1] / tall)

    def _line(self, item: pg.PlotCurveItem, x: float, y: float, slope: float) -> None:
        """A straight line from one side of the picture to the other, as far as it is in it."""
        _, (bottom, top) = self._box.viewRange()
        ends = np.array([-1.02, 1.02])
        if slope:
            crossings = np.sort(x + (np.array([bottom, top]) - y) / slope)
            ends = np.clip(ends, crossings[0], crossings[1])
        item.setData(ends, y + slope * (ends - x))


def _joined(result: SliceResult) -> tuple[np.ndarray, np.ndarray]:
    """The curve's pieces as one line, broken between them."""
    x: list[float] = []
    y: list[float] = []
    for across, up in result.pieces:
        x += [*across.tolist(), float(across[-1])]
        y += [*up.tolist(), float("nan")]
    return np.array(x), np.array(y)
