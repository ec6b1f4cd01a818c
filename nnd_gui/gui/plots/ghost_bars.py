"""The bars of the check before, behind those that changed since."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.columns import Groups
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.result import CheckResult

__all__ = ["GhostBars", "range_with_ghosts"]

Floats = NDArray[np.float64]

# A change of less than this, on the screen, is none to the eye.
_SEEN_PX = 0.75
# Wider than the bar in front by this on either side.
_MORE_PX = 2.5
# The axis makes room for ghosts up to so many times its own height; taller ones are cut.
_ROOM = 2.5
_FILL_ALPHA = 70


class GhostBars:
    """Draws gradients of the check before, where they differ from what is shown.

    Parameters
    ----------
    chart : Chart
        Where to draw.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._items = {
            name: pg.BarGraphItem(x=[], height=[], width=1) for name in ("numerical", "analytic")
        }
        for item in self._items.values():
            item.setZValue(-5)  # behind the bars, before the line of 0
            chart.addItem(item, ignoreBounds=True)

    def show(
        self, result: CheckResult, groups: Groups, scales: Floats | None, places: dict[str, Floats],
        width: float,
    ) -> bool:  # fmt: skip
        """Draw what was before the groups' weights.

        Parameters
        ----------
        result : CheckResult
            What is shown; what was before it is with it.
        groups : Groups
            Which weights.
        scales : ndarray, shape (n,), optional
            What each weight's gradient is divided by.
        places : dict of ndarray
            Middles of the bars, of either gradient.
        width : float
            Their width.

        Returns
        -------
        bool
            Whether anything is drawn.
        """
        before = result.before
        if before is None or not before.fits(result):
            self.clear()
            return False
        now = {"numerical": result.weights.numerical, "analytic": result.analytic}
        was = {"numerical": before.numerical, "analytic": before.analytic}
        _, (low, high) = self._chart.box.viewRange()
        seen = _SEEN_PX * (high - low) / max(self._chart.box.height(), 1.0)
        more = 2 * _MORE_PX * self._chart.pixel_width()
        any_drawn = False
        for name, item in self._items.items():
            scale = 1.0 if scales is None else scales[groups.weights]
            old = was[name][groups.weights] / scale
            new = np.asarray(now[name], dtype=np.float64)[groups.weights] / scale
            # What is not measured yet has no difference to show.
            with np.errstate(invalid="ignore"):
                drawn = np.isfinite(old) & (np.abs(old - new) > seen)
            # Far beyond the axis it is as good as at its end, and Qt can draw it.
            height = np.clip(old[drawn], low - (high - low), high + (high - low))
            item.setOpts(x=places[name][drawn], height=height, width=width + more)
            any_drawn = any_drawn or bool(drawn.any())
        return any_drawn

    def clear(self) -> None:
        """Draw nothing."""
        for item in self._items.values():
            item.setOpts(x=[], height=[], width=1)

    def apply_theme(self, theme: Theme) -> None:
        """Colour them: of no data's colour, because they are none now."""
        fill = QColor(theme.text_faint)
        fill.setAlpha(_FILL_ALPHA)
        for item in self._items.values():
            item.setOpts(brush=pg.mkBrush(fill), pen=pg.mkPen(theme.text_faint, width=1))


def range_with_ghosts(result: CheckResult, low: float, high: float) -> tuple[float, float]:
    """The axis' ends, moved so that most ghosts fit in without making the bars small."""
    before = result.before
    if before is None or not before.fits(result):
        return low, high
    values = np.concatenate([before.analytic, before.numerical])
    values = values[np.isfinite(values)]
    if not values.size:
        return low, high
    room = (_ROOM - 1) * (high - low)
    lowest = min(low, max(1.08 * float(values.min()), low - room))
    highest = max(high, min(1.08 * float(values.max()), high + room))
    return lowest, highest
