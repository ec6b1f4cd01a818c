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
from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.engine.usercode.candidates import Candidate
from nnd_gui.gui.panels.hint_box import HintBox
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.hints import Hints
from nnd_gui.model.person_target import candidate_text, fact_notes
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["FilePanel"]

_OWN, _LESSON, _TABLE = "own", "lesson", "table"
_LARGEST_SEED = 2**31 - 1


class FilePanel(QFrame):
    """Shows a `PersonFile`, and asks for changes of it.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    candidate_chosen : Signal(int)
        Another of the things that can be checked: its place.
    data_chosen : Signal(object)
        `LessonData`, or None for the file's own.
    seed_chosen : Signal(int)
    interpreter_asked, trust_asked, editor_asked, hint_asked : Signal()
        The person wants to choose a Python, to trust the file, to edit it, to be told more.
    """

    candidate_chosen = Signal(int)
    data_chosen = Signal(object)
    seed_chosen = Signal(object)
    interpreter_asked = Signal()
    trust_asked = Signal()
    editor_asked = Signal()
    hint_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._candidates: tuple[Candidate, ...] = ()
        self._file: PersonFile | None = None
        self._name = _label("head", self)
        self._folder = _label("muted", self)
        self._problem = _label("problem", self)
        self._trust = QPushButton(tr("&Run it"), self)
        self._trust.setProperty("look", "primary")
        self._trust.setToolTip(tr("The file is a program; it runs only if you say so"))
        self._what = ChoiceBox(tr("What is checked"), ChoiceModel([], self), self)
        choices = [(_OWN, tr("The file's own, or random")), (_LESSON, tr("The lesson's"))]
        self._data = ChoiceBox(tr("Data"), ChoiceModel(choices, self), self)
        self._seed = CountSpinBox(tr("Seed"), 0, low=0, high=_LARGEST_SEED, parent=self)
        self._python = _label("label", self)
        self._interpreter = QPushButton(tr("Change &Python…"), self)
        self._interpreter.setToolTip(tr("Run it by another Python, as one that has SciPy"))
        self._editor = QPushButton(tr("Open in e&ditor"), self)
        self._editor.setToolTip(tr("Save the file there, and it is checked again"))
        self._hints = HintBox(self)
        self._notes = _label("label", self)
        self._build()
        self._what.value_changed.connect(self._pass_candidate)
        self._data.value_changed.connect(self._pass_data)
        self._seed.value_changed.connect(self.seed_chosen)
        self._interpreter.clicked.connect(self.interpreter_asked)
        self._trust.clicked.connect(self.trust_asked)
        self._editor.clicked.connect(self.editor_asked)
        self._hints.asked.connect(self.hint_asked)

    def set_value(self, file: PersonFile, candidates: Sequence[Candidate]) -> None:
        """Show a file, and what could be checked in it."""
        self._file = file
        self._name.setText(file.path.name)
        self._folder.setText(str(file.path.parent))
        self._folder.setToolTip(str(file.path))
        self._trust.setVisible(not file.trusted)
        if tuple(candidates) != self._candidates:
            self._candidates = tuple(candidates)
            texts = [candidate_text(one) for one in candidates]
            model = ChoiceModel(((str(i), text) for i, text in enumerate(texts)), self)
            self._what.set_choices(model, self._what.value())
        names = [one.plan.names for one in self._candidates]
        place = names.index(file.plan.names) if file.plan.names in names else -1
        self._what.set_value(str(place))
        self._what.setToolTip(self._what.currentText())
        self._what.setEnabled(len(names) > 1)
        self._show_data(file)
        self._seed.set_value(file.seed)
        if file.interpreter is not None:
            self._python.setText(file.interpreter)

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
        self._notes.setText("\n\n".join(notes[:-1]))
        self._notes.setVisible(len(notes) > 1)
        if notes:
            self._python.setText(notes[-1])
        self._python.setVisible(bool(self._python.text()))

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
        for label, editor in (
            (tr("Che&cked"), self._what),
            (tr("D&ata"), self._data),
            (tr("See&d"), self._seed),
        ):
            column.addWidget(Field(label, editor, inside))
        column.addWidget(self._editor)
        column.addWidget(self._interpreter)
        column.addWidget(self._notes)
        column.addWidget(self._python)
        column.addStretch(1)
        self._problem.hide()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setAccessibleName(tr("Your file"))

    def _show_data(self, file: PersonFile) -> None:
        choices = [(_OWN, tr("The file's own, or random")), (_LESSON, tr("The lesson's"))]
        kind = _OWN
        if isinstance(file.data, LessonData):
            kind = _LESSON
        elif isinstance(file.data, TableData):
            kind = _TABLE
            choices.append((_TABLE, file.data.name))
        self._data.set_choices(ChoiceModel(choices, self), kind)

    def _pass_candidate(self, place: str) -> None:
        self.candidate_chosen.emit(int(place))

    def _pass_data(self, kind: str) -> None:
        if kind != _TABLE:
            self.data_chosen.emit(LessonData() if kind == _LESSON else None)


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # A long path or name is broken, not a reason to be wide.
    label.setMinimumWidth(1)
    return label
