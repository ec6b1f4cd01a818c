"""What a training is asked: the learning rate and the steps; and the button that stops it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from nnd_gui.engine.sources import MAX_STEPS
from nnd_gui.engine.training import TrainingAsked
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.words import tr

__all__ = ["TrainingControls"]

_SMALLEST_RATE, _LARGEST_RATE = 1e-12, 1e6
# A training that is over sooner than this never offers to be stopped: the button would flicker.
_GRACE_MS = 150


class TrainingControls(QWidget):
    """A row of editors, and what is wrong with the text of one of them.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    settings_chosen : Signal(TrainingAsked)
        The person has typed another rate or number of steps.
    run_asked : Signal(bool)
        The person wants the training made again (True), or stopped (False).
    logarithmic_changed : Signal(bool)
        The axis of the cost is one of powers of ten now, or no longer.
    """

    settings_chosen = Signal(object)
    run_asked = Signal(bool)
    logarithmic_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = TrainingAsked()
        self._running = self._offers_stop = False
        self._rate = NumberField(
            tr("The learning rate"), self._settings.rate,
            low=_SMALLEST_RATE, high=_LARGEST_RATE, example="0.5", parent=self,
        )  # fmt: skip
        self._steps = CountSpinBox(
            tr("The number of steps"), self._settings.steps, low=1, high=MAX_STEPS, parent=self
        )
        self._log = QCheckBox(tr("Powers of ten"), self)
        self._button = QPushButton(self)
        self._problem = QLabel(self)
        self._grace = QTimer(self)
        self._build()
        self._rate.value_changed.connect(self._rate_typed)
        self._steps.value_changed.connect(self._steps_typed)
        self._rate.problem_changed.connect(self._rate_problem)
        self._steps.problem_changed.connect(self._steps_problem)
        self._log.toggled.connect(self.logarithmic_changed)
        self._button.clicked.connect(self._clicked)
        self._grace.timeout.connect(self._show_button)
        self._show_button()

    @property
    def log_box(self) -> QCheckBox:
        """The choice of the cost's axis, which stands in the header."""
        return self._log

    @property
    def logarithmic(self) -> bool:
        """Whether the cost is drawn in powers of ten."""
        return self._log.isChecked()

    @property
    def offers_stop(self) -> bool:
        """Whether a training takes long enough to be stopped."""
        return self._offers_stop

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Choose for the person."""
        self._log.setChecked(logarithmic)

    def show_settings(self, settings: TrainingAsked) -> None:
        """Show settings, without a signal of it."""
        self._settings = settings
        self._rate.set_value(settings.rate)
        self._steps.set_value(settings.steps)

    def show_running(self, running: bool) -> None:
        """Offer to stop it, if it takes long enough, or to make it again."""
        if running == self._running:
            return
        self._running = running
        if running:
            self._grace.start()
        else:
            self._grace.stop()
            self._show_button()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        self._rate.setProperty("look", "number")
        self._rate.setToolTip(tr("How far each step goes against the gradient"))
        self._rate.setFixedWidth(72)
        self._steps.setToolTip(tr("How many steps each of the two makes"))
        self._log.setToolTip(tr("Draw the cost in powers of ten, so that small costs part (L)"))
        for text, editor in ((tr("Rate"), self._rate), (tr("Steps"), self._steps)):
            label = QLabel(text, self)
            label.setProperty("look", "muted")
            label.setBuddy(editor)
            row.addWidget(label)
            row.addWidget(editor)
            row.addSpacing(6)
        row.addWidget(self._button)
        row.addWidget(self._problem, 1)
        self._problem.setProperty("look", "problem")
        self._problem.setWordWrap(True)
        row.addStretch(1)
        self._grace.setSingleShot(True)
        self._grace.setInterval(_GRACE_MS)

    def _show_button(self) -> None:
        self._offers_stop = self._running
        text = tr("Stop") if self._offers_stop else tr("Train again")
        tip = tr("Stop the training; what was drawn stays")
        self._button.setText(text)
        self._button.setAccessibleName(text)
        self._button.setToolTip(tip if self._offers_stop else tr("Begin from the first step"))
        metrics = self._button.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, (tr("Stop"), tr("Train again"))))
        self._button.setMinimumWidth(widest + 28)

    def _clicked(self) -> None:
        self.run_asked.emit(not self._offers_stop)

    def _rate_typed(self, rate: float) -> None:
        self._choose(replace(self._settings, rate=rate))

    def _steps_typed(self, steps: int) -> None:
        self._choose(replace(self._settings, steps=steps))

    def _choose(self, settings: TrainingAsked) -> None:
        self._settings = settings
        self.settings_chosen.emit(settings)

    def _rate_problem(self, sentence: str) -> None:
        self._tell(self._rate, sentence)

    def _steps_problem(self, sentence: str) -> None:
        self._tell(self._steps, sentence)

    def _tell(self, editor: QWidget, sentence: str) -> None:
        self._problem.setText(sentence)
        editor.setAccessibleDescription(sentence)
        editor.setProperty("problem", bool(sentence))
        # A style sheet looks at a property once only, when a widget is polished.
        editor.style().unpolish(editor)
        editor.style().polish(editor)
