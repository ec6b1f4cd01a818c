"""Asks for the editor in which a person's file is opened; returns at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.gui.dialogs.questions import tip_input
from nnd_gui.model.words import tr

__all__ = ["ask_editor"]


def ask_editor(parent: QWidget, command: str, found: str, act: Callable[[str], object]) -> None:
    """Ask for a command; an empty one means whatever editor is found.

    Parameters
    ----------
    parent : QWidget
    command : str
        The choice so far.
    found : str
        The editor that is taken without a choice; empty for the system's.
    act : callable
        Takes the command.
    """
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Editor"))
    give_help(dialog, "your-own-code")
    dialog.setInputMode(QInputDialog.InputMode.TextInput)
    dialog.setLabelText(
        tr(
            "The command that opens your file, as in: code --goto {{file}}:{{line}}\n"
            "Empty: {found}.",
            found=found or tr("the system's own editor"),
        )
    )
    dialog.setTextValue(command)
    dialog.setOkButtonText(tr("&Use it"))
    dialog.setCancelButtonText(tr("&Cancel"))
    dialog.textValueSelected.connect(act)
    tip_input(
        dialog,
        tr("{file} and {line} stand for what is opened, and where"),
        tr("Open files by this command from now on (Enter)"),
    )
    dialog.open()
