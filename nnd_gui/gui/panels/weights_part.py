"""The point at which the gradient is checked: the lesson's weights, or random ones."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from nnd_gui.engine.sources import SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels.field_with_buttons import FieldWithButtons
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.weights_edits import (
    has_lesson_weights,
    new_random_weights,
    with_lesson_weights,
    with_seed,
)
from nnd_gui.model.words import tr

__all__ = ["HIGHEST_SEED", "WeightsPart"]

HIGHEST_SEED = 999_999_999
"""That can be typed; any that a document brings is shown."""

_LESSON, _RANDOM, _GIVEN = "lesson", "random", "given"


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
        self._choices = ChoiceModel([(_LESSON, tr("Lesson's")), (_RANDOM, tr("Random"))], self)
        self._box = ChoiceBox(tr("Weights"), self._choices)
        self._field = Field(tr("&Weights"), self._box)
        self._seed = CountSpinBox(tr("Seed"), 0, low=0, high=HIGHEST_SEED)
        self._dice = SquareButton(tr("New random weights"), "dice", themes)
        self._seed_field = FieldWithButtons(tr("Seed"), self._seed, self._dice)
        self._add(Halves(self._field, self._seed_field))

        self._box.value_changed.connect(self._picked)
        self._seed.value_changed.connect(self._seed_changed)
        self._dice.clicked.connect(self._throw)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show where the weights come from."""
        weights = spec.network.weights
        drawn = isinstance(weights, SeededWeights)
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
        if isinstance(weights, SeededWeights):
            self._seed.set_value(weights.seed)
        self._seed.setEnabled(drawn)
        self._seed.setToolTip("" if drawn else tr("These weights are given, not drawn."))

    def _show_choices(self, spec: ExperimentSpec) -> None:
        self._box.set_value(_kind(spec))

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        self._seed.revert()

    def _picked(self, kind: str) -> None:
        if kind == _LESSON:
            self._ask(self._field, with_lesson_weights)
        elif kind == _RANDOM:
            self._ask(self._field, partial(with_seed, seed=self._seed.value()))

    def _seed_changed(self, seed: int) -> None:
        self._ask(self._seed_field, partial(with_seed, seed=seed))

    def _throw(self) -> None:
        self._ask(self._field, new_random_weights)


def _kind(spec: ExperimentSpec) -> str:
    if isinstance(spec.network.weights, SeededWeights):
        return _RANDOM
    return _LESSON if has_lesson_weights(spec) else _GIVEN
