"""Hints on a person's file, one step at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nnd_gui.model.hint_texts import hint_question, hint_steps
from nnd_gui.model.hints import LINE, Hints
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["HintBox"]


class HintBox(QWidget):
    """What is told of a mistake so far, and the question that tells more.

    Nothing of it is seen where there is nothing to hint at.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    asked : Signal()
        The person wants the next step.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = QLabel(tr("Hints"), self)
        self._head.setProperty("look", "section")
        self._told = QLabel(self)
        self._end = QLabel(self)
        self._end.setProperty("look", "muted")
        self._more = QPushButton(self)
        self._more.setToolTip(tr("One step more of what was found (Ctrl+H)"))
        self._more.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (self._told, self._end):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)
        for part in (self._head, self._told, self._more, self._end):
            column.addWidget(part)
        self.setAccessibleName(tr("Hints"))
        self.hide()

    def show_hints(self, hints: Hints, result: CheckResult) -> None:
        """Show what is told, and offer what can be asked for.

        Parameters
        ----------
        hints : Hints
        result : CheckResult
            Has what is told.
        """
        steps = hint_steps(result, hints)
        self.setVisible(bool(steps))
        self._told.setText("\n\n".join(steps))
        following = hints.next
        self._more.setVisible(following is not None)
        if following is not None:
            self._more.setText(hint_question(following))
        ends = bool(steps) and following is None and hints.end != LINE
        self._end.setVisible(ends)
        self._end.setText(tr("Hints end here: so this document wants it.") if ends else "")
        self.setAccessibleDescription(" ".join([*steps, self._end.text()]).strip())
