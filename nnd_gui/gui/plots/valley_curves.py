"""The valley's items: curves, marks, bands, guides and the lines that epsilon and tolerance are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from nnd_gui.engine.guides import Guide
from nnd_gui.engine.valley import Valley
from nnd_gui.gui.plots.label_places import label_places
from nnd_gui.gui.plots.mark_sizes import scale_marks
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.sweep_result import drawn
from nnd_gui.model.words import tr

__all__ = ["HIGHEST", "LOWEST", "Curve", "ValleyCurves"]

Floats = NDArray[np.float64]

# Decimal logarithms at the edges. An error of exactly 0 is drawn at the lower one, what is no
# number at the upper one.
LOWEST, HIGHEST = -18.0, 2.4
_LABEL_PX = 12
_DASHES = {
    "forward": [6.0, 3.0],
    "backward": [2.0, 3.0],
    "central": [12.0, 3.0],
    "four-point": [8.0, 3.0, 2.0, 3.0],
    "richardson": [4.0, 2.0, 1.0, 2.0],
    "complex-step": [1.0, 2.0],
}


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve of the picture.

    Parameters
    ----------
    name : str
        What is written beside it.
    scheme : str
        By which it was measured; gives it its dashes.
    valley : Valley
    """

    name: str
    scheme: str
    valley: Valley


