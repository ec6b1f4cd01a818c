"""How numbers are kept, and what epsilon is measured in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels import choice_names
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.check_edits import with_dtype, with_step
from nnd_gui.model.words import tr

__all__ = ["PrecisionPart"]


class PrecisionPart(Part):
    """Edits the precision and the kind of step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dtype = ChoiceBox(tr("Precision"), ChoiceModel(choice_names.dtypes(), self))
        self._dtype.setToolTip(tr("The numbers that cost and gradient are computed with."))
        self._dtype_field = Field(tr("&Precision"), self._dtype)
        self._step = ChoiceBox(tr("Step"), ChoiceModel(choice_names.steps(), self))
        self._step_field = Field(tr("&Step"), self._step)
        self._add(Halves(self._dtype_field, self._step_field))

        self._dtype.value_changed.connect(self._dtype_picked)
        self._step.value_changed.connect(self._step_picked)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show the precision and the kind of step."""
        self._dtype.set_value(spec.dtype)
        self._step.set_value(spec.step)
        self._step.setToolTip(
            tr("Each weight is moved by epsilon.")
            if spec.step == "absolute"
            else tr("Each weight is moved by epsilon times its size.")
        )

    def _dtype_picked(self, dtype: str) -> None:
        self._ask(self._dtype_field, partial(with_dtype, dtype=dtype))

    def _step_picked(self, step: str) -> None:
        self._ask(self._step_field, partial(with_step, step=step))
