"""The editors of what is used of a file of samples."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from nnd_gui.engine.sources import MAX_SAMPLES
from nnd_gui.engine.tables import Sheet
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.data_file import DataWords
from nnd_gui.model.words import tr

__all__ = ["DataForm"]

_DIVIDE = "divide"
_MOST_HEAD_ROWS = 20


class DataForm(QWidget):
    """Edits `DataWords`, and how the file is cut into cells.

    Attributes
    ----------
    changed : Signal()
        Something else is wanted of the columns.
    cut_changed : Signal()
        The file is to be cut otherwise: `separator`, `head` and `part` say how.
    """

    changed = Signal()
    cut_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._leave_out = False
        self.inputs, self.targets = QLineEdit(), QLineEdit()
        for line in (self.inputs, self.targets):
            line.setPlaceholderText(tr("1-3, 5 or names"))
        self._as = self._box(
            tr("y holds"),
            ("numbers", tr("Numbers")),
            ("labels", tr("Classes, by number from 0")),
            ("one-hot", tr("Classes, a column for each")),
        )
        self._most = CountSpinBox(tr("Samples"), 1_000, low=1, high=MAX_SAMPLES)
        self._scaling = self._box(
            tr("Scale X"),
            ("none", tr("As it is")),
            ("maximum", tr("By each column's maximum")),
            ("standard", tr("Mean 0, deviation 1")),
        )
        self._target_scaling = self._box(
            tr("Scale y"),
            ("none", tr("As it is")),
            (_DIVIDE, tr("Divided by")),
            ("maximum", tr("By each column's maximum")),
            ("standard", tr("Mean 0, deviation 1")),
        )
        self._divisor = NumberField(tr("Divisor of y"), 100.0, low=1e-300, high=1e300,
                                    example="100")  # fmt: skip
        self._separator = self._box(
            tr("Cells are parted by"),
            (",", tr("Commas")),
            (";", tr("Semicolons")),
            ("\t", tr("Tabs")),
            (" ", tr("Blanks")),
            ("|", tr("Bars")),
        )
        self._head = CountSpinBox(tr("Rows of names"), 0, low=0, high=_MOST_HEAD_ROWS)
        self._part = self._box(tr("Arrays"))
        self._tip()
        self._fields = {
            "inputs": Field(tr("&X: columns of the inputs"), self.inputs),
            "targets": Field(tr("&y: columns of the targets"), self.targets),
            "targets_as": Field(tr("y &holds"), self._as),
            "most": Field(tr("S&amples, the first"), self._most),
            "scaling": Field(tr("Scale X"), self._scaling),
            "target_scaling": Field(tr("Scale y"), self._target_scaling),
            "target_divisor": Field(tr("Divide y by"), self._divisor),
            "separator": Field(tr("Cells are parted by"), self._separator),
            "head": Field(tr("Rows of names before"), self._head),
            "part": Field(tr("A&rrays"), self._part),
        }
        self._lay_out()
        for line in (self.inputs, self.targets):
            line.textEdited.connect(self.changed)
        for editor in (self._as, self._most, self._scaling, self._divisor):
            editor.value_changed.connect(self._pass_changed)
        self._target_scaling.value_changed.connect(self._show_divisor)
        for cut in (self._separator, self._head, self._part):
            cut.value_changed.connect(self._pass_cut)

    def separator(self) -> str | None:
        """What parts cells; None for arrays."""
        return self._separator.value() or None

    def head(self) -> int:
        """How many rows come before the numbers."""
        return self._head.value()

    def part(self) -> int:
        """Which group of arrays."""
        return int(self._part.value() or 0)

    def value(self) -> DataWords:
        """What is wanted, as it stands there."""
        scaling = self._target_scaling.value()
        return DataWords(
            self.inputs.text(),
            self.targets.text(),
            self._most.value(),
            self._leave_out,
            self._as.value(),
            self._scaling.value(),
            "none" if scaling == _DIVIDE else scaling,
            self._divisor.value() if scaling == _DIVIDE else 1.0,
        )

    def set_value(self, words: DataWords) -> None:
        """Show what is wanted, without a signal of it."""
        for line, text in ((self.inputs, words.inputs), (self.targets, words.targets)):
            if line.text() != text:
                line.setText(text)
        self._most.set_value(words.most)
        self._leave_out = words.leave_out
        self._as.set_value(words.targets_as)
        self._scaling.set_value(words.scaling)
        divided = words.target_divisor != 1
        self._target_scaling.set_value(_DIVIDE if divided else words.target_scaling)
        if divided:
            self._divisor.set_value(words.target_divisor)
        self._fields["target_divisor"].setVisible(divided)

    def set_divisor(self, divisor: float) -> None:
        """Suggest by what y could be divided."""
        self._divisor.set_value(divisor)

    def set_sheet(self, sheet: Sheet, head: int) -> None:
        """Show how a file is cut."""
        text = not sheet.parts
        for name in ("separator", "head"):
            self._fields[name].setVisible(text)
        self._fields["part"].setVisible(len(sheet.parts) > 1)
        self._separator.set_value(sheet.separator)
        self._head.set_value(head)
        parts = [(str(place), name) for place, name in enumerate(sheet.parts)]
        self._part.set_choices(ChoiceModel(parts, self), str(sheet.part) if parts else "")

    def set_problem(self, field: str, sentence: str) -> bool:
        """Say what is wrong with a field, and nothing of the others; whether there is such one."""
        for name, one in self._fields.items():
            if name in ("inputs", "targets", "most"):
                one.set_problem(sentence if name == field else "")
        return field in self._fields

    def _tip(self) -> None:
        """Say what each is for, to whoever rests the mouse on it."""
        tips: dict[QWidget, str] = {
            self.inputs: tr("Numbers of columns or their names; a click on a heading does it too"),
            self.targets: tr("Numbers of columns or their names; a click on a heading does it too"),
            self._as: tr("Whether y is measured, or says to which class a sample belongs"),
            self._most: tr("At most so many rows are taken, from the file's beginning"),
            self._scaling: tr("What is done with each column of X before it is used"),
            self._target_scaling: tr("What is done with each column of y before it is used"),
            self._divisor: tr("Each number of y is divided by it"),
            self._separator: tr("What stands between two cells of a row"),
            self._head: tr("So many rows at the top have no numbers"),
            self._part: tr("Which of the file's arrays is shown"),
        }
        for editor, tip in tips.items():
            editor.setToolTip(tip)

    def _box(self, name: str, *choices: tuple[str, str]) -> ChoiceBox:
        return ChoiceBox(name, ChoiceModel(choices, self), self)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        rows = (
            ("inputs", "targets", "most"),
            ("scaling", "target_scaling", "target_divisor"),
            ("targets_as", "separator", "head"),
        )
        for row, names in enumerate(rows):
            for column, name in enumerate(names):
                grid.addWidget(self._fields[name], row, column)
        grid.addWidget(self._fields["part"], 2, 1, 1, 2)
        for column, stretch in enumerate((2, 2, 1)):
            grid.setColumnStretch(column, stretch)

    def _show_divisor(self, scaling: str) -> None:
        self._fields["target_divisor"].setVisible(scaling == _DIVIDE)
        self.changed.emit()

    def _pass_changed(self, _value: object) -> None:
        self.changed.emit()

    def _pass_cut(self, _value: object) -> None:
        self.cut_changed.emit()
