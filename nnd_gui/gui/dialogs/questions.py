"""Questions and messages that do not hold up the program: they are answered when they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QPushButton, QSpinBox, QWidget

from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.model.words import tr

__all__ = ["Answer", "ask", "tell", "tip_input"]

_ROLE = QMessageBox.ButtonRole


class Answer(NamedTuple):
    """One answer to a question.

    Parameters
    ----------
    text : str
        What its button says, translated.
    act : callable
        What is done when it is given.
    loses : bool
        Whether something is lost by it; such an answer is never given by the Enter key.
    tip : str
        What comes of it, translated.
    """

    text: str
    act: Callable[[], object]
    loses: bool = False
    tip: str = ""


def ask(parent: QWidget, title: str, text: str, answers: Sequence[Answer]) -> None:
    """Ask, with Cancel as a further answer, which Escape gives; returns at once.

    Parameters
    ----------
    parent : QWidget
        The window that waits for the answer.
    title, text : str
        Translated.
    answers : sequence of Answer
        The first that loses nothing is the Enter key's.
    """
    box = _box(parent, QMessageBox.Icon.Question, title, text)
    given = []
    for answer in answers:
        role = _ROLE.DestructiveRole if answer.loses else _ROLE.AcceptRole
        button = box.addButton(answer.text, role)
        button.setToolTip(answer.tip)
        given.append((button, answer.act))
        if not answer.loses and box.defaultButton() is None:
            box.setDefaultButton(button)
    cancel = box.addButton(tr("&Cancel"), _ROLE.RejectRole)
    cancel.setToolTip(tr("Leave all as it is (Esc)"))
    box.setEscapeButton(cancel)
    if box.defaultButton() is None:
        box.setDefaultButton(cancel)

    def answered() -> None:
        for button, act in given:
            if button == box.clickedButton():
                act()

    box.finished.connect(answered)
    box.open()


def tell(parent: QWidget, title: str, text: str) -> None:
    """Say something that went wrong; returns at once."""
    box = _box(parent, QMessageBox.Icon.Warning, title, text)
    # Qt's own word is in a catalogue of Qt's.
    box.addButton(tr("&OK"), _ROLE.AcceptRole).setToolTip(tr("Close this message (Esc)"))
    box.open()


def tip_input(dialog: QInputDialog, editor: str, taken: str) -> None:
    """Say what the parts of a dialog for one value are for; once its buttons have their texts.

    Parameters
    ----------
    dialog : QInputDialog
    editor : str
        What is typed, translated.
    taken : str
        What comes of it.
    """
    for spin_box in dialog.findChildren(QSpinBox):
        spin_box.setToolTip(editor)
    for line in dialog.findChildren(QLineEdit):
        line.setToolTip(editor)
    for button in dialog.findChildren(QPushButton):
        leaves = button.text() == dialog.cancelButtonText()
        button.setToolTip(tr("Leave all as it is (Esc)") if leaves else taken)


def _box(parent: QWidget, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(icon)
    box.setWindowTitle(title)
    give_help(box, "documents-and-exports")
    # A file's name may look like markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
