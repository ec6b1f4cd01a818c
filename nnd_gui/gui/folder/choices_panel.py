"""What is chosen once for all submissions: what in each, with what, compared with what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.engine.tables import Read
from nnd_gui.gui.dialogs.data_file import ask_data
from nnd_gui.gui.panels.python_choice import PythonChoice
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.folder.choices import FolderChoices
from nnd_gui.model.person_target import PERSON_SUFFIXES, PersonChoices
from nnd_gui.model.python_rows import PythonRow, pythons_near, rows_better
from nnd_gui.model.words import tr

__all__ = ["ChoicesPanel"]

_GUESS = ""
_OWN, _LESSON, _TABLE, _FILE = "own", "lesson", "table", "file"
_EACH, _SAME = "each", "same"
_LARGEST_SEED = 2**31 - 1
_MOST_NAMES = 30
# More in a line nobody reads.
_MOST_MODULES = 5


class ChoicesPanel(QFrame):
    """Shows `FolderChoices`, and asks for others.

    Parameters
    ----------
    themes : ThemeManager
        For the dialog of a file of samples.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    changed : Signal(object)
        The `FolderChoices` that the person has made.
    """

    changed = Signal(object)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._themes = themes
        self._value = FolderChoices()
        self._folder = Path.home()
        self._names = ChoiceBox(tr("What is checked"), ChoiceModel([], self), self)
        self._data = ChoiceBox(tr("Data"), ChoiceModel([], self), self)
        each, same = tr("Each file's own"), tr("The same for all")
        weights = ChoiceModel([(_EACH, each), (_SAME, same)], self)
        self._weights = ChoiceBox(tr("Weights"), weights, self)
        self._weights.set_value(_EACH)
        self._seed = CountSpinBox(tr("Seed"), 0, low=0, high=_LARGEST_SEED, parent=self)
        self._names.setToolTip(tr("Which class or function is checked where a file has several"))
        self._data.setToolTip(tr("The X and y that all of them are given"))
        self._seed.setToolTip(tr("The same number draws the same weights and data"))
        self._reference = QPushButton(tr("Choose a &reference…"), self)
        self._reference.setToolTip(
            tr("A right solution: the cost and the gradient of each are compared with its own")
        )
        self._drop = QPushButton(tr("Without"), self)
        self._drop.setToolTip(tr("Compare with no reference any more"))
        self._drop.hide()
        self._compared = _label("label", self)
        self._problem = _label("problem", self)
        self._python = PythonChoice(self, many=True)
        self._pythons: tuple[PythonRow, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self._build()
        self.set_names(Counter(), 0)
        self._show_data()
        self._show_reference()
        self._names.value_changed.connect(self._take_name)
        self._data.value_changed.connect(self._take_data)
        self._weights.value_changed.connect(self._take_weights)
        self._seed.value_changed.connect(self._take_seed)
        self._reference.clicked.connect(self._ask_reference)
        self._drop.clicked.connect(self._drop_reference)
        self._python.python_chosen.connect(self._take_python)
        self._python.browse_asked.connect(self._browse_python)

    def value(self) -> FolderChoices:
        """What is chosen."""
        return self._value

    def set_value(self, value: FolderChoices) -> None:
        """Show other choices, which are not reported as the person's."""
        self._value = value
        self._weights.set_value(_SAME if value.same_weights else _EACH)
        self._seed.set_value(value.person.seed or 0)
        self._look_for_pythons()
        self._show_data()
        self._show_reference()

    def set_folder(self, folder: Path) -> None:
        """Say where dialogs begin."""
        self._folder = folder

    def set_names(self, names: Counter[str], total: int) -> None:
        """Offer the classes and functions that the submissions have, the commonest first."""
        choices = [(_GUESS, tr("The best guess in each"))]
        for name, count in names.most_common(_MOST_NAMES):
            text = tr("{name}, in {count} of {total}", name=name, count=count, total=total)
            choices.append((name, text))
        self._names.set_choices(ChoiceModel(choices, self), self._value.person.named or _GUESS)
        self._names.setEnabled(len(choices) > 1)

    def set_imports(self, imports: Counter[str]) -> None:
        """Say how many submissions import what; the Pythons on this computer are looked for."""
        self._wanted = tuple(name for name, _ in imports.most_common(_MOST_MODULES))
        self._look_for_pythons()

    def show_missing(self, missing: bool) -> None:
        """Offer other Pythons where a submission lacked a module."""
        chosen = self._value.person.interpreter or ""
        self._python.show_offers(rows_better(self._pythons, chosen) if missing else ())

    def set_reference(self, file: Path | None) -> None:
        """Compare with a right solution from now on, or with none."""
        self._problem.hide()
        self._change(replace(self._value, reference=file))

    def show_problem(self, text: str) -> None:
        """Say why the reference cannot be used; empty takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _build(self) -> None:
        inside = QWidget(self)
        inside.setProperty("look", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        head = QLabel(tr("For all of them"), inside)
        head.setProperty("look", "section")
        column.addWidget(head)
        column.addWidget(self._reference)
        told = QHBoxLayout()
        told.addWidget(self._compared, 1)
        told.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        column.addWidget(self._problem)
        for label, editor in (
            (tr("Che&cked"), self._names),
            (tr("D&ata"), self._data),
            (tr("&Weights"), self._weights),
            (tr("See&d"), self._seed),
        ):
            column.addWidget(Field(label, editor, inside))
        column.addWidget(self._python)
        column.addStretch(1)
        self._problem.hide()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setAccessibleName(tr("For all of them"))

    def _change(self, value: FolderChoices) -> None:
        if value == self._value:
            return
        self._value = value
        self._show_data()
        self._show_reference()
        self.changed.emit(value)

    def _change_person(self, **changes: object) -> None:
        person: PersonChoices = replace(self._value.person, **changes)  # type: ignore[arg-type]
        self._change(replace(self._value, person=person))

    def _show_data(self) -> None:
        own = tr("Each file's own, or random")
        if self._value.reference is not None:
            own = tr("The reference's")
        choices = [(_OWN, own), (_LESSON, tr("The lesson's"))]
        data, kind = self._value.person.data, _OWN
        if isinstance(data, LessonData):
            kind = _LESSON
        elif isinstance(data, TableData):
            kind = _TABLE
            choices.append((_TABLE, data.name))
        choices.append((_FILE, tr("From a file…")))
        self._data.set_choices(ChoiceModel(choices, self), kind)

    def _show_reference(self) -> None:
        file = self._value.reference
        self._drop.setVisible(file is not None)
        self._compared.setVisible(file is not None)
        self._compared.setText("" if file is None else tr("Reference: {file}", file=file.name))
        self._compared.setToolTip(str(file or ""))
        self._weights.setEnabled(file is None)
        why = tr("All are checked at the reference's weights, where they fit")
        usual = tr("Whether all are checked at one place, or each at its own")
        self._weights.setToolTip(usual if file is None else why)

    def _take_name(self, name: str) -> None:
        self._change_person(named=name or None)

    def _take_data(self, kind: str) -> None:
        if kind == _FILE:
            self._show_data()  # until one is chosen
            ask_data(
                self.window(), self._themes, str(self._folder), self._take_table, one_hot=False
            )
        elif kind != _TABLE:
            self._change_person(data=LessonData() if kind == _LESSON else None)

    def _take_table(self, read: Read, _path: Path) -> None:
        self._change_person(data=read.table, target_columns=read.outputs)

    def _take_weights(self, kind: str) -> None:
        self._change(replace(self._value, same_weights=kind == _SAME))

    def _take_seed(self, seed: int) -> None:
        self._change_person(seed=seed or None)

    def _ask_reference(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in PERSON_SUFFIXES)
        dialog = QFileDialog(
            self.window(), tr("A right solution"), str(self._folder),
            tr("Code ({kinds})", kinds=kinds),
        )  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.set_reference(Path(name)))
        dialog.open()

    def _drop_reference(self) -> None:
        self.set_reference(None)

    def _look_for_pythons(self) -> None:
        chosen = self._value.person.interpreter
        self._pythons = pythons_near(self._folder / "all", self._wanted, chosen)
        self._python.set_value(chosen, self._pythons)

    def _take_python(self, path: str) -> None:
        self._python.show_offers(())
        self._change_person(interpreter=path or None)
        self._look_for_pythons()

    def _browse_python(self) -> None:
        dialog = QFileDialog(self.window(), tr("The Python that runs them"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_python)
        dialog.open()


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(1)
    return label
