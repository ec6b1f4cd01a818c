"""An axis of costs, from 0 upwards or in powers of ten."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

from nnd_gui.gui.plots.offset_axis import round_up
from nnd_gui.model.numbers import compact

__all__ = ["CostAxis"]

# Least room that a tick and its text take, in pixels.
_ROOM = 40.0
_EVERY = (1, 2, 3, 5, 10, 20, 50, 100)
_WITHIN = (1.0, 2.0, 5.0)


class CostAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Names the places of a plot of costs.

    Its places are shares of one cost, so that none is too small or too large for Qt's
    transformations; or, where it is logarithmic, decimal logarithms.
    """

    def __init__(self) -> None:
        super().__init__("left")
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
        self.setPen(pg.mkPen(None))
        self.setGrid(255)
        self.setZValue(-100)
        self._unit: float | None = 1.0
        self._scale = 1.0

    @property
    def unit(self) -> float | None:
        """The cost that 1 stands for; None for decimal logarithms."""
        return self._unit

    def set_unit(self, unit: float | None) -> None:
        """Tell what cost 1 stands for; None for decimal logarithms."""
        self._unit = unit
        self._again()

    def set_scale(self, scale: float) -> None:
        """Take on another size of text."""
        self._scale = scale
        self._again()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Places to name (called by pyqtgraph)."""
        count = max(size / (_ROOM * self._scale), 1.0)
        if self._unit is not None:
            # Nice numbers of the costs themselves, not of their shares.
            step = round_up((high - low) * self._unit / count) / self._unit
            first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
            return [(step, [k * step for k in range(first, last + 1)])]
        within = _WITHIN if (high - low) * len(_WITHIN) <= count else (1.0,)
        every = next((n for n in _EVERY if (high - low) / n <= count), _EVERY[-1])
        decades = range(int(np.floor(low)), int(np.ceil(high)) + 1)
        places = [d + float(np.log10(n)) for d in decades if d % every == 0 for n in within]
        return [(1.0, [place for place in places if low - 1e-9 <= place <= high + 1e-9])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        unit = self._unit
        if unit is None:
            return [compact(10.0**value, 2) if value > -300 else "" for value in values]
        return ["0" if abs(v) < spacing / 1e3 else compact(v * unit, 3) for v in values]

    def _again(self) -> None:
        self.picture = None
        self.update()
