"""A window's lower edge: what was just done, and where a file that was saved is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from nnd_gui.gui.dialogs.show_in_folder import show_in_folder
from nnd_gui.gui.widgets.spoken import announce
from nnd_gui.model.words import tr

__all__ = ["MessageLine"]

_MESSAGE_MS = 8000


class MessageLine(QStatusBar):
    """Short messages, each for a while.

    Attributes
    ----------
    file_saved : Signal()
        A file was written, which `show_file` can show.
    """

    file_saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved: Path | None = None
        self._offer = QToolButton(self)
        self._offer.setProperty("look", "line")
        self._offer.setText(tr("Show in folder"))
        self._offer.setToolTip(tr("Show the file that was saved in the window of its folder"))
        self._offer.clicked.connect(self.show_file)
        self._offer.hide()
        self.addPermanentWidget(self._offer)
        self.messageChanged.connect(self._message_changed)

    def tell_saved(self, file: Path, more: str = "") -> None:
        """Say that a file was written, and offer to show it in its folder."""
        said = tr("Saved as {file}", file=str(file))
        self._saved = file
        said = f"{said}. {more}" if more else said
        self.showMessage(said, 2 * _MESSAGE_MS)
        announce(self, said)
        self._offer.show()
        self.file_saved.emit()

    @property
    def saved(self) -> Path | None:
        """The file that was written last."""
        return self._saved

    def show_file(self) -> None:
        """Show the file that was written last, where it is."""
        if self._saved is not None:
            show_in_folder(self._saved)

    def tell(self, message: str) -> None:
        """Show a message for some seconds, and have it read out."""
        self.showMessage(message, _MESSAGE_MS)
        announce(self, message)

    def _message_changed(self, _message: str) -> None:
        # Of what is said next the file is not the subject; `tell_saved` brings it again.
        self._offer.hide()
