"""What the cost is measured on: the lesson's samples, random ones, or a file of numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from nnd_gui.engine.sources import MAX_SAMPLES, Data, LessonData, RandomData, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.tables import Read
from nnd_gui.gui.dialogs.data_file import ask_data
from nnd_gui.gui.panels.field_with_buttons import FieldWithButtons
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.panels.scaling_offers import ScalingOffers
from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.panels.weights_part import HIGHEST_SEED
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.data_file import data_notes, table_text, with_table
from nnd_gui.model.edit_result import Edit, Note
from nnd_gui.model.edits import with_data
from nnd_gui.model.unscaled import ScalingOffer, offers_for, with_offer
from nnd_gui.model.words import tr

__all__ = ["DataPart"]

_LESSON, _RANDOM, _TABLE = "lesson", "random", "table"


class DataPart(Part):
    """Edits the samples.

    Parameters
    ----------
    themes : ThemeManager
        Gives the icons' colours.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._table: TableData | None = None
        self._folder = ""
        self._choices = ChoiceModel(
            [(_LESSON, tr("Sleep, study → score")), (_RANDOM, tr("Random samples"))], self
        )
        self._box = ChoiceBox(tr("Data"), self._choices)
        self._open = SquareButton(tr("Open a file of samples…"), "open", themes)
        self._field = FieldWithButtons(tr("&Data"), self._box, self._open)
        usual = RandomData()
        self._samples = CountSpinBox(tr("Samples"), usual.samples, low=1, high=MAX_SAMPLES)
        self._samples_field = Field(tr("S&amples"), self._samples)
        self._samples.setToolTip(tr("How many samples are drawn"))
        self._seed = CountSpinBox(tr("Data seed"), usual.seed, low=0, high=HIGHEST_SEED)
        self._seed.setToolTip(tr("The same number draws the same samples"))
        self._seed_field = Field(tr("Data seed"), self._seed)
        self._random_row = Halves(self._samples_field, self._seed_field)
        self._size = QLabel()
        self._size.setProperty("look", "label")
        self._size.setWordWrap(True)
        self._offers = ScalingOffers()
        for widget in (self._field, self._random_row, self._size, self._offers):
            self._add(widget)

        self._box.value_changed.connect(self._picked)
        self._open.clicked.connect(self._choose_file)
        self._offers.taken.connect(self._scale)
        self._samples.value_changed.connect(self._samples_changed)
        self._seed.value_changed.connect(self._seed_changed)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show the samples."""
        data, sizes = spec.network.data, spec.network.sizes
        fits = (sizes[0], sizes[-1]) == (LessonData.inputs, LessonData.outputs)
        obstacle = "" if fits else tr("The lesson's data has 2 inputs and 1 output.")
        self._choices.set_obstacle(_LESSON, obstacle)
        if isinstance(data, TableData):
            self._offer(data)
        if isinstance(data, RandomData):
            self._samples.set_value(data.samples)
            self._seed.set_value(data.seed)
        self._show_choices(spec)
        self._box.setToolTip(_about(data))
        self._random_row.setVisible(isinstance(data, RandomData))
        self._size.setVisible(isinstance(data, TableData))
        if isinstance(data, TableData):
            self._size.setText(table_text(data, sizes[-1]))
        self._offers.set_offers(offers_for(spec.network))

    def _show_choices(self, spec: ExperimentSpec) -> None:
        self._box.set_value(_kind(spec.network.data))

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        self._samples.revert()
        self._seed.revert()

    def _offer(self, table: TableData) -> None:
        """Keep a file's samples among the choices."""
        if table is self._table:
            return
        self._table = table
        row = self._choices.row_of(_TABLE)
        if row < 0:
            self._choices.add(_TABLE, table.name)
        else:
            self._choices.item(row).setText(table.name)

    def _picked(self, kind: str) -> None:
        if kind == _LESSON:
            self._ask(self._field, partial(with_data, data=LessonData()))
        elif kind == _RANDOM:
            self._ask(self._field, partial(with_data, data=self._random_data()))
        elif self._table is not None:
            self._ask(self._field, partial(with_data, data=self._table))

    def _samples_changed(self) -> None:
        self._ask(self._samples_field, partial(with_data, data=self._random_data()))

    def _seed_changed(self) -> None:
        self._ask(self._seed_field, partial(with_data, data=self._random_data()))

    def _random_data(self) -> RandomData:
        return RandomData(self._samples.value(), self._seed.value())

    def _choose_file(self) -> None:
        ask_data(self.window(), self._themes, self._folder, self._take, one_hot=True)

    def _take(self, read: Read, path: Path) -> None:
        """Use what was read; the layers at both ends follow."""
        self._folder = str(path.parent)

        def change(spec: ExperimentSpec) -> Edit:
            edit = with_table(spec, read.table, read.outputs)
            notes = [Note("data", text) for text in data_notes(read)]
            return Edit(edit.spec, (*edit.notes, *notes))

        self._ask(self._field, change)

    def _scale(self, offer: ScalingOffer) -> None:
        if self._spec is not None and isinstance(self._spec.network.data, TableData):
            data = with_offer(self._spec.network.data, offer)
            self._ask(self._field, partial(with_data, data=data))


def _kind(data: Data) -> str:
    if isinstance(data, LessonData):
        return _LESSON
    return _RANDOM if isinstance(data, RandomData) else _TABLE


def _about(data: Data) -> str:
    if isinstance(data, LessonData):
        return tr("The lesson's three students: hours slept and studied, and the test score.")
    if isinstance(data, RandomData):
        return tr("Samples drawn at random for this network.")
    return data.name
