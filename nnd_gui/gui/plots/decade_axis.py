"""An axis whose places are decimal logarithms, and whose ticks are whole decades."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

__all__ = ["DecadeAxis"]

# Least room that a tick and its text take, in pixels.
_ROOM = {"left": 26.0, "bottom": 58.0}
_EVERY = (1, 2, 3, 4, 5, 10, 20)


class DecadeAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Names decades as ``1e-05``, as many as there is room for.

    Parameters
    ----------
    orientation : {"left", "bottom"}
    """

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
        self.setPen(pg.mkPen(None))
        self.setGrid(255)
        self._room = _ROOM[orientation]
        self._scale = 1.0

    def set_scale(self, scale: float) -> None:
        """Take on another size of text."""
        self._scale = scale
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Decades to name (called by pyqtgraph)."""
        decade = size / max(high - low, 1e-9)
        every = next((n for n in _EVERY if n * decade >= self._room * self._scale), _EVERY[-1])
        first, last = int(np.ceil(low)), int(np.floor(high))
        return [(every, [float(d) for d in range(first, last + 1) if d % every == 0])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        return ["1" if value == 0 else f"1e{int(value):+03d}" for value in values]
