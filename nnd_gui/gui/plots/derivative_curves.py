"""The items of the derivative's picture: the curve, its marks, the probes, secant and tangent."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from nnd_gui.engine.derivative import CurveSampled, PointProbed
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.functions import Landmark
from nnd_gui.gui.plots.mark_sizes import scale_marks
from nnd_gui.gui.plots.offset_axis import OffsetAxis
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.words import tr

__all__ = ["DerivativeCurves"]

Floats = NDArray[np.float64]

# How far beyond the picture's edges lines are drawn, in heights of it: Qt draws lines that go
# far out slowly, or not at all.
_BEYOND = 0.5
# A stretch without values that is narrower than this share of the width has its landmark only.
_NARROW = 2e-3
_LABEL_PX = 12
# Rounding may put a probe this far beyond the edge that is the end of its curve.
_EDGE = 0.02
# Names of probes closer to the point than this share of the width would lie on one another.
_APART = 0.12


class DerivativeCurves:
    """Draws on a plot whose axes go from 0 to 1.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem
        Where to draw.
    across, up : OffsetAxis
        Its axes, which say where an offset is.
    """

    def __init__(self, plot: pg.PlotItem, across: OffsetAxis, up: OffsetAxis) -> None:
        self._plot, self._across, self._up = plot, across, up
        self._curve = pg.PlotCurveItem(connect="finite")
        self._tangent = pg.PlotCurveItem(connect="finite")
        self._believed = pg.PlotCurveItem(connect="finite")
        self._secant = pg.PlotCurveItem(connect="finite")
        self._probes = pg.ScatterPlotItem(symbol="o", size=10)
        self._point = pg.ScatterPlotItem(symbol="o", size=9)
        self._missing = pg.ScatterPlotItem(symbol="x", size=12)
        self._outside = pg.ScatterPlotItem(symbol="t1", size=10)
        self._landmarks = pg.ScatterPlotItem(symbol="d", size=10)
        lines = (self._curve, self._secant, self._tangent, self._believed)
        self._all_probes = self._probes, self._outside, self._missing
        marks = (self._landmarks, self._point, *self._all_probes)
        for depth, item in enumerate((*lines, *marks)):
            item.setZValue(depth)
            plot.addItem(item, ignoreBounds=True)
        self._names: list[pg.TextItem] = []
        self._gaps: list[pg.LinearRegionItem] = []

    def show(
        self, scheme: str, probed: PointProbed, curve: CurveSampled, believed_differs: bool
    ) -> None:
        """Draw what was found.

        Parameters
        ----------
        scheme : str
            By which the slope was measured.
        probed, curve
            What was found.
        believed_differs : bool
            Whether the derivative believed in is another than the tangent's slope.
        """
        self._drop()
        self._across.set_range(curve.x, -curve.window, curve.window)
        self._up.set_range(curve.y, *_sound(*curve.height))
        self._curve.setData(*self._joined(curve))
        self._secant.setData(*self._secant_line(scheme, probed, curve.window))
        self._tangent.setData(*self._tangent_line(probed, curve.window))
        believed = probed.believed if believed_differs else None
        self._believed.setData(*self._line(believed, (0.0, 0.0), -curve.window, curve.window))
        self._show_gaps(curve)
        self._show_marks(scheme, probed, curve)

    def clear(self) -> None:
        """Draw nothing."""
        self._drop()
        for line in (self._curve, self._secant, self._tangent, self._believed):
            line.setData([], [])
        for marks in (*self._all_probes, self._point, self._landmarks):
            marks.setData([], [])

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._curve.setPen(pg.mkPen(theme.text, width=2 * scale))
        self._secant.setPen(pg.mkPen(theme.numerical, width=3.5 * scale))
        # Where the two are one line, the one below is seen around and between the dashes.
        tangent = pg.mkPen(theme.analytic, width=2 * scale)
        tangent.setDashPattern([5.0, 5.0])
        self._tangent.setPen(tangent)
        self._believed.setPen(pg.mkPen(theme.disagree, width=2 * scale, style=Qt.PenStyle.DotLine))
        for marks, colour, filled in (
            (self._probes, theme.numerical, True),
            (self._outside, theme.numerical, False),
            (self._point, theme.text, False),
            (self._landmarks, theme.text_muted, False),
            (self._missing, theme.disagree, False),
        ):
            scale_marks((marks,), scale)
            marks.setPen(pg.mkPen(colour, width=2 * scale))
            marks.setBrush(pg.mkBrush(colour if filled else theme.plot))
        for name in self._names:
            name.setColor(theme.text_muted)
            name.setFont(ui_font(_LABEL_PX, scale=scale))
        for gap in self._gaps:
            gap.setBrush(pg.mkBrush(theme.highlight))

    def _joined(self, curve: CurveSampled) -> tuple[Floats, Floats]:
        """The pieces as one line, broken where the curve is cut."""
        x, y = [np.empty(0)], [np.empty(0)]
        for across, up in curve.pieces:
            x += [across, np.array([np.nan])]
            y += [up, np.array([np.nan])]
        return self._placed(np.concatenate(x), np.concatenate(y))

    def _placed(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        up: Floats = self._up.place(y)
        return self._across.place(x), np.clip(up, -_BEYOND, 1 + _BEYOND)

    def _secant_line(
        self, scheme: str, probed: PointProbed, window: float
    ) -> tuple[Floats, Floats]:
        """The line of the measured slope: through the two probes, if there are but two points."""
        slope = probed.secant if probed.secant_taken is None else probed.secant_taken
        through = 0.0, 0.0
        if scheme == "central" and probed.steps[0] != probed.steps[1] and probed.value is not None:
            through = float(probed.steps[0]), float(probed.values[0] - probed.value)
        lost = probed.secant_taken is None
        return self._line(None if lost else slope, through, -window, window)

    def _tangent_line(self, probed: PointProbed, window: float) -> tuple[Floats, Floats]:
        """One line, or at a kink one on each side."""
        left = self._line(probed.left, (0.0, 0.0), -window, 0.0)
        right = self._line(probed.right, (0.0, 0.0), 0.0, window)
        if probed.slope is not None:
            return self._line(probed.slope, (0.0, 0.0), -window, window)
        broken = np.array([np.nan])
        return (
            np.concatenate([left[0], broken, right[0]]),
            np.concatenate([left[1], broken, right[1]]),
        )

    def _line(
        self, slope: float | None, through: tuple[float, float], first: float, last: float
    ) -> tuple[Floats, Floats]:
        """A straight line as far as it can be seen; upright where its slope is infinite."""
        if slope is None or np.isnan(slope):
            return np.empty(0), np.empty(0)
        x0, y0 = self._across.place(through[0]), self._up.place(through[1])
        ends = np.array([self._across.place(first), self._across.place(last)])
        low, high = -_BEYOND, 1 + _BEYOND
        with np.errstate(all="ignore"):
            steep = np.float64(slope) * self._across.span / self._up.span
        if not np.isfinite(steep):
            # To the side that the line is drawn on: up, down, or both.
            up_right = 1.0 if slope > 0 else -1.0
            tops = [y0 + (1 + _BEYOND) * up_right * np.sign(end) for end in (first, last)]
            return np.array([x0, x0]), np.clip(np.array(tops), low, high)
        if steep != 0:
            cuts = sorted((x0 + (low - y0) / steep, x0 + (high - y0) / steep))
            ends = np.clip(ends, cuts[0], cuts[1])
        return ends, y0 + steep * (ends - x0)

    def _show_gaps(self, curve: CurveSampled) -> None:
        """Shade every stretch in which the function has no value, and say so."""
        at = -curve.window
        edges = [(float(x[0]), float(x[-1])) for x, _ in curve.pieces]
        for first, last in [*edges, (curve.window, curve.window)]:
            if first - at > _NARROW * 2 * curve.window:
                ends = self._across.place(at), self._across.place(first)
                gap = pg.LinearRegionItem(ends, movable=False, pen=pg.mkPen(None))
                gap.setZValue(-30)
                self._gaps.append(gap)
                self._plot.addItem(gap, ignoreBounds=True)
                self._name(tr("no value"), sum(ends) / 2, 0.5, (0.5, 0.5))
            at = last

    def _show_marks(self, scheme: str, probed: PointProbed, curve: CurveSampled) -> None:
        row = SCHEME_TABLE[scheme]
        missing: list[tuple[float, float]] = []
        outside: list[tuple[float, float]] = []
        probes: list[tuple[float, float]] = []
        if not row.is_complex:
            own = zip(row.multiples, probed.steps[: row.own], probed.values, strict=False)
            for times, step, value in own:
                x, y = self._across.place(float(step)), 0.0
                if np.isfinite(value):
                    # One that is too high or too low to be seen has its mark at that edge.
                    there = self._up.place(float(value) - curve.y)
                    y = min(max(there, 0.0), 1.0)
                    (probes if abs(there - y) < _EDGE else outside).append((x, y))
                else:
                    missing.append((x, y))
                if abs(x - 0.5) > _APART:
                    self._name(_probe_name(times), x, y, (0.5, 1.5 if y < 0.9 else -0.5))
        points = [(0.5, self._up.place(0.0))]
        if probed.value is None:
            missing.append((0.5, 0.0))
            points = []
        self._point.setData(*_columns(points))
        for item, found in zip(self._all_probes, (probes, outside, missing), strict=True):
            item.setData(*_columns(found))
        # They point to where they are.
        self._outside.setSymbol(["t1" if y > 0 else "t" for _, y in outside])
        self._landmarks.setData(
            *_columns([self._landmark(mark, curve) for mark in curve.landmarks])
        )

    def _landmark(self, mark: Landmark, curve: CurveSampled) -> tuple[float, float]:
        """Where a landmark's mark stands: on the curve beside it, or at the lower edge."""
        offset = mark.x - curve.x
        near = [
            (abs(float(x[place]) - offset), float(y[place]))
            for x, y in curve.pieces
            for place in (int(np.argmin(np.abs(x - offset))),)
        ]
        distance, height = min(near, default=(np.inf, 0.0))
        y = self._up.place(height)
        if mark.kind == "pole" or distance > _NARROW * curve.window or not 0 <= y <= 1:
            y = 0.0
        x = self._across.place(offset)
        self._name(_NAMES[mark.kind](), x, y, (1.1 if x > 0.9 else -0.1, 1.1))
        return x, y

    def _name(self, text: str, x: float, y: float, anchor: tuple[float, float]) -> None:
        name = pg.TextItem(text, anchor=anchor)
        name.setPos(x, y)
        name.setZValue(20)
        self._names.append(name)
        self._plot.addItem(name, ignoreBounds=True)

    def _drop(self) -> None:
        for items in (self._names, self._gaps):
            for item in items:
                self._plot.removeItem(item)
            items.clear()


_NAMES = {
    "kink": lambda: tr("kink"),
    "jump": lambda: tr("jump"),
    "pole": lambda: tr("pole"),
    "hole": lambda: tr("hole"),
    "end": lambda: tr("the curve ends"),
}


def _probe_name(times: float) -> str:
    """``x + ε``, or with how many of them."""
    share = {0.5: "½", 1.0: ""}.get(abs(times), f"{abs(times):g}")
    if times > 0:
        return tr("x + {times}ε", times=share)
    return tr("x − {times}ε", times=share)


def _columns(places: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in places], [y for _, y in places]


def _sound(low: float, high: float) -> tuple[float, float]:
    """A height that can be divided by."""
    low, high = max(low, -8e307), min(high, 8e307)
    return (low, high) if high > low else (low - 1.0, high + 1.0)
