"""What is set up around a person's file: functions by hand, data, scaling, and which Python."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.tables import Read
from nnd_gui.gui.commands.person_commands import PersonCommands
from nnd_gui.gui.dialogs.by_hand import choose_by_hand
from nnd_gui.gui.dialogs.data_file import ask_data, choose_data
from nnd_gui.gui.dialogs.questions import tell
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.by_hand import HandChoice, choice_of_plan
from nnd_gui.model.data_file import data_notes, with_table
from nnd_gui.model.problems import problem_text
from nnd_gui.model.python_rows import PythonRow, python_rows
from nnd_gui.model.unscaled import ScalingOffer, person_with_offer
from nnd_gui.model.words import tr

__all__ = ["PersonSetup"]


class PersonSetup(QObject):
    """Changes of how a person's file is checked.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    themes : ThemeManager
    person : PersonCommands
        Has the file.
    store : Store
        Has the experiment.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self,
        window: QWidget,
        themes: ThemeManager,
        person: PersonCommands,
        store: Store,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._themes, self._person = window, themes, person
        self._store = store
        self._folder = ""
        self._looked_for: object = None
        self._pythons: tuple[PythonRow, ...] = ()

    @property
    def pythons(self) -> tuple[PythonRow, ...]:
        """Pythons to choose from; looked for anew when another text of a file is opened."""
        file, source = self._person.file, self._person.source
        if file is None or source is None:
            return ()
        wanted = (source.digest, source.path, file.interpreter)
        if wanted != self._looked_for:
            self._looked_for = wanted
            self._pythons = python_rows(source, file.interpreter)
        return self._pythons

    def choose_by_hand(self) -> None:
        """Ask which functions are called, and with what."""
        file, source = self._person.file, self._person.source
        if file is None or source is None:
            return
        begun = choice_of_plan(source, file.plan)
        if not choose_by_hand(self._window, self._themes, source, begun, self._take_hand):
            tell(
                self._window,
                tr("Nothing to choose"),
                tr("“{file}” defines no functions.", file=file.path.name),
            )

    def open_data(self) -> None:
        """Ask for a file of samples to use in place of the file's own X and y."""
        ask_data(self._window, self._themes, self._folder, self._take_data, one_hot=False)

    def open_samples(self, path: Path, _show: object) -> None:
        """Open a file of samples for what is checked now, as where it is dropped on the window."""
        one_hot = self._person.file is None
        choose_data(self._window, self._themes, path, self._take_samples, one_hot=one_hot)

    def _take_samples(self, read: Read, path: Path) -> None:
        if self._person.file is not None:
            self._take_data(read, path)
            return
        try:
            edit = with_table(self._store.spec, read.table, read.outputs)
        except SpecError as problem:
            tell(self._window, tr("Not used"), problem_text(problem))
            return
        self._store.edit(edit.spec)
        self._tell_notes(path, (*data_notes(read), *(note.text for note in edit.notes)))

    def scale(self, offer: object) -> None:
        """Do what was offered to data that is not scaled."""
        file = self._person.file
        if file is not None and isinstance(offer, ScalingOffer):
            changed = person_with_offer(file, offer)
            self._person.change(data=changed.data, plan=changed.plan)

    def choose_python(self, path: str) -> None:
        """Have the file run by a Python; an empty text for the program's own."""
        self._person.change(interpreter=path or None)

    def browse_python(self) -> None:
        """Ask where the Python is."""
        dialog = QFileDialog(self._window, tr("The Python that runs your file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.choose_python)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_hand(self, choice: HandChoice) -> None:
        self._person.take_hand(choice)

    def _take_data(self, read: Read, path: Path) -> None:
        self._folder = str(path.parent)
        self._person.change(data=read.table, target_columns=read.outputs)
        self._tell_notes(path, data_notes(read))

    def _tell_notes(self, path: Path, notes: tuple[str, ...]) -> None:
        if notes:
            tell(self._window, tr("Data from “{file}”", file=path.name), "\n".join(notes))
