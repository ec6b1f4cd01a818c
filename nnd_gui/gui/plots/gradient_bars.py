"""The upper plot's items: two bars for each weight, and a mark over the wrong ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from nnd_gui.engine.judge import DISAGREE, UNDECIDED
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.columns import Groups
from nnd_gui.gui.plots.ghost_bars import GhostBars, range_with_ghosts
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.result import CheckResult

__all__ = ["GradientBars", "block_scales", "value_range"]

Floats = NDArray[np.float64]

# A bar is this share of its column, but never wider than this on the screen.
_BAR_SHARE = 0.36
_WIDEST_PX = 17.0
_SPACE_PX = 3.0
_SIZES = {DISAGREE: 11, UNDECIDED: 9}
_GAP_PX = 3.0
_MARGIN = 0.14
# The same, of the range that has it at both ends.
_MARGIN_OF_ALL = _MARGIN / (1 + 2 * _MARGIN)
_OWN_RANGE = (-1.2, 1.2)
# An axis beyond these, or narrower, would be computed to infinity or to nothing.
_LARGEST, _SMALLEST = 1e150, 1e-150


class GradientBars:
    """Draws gradients as bars in one chart.

    Parameters
    ----------
    chart : Chart
        Where to draw.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._scale = 1.0
        self._ghosts = GhostBars(chart)
        # One item for each colour: an item with a brush for every bar is twenty times slower.
        self._bars = {name: _empty_bars() for name in ("numerical", "analytic", "stripe")}
        self._zero = pg.InfiniteLine(0, angle=0)
        self._zero.setZValue(-10)
        self._marks = {
            DISAGREE: pg.ScatterPlotItem(symbol="x"),
            UNDECIDED: pg.ScatterPlotItem(symbol="d"),
        }
        for item in (self._zero, *self._bars.values(), *self._marks.values()):
            chart.addItem(item, ignoreBounds=True)

    def show_range(self, result: CheckResult, *, own: bool, ghosts: bool) -> None:
        """Choose the heights that are seen: all bars, and the marks above them.

        Parameters
        ----------
        result : CheckResult
            The numbers.
        own : bool
            Whether each matrix has a scale of its own.
        ghosts : bool
            Whether the check before is drawn as well.
        """
        low, high = _OWN_RANGE if own else value_range(result)
        tallest = 1.0 if own else high - _MARGIN_OF_ALL * (high - low)
        if ghosts and not own:
            low, high = range_with_ghosts(result, low, high)
        verdict = result.weights.verdict
        marked = bool(np.any((verdict == DISAGREE) | (verdict == UNDECIDED)))
        above = (_SIZES[DISAGREE] + 2 * _GAP_PX) * self._scale if marked else 0.0
        self._chart.show_heights(low, high, (low, tallest), 0.0, above)

    def show(
        self, result: CheckResult, groups: Groups, scales: Floats | None, *, ghosts: bool = False
    ) -> bool:
        """Draw the groups' weights.

        Parameters
        ----------
        result : CheckResult
            The numbers.
        groups : Groups
            Which weights, and where.
        scales : ndarray, shape (n,), optional
            What each weight's gradient is divided by; nothing when left out.
        ghosts : bool
            Whether the check before is drawn behind it.

        Returns
        -------
        bool
            Whether there is anything of it to be seen.
        """
        numerical = result.weights.numerical[groups.weights]
        analytic = result.analytic[groups.weights].astype(np.float64)
        if scales is not None:
            numerical = numerical / scales[groups.weights]
            analytic = analytic / scales[groups.weights]
        pixel = self._chart.pixel_width()
        width = min(_BAR_SHARE * groups.size, _WIDEST_PX * self._scale * pixel)
        shift = width / 2 + min(_SPACE_PX / 2 * pixel, 0.04 * groups.size)
        _set_bars(self._bars["numerical"], groups.x - shift, width, numerical)
        _set_bars(self._bars["analytic"], groups.x + shift, width, analytic)
        # A stripe, so that the two are told apart without their colours.
        striped = width > 4 * pixel
        _set_bars(self._bars["stripe"], groups.x + shift, width / 3 if striped else 0, analytic)
        self._show_marks(result, groups, numerical, analytic)
        if not ghosts:
            self._ghosts.clear()
            return False
        places = {"numerical": groups.x - shift, "analytic": groups.x + shift}
        return self._ghosts.show(result, groups, scales, places, width)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Colour the bars and marks, and take on their size."""
        self._scale = scale
        for verdict, size in _SIZES.items():
            self._marks[verdict].setSize(size * scale)
        self._ghosts.apply_theme(theme)
        self._bars["numerical"].setOpts(brush=pg.mkBrush(theme.numerical))
        self._bars["analytic"].setOpts(brush=pg.mkBrush(theme.analytic))
        self._bars["stripe"].setOpts(brush=pg.mkBrush(theme.analytic_stripe))
        self._zero.setPen(pg.mkPen(theme.zero_line, width=scale))
        self._marks[DISAGREE].setPen(pg.mkPen(theme.disagree, width=2.5 * scale))
        self._marks[UNDECIDED].setPen(pg.mkPen(theme.undecided, width=1.5 * scale))
        self._marks[UNDECIDED].setBrush(pg.mkBrush(None))
        self._marks[DISAGREE].setBrush(pg.mkBrush(None))

    def _show_marks(
        self, result: CheckResult, groups: Groups, numerical: Floats, analytic: Floats
    ) -> None:
        tallest = np.fmax(np.fmax(numerical, analytic), 0)
        tallest = np.where(np.isfinite(tallest), tallest, 0)
        apart = (_SIZES[DISAGREE] / 2 + _GAP_PX) * self._scale
        above = tallest + apart * self._chart.pixel_height()
        verdict = result.weights.verdict[groups.weights]
        for wanted, item in self._marks.items():
            at = verdict == wanted
            item.setData(groups.x[at], above[at])


def block_scales(result: CheckResult) -> Floats:
    """Largest gradient of each weight's matrix or bias, for a scale of its own.

    Returns
    -------
    ndarray, shape (n,)
        1 where a block has no gradient but 0.
    """
    scales = np.ones(result.total)
    for block in result.layout.blocks:
        here = slice(block.start, block.stop)
        largest = _largest(result.analytic[here], result.weights.numerical[here])
        scales[here] = largest if largest > 0 else 1.0
    return scales


def value_range(result: CheckResult) -> tuple[float, float]:
    """Lowest and highest place of the axis that all bars fit in, 0 among them."""
    values = np.concatenate([result.analytic.astype(np.float64), result.weights.numerical])
    values = np.clip(values[np.isfinite(values)], -_LARGEST, _LARGEST)
    low, high = (min(values.min(), 0.0), max(values.max(), 0.0)) if values.size else (0.0, 0.0)
    if high - low < _SMALLEST:
        return -1.0, 1.0
    margin = _MARGIN * (high - low)
    return float(low - margin), float(high + margin)


def _largest(*arrays: NDArray[Any]) -> float:
    sizes = np.abs(np.concatenate([array.astype(np.float64) for array in arrays]))
    sizes = sizes[np.isfinite(sizes)]
    return float(sizes.max()) if sizes.size else 0.0


def _empty_bars() -> pg.BarGraphItem:
    return pg.BarGraphItem(x=[], height=[], width=1, pen=None)


def _set_bars(item: pg.BarGraphItem, x: Floats, width: float, height: Floats) -> None:
    # A height that is not finite would take the whole item's bounds with it.
    drawn = np.isfinite(height) if width > 0 else np.zeros(len(height), dtype=bool)
    # Qt's painter breaks off the whole program on a bar near the largest number there is.
    item.setOpts(x=x[drawn], height=np.clip(height[drawn], -_LARGEST, _LARGEST), width=width)
