"""Which of the weights are in view: both plots of the gradients are moved and zoomed as one."""

from __future__ import annotations

from typing import NamedTuple

from nnd_gui.engine.parameters import Block
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.columns import Columns

__all__ = ["WeightsInView", "Zoom"]

# Narrowest column in which a pair of bars can still be told apart.
_COLUMN_PX = 7.0
_MARGIN_X = 0.01
# Fewer columns than these fill no picture.
_FEWEST = 8.0


class Zoom(NamedTuple):
    """From where to where, and of which weights."""

    blocks: tuple[Block, ...]
    left: float
    right: float


class WeightsInView:
    """Moves and zooms two charts whose columns are the same weights.

    Parameters
    ----------
    leading, following : Chart
        The one that is moved, and the one that is linked to it.
    """

    def __init__(self, leading: Chart, following: Chart) -> None:
        self._leading, self._charts = leading, (leading, following)
        self._columns: Columns | None = None
        self._awaited: Zoom | None = None
        following.box.setXLink(leading.box)

    @property
    def range(self) -> tuple[float, float]:
        """Left and right end of what is in view."""
        (left, right), _ = self._leading.box.viewRange()
        return left, right

    @property
    def most(self) -> int:
        """How many columns there is room for."""
        return int(self._leading.box.width() / _COLUMN_PX)

    @property
    def zoomed(self) -> bool:
        """Whether some of the weights are out of view."""
        left, right = self.range
        return right - left < 0.97 * self._span[2]

    def set_columns(self, columns: Columns) -> None:
        """Take other weights, and bring all of them into view."""
        self._columns = columns
        # The limits first: a view cannot leave those of the weights before.
        self.limit()
        self.show_all()
        self._zoom_awaited()

    @property
    def zoom_kept(self) -> Zoom | None:
        """What is in view, for another one to show it; None while all is."""
        if self._columns is None or not self.zoomed:
            return self._awaited
        return Zoom(self._columns.layout.blocks, *self.range)

    def await_zoom(self, zoom: Zoom | None) -> None:
        """Show what another one did, as soon as its weights are there; of others, all."""
        self._awaited = zoom
        self._zoom_awaited()

    def _zoom_awaited(self) -> None:
        columns, zoom = self._columns, self._awaited
        if zoom is None or columns is None or not columns.layout.size:
            return
        self._awaited = None
        if zoom.blocks == columns.layout.blocks:
            self._leading.box.setXRange(zoom.left, zoom.right, padding=0)

    def show_all(self) -> None:
        """Bring every weight into view."""
        left, right, span = self._span
        self._leading.box.setXRange(left - _MARGIN_X * span, right + _MARGIN_X * span)

    def limit(self) -> None:
        """Keep the view on the weights, and where all fit, as it is."""
        left, right, span = self._span
        margin = _MARGIN_X * span
        fits = span * 2 * _COLUMN_PX < self._leading.box.width()
        for chart in self._charts:
            chart.box.setMouseEnabled(x=not fits, y=False)
            chart.box.setLimits(
                xMin=left - margin, xMax=right + margin, minXRange=min(_FEWEST, span)
            )

    def zoom(self, factor: float, at: float | None) -> None:
        """Show so many times as many columns, around a place or the middle."""
        left, right = self.range
        self._centre((left + right) / 2 if at is None else at, (right - left) * factor)

    def bring(self, x: float) -> None:
        """Move a place into view, if it is not."""
        left, right = self.range
        if not left <= x <= right:
            self._centre(x, right - left)

    def _centre(self, x: float, width: float) -> None:
        self._leading.box.setXRange(x - width / 2, x + width / 2)

    @property
    def _span(self) -> tuple[float, float, float]:
        columns = self._columns
        if columns is None:
            return 0.0, 0.0, 0.0
        return columns.left, columns.right, columns.right - columns.left
