"""Asks for the number of a riddle; returns at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from nnd_gui.engine.riddle import MAX_SEED
from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.gui.dialogs.questions import tip_input
from nnd_gui.model.words import tr

__all__ = ["ask_riddle"]


def ask_riddle(parent: QWidget, act: Callable[[int], object]) -> None:
    """Ask for a number, which gives a whole class the same riddle."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Mystery bug"))
    give_help(dialog, "break-it")
    dialog.setLabelText(
        tr("A mistake is put into the gradient. The same number gives everybody the same one.")
    )
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    dialog.setIntRange(0, MAX_SEED)
    dialog.setIntValue(1)
    dialog.setOkButtonText(tr("&Begin"))
    dialog.setCancelButtonText(tr("&Cancel"))
    dialog.intValueSelected.connect(act)
    tip_input(
        dialog,
        tr("A number that you tell the class"),
        tr("Put it in, with the answer covered (Enter)"),
    )
    dialog.open()
