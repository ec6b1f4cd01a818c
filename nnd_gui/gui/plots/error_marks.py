"""The lower plot's items: each weight's relative error against what could be measured.

The shaded column under each mark is the uncertainty: an error inside it says nothing
against the gradient. A mark above both the shade and the tolerance is a wrong gradient.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED, UNJUDGED
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.columns import Groups
from nnd_gui.gui.plots.mark_sizes import scale_marks
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.numbers import epsilon_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["ErrorMarks"]

# Decimal logarithms at the edges: an error of exactly 0 is drawn at the lower one, and
# nothing relative is above 2, but for uncertainties that say nothing at all.
LOWEST = -17.0
HIGHEST = 1.0
# Nearest to them, a mark.
_FIRST, _LAST = LOWEST + 0.3, HIGHEST - 0.4
_SHADE_SHARE = 0.8
# Room that the tolerance's name takes, and where it hangs from its line.
_NAME_SHARE = 0.2
_NAME_PX = 30.0
_ABOVE, _BELOW = (1.0, 1.1), (1.0, -0.1)
_WIDEST_PX, _EDGED_PX = 44.0, 5.0
_SIZES = {AGREE: 8, UNDECIDED: 10, DISAGREE: 11}
_PEN_PX = 1.5


class ErrorMarks:
    """Draws relative errors in one chart, whose y axis is their decimal logarithm.

    Parameters
    ----------
    chart : Chart
        Where to draw.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._widest, self._scale = _WIDEST_PX, 1.0
        self._edge, self._edged = pg.mkPen(None), False
        self._shade = pg.BarGraphItem(x=[], y0=[], y1=[], width=1, pen=None)
        self._shade.setZValue(-15)
        self._tolerance = pg.InfiniteLine(
            0, angle=0, label="", labelOpts={"position": 0.995, "anchors": [_ABOVE, _ABOVE]}
        )
        self._tolerance.setZValue(10)  # its label stays readable among the marks
        self._marks = {
            AGREE: pg.ScatterPlotItem(symbol="o"),
            UNDECIDED: pg.ScatterPlotItem(symbol="d"),
            DISAGREE: pg.ScatterPlotItem(symbol="x"),
        }
        self._pinned = pg.ScatterPlotItem(symbol="s", size=8)
        self._pinned.setZValue(-5)
        for item in (self._shade, self._tolerance, self._pinned, *self._marks.values()):
            chart.addItem(item, ignoreBounds=True)

    def show(self, result: CheckResult, groups: Groups) -> None:
        """Draw the groups' weights; `result` has the numbers."""
        half = (max(_SIZES.values()) / 2 + _PEN_PX) * self._scale
        self._chart.show_heights(LOWEST, HIGHEST, (_FIRST, _LAST), half, half)
        weights, at = result.weights, groups.weights
        verdict = weights.verdict[at]
        error = weights.relative_error[at]
        size = np.fmax(
            np.abs(result.analytic[at].astype(np.float64)), np.abs(weights.numerical[at])
        )
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            known = np.where(size > 0, weights.uncertainty[at] / size, np.inf)
        known = np.where(np.isnan(known), np.inf, known)
        places = _log(np.where(np.isnan(error), np.inf, error))
        for wanted, item in self._marks.items():
            here = verdict == wanted
            item.setData(groups.x[here], places[here])
        self._show_pinned(result, groups)
        self._show_shade(groups, _log(known), verdict != UNJUDGED)
        self._show_tolerance(result.spec.tolerance_used, groups.x, places)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Colour the marks."""
        self._edge = pg.mkPen(theme.zero_line, width=1)
        self._shade.setOpts(brush=pg.mkBrush(theme.grid), pen=self._edge if self._edged else None)
        self._widest, self._scale = _WIDEST_PX * scale, scale
        for verdict, size in _SIZES.items():
            self._marks[verdict].setSize(size * scale)
        scale_marks((self._pinned,), scale)
        self._pinned.setPen(pg.mkPen(theme.text_faint, width=1.6 * scale))
        self._pinned.setBrush(pg.mkBrush(None))
        self._tolerance.setPen(pg.mkPen(theme.text, width=1.2 * scale, style=Qt.PenStyle.DashLine))
        self._tolerance.label.setColor(theme.text)
        self._tolerance.label.setFont(ui_font(12, scale=scale))
        for verdict, colour in (
            (AGREE, theme.agree),
            (UNDECIDED, theme.undecided),
            (DISAGREE, theme.disagree),
        ):
            self._marks[verdict].setBrush(pg.mkBrush(colour if verdict == AGREE else None))
            width = scale * (0 if verdict == AGREE else 2 if verdict == UNDECIDED else 2.5)
            self._marks[verdict].setPen(pg.mkPen(colour, width=width) if width else pg.mkPen(None))

    def _show_pinned(self, result: CheckResult, groups: Groups) -> None:
        """Mark the errors of a pinned run, which is seen here even where no bar tells it."""
        before = result.before
        if before is None or before.errors is None or not before.fits(result):
            self._pinned.setData([], [])
            return
        error = before.errors[groups.weights]
        self._pinned.setData(groups.x, _log(np.where(np.isnan(error), np.inf, error)))

    def _show_shade(
        self, groups: Groups, tops: NDArray[np.float64], measured: NDArray[np.bool_]
    ) -> None:
        pixel = self._chart.pixel_width()
        width = min(_SHADE_SHARE * groups.size, self._widest * pixel)
        x = groups.x[measured]
        # The shade alone is too faint to be seen by everybody; narrow ones would be all edge.
        self._edged = width > _EDGED_PX * pixel
        edge = self._edge if self._edged else pg.mkPen(None)
        self._shade.setOpts(
            x=x, y0=np.full(len(x), LOWEST - 5), y1=tops[measured], width=width, pen=edge
        )

    def _show_tolerance(
        self, tolerance: float, x: NDArray[np.float64], places: NDArray[np.float64]
    ) -> None:
        line = float(np.log10(tolerance))
        self._tolerance.setValue(line)
        label = self._tolerance.label
        label.setFormat(tr("tolerance {value}", value=epsilon_text(tolerance)))
        # Its name stands at the right end, on the side where no mark is in its way.
        (left, right), _ = self._chart.box.viewRange()
        beside = places[x > right - _NAME_SHARE * (right - left)] - line
        high = _NAME_PX * self._scale * self._chart.pixel_height()
        taken = np.any((beside > -0.2) & (beside < high))
        label.anchors = [_BELOW, _BELOW] if taken else [_ABOVE, _ABOVE]
        label.updatePosition()


def _log(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Decimal logarithm, held within the plot."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.clip(np.log10(values), _FIRST, _LAST))
