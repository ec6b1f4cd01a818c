"""The live picture of a check: gradients above, their relative errors below."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.plots.axes import BlockAxis, ErrorAxis, GradientAxis, WeightAxis
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.columns import Columns, Groups, by_error, by_size
from nnd_gui.gui.plots.error_marks import ErrorMarks
from nnd_gui.gui.plots.gradient_bars import GradientBars, block_scales
from nnd_gui.gui.plots.hover_card import HoverCard
from nnd_gui.gui.plots.plot_header import ErrorHeader, GradientHeader
from nnd_gui.gui.plots.weights_in_view import WeightsInView, Zoom
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spoken_gradients import spoken_gradients
from nnd_gui.model.words import tr

__all__ = ["GradientPlot"]

# With less than this below their titles there is room for one of the two plots only: the
# gradients.
_BOTH_PX = 220
_LEAST_PX = 96
_BARS_PX = 90
# Up to so many weights it is told anew with every batch.
_TOLD_LIVE = 5_000


class _Looks(NamedTuple):
    """Whether each matrix has its scale, and whether before is drawn, by kind of subject."""

    own: bool
    ghosts: dict[bool, bool]
    zoom: Zoom | None


class GradientPlot(Picture):
    """Numerical and analytic gradient of every weight, live.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    own_scales_changed : Signal(bool)
        Each matrix now has a scale of its own, or no longer has.
    ghosts_changed : Signal(bool)
        The check before this one is drawn behind it now, or no longer.
    """

    own_scales_changed = Signal(bool)
    ghosts_changed = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._result: CheckResult | None = None
        self._columns = Columns(Layout(()))
        self._tall = self._groups = Groups(np.empty(0, dtype=np.intp), np.empty(0), 1)
        self._selected = self._pointed = -1
        # Of a person's file (True) it shows what a save has mended; our own network changes
        # with every touch, and the bars of before would be in the way.
        self._ghosts = {True: True, False: False}
        self._of_person = False
        self._block_axis, self._weight_axis = BlockAxis(), WeightAxis("bottom")
        self._upper = Chart(
            GradientAxis(), {"top": self._block_axis, "bottom": self._weight_axis}, self
        )
        self._lower = Chart(ErrorAxis(), {}, self)
        self._view = WeightsInView(self._upper, self._lower)
        self._bars, self._errors = GradientBars(self._upper), ErrorMarks(self._lower)
        self._header = GradientHeader(themes.theme, self)
        self._error_header = ErrorHeader(themes.theme, self)
        self._card = HoverCard(themes.theme, self)
        self._build()
        self._connect()
        self._apply_theme(themes.theme)

    @property
    def looks(self) -> _Looks:
        """Scales, the bars of before, and which weights are in view."""
        return _Looks(self._header.own_scales(), dict(self._ghosts), self._view.zoom_kept)

    def take_looks(self, looks: _Looks) -> None:
        """Draw as another one did; the same weights are in view once they are known."""
        self.set_own_scales(looks.own)
        self._ghosts = dict(looks.ghosts)
        self.ghosts_changed.emit(self._ghosts[self._of_person])
        self._view.await_zoom(looks.zoom)
        self._redraw.start()

    def show_result(self, result: CheckResult) -> None:
        """Draw what has been found so far."""
        same_weights = result.layout.blocks == self._columns.layout.blocks
        self._result = result
        if not same_weights:
            self._columns = Columns(result.layout)
            for axis in (self._block_axis, self._weight_axis):
                axis.set_columns(self._columns)
            for chart in (self._upper, self._lower):
                chart.set_columns(self._columns)
            self._apply_theme(self._themes.theme)
            self._unpoint()
            self._view.set_columns(self._columns)
        self._redraw.start()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Choose whether the check before is drawn, as was last chosen for such a subject."""
        of_person = isinstance(spec.subject, PersonFile)
        if of_person != self._of_person:
            self._of_person = of_person
            self.ghosts_changed.emit(self._ghosts[of_person])

    def set_ghosts(self, shown: bool) -> None:
        """Draw the check before this one behind it, or not."""
        if shown != self._ghosts[self._of_person]:
            self._ghosts[self._of_person] = shown
            self.ghosts_changed.emit(shown)
            self._redraw.start()

    def show_selected(self, index: int) -> None:
        """Mark one weight, or none with -1, and bring it into view."""
        self._selected = index
        self._bring_into_view(index)
        self._mark_selected()
        self._tell()

    def show_all(self) -> None:
        """Bring every weight into view."""
        self._view.show_all()

    def set_own_scales(self, own: bool) -> None:
        """Draw each matrix on a scale of its own, or all on one."""
        self._header.set_own_scales(own)
        self._redraw.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the next weight, or zoom (called by Qt)."""
        last = self._columns.layout.size - 1
        moves = {
            Qt.Key.Key_Right: min(self._selected + 1, last),
            Qt.Key.Key_Left: max(self._selected - 1, 0) if self._selected >= 0 else last,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        # Over the whole screen Escape leaves it, and the selection with all else stays.
        if self._selected >= 0 and not self.window().isFullScreen():
            moves[Qt.Key.Key_Escape] = -1
        key = Qt.Key(event.key())
        if key in moves:
            self.weight_chosen.emit(moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(0.5)
        elif key == Qt.Key.Key_Minus:
            self._zoom(2.0)
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again how many weights fit (called by Qt)."""
        super().resizeEvent(event)
        self._show_parts()
        self._redraw.start()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 4)
        column.setSpacing(2)
        column.addWidget(self._header)
        # The upper one has two axes to name: with this both plots are as tall.
        column.addWidget(self._upper, 6)
        column.addWidget(self._error_header)
        column.addWidget(self._lower, 5)
        for chart in (self._upper, self._lower):
            chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chart.setMinimumHeight(60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Plot of the gradients, weight by weight"))
        # Everything that changes what is drawn asks for one drawing, at the next turn of
        # the event loop.
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(0)

    def _show_parts(self) -> None:
        """Leave the errors out where both plots would be too low to be read."""
        headers = (self._header, self._error_header)
        titles = sum(header.minimumSizeHint().height() for header in headers)
        both = self.height() >= titles + _BOTH_PX * self._themes.scale
        # As the other pictures do, it leaves its title out where that would leave no bars.
        above = self._header.minimumSizeHint().height() + _BARS_PX * self._themes.scale
        self._header.setVisible(self.height() >= above)
        self._error_header.setVisible(both)
        self._lower.setVisible(both)

    def _connect(self) -> None:
        self._redraw.timeout.connect(self._draw)
        self._upper.box.sigXRangeChanged.connect(self._range_changed)
        self._upper.pointed.connect(self._point_upper)
        self._lower.pointed.connect(self._point_lower)
        self._upper.clicked.connect(self._click_upper)
        self._lower.clicked.connect(self._click_lower)
        for chart in (self._upper, self._lower):
            chart.left_it.connect(self._unpoint)
        self._header.own_scales_changed.connect(self._redraw.start)
        self._header.own_scales_changed.connect(self.own_scales_changed)
        self._header.show_all_asked.connect(self.show_all)
        self._themes.changed.connect(self._apply_theme)

    def _apply_theme(self, theme: Theme) -> None:
        scale = self._themes.scale
        for chart in (self._upper, self._lower):
            chart.apply_theme(theme, scale)
        self._bars.apply_theme(theme, scale)
        self._errors.apply_theme(theme, scale)
        self._header.apply_theme(theme, scale)
        self._error_header.apply_theme(theme, scale)
        self._card.apply_theme(theme)
        # Its parts could do with more; what does not fit is left out.
        self.setMinimumHeight(round(_LEAST_PX * scale))
        self._show_parts()

    def _draw(self) -> None:
        result = self._result
        if result is None:
            return
        left, right = self._view.range
        most = self._view.most
        self._tall = self._columns.groups(left, right, most, by_size(result))
        self._groups = self._columns.groups(left, right, most, by_error(result))
        own = self._header.own_scales()
        scales: NDArray[np.float64] | None = block_scales(result) if own else None
        before = result.before
        pinned = before is not None and before.pinned and before.fits(result)
        ghosts = self._ghosts[self._of_person] or pinned
        self._bars.show_range(result, own=own, ghosts=ghosts)
        haunted = self._bars.show(result, self._tall, scales, ghosts=ghosts)
        self._header.show_before(haunted, pinned=pinned)
        self._error_header.show_pinned(pinned)
        self._errors.show(result, self._groups)
        self._header.show_state(self._groups.size, self._view.zoomed)
        self._mark_selected()
        self._view.limit()
        self._tell()
        # The mouse may rest on a weight whose numbers have changed.
        self._point(self._pointed)

    def _range_changed(self) -> None:
        self._redraw.start()

    def _zoom(self, factor: float) -> None:
        at = self._columns.x_of(self._selected) if self._selected >= 0 else None
        self._view.zoom(factor, at)

    def _bring_into_view(self, index: int) -> None:
        if 0 <= index < self._columns.layout.size:
            self._view.bring(self._columns.x_of(index))

    def _tell(self) -> None:
        """Say what is seen; of many weights only once all are there."""
        result = self._result
        if result is not None and (result.finished or result.cover or result.total <= _TOLD_LIVE):
            self.setAccessibleDescription(spoken_gradients(result, self._selected))

    def _mark_selected(self) -> None:
        span = None
        if 0 <= self._selected < self._columns.layout.size:
            span = self._span_of(self._selected)
        for chart in (self._upper, self._lower):
            chart.mark("at", span)

    def _span_of(self, index: int) -> tuple[float, float]:
        """Left and right end of the column that shows a weight."""
        x = self._columns.x_of(index)
        half = max(0.42 * self._groups.size, 2 * self._upper.pixel_width())
        if self._groups.size > 1 and len(self._groups.x):
            x = float(self._groups.x[np.argmin(np.abs(self._groups.x - x))])
        return x - half, x + half

    def _nearest(self, groups: Groups, x: float) -> int:
        """Weight that is drawn nearest to x, -1 if nothing is drawn."""
        if not len(groups.x):
            return -1
        return int(groups.weights[np.argmin(np.abs(groups.x - x))])

    def _point_upper(self, x: float) -> None:
        self._point(self._nearest(self._tall, x))

    def _point_lower(self, x: float) -> None:
        self._point(self._nearest(self._groups, x))

    def _point(self, index: int) -> None:
        result = self._result
        if index < 0 or result is None:
            return
        self._pointed = index
        span = self._span_of(index)
        for chart in (self._upper, self._lower):
            chart.mark("hover", span if index != self._selected else None)
        at: QPoint = self.mapFromGlobal(QCursor.pos())
        self._card.show_weight(result, index, self._groups.size, at)

    def _unpoint(self) -> None:
        self._pointed = -1
        self._card.hide()
        for chart in (self._upper, self._lower):
            chart.mark("hover", None)

    def _click_upper(self, x: float) -> None:
        self._choose(self._nearest(self._tall, x))

    def _click_lower(self, x: float) -> None:
        self._choose(self._nearest(self._groups, x))

    def _choose(self, index: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.weight_chosen.emit(index)