class ValleyCurves:
    """Draws valleys on a plot both of whose axes are decimal logarithms.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem
        Where to draw.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._others: list[pg.PlotCurveItem] = []
        self._curves: list[Curve] = []
        self._names: list[pg.TextItem] = []
        self._bands: list[pg.LinearRegionItem] = []
        self._guides: list[pg.PlotCurveItem] = []
        self._guide_lines: list[tuple[Floats, Floats]] = []
        self._guide_names: list[str] = []
        self._line = pg.PlotCurveItem(connect="finite")
        self._twin = pg.PlotCurveItem(connect="finite")
        self._marks = {
            "decides": pg.ScatterPlotItem(symbol="o", size=7),
            "undecided": pg.ScatterPlotItem(symbol="d", size=9),
            "zero": pg.ScatterPlotItem(symbol="t", size=10),
            "untested": pg.ScatterPlotItem(symbol="s", size=9),
            "step-lost": pg.ScatterPlotItem(symbol="t1", size=10),
            "not-finite": pg.ScatterPlotItem(symbol="x", size=10),
        }
        self._tolerance = pg.InfiniteLine(
            0, angle=0, label="", labelOpts={"position": 0.005, "anchors": [(0.0, -0.1)] * 2}
        )
        for depth, item in enumerate([self._twin, self._line, *self._marks.values()]):
            item.setZValue(depth)
            plot.addItem(item, ignoreBounds=True)
        plot.addItem(self._tolerance, ignoreBounds=True)

    def show(self, main: Curve, twin: Curve | None, others: Sequence[Curve]) -> None:
        """Draw one curve strongly, the same in another precision, and others faintly."""
        self._line.setData(*_places(main.valley))
        if twin is None:
            self._twin.setData([], [])
        else:
            self._twin.setData(*_places(twin.valley))
        marks = drawn(main.valley)
        nothing = np.empty(0), np.empty(0)
        for mark, item in self._marks.items():
            x, y = marks.get(mark, nothing)
            item.setData(np.log10(x), np.clip(np.log10(y), LOWEST + 0.3, HIGHEST - 0.4))
        self._show_others(others)
        self._curves = [curve for curve in (main, twin, *others) if curve is not None]
        self._show_bands(main.valley.bands)

    def clear(self) -> None:
        """Draw nothing."""
        for item in (self._line, self._twin):
            item.setData([], [])
        for marks in self._marks.values():
            marks.setData([], [])
        self._show_others(())
        self._curves = []
        self._drop(self._names)
        self._show_bands(())
        self.show_guides(())

    def show_guides(self, guides: Sequence[Guide]) -> None:
        """Draw the straight lines that the valley follows, with what they go by."""
        self._drop(self._guides)
        self._guide_lines = [_guide_line(guide) for guide in guides]
        self._guide_names = [_power(guide.expected) for guide in guides]
        for line in self._guide_lines:
            item = pg.PlotCurveItem(*line)
            item.setZValue(-5)
            self._guides.append(item)
            self._plot.addItem(item, ignoreBounds=True)

    def show_tolerance(self, tolerance: float, text: str) -> None:
        """Draw the line between agree and disagree."""
        self._tolerance.setValue(float(np.log10(tolerance)))
        self._tolerance.label.setFormat(text)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours."""
        self._theme, self._scale = theme, scale
        self._line.setPen(pg.mkPen(theme.numerical, width=2 * scale))
        self._twin.setPen(pg.mkPen(theme.numerical, width=scale, style=Qt.PenStyle.DotLine))
        font = ui_font(_LABEL_PX, scale=scale)
        scale_marks(self._marks.values(), scale)
        self._tolerance.setPen(pg.mkPen(theme.text, width=scale, style=Qt.PenStyle.DashLine))
        self._tolerance.label.setColor(theme.text)
        self._tolerance.label.textItem.setFont(font)
        colours = {"decides": theme.numerical, "zero": theme.agree, "undecided": theme.undecided}
        for mark, item in self._marks.items():
            colour = colours.get(mark, theme.text_muted)
            hollow = mark in ("undecided", "untested", "not-finite")
            item.setBrush(pg.mkBrush(theme.plot if hollow else colour))
            item.setPen(pg.mkPen(colour, width=1.6 * scale))
        for curve in self._others:
            self._colour_other(curve)
        for line in self._guides:
            line.setPen(pg.mkPen(theme.zero_line, width=scale, style=Qt.PenStyle.DashLine))
        self.place_names()
        for band in self._bands:
            band.setBrush(pg.mkBrush(theme.highlight))

    def _show_others(self, others: Sequence[Curve]) -> None:
        self._drop(self._others)
        for curve in others:
            item = pg.PlotCurveItem(*_places(curve.valley), connect="finite")
            item.setProperty("scheme", curve.scheme)
            item.setZValue(-4)
            self._others.append(item)
            self._plot.addItem(item, ignoreBounds=True)

    def place_names(self) -> None:
        """Write each curve's name where it lies on no curve; after every change of size."""
        box = self._plot.getViewBox()
        self._drop(self._names)
        width, height = box.width(), box.height()
        if width < 1 or height < 1:
            return
        (left, right), (low, high) = box.viewRange()
        across, down = width / (right - left), height / (high - low)
        metrics = QFontMetricsF(ui_font(_LABEL_PX, scale=self._scale))
        tall = metrics.height()
        lines = [*(_places(curve.valley) for curve in self._curves), *self._guide_lines]
        names = [*(curve.name for curve in self._curves), *self._guide_names]
        pixels = [((x - left) * across, (high - y) * down) for x, y in lines]
        sizes = [(metrics.horizontalAdvance(name), tall) for name in names]
        # Where the names of epsilon and of the tolerance stand.
        line = (high - self._tolerance.value()) * down
        taken = [(0.0, line - 3, width, line + 3), (0.0, line, 110 * self._scale, line + tall + 6)]
        found = label_places(pixels, sizes, (2.0, tall * 1.4, width - 2, height - 2), taken)
        for name, place in zip(names, found, strict=True):
            if place is None:
                continue
            text = pg.TextItem(name, color=self._theme.text_muted, anchor=(0, 0))
            text.setFont(ui_font(_LABEL_PX, scale=self._scale))
            text.textItem.document().setDocumentMargin(0)
            text.setPos(left + place[0] / across, high - place[1] / down)
            self._names.append(text)
            self._plot.addItem(text, ignoreBounds=True)

    def _show_bands(self, bands: Sequence[tuple[float, float]]) -> None:
        self._drop(self._bands)
        for low, high in bands:
            # Each measured epsilon stands for the quarter decade around it.
            ends = np.log10(low) - 0.25, np.log10(high) + 0.25
            band = pg.LinearRegionItem(ends, movable=False, pen=pg.mkPen(None))
            band.setZValue(-30)
            self._bands.append(band)
            self._plot.addItem(band, ignoreBounds=True)

    def _colour_other(self, item: pg.PlotCurveItem) -> None:
        pen = pg.mkPen(self._theme.text_faint, width=1)
        pen.setDashPattern(_DASHES[item.property("scheme")])
        item.setPen(pen)

    def _drop(self, items: list[pg.GraphicsObject]) -> None:
        for item in items:
            self._plot.removeItem(item)
        items.clear()


def _places(valley: Valley) -> tuple[Floats, Floats]:
    """A valley as a line; broken where there is nothing to draw."""
    known = valley.has("decides", "undecided", "zero")
    with np.errstate(divide="ignore", invalid="ignore"):
        height = np.clip(np.log10(valley.error), LOWEST + 0.3, HIGHEST - 0.4)
    return np.log10(valley.epsilons), np.where(known, height, np.nan)


def _guide_line(guide: Guide) -> tuple[Floats, Floats]:
    """A little further than where it was seen, so that the eye finds the line."""
    x = np.array([np.log10(guide.low) - 0.7, np.log10(guide.high) + 0.7])
    return x, np.log10(guide.factor) + guide.expected * x


def _power(order: float) -> str:
    """What an error goes by, as ``~ ε²``."""
    if order < 0:
        return tr("~ 1/ε")
    raised = {1: "", 2: "²", 3: "³", 4: "⁴"}
    return tr("~ ε{power}", power=raised.get(round(order), f"^{order:.0f}"))
