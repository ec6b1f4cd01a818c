"""Functions of a person's file chosen by hand, and what each of their arguments is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.engine.usercode.by_hand import callables_of
from nnd_gui.engine.usercode.source import Source
from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.gui.widgets.reading_order import tab_as_read
from nnd_gui.model.by_hand import (
    HandChoice,
    arguments_of,
    call_preview,
    hand_problems,
    likely_choice,
    role_words,
)
from nnd_gui.model.words import tr

__all__ = ["ByHandDialog", "choose_by_hand"]

_BOTH, _BOTH_TURNED = "(cost, gradient)", "(gradient, cost)"


class ByHandDialog(QDialog):
    """Asks what is the cost, what the gradient, and what each argument is.

    Parameters
    ----------
    themes : ThemeManager
    source : Source
        The file, read and not run.
    choice : HandChoice
        What to begin with.
    parent : QWidget
        The window.

    Attributes
    ----------
    chosen : Signal(object)
        The `HandChoice` that the person made.
    """

    chosen = Signal(object)

    def __init__(
        self, themes: ThemeManager, source: Source, choice: HandChoice, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._source, self._choice, self._scale = source, choice, themes.scale
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Choose by hand in “{file}”", file=source.path.name))
        give_help(self, "your-own-code")
        names = [
            (one.name, tr("{name}, line {line}", name=one.name, line=one.line))
            for one in callables_of(source)
        ]
        both = [
            (_BOTH, tr("The cost returns it too: (cost, gradient)")),
            (_BOTH_TURNED, tr("The cost returns it too: (gradient, cost)")),
        ]
        self._cost = ChoiceBox(tr("Cost"), ChoiceModel(names, self), self)
        self._gradient = ChoiceBox(tr("Gradient"), ChoiceModel([*both, *names], self), self)
        self._fields = {
            "cost": Field(tr("C&ost"), self._cost),
            "gradient": Field(tr("&Gradient"), self._gradient),
        }
        self._arguments = QWidget(self)
        self._grid = QGridLayout(self._arguments)
        self._rows: dict[str, tuple[ChoiceBox, NumberField, QLabel]] = {}
        self._preview = QLabel(self)
        self._use = QPushButton(tr("&Check it"), self)
        self._cancel = QPushButton(tr("&Cancel"), self)
        self._lay_out()
        self._show()
        self._cost.value_changed.connect(self._functions_picked)
        self._gradient.value_changed.connect(self._functions_picked)
        self._use.clicked.connect(self._take)
        self._cancel.clicked.connect(self.reject)
        self._cost.setFocus()
        # Room for some six arguments, where the screen has it.
        room = self.screen().availableSize() - QSize(16, 48)
        self.resize((QSize(620, 560) * self._scale).boundedTo(room))

    def value(self) -> HandChoice:
        """What is chosen."""
        return self._choice

    def _lay_out(self) -> None:
        functions = QHBoxLayout()
        functions.setSpacing(16)
        for field in self._fields.values():
            functions.addWidget(field, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: none; }")
        area.setWidget(self._arguments)
        self._preview.setProperty("look", "number")
        self._preview.setTextFormat(Qt.TextFormat.PlainText)
        self._preview.setWordWrap(True)
        self._preview.setAccessibleName(tr("What is called"))
        heads = [QLabel(text, self) for text in (tr("Arguments"), tr("What is called"))]
        for head in heads:
            head.setProperty("look", "section")
        self._use.setProperty("look", "primary")
        self._use.setDefault(True)
        self._use.setToolTip(tr("Run these functions, now and after each save (Enter)"))
        self._cancel.setToolTip(tr("Leave all as it is (Esc)"))
        self._cost.setToolTip(tr("The function whose value is the cost"))
        self._gradient.setToolTip(tr("The function whose value is the gradient to be checked"))
        # In the order that the system has for them.
        buttons = QDialogButtonBox(self)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self._use, QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(functions)
        column.addWidget(heads[0])
        column.addWidget(area, 1)
        column.addWidget(heads[1])
        column.addWidget(self._preview)
        column.addWidget(buttons)

    def _show(self) -> None:
        """Show the choice, with a row for each argument."""
        choice = self._choice
        self._cost.set_value(choice.cost)
        turned = _BOTH_TURNED if choice.gradient_first else _BOTH
        self._gradient.set_value(choice.gradient or turned)
        listed = arguments_of(self._source, choice)
        if [name for name, _, _ in listed] != list(self._rows):
            self._make_rows(listed)
        for name, role, _ in listed:
            box, number, _ = self._rows[name]
            is_number = isinstance(role, int | float)
            box.set_value("number" if is_number else str(role or ""))
            if isinstance(role, int | float):
                number.set_value(float(role))
            number.setVisible(is_number)
            # A number that is not there takes no room.
            row = 2 * list(self._rows).index(name)
            self._grid.addWidget(box, row, 1, 1, 1 if is_number else 2)
        self._judge()

    def _make_rows(self, listed: tuple[tuple[str, object, bool], ...]) -> None:
        for old in self._arguments.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._rows = {}
        for row, (name, _, optional) in enumerate(listed):
            label = QLabel(name, self._arguments)
            label.setProperty("look", "number")
            box = ChoiceBox(name, ChoiceModel(role_words(optional), self), self._arguments)
            number = NumberField(tr("{name}, a number", name=name), 1.0, low=-1e12, high=1e12)
            problem = QLabel(self._arguments)
            problem.setProperty("look", "problem")
            problem.setWordWrap(True)
            problem.hide()
            label.setBuddy(box)
            box.setToolTip(tr("What the function is given as {name}", name=name))
            number.setToolTip(tr("The number that the function is given as {name}", name=name))
            box.value_changed.connect(partial(self._role_picked, name))
            number.value_changed.connect(partial(self._number_typed, name))
            for column, widget in enumerate((label, box, number)):
                self._grid.addWidget(widget, 2 * row, column)
            self._grid.addWidget(problem, 2 * row + 1, 1, 1, 2)
            self._rows[name] = box, number, problem
        self._grid.setRowStretch(2 * len(listed), 1)
        tab_as_read(self)

    def _functions_picked(self, _name: str) -> None:
        picked = self._gradient.value()
        both = picked in (_BOTH, _BOTH_TURNED)
        first = picked == _BOTH_TURNED if both else None
        self._choice = HandChoice(
            self._cost.value(), None if both else picked, self._choice.roles, first
        )
        self._show()

    def _role_picked(self, name: str, role: str) -> None:
        _, number, _ = self._rows[name]
        self._set_role(name, number.value() if role == "number" else role)
        if role == "number":
            number.setFocus()

    def _number_typed(self, name: str, value: float) -> None:
        self._set_role(name, value)

    def _set_role(self, name: str, role: str | float) -> None:
        roles = {**self._choice.roles, name: role}
        choice = self._choice
        self._choice = HandChoice(choice.cost, choice.gradient, roles, choice.gradient_first)
        self._show()

    def _judge(self) -> None:
        """Say what is wrong where it belongs, and show what would be called."""
        problems = hand_problems(self._source, self._choice)
        for place, field in self._fields.items():
            field.set_problem(problems.get(place, ""))
        for name, (box, _, problem) in self._rows.items():
            sentence = problems.get(name, "")
            problem.setText(sentence)
            problem.setVisible(bool(sentence))
            box.setAccessibleDescription(sentence)
        self._preview.setText(call_preview(self._source, self._choice))
        self._use.setEnabled(not problems)

    def _take(self) -> None:
        # A number that is being typed is taken as one leaves it; a mnemonic does not leave it.
        self._use.setFocus()
        if not self._use.isEnabled():
            return
        self.chosen.emit(self._choice)
        self.accept()


def choose_by_hand(
    parent: QWidget,
    themes: ThemeManager,
    source: Source,
    choice: HandChoice | None,
    act: Callable[[HandChoice], object],
) -> bool:
    """Ask what is checked in a file; returns at once, and whether there was anything to ask."""
    begun = choice or likely_choice(source)
    if begun is None:
        return False
    dialog = ByHandDialog(themes, source, begun, parent)
    dialog.chosen.connect(act)
    dialog.open()
    return True
