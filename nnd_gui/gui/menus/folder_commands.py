"""Folders of submissions: asked for, opened in a window of their own, and gone back to."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.commands.carried import FoldersKept
from nnd_gui.gui.commands.document_commands import DocumentCommands
from nnd_gui.gui.commands.file_drops import FileDrops
from nnd_gui.gui.folder.folder_window import FolderWindow
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.submissions import is_many
from nnd_gui.model.words import tr

__all__ = ["FolderCommands"]


class FolderCommands(QObject):
    """What can be done with a folder or zip of submissions.

    Parameters
    ----------
    window : QWidget
        The usual window, in which one submission is shown.
    themes : ThemeManager
        Colours and sizes.
    documents : DocumentCommands
        Shows an experiment there.
    """

    def __init__(
        self,
        window: QWidget,
        themes: ThemeManager,
        documents: DocumentCommands,
    ) -> None:
        super().__init__(window)
        self._window, self._themes = window, themes
        self._documents = documents
        self._folder: FolderWindow | None = None
        # What zips were unpacked to, of which one submission may still be shown.
        self._rooms: list[TemporaryDirectory[str]] = []
        # A folder that is dropped on its own window replaces it.
        self._drops = FileDrops(self.open_any, self)

    def fill(self, menu: QMenu) -> None:
        """What stands in File."""
        add_entry(self, menu, tr("Check a &folder…"), self.ask_open, "Ctrl+Shift+O")
        add_entry(self, menu, tr("Check a &zip…"), self.ask_zip)
        self._back = add_entry(self, menu, tr("&Back to the folder"), self.back, "Ctrl+Shift+F")
        self._back.setEnabled(False)

    @property
    def folder_window(self) -> FolderWindow | None:
        """The window of the folder, while there is one."""
        return self._folder

    def ask_open(self) -> None:
        """Ask which folder to check."""
        dialog = self._dialog(tr("Check a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def ask_zip(self) -> None:
        """Ask which zip to check."""
        dialog = self._dialog(tr("Check a zip"))
        dialog.setNameFilter(tr("Zips (*.zip)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def open(self, target: Path) -> None:
        """Show the submissions of a folder or zip in their window."""
        if self._folder is None:
            self._folder = FolderWindow(self._themes)
            self._folder.open_asked.connect(self._show_one)
            self._folder.closed.connect(self._forget)
        self._back.setEnabled(True)
        self._folder.open(target.absolute())
        self.back()
        self._drops.watch(self._folder.windowHandle())

    def back(self) -> None:
        """Go back to the submissions, which are as they were left."""
        if self._folder is not None:
            _bring(self._folder)

    def shut_down(self) -> None:
        """Close the window of the folder, and all that it runs."""
        if self._folder is not None:
            self._folder.close()
        while self._rooms:
            self._rooms.pop().cleanup()

    def hand_over(self) -> FoldersKept:
        """Close the window of the folder, for a new one in another language."""
        kept = None if self._folder is None else self._folder.kept
        if self._folder is not None:
            self._folder.close()
        rooms, self._rooms = self._rooms, []
        return FoldersKept(kept, rooms)

    def take_over(self, kept: FoldersKept) -> None:
        """Go on with the submissions that another window had."""
        self._rooms += kept.rooms
        if kept.window is not None:
            self.open(kept.window.target)
            if self._folder is not None:
                self._folder.take_over(kept.window)

    def _show_one(self, spec: ExperimentSpec) -> None:
        self._documents.show_spec(spec)
        _bring(self._window)

    def open_any(self, file: Path) -> None:
        """Open a file in the usual window, or a folder or zip in its own."""
        if is_many(file):
            self.open(file)
        else:
            self._documents.open_file(file)

    def _forget(self) -> None:
        self._back.setEnabled(False)
        folder, self._folder = self._folder, None
        if folder is not None:
            self._rooms += folder.take_rooms()
            folder.deleteLater()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        return dialog


def _bring(window: QWidget) -> None:
    """Put a window before all others, and give it the keyboard."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
