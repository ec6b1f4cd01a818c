"""What the cost is: its formula, its regularisation, and whether there are biases."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels import choice_names
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.edits import with_bias, with_l2, with_loss
from nnd_gui.model.words import tr

__all__ = ["CostPart"]


class CostPart(Part):
    """Edits the cost, L2 and the biases."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loss = ChoiceBox(tr("Cost"), ChoiceModel(choice_names.losses(), self))
        self._loss_field = Field(tr("C&ost"), self._loss)
        self._l2 = NumberField(tr("L2"), 0.0, example="0.01")
        self._loss.setToolTip(tr("What is differentiated: how far the outputs are from y"))
        self._l2.setToolTip(
            tr("Strength λ of the regularisation: λ/2 Σ W² is added to the cost, 0 for none.")
        )
        self._l2_field = Field(tr("&L2"), self._l2)
        self._bias = QCheckBox()
        self._bias.setProperty("look", "switch")
        self._bias.setAccessibleName(tr("Biases"))
        self._bias.setToolTip(tr("Whether each layer adds a bias."))
        self._bias_field = Field(tr("&Biases"), self._bias)
        self._add(self._loss_field)
        # Below the note, which is about the cost.
        self._column.addWidget(Halves(self._l2_field, self._bias_field))

        self._loss.value_changed.connect(self._loss_picked)
        self._l2.value_changed.connect(self._l2_typed)
        self._bias.toggled.connect(self._bias_switched)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show the cost."""
        self._l2.set_value(spec.network.l2)
        self._show_choices(spec)

    def _show_choices(self, spec: ExperimentSpec) -> None:
        network = spec.network
        self._loss.set_value(network.loss)
        self._bias.blockSignals(True)
        self._bias.setChecked(network.bias)
        self._bias.blockSignals(False)
        self._bias.setText(tr("On") if network.bias else tr("Off"))

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        self._l2.revert()

    def _loss_picked(self, loss: str) -> None:
        self._ask(self._loss_field, partial(with_loss, loss=loss))

    def _l2_typed(self, l2: float) -> None:
        self._ask(self._l2_field, partial(with_l2, l2=l2))

    def _bias_switched(self, on: bool) -> None:
        self._ask(self._bias_field, partial(with_bias, on=on))
