"""One layer's line in the network panel: its name, its units, its activation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnd_gui.engine.subject import MAX_UNITS
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.spoken import name_for_readers
from nnd_gui.model.words import tr

__all__ = ["ROW_GAP", "LayerRow"]

ROW_GAP = 4
"""Pixels between the editors of a row."""

_LARGE = 1000
"""From so many units on, the number takes the room of the spin box's arrows."""


class LayerRow(QWidget):
    """Edits one layer.

    Parameters
    ----------
    choices : ChoiceModel
        The activations on offer, until `show_layer` brings others.
    parent : QWidget, optional
        The owner.
    """

    units_changed = Signal(object, int)
    """This row, and the units that the person wants."""

    activation_changed = Signal(object, str)
    """This row, and the activation that the person wants."""

    def __init__(self, choices: ChoiceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLabel()
        self._name.setProperty("look", "label")
        self._units = CountSpinBox("", 1, low=1, high=MAX_UNITS)
        self._activation = ChoiceBox("", choices)
        self._name.setBuddy(self._units)
        for editor in (self._units, self._activation):
            editor.setProperty("look", "tight")
        self._problem: QLabel | None = None

        self._line = QHBoxLayout()
        self._line.setSpacing(ROW_GAP)
        for widget in (self._name, self._units, self._activation):
            self._line.addWidget(widget)
        self._line.addStretch()
        self._line.setStretchFactor(self._activation, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._line)
        self._said = name_for_readers(self._activation)

        self._units.value_changed.connect(self._pass_units_on)
        self._units.problem_changed.connect(self.set_problem)
        self._activation.value_changed.connect(self._pass_activation_on)

    def show_layer(self, layer: int, hidden: int, units: int) -> None:
        """Show a layer without an activation: its place and its units.

        Parameters
        ----------
        layer : int
            Which one, the inputs being 0.
        hidden : int
            How many hidden layers there are.
        units : int
            How many units it has.
        """
        if layer == 0:
            short, name, of = tr("Input"), tr("Inputs"), ""
        elif layer > hidden:
            short, name, of = tr("Output"), tr("Outputs"), tr("Activation of the outputs")
        else:
            short = tr("Hidden {layer}", layer=layer)
            name = tr("Units of hidden layer {layer}", layer=layer)
            of = tr("Activation of hidden layer {layer}", layer=layer)
        self._name.setText(short)
        self._units.set_name(name)
        self._units.setToolTip(tr("How many of them there are (↑ and ↓)"))
        self._units.set_value(units)
        arrows = QAbstractSpinBox.ButtonSymbols
        self._units.setButtonSymbols(arrows.NoButtons if units >= _LARGE else arrows.UpDownArrows)
        self._activation.setAccessibleName(of)
        self._said.setText(of)
        self._activation.setVisible(layer > 0)

    def show_activation(self, choices: ChoiceModel, name: str, obstacle: str = "") -> None:
        """Show a layer's activation.

        Parameters
        ----------
        choices : ChoiceModel
            What is on offer.
        name : str
            The one it has.
        obstacle : str
            Why there is no choice; empty if there is.
        """
        self._activation.set_choices(choices, name)
        self._activation.setEnabled(not obstacle)
        usual = tr("What each unit makes of its sum, as f(z)")
        self._activation.setToolTip(obstacle or usual)
        self._activation.setAccessibleDescription(obstacle)

    def set_widths(self, name: int, units: int, gap: int) -> None:
        """Give the first two columns and what is between them the same widths in each row."""
        self._line.setSpacing(gap)
        self._name.setFixedWidth(name)
        self._units.setFixedWidth(units)

    def name_width(self) -> int:
        """Return the width that the name needs."""
        return self._name.sizeHint().width()

    def units_width(self) -> int:
        """Return the width that three digits need."""
        return self._units.sizeHint().width()

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong with the units, or take it away."""
        if self._problem is None:
            if not sentence:
                return
            self._problem = QLabel()
            self._problem.setProperty("look", "problem")
            self._problem.setWordWrap(True)
            self._column.addWidget(self._problem)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._units.setAccessibleDescription(sentence)
        if bool(self._units.property("problem")) != bool(sentence):
            self._units.setProperty("problem", bool(sentence))
            # A style sheet looks at a property once only, when a widget is polished.
            self._units.style().unpolish(self._units)
            self._units.style().polish(self._units)

    def revert(self) -> None:
        """Drop what is typed for the last good number."""
        self._units.revert()

    def last_editor(self) -> QWidget:
        """Return the editor that Tab reaches last."""
        return self._activation

    def follow(self, previous: QWidget) -> None:
        """Come after another editor in the order of Tab."""
        QWidget.setTabOrder(previous, self._units)
        QWidget.setTabOrder(self._units, self._activation)

    def _pass_units_on(self, units: int) -> None:
        self.units_changed.emit(self, units)

    def _pass_activation_on(self, name: str) -> None:
        self.activation_changed.emit(self, name)
