"""The spin box for epsilon: 1e-04, by decades."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from nnd_gui.gui.widgets.number_text import NumberRange, read_number, scientific, stepped
from nnd_gui.gui.widgets.typed_text import TypedText
from nnd_gui.model.words import tr

__all__ = ["EpsilonSpinBox"]

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 3,
    Qt.Key.Key_PageDown: -3,
}
_NOTCH = 120
"""What Qt counts for one notch of a mouse wheel."""


class EpsilonSpinBox(QAbstractSpinBox):
    """Shows and takes an epsilon; its arrows multiply and divide it by ten.

    The value is held as decimal digits and a whole exponent, so that any number of steps up and
    down lands on exactly the number that was typed.

    Parameters
    ----------
    value : float
        The first epsilon.
    low, high : float
        The smallest and the largest epsilon.
    parent : QWidget, optional
        The owner.
    """

    value_changed = Signal(float)
    """A new epsilon was typed or stepped to."""

    problem_changed = Signal(str)
    """Why the text cannot be used; empty as soon as it can."""

    def __init__(
        self,
        value: float = 1e-4,
        *,
        low: float = 1e-16,
        high: float = 1e1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limits = NumberRange(tr("Epsilon"), low, high, "1e-4")
        self._wheel = 0
        line = self.lineEdit()
        self._typed = TypedText(line, Decimal(repr(value)), self._read, scientific)
        self._typed.value_changed.connect(self._value_typed)
        self._typed.problem_changed.connect(self.problem_changed)
        self.setProperty("look", "large")
        # The wheel is for the page until the person has chosen this control.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setAccessibleName(tr("Epsilon"))
        self.setAccessibleDescription(
            tr(
                "How far each weight is moved to measure the slope. Up and Down change it "
                "tenfold, Page Up and Page Down a thousandfold; or type a number such as 1e-4."
            )
        )

    def value(self) -> float:
        """Return the last good epsilon."""
        return float(self._typed.value)

    def set_value(self, value: float) -> None:
        """Show an epsilon, without a signal of it.

        Parameters
        ----------
        value : float
            The epsilon. If it is the one already held, a text that is being typed is let be.
        """
        if value != self.value():
            self._typed.set_value(Decimal(repr(value)))
            self.update()
            self._tell_reader()

    def revert(self) -> None:
        """Drop what is typed for the last good epsilon."""
        self._typed.revert()

    def stepBy(self, steps: int) -> None:
        """Move by decades from what is typed, if that can be used."""
        self._typed.commit()
        low, high = self._limits.low, self._limits.high
        self._typed.move_to(stepped(self._typed.value, steps, low, high))
        self.lineEdit().selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Offer the directions in which there is another decade."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        value, low, high = self._typed.value, self._limits.low, self._limits.high
        if stepped(value, 1, low, high) != value:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if stepped(value, -1, low, high) != value:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def event(self, event: QEvent) -> bool:
        """Settle with the window's shortcuts whose a key is."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._typed.leaves(event):
                event.ignore()
                return True
            if self._typed.takes(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the keys, take the text on Enter, drop it on Escape."""
        steps = _STEPS.get(Qt.Key(event.key()))
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

    def sizeHint(self) -> QSize:
        """Room for ``2.5e-06`` in whatever font is set."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, 1000, 1000)
        # What the style leaves for the text of so many pixels, and so what it takes.
        style, part = self.style(), QStyle.SubControl.SC_SpinBoxEditField
        kind = QStyle.ComplexControl.CC_SpinBox
        taken = 1000 - style.subControlRect(kind, option, part, self).width()
        width = metrics.horizontalAdvance("2.5e-06") + metrics.averageCharWidth()
        height = max(self.minimumHeight(), metrics.height() + 8)
        return QSize(width + taken, height)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: an epsilon is never cut off."""
        return self.sizeHint()

    def _read(self, text: str) -> Decimal:
        return read_number(text, self._limits)

    def _value_typed(self) -> None:
        self.update()
        self._tell_reader()
        self.value_changed.emit(self.value())

    def _tell_reader(self) -> None:
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.text()))
