"""An axis of numbers around one number; close up, of what is added to it."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from nnd_gui.model.numbers import compact

__all__ = ["OffsetAxis", "round_up"]

T = TypeVar("T", float, NDArray[np.float64])

# Least room that a tick and its text take, in pixels.
_ROOM = {"left": 30.0, "bottom": 96.0}
# A range narrower than this share of the numbers in it is named by what is added to the middle.
_CLOSE = 1e-3


class OffsetAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Names places of a plot that goes from 0 to 1, whatever range it shows.

    A plot of offsets as small as 1e-16 would be beyond what Qt's transformations can do; one
    from 0 to 1 is not.

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
        self._base, self._low, self._high = 0.0, -1.0, 1.0

    def set_range(self, base: float, low: float, high: float) -> None:
        """Show the numbers from ``base + low`` to ``base + high``."""
        self._base, self._low, self._high = base, low, high
        self._again()

    def set_scale(self, scale: float) -> None:
        """Take on another size of text."""
        self._scale = scale
        self._again()

    @property
    def span(self) -> float:
        """How wide the range is."""
        return self._high - self._low

    def place(self, offset: T) -> T:
        """Where an offset from the base is, from 0 to 1 within the range."""
        return (offset - self._low) / self.span

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Numbers to name (called by pyqtgraph)."""
        width = self.span
        first, last = self._low + low * width, self._low + high * width
        count = max(2.0, size / (self._room * self._scale))
        step = round_up((last - first) / count)
        base = self._named_from()
        steps = np.arange(np.ceil((first + base) / step), np.floor((last + base) / step) + 1)
        return [(step, [self.place(float(k * step - base)) for k in steps[:100]])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        return [self._text(self._low + v * self.span, spacing) for v in values]

    def _text(self, offset: float, spacing: float) -> str:
        number = offset + self._named_from()
        if abs(number) < spacing / 1e3:
            return compact(self._base, 6) if self._is_close() else "0"
        text = f"{round(number / spacing) * spacing:.7g}"
        return f"+{text}" if self._is_close() and number > 0 else text

    def _is_close(self) -> bool:
        return self.span < _CLOSE * abs(self._base)

    def _named_from(self) -> float:
        """What is added to an offset before it is named."""
        return 0.0 if self._is_close() else self._base

    def _again(self) -> None:
        self.picture = None
        self.update()


def round_up(step: float) -> float:
    """The next of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(step))
    return float(next(n * power for n in (1, 2, 5, 10) if n * power >= step * (1 - 1e-9)))
