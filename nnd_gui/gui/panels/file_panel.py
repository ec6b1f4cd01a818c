"""The left panel while a person's own file is checked: what of it, with what, and run by what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.candidates import Candidate
from nnd_gui.gui.panels.file_data import FileData
from nnd_gui.gui.panels.hint_box import HintBox
from nnd_gui.gui.panels.python_choice import PythonChoice
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.reading_order import tab_as_read
from nnd_gui.model.by_hand import hand_of
from nnd_gui.model.hints import Hints
from nnd_gui.model.person_target import candidate_text, fact_notes, hand_text
from nnd_gui.model.python_rows import PythonRow
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["FilePanel"]

_HAND, _ASK_HAND = "hand", "ask-hand"
_LARGEST_SEED = 2**31 - 1


class FilePanel(QFrame):
    """Shows a `PersonFile`, and asks for changes of it.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    data : FileData
    python : PythonChoice
        The parts about its data, and about what runs it, with signals of their own.
    candidate_chosen : Signal(int)
        Another of the things that can be checked: its place.
    seed_chosen : Signal(int)
    hand_asked, trust_asked, withdraw_asked, editor_asked, hint_asked : Signal()
        The person wants to choose by hand, to trust the file or no more, to edit it, to be
        told more.
    """

    candidate_chosen = Signal(int)
    seed_chosen = Signal(object)
    hand_asked = Signal()
    trust_asked = Signal()
    withdraw_asked = Signal()
    editor_asked = Signal()
    hint_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._candidates: tuple[Candidate, ...] = ()
        self._file: PersonFile | None = None
        self._shown = ""
        self._choices: list[tuple[str, str]] = []
        self._name = _label("head", self)
        self._folder = _label("muted", self)
        self._problem = _label("problem", self)
        self._trust = QPushButton(tr("&Run it"), self)
        self._trust.setProperty("look", "primary")
        self._trust.setToolTip(tr("The file is a program; it runs only if you say so"))
        self._what = ChoiceBox(tr("What is checked"), ChoiceModel([], self), self)
        self.data = FileData(self)
        self._seed = CountSpinBox(tr("Seed"), 0, low=0, high=_LARGEST_SEED, parent=self)
        self._seed.setToolTip(tr("The same number draws the same weights and data"))
        self.python = PythonChoice(self)
        self._withdraw = QPushButton(tr("Ask again before it runs"), self)
        self._withdraw.setProperty("look", "link")
        self._withdraw.setToolTip(tr("You let this file run whenever you open it; take that back"))
        self._editor = QPushButton(tr("Open in e&ditor"), self)
        self._editor.setToolTip(tr("Save the file there, and it is checked again"))
        self._hints = HintBox(self)
        self._build()
        self._what.value_changed.connect(self._pass_candidate)
        self._seed.value_changed.connect(self.seed_chosen)
        self._withdraw.clicked.connect(self.withdraw_asked)
        self._trust.clicked.connect(self.trust_asked)
        self._editor.clicked.connect(self.editor_asked)
        self._hints.asked.connect(self.hint_asked)

    def set_value(
        self,
        file: PersonFile,
        candidates: Sequence[Candidate],
        pythons: Sequence[PythonRow] = (),
        *,
        trust_is_kept: bool = False,
    ) -> None:
        """Show a file, what could be checked in it, and what could run it."""
        self._file = file
        self._name.setText(file.path.name)
        self._folder.setText(str(file.path.parent))
        self._folder.setToolTip(str(file.path))
        self._trust.setVisible(not file.trusted)
        self._withdraw.setVisible(file.trusted and trust_is_kept)
        self._candidates = tuple(candidates)
        self._show_what(file)
        self.data.set_value(file)
        self._seed.set_value(file.seed)
        self.python.set_value(file.interpreter, pythons)

    def show_source_problem(self, text: str) -> None:
        """Say what keeps the saved file from being read; empty takes it away."""
        if text:
            text = tr("{problem} What is shown is of the version before.", problem=text)
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def show_result(self, result: CheckResult) -> None:
        """Say what was found out while the file was set up."""
        # The line that goes wrong stands among the hints.
        notes = fact_notes(result)[result.first_wrong is not None :]
        self.data.show_result(result, notes[:-1])
        self.python.show_result(result, notes[-1] if notes else "")

    def show_hints(self, hints: Hints, result: CheckResult) -> None:
        """Show what is told of a mistake, and offer to tell more."""
        self._hints.show_hints(hints, result)

    def _build(self) -> None:
        inside = QWidget(self)
        inside.setProperty("look", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._name)
        head.addWidget(self._folder)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._trust)
        column.addWidget(self._hints)
        for part in (
            Field(tr("Che&cked"), self._what, inside),
            self.data,
            Field(tr("See&d"), self._seed, inside),
            self.python,
            self._editor,
        ):
            column.addWidget(part)
        column.addWidget(self._withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._problem.hide()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setAccessibleName(tr("Your file"))
        tab_as_read(self)

    def _show_what(self, file: PersonFile) -> None:
        texts = [candidate_text(one) for one in self._candidates]
        choices = [(str(place), text) for place, text in enumerate(texts)]
        hand = hand_of(file.plan)
        if hand is not None:
            choices.append((_HAND, hand_text(hand)))
        choices.append((_ASK_HAND, tr("Choose by hand…")))
        names = [one.plan.names for one in self._candidates]
        place = names.index(file.plan.names) if file.plan.names in names else -1
        self._shown = _HAND if hand is not None else str(place)
        if choices != self._choices:
            self._choices = choices
            self._what.set_choices(ChoiceModel(choices, self), self._shown)
        self._what.set_value(self._shown)
        chosen = self._what.currentText()
        self._what.setToolTip(tr("What of your file is checked: {chosen}", chosen=chosen))

    def _pass_candidate(self, place: str) -> None:
        if place == _ASK_HAND:
            self._what.set_value(self._shown)  # until something was chosen
            self.hand_asked.emit()
        elif place != _HAND:
            self.candidate_chosen.emit(int(place))


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # A long path or name is broken, not a reason to be wide.
    label.setMinimumWidth(1)
    return label
