"""Why it matters: training with the right and with the broken gradient, side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.training import TrainingAsked
from nnd_gui.gui.plots.plot_header import PlotHeader
from nnd_gui.gui.plots.training_controls import TrainingControls
from nnd_gui.gui.plots.training_curves import TrainingCurves
from nnd_gui.gui.plots.training_numbers import TrainingNumbers
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.explain_training import explain_training, training_progress
from nnd_gui.model.training_result import TrainingResult
from nnd_gui.model.words import tr

__all__ = ["TrainingPicture"]

# Below these heights the sentences, and then the controls, give their room to the curves.
_WORDS_PX, _HEAD_PX = 290, 190
_LEAST_PX = 96
# Numbers stand beside curves that are low, if the picture is at least as wide as this.
_BESIDE_PX = 620


class TrainingPicture(Picture):
    """Two curves of the cost, the numbers that they end in, and what they show.

    Its settings are a `TrainingAsked`.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._result: TrainingResult | None = None
        self._spec: ExperimentSpec | None = None
        self._header = PlotHeader(tr("Training"), self)
        self._controls = TrainingControls(self)
        self._curves = TrainingCurves(self)
        self._numbers = TrainingNumbers(self)
        self._headline, self._words = QLabel(self), QLabel(self)
        self._break = QPushButton(tr("Break it"), self)
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._controls.settings_chosen.connect(self.settings_chosen)
        self._controls.run_asked.connect(self.run_asked)
        self._controls.logarithmic_changed.connect(self._draw)
        self._break.clicked.connect(self.bugs_asked)
        themes.changed.connect(self._apply_theme)
        self._apply_theme(themes.theme)

    def show_result(self, result: TrainingResult | None) -> None:
        """Draw what has been found so far."""
        self._result = result
        self._draw()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Offer to break the gradient, where it is not broken and can be."""
        self._spec = spec
        self._show_break()

    def show_settings(self, settings: TrainingAsked | None) -> None:
        """Show settings that come from elsewhere, such as a document."""
        self._controls.show_settings(settings or TrainingAsked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw the cost in powers of ten, or no longer (called by Qt)."""
        if event.key() == Qt.Key.Key_L and not event.modifiers():
            self._controls.set_logarithmic(not self._controls.logarithmic)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for (called by Qt)."""
        super().resizeEvent(event)
        self._show_parts()
        self._draw()

    def _build(self) -> None:
        self._headline.setProperty("look", "head")
        self._headline.setWordWrap(True)
        self._words.setProperty("look", "muted")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._break.setToolTip(tr("Choose a bug and put it into the gradient (Ctrl+B)"))
        self._header.add_right(self._controls.log_box)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._headline)
        said.addWidget(self._words)
        said.addWidget(self._break, 0, Qt.AlignmentFlag.AlignLeft)
        said.addStretch()
        self._foot.setSpacing(24)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._foot.addWidget(self._numbers, 0, top)
        self._foot.addLayout(said, 1)
        self._middle.setSpacing(6)
        self._middle.addWidget(self._curves, 1)
        self._middle.addLayout(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._header)
        column.addWidget(self._controls)
        column.addLayout(self._middle, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Plot of the cost after each step of training"))

    def _show_parts(self) -> None:
        scale = self._themes.scale
        height, width = self.height() / scale, self.width() / scale
        low = height < _WORDS_PX
        for label in (self._headline, self._words):
            label.setVisible(not low)
        for line in (self._header, self._controls):
            line.setVisible(height >= _HEAD_PX)
        self._numbers.setVisible(not low or width >= _BESIDE_PX)
        self._show_break()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(beside if low else below)
        wide = width >= _BESIDE_PX
        self._foot.setDirection(beside if wide else below)
        self._foot.setSpacing(24 if wide else 2)

    def _show_break(self) -> None:
        can = self._spec is not None and isinstance(self._spec.subject, Network)
        whole = self._spec is not None and self._spec.bug is None
        low = self.height() < _WORDS_PX * self._themes.scale
        self._break.setVisible(can and whole and not low)

    def _draw(self) -> None:
        result = self._result
        if result is None:
            self._curves.clear_curves()
            self._controls.show_running(False)
            self._tell(tr("Training…"), "")
            return
        self._curves.draw(result, self._controls.logarithmic)
        self._numbers.show_result(result)
        self._controls.show_running(result.finished is None)
        progress = training_progress(result)
        self._header.set_note(" · ".join(filter(None, (tr("cost after each step"), progress))))
        told = explain_training(result)
        # What is said of the curves is said when they have come to their end: not twenty
        # different sentences on the way there. A quick training leaves what was said before
        # until it has ended.
        if result.finished is not None:
            self._tell(told.headline, told.detail)
        elif self._controls.offers_stop:
            self._tell(tr("Training…"), "")

    def _tell(self, headline: str, detail: str) -> None:
        self._headline.setText(headline)
        self._words.setText(detail)
        numbers = self._numbers.text() if self._result is not None else ""
        self.setAccessibleDescription(f"{headline}. {detail} {numbers}".strip())

    def _apply_theme(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._curves.apply_theme(theme, scale)
        self._numbers.apply_theme(theme, scale)
        self.setMinimumHeight(round(_LEAST_PX * scale))
        self._show_parts()
        self._draw()
