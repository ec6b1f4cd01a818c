"""How strictly and how much is checked: tolerance, sample, random directions."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from nnd_gui.engine.spec import DEFAULT_TOLERANCES, MAX_DIRECTIONS, ExperimentSpec
from nnd_gui.gui.panels.halves import Thirds
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.check_edits import with_directions, with_sample, with_tolerance
from nnd_gui.model.numbers import epsilon_text
from nnd_gui.model.words import tr

__all__ = ["ExtentPart"]

_ALL, _NONE = "all", "0"
_SAMPLES = (10, 100, 1_000)
_SHARES = (17, 18, 17)


class ExtentPart(Part):
    """Edits the tolerance, the sample and the number of random directions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tolerance = NumberField(tr("Tolerance"), 1e-5, low=1e-16, high=1.0, example="1e-5")
        self._tolerance_field = Field(tr("Tole&rance"), self._tolerance)
        self._sample = ChoiceBox(tr("Weights checked"), _choices(None, self))
        self._sample.setToolTip(
            tr(
                "Every weight by itself, or a sample spread over every matrix and bias. None: "
                "only random directions are checked."
            )
        )
        self._sample_field = Field(tr("Sample"), self._sample)
        self._directions = CountSpinBox(tr("Random directions"), 0, low=0, high=MAX_DIRECTIONS)
        self._directions.setToolTip(
            tr(
                "All weights are moved at once along so many random directions: quick for a large "
                "network, but weaker than a check of each weight."
            )
        )
        self._directions_field = Field(tr("Directions"), self._directions)
        for box in (self._sample, self._directions):
            box.setProperty("look", "tight")
        self._add(
            Thirds(self._tolerance_field, self._sample_field, self._directions_field, _SHARES)
        )
        self._tolerance.value_changed.connect(self._tolerance_typed)
        self._sample.value_changed.connect(self._sample_picked)
        self._directions.value_changed.connect(self._directions_changed)

    def _show(self, spec: ExperimentSpec) -> None:
        self._tolerance.set_value(spec.tolerance_used)
        self._tolerance.setToolTip(
            tr(
                "Relative error up to which a weight agrees. With {dtype}, {usual} is usual.",
                dtype=spec.dtype,
                usual=epsilon_text(DEFAULT_TOLERANCES[spec.dtype]),
            )
        )
        self._directions.set_value(spec.directions)
        self._show_choices(spec)

    def _show_choices(self, spec: ExperimentSpec) -> None:
        value = _ALL if spec.sample is None else str(spec.sample)
        self._sample.set_choices(_choices(spec.sample, self), value)

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        self._tolerance.revert()
        self._directions.revert()

    def _tolerance_typed(self, tolerance: float) -> None:
        self._ask(self._tolerance_field, partial(with_tolerance, tolerance=tolerance))

    def _sample_picked(self, value: str) -> None:
        sample = None if value == _ALL else int(value)
        self._ask(self._sample_field, partial(with_sample, sample=sample))

    def _directions_changed(self, directions: int) -> None:
        self._ask(self._directions_field, partial(with_directions, directions=directions))


def _choices(sample: int | None, parent: QWidget) -> ChoiceModel:
    """The usual samples, and the one that is asked for where it is another."""
    sizes = sorted({*_SAMPLES, *([sample] if sample else [])})
    texts = [(str(size), f"{size:,}") for size in sizes]
    return ChoiceModel([(_ALL, tr("All")), *texts, (_NONE, tr("None"))], parent)
