"""Says that the program itself has failed, once for however many failures there are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui import __version__
from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.gui.dialogs.show_in_folder import show_in_folder
from nnd_gui.model.words import tr

__all__ = ["FailureDialog"]

# Of a failure that repeats itself at every turn, so many are shown.
_MOST_SHOWN = 20


class FailureDialog(QDialog):
    """What happened, for whoever can mend it.

    Parameters
    ----------
    text : str
        The failure, as Python tells it.
    folder : pathlib.Path
        Where the log is.
    parent : QWidget
        The window, which goes on behind it.
    """

    def __init__(self, text: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("The program has failed"))
        give_help(self, "documents-and-exports")
        self._folder, self._count = folder, 1
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._details = QPlainTextEdit(self)
        self._details.setReadOnly(True)
        self._details.setProperty("look", "number")
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(tr("What happened"))
        self._details.setPlainText(f"Gradient Checker {__version__}\n{text}")
        self._build()
        self._say()

    def add(self, text: str) -> None:
        """Take in another failure."""
        self._count += 1
        if self._count <= _MOST_SHOWN:
            self._details.appendPlainText(text)
        self._say()

    def _build(self) -> None:
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        copy = QPushButton(tr("&Copy"), self)
        copy.setToolTip(tr("Put all of this on the clipboard, as for a report"))
        copy.clicked.connect(self._copy)
        folder = QPushButton(tr("Open the &log's folder"), self)
        folder.setToolTip(tr("Every failure is written down there"))
        folder.clicked.connect(self._open_folder)
        close = QPushButton(tr("&Go on"), self)
        close.setToolTip(tr("Close this message; your work is kept (Esc)"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        for button, place in (
            (copy, role.ActionRole),
            (folder, role.ActionRole),
            (close, role.AcceptRole),
        ):
            buttons.addButton(button, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._said)
        column.addWidget(self._details, 1)
        column.addWidget(buttons)
        self.resize(720, 420)

    def _say(self) -> None:
        parts = [
            tr(
                "This is a fault of the program, not of the network or the code that it checks. "
                "Your work has been put aside, and you can go on."
            )
        ]
        if self._count > 1:
            parts.append(tr("It has happened {count:,} times.", count=self._count))
        self._said.setText(" ".join(parts))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def _open_folder(self) -> None:
        show_in_folder(self._folder / "log.txt")
