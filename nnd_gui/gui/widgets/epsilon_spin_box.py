"""The spin box for epsilon: 1e-04, by decades."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QAbstractSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from nnd_gui.gui.widgets.number_text import NumberRange, read_number, scientific, stepped
from nnd_gui.gui.widgets.typed_spin_box import TypedSpinBox
from nnd_gui.gui.widgets.typed_text import TypedText
from nnd_gui.model.words import tr

__all__ = ["EpsilonSpinBox"]

# Steps of Page Up and Page Down: a thousandfold.
_PAGE = 3


class EpsilonSpinBox(TypedSpinBox):
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

    def __init__(
        self,
        value: float = 1e-4,
        *,
        low: float = 1e-16,
        high: float = 1e1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_PAGE, parent)
        self._limits = NumberRange(tr("Epsilon"), low, high, "1e-4")
        line = self.lineEdit()
        self._start(TypedText(line, Decimal(repr(value)), self._read, scientific))
        self.setProperty("look", "large")
        self.setAccessibleName(tr("Epsilon"))
        self.setAccessibleDescription(
            tr(
                "How far each weight is moved to measure the slope. Up and Down change it "
                "tenfold, Page Up and Page Down a thousandfold; or type a number such as 1e-4."
            )
        )
        self.setToolTip(self.accessibleDescription())

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

    def _read(self, text: str) -> Decimal:
        return read_number(text, self._limits)
