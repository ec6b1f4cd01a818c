"""Writes what a folder came to: asks where, and says where or why not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nnd_gui.gui.dialogs.questions import tell
from nnd_gui.model.words import tr

__all__ = ["FolderExport"]


class FolderExport(QObject):
    """Asks for a file, and writes a text into it: complete, or not at all.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    say : callable
        Takes a sentence once something is written.
    """

    def __init__(self, window: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._say = window, say
        self._target = Path()

    def set_target(self, target: Path) -> None:
        """Say of which folder it is: files are offered beside it, not among the hand-ins."""
        self._target = target

    def ask(self, title: str, suffix: str, kind: str, text: str) -> None:
        """Ask where to write a text."""
        name = f"{self._target.stem or 'submissions'}{suffix}"
        beside = str(self._target.parent / name)
        dialog = QFileDialog(self._window, title, beside, f"{kind} (*{suffix})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(partial(self._write, text))
        dialog.open()

    def _write(self, text: str, name: str) -> None:
        content = text.encode("utf-8")
        target = QSaveFile(name)
        if (
            target.open(QIODevice.OpenModeFlag.WriteOnly)
            and target.write(content) == len(content)
            and target.commit()
        ):
            self._say(tr("Saved as {file}", file=name))
            return
        said = tr(
            "“{file}” could not be saved: {why}.", file=Path(name).name, why=target.errorString()
        )
        tell(self._window, tr("Not saved"), said)
