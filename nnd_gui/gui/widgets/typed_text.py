"""What all typed editors have in common: nothing typed is lost, and the last good value stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from nnd_gui.gui.widgets.number_text import UnusableTextError

__all__ = ["SETTLE_MS", "TypedText"]

SETTLE_MS = 400
"""How long after the last key a typed text is taken."""

T = TypeVar("T")


class TypedText(QObject, Generic[T]):
    """Turns what is typed into values.

    A text is read a moment after the last key, and at once on Enter and when the focus leaves.
    One that cannot be used stays as it is and is told as a problem, beside the last good value.

    Parameters
    ----------
    line : QLineEdit
        Where it is typed; also the owner.
    value : T
        The first value.
    read : callable
        Makes a value of a text, or raises `UnusableTextError`.
    write : callable
        Makes the text of a value.
    """

    value_changed = Signal()
    """A new value was typed."""

    problem_changed = Signal(str)
    """Why the text cannot be used; empty as soon as it can."""

    def __init__(
        self, line: QLineEdit, value: T, read: Callable[[str], T], write: Callable[[T], str]
    ) -> None:
        super().__init__(line)
        self._line, self._value, self._read, self._write = line, value, read, write
        self._problem = ""
        self._writing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._settle)
        self._show_value()
        # Not textEdited, which leaves out what an assistive technology puts in.
        line.textChanged.connect(self._text_changed)
        line.editingFinished.connect(self.commit)

    @property
    def value(self) -> T:
        """The last good value."""
        return self._value

    def set_value(self, value: T) -> None:
        """Show a value, without a signal of it.

        Parameters
        ----------
        value : T
            The value. If it is the one already held, a text that is being typed is let be.
        """
        if value != self._value:
            self._value = value
            self._show_value()
            self._tell("")

    def move_to(self, value: T) -> None:
        """Take a value that the person chose in another way than by typing it.

        Parameters
        ----------
        value : T
            The value.
        """
        changed = value != self._value
        self._value = value
        self._show_value()
        self._tell("")
        if changed:
            self.value_changed.emit()

    def commit(self) -> None:
        """Take the text now, and write it in its usual form."""
        if self._settle():
            self._show_value()

    def revert(self) -> None:
        """Drop the text for that of the last good value."""
        self._show_value()
        self._tell("")

    def takes(self, event: QKeyEvent) -> bool:
        """Act on Enter, and on Escape where there is something to take back.

        Parameters
        ----------
        event : QKeyEvent
            A key's press, or Qt's question before it whether a shortcut may have it.

        Returns
        -------
        bool
            Whether the key is used up.
        """
        asked = event.type() == QEvent.Type.ShortcutOverride
        if event.key() == Qt.Key.Key_Escape and self._line.text() != self._write(self._value):
            if not asked:
                self.revert()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not asked:
            self.commit()
            self._line.selectAll()
            return True
        return False

    def settles(self, event: QEvent) -> bool:
        """Answer Qt's question whether a shortcut of the window may have a key.

        While something is being typed, Undo takes back what was typed; once it has been
        taken, the experiment's last change.

        Parameters
        ----------
        event : QEvent
            A ``ShortcutOverride``.

        Returns
        -------
        bool
            Whether it is answered; else it is the editor's to answer.
        """
        if not isinstance(event, QKeyEvent):
            return False
        leaves, takes = self._leaves(event), self.takes(event)
        event.setAccepted(takes and not leaves)
        return leaves or takes

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether a key is the window's, although a line edit would take it."""
        keys = QKeySequence.StandardKey
        asked = event.matches(keys.Undo) or event.matches(keys.Redo)
        return asked and self._line.text() == self._write(self._value)

    def _settle(self) -> bool:
        """Read the text; whether it could be used."""
        self._timer.stop()
        try:
            value = self._read(self._line.text())
        except UnusableTextError as problem:
            self._tell(str(problem))
            return False
        self._tell("")
        if value != self._value:
            self._value = value
            self.value_changed.emit()
        return True

    def _text_changed(self) -> None:
        if self._writing:
            return
        self._timer.start()
        if self._problem:
            # A complaint goes as soon as it is answered; a new one waits for the next pause.
            try:
                self._read(self._line.text())
            except UnusableTextError:
                return
            self._tell("")

    def _show_value(self) -> None:
        self._timer.stop()
        text = self._write(self._value)
        if text != self._line.text():
            self._writing = True
            self._line.setText(text)
            self._writing = False

    def _tell(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)
