"""What the spin boxes share: a text that is read when it is settled, keys, and the wheel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from nnd_gui.gui.widgets.typed_text import TypedText

__all__ = ["TypedSpinBox"]

# What Qt counts for one notch of a mouse wheel.
_NOTCH = 120


class TypedSpinBox(QAbstractSpinBox):
    """A spin box that takes any text, keeps it, and says what is wrong with it.

    A subclass makes the `TypedText` and gives it to `_start`; it has `set_value`, `stepBy`,
    `stepEnabled` and `sizeHint`.

    Parameters
    ----------
    page : int
        How many steps Page Up and Page Down make.
    parent : QWidget, optional
        Owner.
    """

    value_changed = Signal(object)
    """Another value was typed or stepped to."""

    problem_changed = Signal(str)
    """Why the text cannot be used; empty as soon as it can."""

    _typed: TypedText[Any]

    def __init__(self, page: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: page,
            Qt.Key.Key_PageDown: -page,
        }
        self._wheel = 0
        # The wheel is for the page until the person has chosen this control.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)

    def value(self) -> Any:
        """Return the last good value."""
        return self._typed.value

    def revert(self) -> None:
        """Drop what is typed for the last good value."""
        self._typed.revert()

    def commit(self) -> None:
        """Take what is typed now, as Enter does."""
        self._typed.commit()

    def event(self, event: QEvent) -> bool:
        """Settle with the window's shortcuts whose a key is."""
        if event.type() == QEvent.Type.ShortcutOverride and self._typed.settles(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the keys, take the text on Enter, drop it on Escape."""
        steps = self._steps.get(Qt.Key(event.key()))
        if steps is not None:
            self.stepBy(steps)
        elif not self._typed.takes(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by the wheel, but only where the person is typing."""
        if not self.hasFocus():
            event.ignore()
            return
        # A touch pad sends a notch in many small parts.
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _NOTCH)
        self._wheel -= notches * _NOTCH
        if notches:
            self.stepBy(notches)
        event.accept()

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: a number is never cut off."""
        return self.sizeHint()

    def _start(self, typed: TypedText[Any]) -> None:
        """Follow the text that the person types."""
        self._typed = typed
        typed.value_changed.connect(self._pass_on)
        typed.problem_changed.connect(self.problem_changed)

    def _pass_on(self) -> None:
        self.update()
        self._tell_reader()
        self.value_changed.emit(self.value())

    def _tell_reader(self) -> None:
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.text()))
