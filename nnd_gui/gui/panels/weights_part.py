"""The point at which the gradient is checked: the lesson's weights, random or trained ones."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from nnd_gui.engine.sources import MAX_STEPS, SeededWeights, TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels.field_with_buttons import FieldWithButtons
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.panels.part import Part, Place
from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.given_weights import start_of
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.trained_edit import with_trained_weights
from nnd_gui.model.weights_edits import (
    has_lesson_weights,
    new_random_weights,
    with_lesson_weights,
    with_random_weights,
    with_seed,
)
from nnd_gui.model.words import tr

__all__ = ["HIGHEST_SEED", "WeightsPart"]

HIGHEST_SEED = 999_999_999
"""That can be typed; any that a document brings is shown."""

_LESSON, _RANDOM, _TRAINED, _GIVEN = "lesson", "random", "trained", "given"
# What "Trained" begins with: enough to come near the lesson's minimum.
_USUAL_STEPS, _USUAL_RATE = 500, 1.0


class WeightsPart(Part):
    """Edits the weights.

    Parameters
    ----------
    themes : ThemeManager
        Gives the icons' colours.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Beside the lesson's, so that the arrow keys come to train those from those.
        choices = [(_LESSON, tr("Lesson's")), (_TRAINED, tr("Trained")), (_RANDOM, tr("Random"))]
        self._choices = ChoiceModel(choices, self)
        self._box = ChoiceBox(tr("Weights"), self._choices)
        self._field = Field(tr("&Weights"), self._box)
        self._seed = CountSpinBox(tr("Seed"), 0, low=0, high=HIGHEST_SEED)
        self._box.setToolTip(tr("Where the weights come from"))
        self._dice = SquareButton(tr("New random weights"), "dice", themes)
        self._seed_field = FieldWithButtons(tr("Seed"), self._seed, self._dice)
        self._steps = CountSpinBox(tr("Training steps"), _USUAL_STEPS, low=1, high=MAX_STEPS)
        self._steps.setToolTip(tr("So many steps against the gradient are made first"))
        self._steps_field = Field(tr("Training steps"), self._steps)
        self._rate = NumberField(
            tr("Learning rate"), _USUAL_RATE, low=1e-12, high=1e6, example="0.5"
        )
        self._rate.setToolTip(tr("How far each of these steps goes"))
        self._rate_field = Field(tr("Learning rate"), self._rate)
        self._training = Halves(self._steps_field, self._rate_field)
        self._from = QLabel()
        self._from.setProperty("look", "label")
        self._from.setWordWrap(True)
        self._add(Halves(self._field, self._seed_field))
        self._add(self._training)
        self._add(self._from)

        self._box.value_changed.connect(self._picked)
        self._seed.value_changed.connect(self._seed_changed)
        self._dice.clicked.connect(self._throw)
        self._steps.value_changed.connect(self._steps_changed)
        self._rate.value_changed.connect(self._rate_changed)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show where the weights come from."""
        weights, start = spec.network.weights, start_of(spec.network)
        drawn = isinstance(start, SeededWeights)
        kind = _kind(spec)
        if kind == _GIVEN and self._choices.row_of(_GIVEN) < 0:
            self._choices.add(_GIVEN, tr("Given"))
        self._show_choices(spec)
        if kind != _GIVEN:
            self._choices.remove(_GIVEN)
        fits = spec.network.sizes == lesson_spec().network.sizes
        self._choices.set_obstacle(
            _LESSON, "" if fits else tr("The lesson's weights fit 2-3-1 only.")
        )
        if isinstance(start, SeededWeights):
            self._seed.set_value(start.seed)
        self._seed.setEnabled(drawn)
        usual = tr("The same number draws the same weights")
        self._seed.setToolTip(usual if drawn else tr("These weights are given, not drawn."))
        trained = isinstance(weights, TrainedWeights)
        if isinstance(weights, TrainedWeights):
            self._steps.set_value(weights.steps)
            self._rate.set_value(weights.rate)
            self._from.setText(_start_words(spec))
        for widget in (self._training, self._from):
            widget.setVisible(trained)

    def _show_choices(self, spec: ExperimentSpec) -> None:
        self._box.set_value(_kind(spec))

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        for editor in (self._seed, self._steps, self._rate):
            editor.revert()

    def _picked(self, kind: str) -> None:
        if kind == _LESSON:
            self._ask(self._field, with_lesson_weights)
        elif kind == _RANDOM:
            self._ask(self._field, partial(with_random_weights, seed=self._seed.value()))
        elif kind == _TRAINED:
            self._train(self._field)

    def _seed_changed(self, seed: int) -> None:
        self._ask(self._seed_field, partial(with_seed, seed=seed))

    def _steps_changed(self) -> None:
        self._train(self._steps_field)

    def _rate_changed(self) -> None:
        self._train(self._rate_field)

    def _train(self, place: Place) -> None:
        change = partial(with_trained_weights, steps=self._steps.value(), rate=self._rate.value())
        self._ask(place, change)

    def _throw(self) -> None:
        self._ask(self._field, new_random_weights)


def _start_words(spec: ExperimentSpec) -> str:
    """What trained weights were before."""
    start = replace(spec, subject=replace(spec.network, weights=start_of(spec.network)))
    return {
        _LESSON: tr("Trained from the lesson's weights."),
        _RANDOM: tr("Trained from random weights."),
    }.get(_kind(start), tr("Trained from given weights."))


def _kind(spec: ExperimentSpec) -> str:
    if isinstance(spec.network.weights, TrainedWeights):
        return _TRAINED
    if isinstance(spec.network.weights, SeededWeights):
        return _RANDOM
    return _LESSON if has_lesson_weights(spec) else _GIVEN
