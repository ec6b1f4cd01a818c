"""The data part of a person's file's panel: whose X and y, and what is done to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.gui.panels.scaling_offers import ScalingOffers
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.data_file import table_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.unscaled import offers_of_facts
from nnd_gui.model.words import tr

__all__ = ["FileData"]

_OWN, _LESSON, _TABLE, _OPEN = "own", "lesson", "table", "open"


class FileData(QWidget):
    """Shows and asks for the data of a person's file.

    Attributes
    ----------
    data_chosen : Signal(object, int)
        `LessonData`, a table that was used before with how many of its columns are targets, or
        None for the file's own.
    open_asked : Signal()
        The person wants to choose a file of samples.
    scaling_asked : Signal(object)
        The person takes a `ScalingOffer`.
    """

    data_chosen = Signal(object, int)
    open_asked = Signal()
    scaling_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = _OWN
        self._choices: list[tuple[str, str]] = []
        self._table: TableData | None = None
        self._targets = 1
        self._box = ChoiceBox(tr("Data"), ChoiceModel([], self), self)
        self._box.setToolTip(tr("The X and y that your code is given"))
        self._about, self._notes = _label(self), _label(self)
        self._offers = ScalingOffers(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (Field(tr("D&ata"), self._box, self), self._about, self._notes, self._offers):
            column.addWidget(widget)
        self._box.value_changed.connect(self._picked)
        self._offers.taken.connect(self.scaling_asked)

    def set_value(self, file: PersonFile) -> None:
        """Show which data a file is given."""
        self._kind = _OWN
        self._about.hide()
        if isinstance(file.data, LessonData):
            self._kind = _LESSON
        elif isinstance(file.data, TableData):
            self._kind, self._table = _TABLE, file.data
            self._targets = file.target_columns
            self._about.setText(table_text(file.data, file.target_columns))
            self._about.show()
        choices = [(_OWN, tr("The file's own, or random")), (_LESSON, tr("The lesson's"))]
        if self._table is not None:
            choices.append((_TABLE, self._table.name))
        choices.append((_OPEN, tr("A file: CSV, NPZ…")))
        if choices != self._choices:
            self._choices = choices
            self._box.set_choices(ChoiceModel(choices, self), self._kind)
        self._box.set_value(self._kind)

    def show_result(self, result: CheckResult, notes: Sequence[str]) -> None:
        """Say what was found out, and offer to scale what is not scaled."""
        self._notes.setText("\n\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._offers.set_offers(offers_of_facts(result.facts))

    def _picked(self, kind: str) -> None:
        if kind == _OPEN:
            self._box.set_value(self._kind)  # until a file was chosen
            self.open_asked.emit()
        elif kind == _TABLE:
            self.data_chosen.emit(self._table, self._targets)
        else:
            self.data_chosen.emit(LessonData() if kind == _LESSON else None, 1)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", "label")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # A long name is broken, not a reason to be wide.
    label.setMinimumWidth(1)
    label.hide()
    return label
