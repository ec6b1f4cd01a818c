"""The line that numbers and sizes are typed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnd_gui.gui.widgets.typed_text import TypedText

__all__ = ["TypedLineEdit"]

T = TypeVar("T")


class TypedLineEdit(QLineEdit, Generic[T]):
    """A line edit that holds a value and not merely a text.

    Parameters
    ----------
    value : T
        The first value.
    read : callable
        Makes a value of a text, or raises `UnusableTextError`.
    write : callable
        Makes the text of a value.
    parent : QWidget, optional
        The owner.
    """

    value_changed = Signal(object)
    """A new value was typed."""

    problem_changed = Signal(str)
    """Why the text cannot be used; empty as soon as it can."""

    def __init__(
        self,
        value: T,
        read: Callable[[str], T],
        write: Callable[[T], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._typed: TypedText[T] = TypedText(self, value, read, write)
        self._typed.value_changed.connect(self._pass_on)
        self._typed.problem_changed.connect(self.problem_changed)

    def value(self) -> T:
        """Return the last good value."""
        return self._typed.value

    def set_value(self, value: T) -> None:
        """Show a value, without a signal of it.

        Parameters
        ----------
        value : T
            The value. If it is the one already held, a text that is being typed is let be.
        """
        self._typed.set_value(value)

    def revert(self) -> None:
        """Drop what is typed for the last good value."""
        self._typed.revert()

    def event(self, event: QEvent) -> bool:
        """Settle with the window's shortcuts whose a key is."""
        if event.type() == QEvent.Type.ShortcutOverride and self._typed.settles(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the text, Escape drops it."""
        if not self._typed.takes(event):
            super().keyPressEvent(event)

    def _pass_on(self) -> None:
        self.value_changed.emit(self._typed.value)
