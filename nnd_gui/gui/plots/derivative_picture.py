"""The derivative, first: a curve, two probes, secant and tangent, at any zoom."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QSlider, QWidget

from nnd_gui.engine.derivative import PointProbed
from nnd_gui.engine.functions import SHIPPED
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.plots.bare_chart import StillChart
from nnd_gui.gui.plots.chart_picture import ChartPicture
from nnd_gui.gui.plots.derivative_controls import DerivativeControls
from nnd_gui.gui.plots.derivative_curves import DerivativeCurves
from nnd_gui.gui.plots.derivative_numbers import DerivativeNumbers
from nnd_gui.gui.plots.offset_axis import OffsetAxis
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.spoken import name_for_readers
from nnd_gui.model.derivative_result import DerivativeResult
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.explain_derivative import believed_sentence, explain_derivative, straightness
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.words import tr

__all__ = ["DerivativePicture"]

# Below these heights the sentences, and then the controls, give their room to the picture.
_WORDS_PX, _HEAD_PX = 330, 210
# Numbers stand beside a picture that is low, if it is at least as wide as this.
_BESIDE_PX = 620
# A slope believed in that is off by less than this share lies on the tangent.
_OFF = 1e-9
_CLOSER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class DerivativePicture(ChartPicture):
    """One function at one point, at any zoom.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, tr("The derivative"), (_WORDS_PX, _HEAD_PX), parent)
        self._settings = DerivativeSettings()
        self._spec: ExperimentSpec | None = None
        self._chooser = QComboBox(self)
        self._zoom = QSlider(Qt.Orientation.Horizontal, self)
        self._controls = DerivativeControls(self)
        across, up = OffsetAxis("bottom"), OffsetAxis("left")
        self._axes = {"bottom": across, "left": up}
        self._chart = StillChart(self._axes, 72, self)
        self._curves = DerivativeCurves(self._chart.getPlotItem(), across, up)
        self._numbers = DerivativeNumbers(self)
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._chooser.activated.connect(self._shipped_chosen)
        self._zoom.valueChanged.connect(self._zoomed)
        self._controls.settings_chosen.connect(self._chosen)
        themes.changed.connect(self._apply_theme)
        self._apply_theme(themes.theme)

    def show_result(self, result: DerivativeResult | None) -> None:
        """Draw what has been found so far."""
        if result is None or result.probed is None or result.curve is None:
            self._curves.clear()
            self._tell(tr("Looking…"))
            return
        believed = believed_sentence(result)
        differs = _differs(result.probed)
        self._curves.show(result.spec.scheme, result.probed, result.curve, differs)
        self._numbers.show_result(result, differs)
        told = explain_derivative(result)
        # The headline of two slopes is their numbers, which stand beside it.
        repeats = result.probed.secant is not None and repr(result.probed.secant) in told.headline
        parts = (told.detail if repeats else told.sentence, believed, straightness(result.curve))
        words = " ".join(part for part in parts if part)
        self._words.setText(words)
        numbers = self._numbers.text()
        self.setAccessibleDescription(f"{numbers}. {words}")
        note = tr(
            "{f} at x = {x} · {scheme}, ε = {epsilon}",
            f=result.spec.function.text,
            x=compact(result.probed.point, 6),
            scheme=scheme_label(result.spec.scheme),
            epsilon=epsilon_text(result.spec.epsilon),
        )
        self._header.set_note(note)
        self._curves.apply_theme(self._themes.theme, self._themes.scale)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Take on the epsilon and the scheme of the experiment."""
        self._spec = spec
        self._show_settings()

    def show_settings(self, settings: DerivativeSettings | None) -> None:
        """Take on another function, point and zoom."""
        wanted = settings or DerivativeSettings()
        if wanted != self._settings:
            self._controls.revert()
            self._settings = wanted
            self._show_settings()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom (called by Qt)."""
        key = Qt.Key(event.key())
        if key in _CLOSER:
            self._zoom.setValue(self._zoom.value() + 1)
        elif key == Qt.Key.Key_Minus:
            self._zoom.setValue(self._zoom.value() - 1)
        elif key == Qt.Key.Key_0:
            self._zoom.setValue(0)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._chart.box.setRange(xRange=(0.0, 1.0), yRange=(-0.06, 1.08))
        for function in SHIPPED:
            self._chooser.addItem(function.text)
        self._chooser.setPlaceholderText(tr("Typed"))
        self._chooser.setAccessibleName(tr("Functions to choose from"))
        self._chooser.setToolTip(tr("Take one of these functions, with its derivative and a point"))
        self._chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zoom.setAccessibleName(tr("Zoom"))
        self._zoom.setToolTip(tr("Go closer until the curve is a line (+ and -, 0 for all of it)"))
        self._zoom.setPageStep(1)
        self._zoom.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label = QLabel(tr("Zoom"), self)
        label.setProperty("look", "muted")
        label.setBuddy(self._zoom)
        for widget in (self._chooser, label, self._zoom):
            self._header.add_right(widget)
        name_for_readers(self._chooser)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setAccessibleName(tr("The derivative in words"))
        self._foot.setSpacing(24)
        self._foot.addWidget(self._numbers)
        self._foot.addWidget(self._words, 1)
        self._middle.setSpacing(6)
        self._middle.addWidget(self._chart, 1)
        self._middle.addLayout(self._foot)
        column = self._column()
        column.addWidget(self._controls)
        column.addLayout(self._middle, 1)
        self.setAccessibleName(tr("Plot of a function, its secant and its tangent"))

    def _show_parts(self) -> None:
        scale = self._themes.scale
        height, width = self.height() / scale, self.width() / scale
        self._words.setVisible(height >= _WORDS_PX)
        for widget in (self._header, self._controls):
            widget.setVisible(height >= _HEAD_PX)
        low = height < _WORDS_PX
        self._numbers.setVisible(not low or width >= _BESIDE_PX)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(beside if low else below)
        self._foot.setDirection(beside if width >= _BESIDE_PX else below)

    def _show_settings(self) -> None:
        if self._spec is None:
            return
        self._controls.show_settings(self._settings, self._spec)
        function = self._settings.function
        place = SHIPPED.index(function) if function in SHIPPED else -1
        self._chooser.setCurrentIndex(place)
        blocked = self._zoom.blockSignals(True)
        self._zoom.setRange(0, len(self._settings.windows(self._spec)) - 1)
        self._zoom.setValue(self._settings.zoom)
        self._zoom.blockSignals(blocked)

    def _shipped_chosen(self, place: int) -> None:
        self._controls.revert()
        self._chosen(replace(self._settings, function=SHIPPED[place]))

    def _zoomed(self, zoom: int) -> None:
        self._chosen(replace(self._settings, zoom=zoom))

    def _chosen(self, settings: DerivativeSettings) -> None:
        """Take on settings and ask for what they need."""
        self._settings = settings
        self._show_settings()
        self.settings_chosen.emit(settings)

    def _apply_theme(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._chart.apply_axes(theme, scale)
        self._controls.apply_scale(scale)
        for axis in self._axes.values():
            axis.set_scale(scale)
        self._zoom.setFixedWidth(round(120 * scale))
        self._curves.apply_theme(theme, scale)
        self._numbers.apply_theme(theme, scale)
        self._fit_theme()


def _differs(probed: PointProbed) -> bool:
    """Whether the slope believed in is seen to be another than the tangent's."""
    if probed.believed is None or probed.slope is None:
        return probed.believed is not None
    return abs(probed.believed - probed.slope) > _OFF * abs(probed.slope)
