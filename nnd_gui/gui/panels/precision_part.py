"""How it is checked: the precision, what epsilon is measured in, and the tolerance."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from nnd_gui.engine.spec import DEFAULT_TOLERANCES, ExperimentSpec
from nnd_gui.gui.panels import choice_names
from nnd_gui.gui.panels.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.edits import with_dtype, with_step, with_tolerance
from nnd_gui.model.numbers import epsilon_text
from nnd_gui.model.words import tr

__all__ = ["PrecisionPart"]


class PrecisionPart(Part):
    """Edits the precision, the kind of step and the tolerance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dtype = ChoiceBox(tr("Precision"), ChoiceModel(choice_names.dtypes(), self))
        self._dtype.setToolTip(tr("The numbers that cost and gradient are computed with."))
        self._dtype_field = Field(tr("&Precision"), self._dtype)
        self._step = ChoiceBox(tr("Step"), ChoiceModel(choice_names.steps(), self))
        self._step_field = Field(tr("&Step"), self._step)
        self._add(Halves(self._dtype_field, self._step_field))
        self._tolerance = NumberField(tr("Tolerance"), 1e-5, low=1e-16, high=1.0, example="1e-5")
        self._tolerance_field = Field(tr("Tole&rance"), self._tolerance)
        self._add(Halves(self._tolerance_field, QWidget()))

        self._dtype.value_changed.connect(self._dtype_picked)
        self._step.value_changed.connect(self._step_picked)
        self._tolerance.value_changed.connect(self._tolerance_typed)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show the precision and the kind of step."""
        self._dtype.set_value(spec.dtype)
        self._step.set_value(spec.step)
        self._step.setToolTip(
            tr("Each weight is moved by epsilon.")
            if spec.step == "absolute"
            else tr("Each weight is moved by epsilon times its size.")
        )

        self._tolerance.set_value(spec.tolerance_used)
        self._tolerance.setToolTip(
            tr(
                "Relative error up to which a weight agrees. With {dtype}, {usual} is usual.",
                dtype=spec.dtype,
                usual=epsilon_text(DEFAULT_TOLERANCES[spec.dtype]),
            )
        )

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        self._tolerance.revert()

    def _tolerance_typed(self, tolerance: float) -> None:
        self._ask(self._tolerance_field, partial(with_tolerance, tolerance=tolerance))

    def _dtype_picked(self, dtype: str) -> None:
        self._ask(self._dtype_field, partial(with_dtype, dtype=dtype))

    def _step_picked(self, step: str) -> None:
        self._ask(self._step_field, partial(with_step, step=step))
