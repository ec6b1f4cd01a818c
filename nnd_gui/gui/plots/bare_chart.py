"""A plot without pyqtgraph's own menus and buttons, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["BareChart", "StillChart"]

_LABEL_PX, _LABEL_HEIGHT = 12, 24


class BareChart(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Axes that follow the theme, and nothing that is not ours.

    Parameters
    ----------
    axes : mapping of str to pyqtgraph.AxisItem
        Its axes, by side.
    left_width : int
        Pixels that the left axis keeps for its numbers, at the usual text size.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self, axes: Mapping[str, pg.AxisItem], left_width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, axisItems=dict(axes))
        # Or readers would meet a part that takes the keyboard and has no name.
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._axes, self._left_width = dict(axes), left_width
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.layout.setContentsMargins(0, 0, 8, 0)
        self.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self._box = item.getViewBox()
        self._box.setDefaultPadding(0)
        self._box.disableAutoRange()

    @property
    def box(self) -> pg.ViewBox:
        """The part of the plot between its axes."""
        return self._box

    def apply_axes(self, theme: Theme, scale: float) -> None:
        """Colour and measure the ground and the axes."""
        self.setBackground(theme.plot)
        for side, axis in self._axes.items():
            axis.setTextPen(pg.mkPen(theme.text_muted))
            axis.setTickPen(pg.mkPen(theme.grid, width=1))
            axis.setStyle(tickFont=ui_font(_LABEL_PX, scale=scale))
            if side == "left":
                axis.setWidth(round(self._left_width * scale))
            else:
                axis.setHeight(round(_LABEL_HEIGHT * scale))


class StillChart(BareChart):
    """A plot that the mouse does not move: what it shows is settled by other means.

    Parameters
    ----------
    axes, left_width, parent
        As for `BareChart`.
    """

    def __init__(
        self, axes: Mapping[str, pg.AxisItem], left_width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(axes, left_width, parent)
        # The picture that it belongs to takes the keys.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(60)
        self._box.setMouseEnabled(x=False, y=False)
        for axis in axes.values():
            axis.setZValue(-100)  # its grid lies behind all that is drawn
