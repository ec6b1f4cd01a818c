"""A file, folder or zip dropped anywhere on the window is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QWindow

from nnd_gui.model.document_file import SUFFIX
from nnd_gui.model.person_target import PERSON_SUFFIXES
from nnd_gui.model.submissions import is_many

__all__ = ["FileDrops"]

_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrops(QObject):
    """Takes what is dragged over a window before the widgets below the pointer see it.

    They would take a file for text, as a line edit does, or take it and do nothing with it.

    Parameters
    ----------
    act : callable
        Opens a file.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, act: Callable[[Path], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self._watched: QWindow | None = None

    def watch(self, window: QWindow) -> None:
        """Watch a window of the system."""
        if window is not self._watched:
            self._watched = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that can be opened (called by Qt)."""
        if event.type() not in _KINDS or not isinstance(event, QDropEvent):
            return False
        file = _file_of(event)
        if file is None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._act(file)
        return True


def _file_of(event: QDropEvent) -> Path | None:
    """The one file that is dragged, if that is what it is."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(files) != 1:
        return None
    known = files[0].suffix.lower() in (SUFFIX, *PERSON_SUFFIXES)
    return files[0] if known or is_many(files[0]) else None
