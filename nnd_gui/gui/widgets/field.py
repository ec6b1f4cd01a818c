"""A label, its editor, and room for what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.gui.widgets.spoken import announce

__all__ = ["Field"]


class Field(QWidget):
    """Puts a label above an editor, and below it a sentence while there is a problem.

    Parameters
    ----------
    label : str
        The label, translated; a letter after ``&`` is its key.
    editor : QWidget
        The editor. If it has the signal ``problem_changed``, its problems are shown here.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, label: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._label = QLabel(label)
        self._label.setProperty("look", "label")
        self._label.setBuddy(editor)
        self._problem = QLabel()
        self._problem.setProperty("look", "problem")
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        if not editor.accessibleName():
            editor.setAccessibleName(label.replace("&", ""))
        self._description = editor.accessibleDescription()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._label, editor, self._problem):
            layout.addWidget(part)
        layout.addStretch(1)
        signal = getattr(editor, "problem_changed", None)
        if signal is not None:
            signal.connect(self.set_problem)

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong.

        Parameters
        ----------
        sentence : str
            The problem; empty takes the sentence and its room away.
        """
        if sentence != self._problem.text():
            announce(self._editor, sentence)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._make_room()
        # Who cannot see the sentence hears it with the editor.
        self._editor.setAccessibleDescription(sentence or self._description)
        if bool(self._editor.property("problem")) != bool(sentence):
            self._editor.setProperty("problem", bool(sentence))
            # A style sheet looks at a property once only, when a widget is polished.
            self._editor.style().unpolish(self._editor)
            self._editor.style().polish(self._editor)
            self._editor.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence's lines anew."""
        super().resizeEvent(event)
        self._make_room()

    def problem(self) -> str:
        """Return the sentence that is shown, or an empty text."""
        return self._problem.text()

    def _make_room(self) -> None:
        # Qt's layouts count a wrapped label as one line when they work out how small a window
        # may get, and then take the missing lines from the editors around it.
        self._problem.ensurePolished()
        needed = self._problem.heightForWidth(max(1, self.width()))
        self._problem.setMinimumHeight(max(0, needed) if self._problem.text() else 0)
