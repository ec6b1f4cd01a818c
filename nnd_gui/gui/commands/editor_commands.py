"""A person's file in their own editor, at the line that the window speaks of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.gui.dialogs.editor import ask_editor
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.editors import editor_command, editor_environment
from nnd_gui.model.settings import SettingsFile
from nnd_gui.model.spoken_lines import spoken_lines
from nnd_gui.model.words import tr

__all__ = ["EditorCommands"]


class EditorCommands(QObject):
    """Opens the file of the experiment where it is written.

    Parameters
    ----------
    window : QWidget
        Parent of the dialog, and owner.
    store : Store
        Has the experiment, and what was found.
    status : StatusLine
        Says what could not be started.
    kept : SettingsFile
        Has the editor that the person wants.
    """

    def __init__(
        self, window: QWidget, store: Store, status: StatusLine, kept: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._status, self._kept = status, kept

    def fill(self, menu: QMenu) -> None:
        """Add the entries to a menu."""
        menu.addSeparator()
        self._open = add_entry(self, menu, tr("Open in &editor"), self.open_file, "F4")
        add_entry(self, menu, tr("Choose the e&ditor…"), self.ask)
        self._store.spec_changed.connect(self._show)
        self._show()

    def open_file(self) -> None:
        """Open it at the first line that goes wrong, as far as that is told."""
        file = self._file
        if file is None:
            return
        line = self._line(file)
        command = editor_command(file.path, line, self._kept.settings.editor)
        if command is None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.path)))
        elif not _started(command):
            self._status.tell(
                tr("“{program}” could not be started: choose another editor.", program=command[0])
            )

    def ask(self) -> None:
        """Ask which editor to use."""
        found = editor_command(Path("file.py"), None)
        name = "" if found is None else Path(found[0]).name
        ask_editor(self._window, self._kept.settings.editor, name, self._choose)

    def _choose(self, command: str) -> None:
        self._kept.change(editor=command.strip())

    @property
    def _file(self) -> PersonFile | None:
        subject = self._store.spec.subject
        return subject if isinstance(subject, PersonFile) else None

    def _line(self, file: PersonFile) -> int | None:
        source = read_source(file.path)
        problem = source.problem
        if problem is not None and problem.line is not None:
            return problem.line
        lines, _ = spoken_lines(self._store.result, source)
        return lines[0] if lines else None

    def _show(self) -> None:
        self._open.setEnabled(self._file is not None)


def _started(command: list[str]) -> bool:
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(command[1:])
    system = QProcessEnvironment.systemEnvironment()
    environment = QProcessEnvironment()
    known = {name: system.value(name) for name in system.keys()}  # noqa: SIM118 - not a dict
    for name, value in editor_environment(known).items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    # What it says there is nobody's to read here.
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    # A pair by its stubs, and in some versions; the first alone in others.
    started: object = process.startDetached()
    return bool(started[0] if isinstance(started, tuple) else started)
