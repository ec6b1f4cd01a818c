"""The spin box for whole numbers: units, samples, seeds."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from nnd_gui.gui.widgets.number_text import UnusableTextError
from nnd_gui.gui.widgets.typed_spin_box import TypedSpinBox
from nnd_gui.gui.widgets.typed_text import TypedText
from nnd_gui.model.words import tr

__all__ = ["CountSpinBox"]

# Steps of Page Up and Page Down.
_PAGE = 10
_LINE = QStyle.ContentsType.CT_LineEdit
_CONTROL = QStyle.ComplexControl.CC_SpinBox
_EDIT_FIELD = QStyle.SubControl.SC_SpinBoxEditField

_WHOLE = re.compile(r"[+-]?[0-9]+")
_LONGEST = 18
"""Digits; a longer number is too large whatever it is."""


class CountSpinBox(TypedSpinBox):
    """Shows and takes a whole number.

    Unlike Qt's own it takes any text, keeps it, and says what is wrong with it, as all other
    editors here do.

    Parameters
    ----------
    name : str
        What the number is called at the start of a sentence, translated; also the accessible
        name.
    value : int
        The first number.
    low, high : int
        The smallest and the largest.
    parent : QWidget, optional
        The owner.
    """

    def __init__(
        self, name: str, value: int, *, low: int, high: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(_PAGE, parent)
        self._name, self._low, self._high = name, low, high
        self._start(TypedText(self.lineEdit(), value, self._read, str))
        self.setAccessibleName(name)

    def value(self) -> int:
        """Return the last good number."""
        number: int = self._typed.value
        return number

    def set_value(self, value: int) -> None:
        """Show a number, without a signal of it.

        Parameters
        ----------
        value : int
            The number. If it is the one already held, a text that is being typed is let be.
        """
        if value != self.value():
            self._typed.set_value(value)
            self._tell_reader()

    def set_name(self, name: str) -> None:
        """Call the number something else, translated."""
        self._name = name
        self.setAccessibleName(name)

    def stepBy(self, steps: int) -> None:
        """Move from what is typed, if that can be used."""
        self._typed.commit()
        self._typed.move_to(min(self._high, max(self._low, self.value() + steps)))
        self.lineEdit().selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Offer the directions in which there is another number."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self.value() < self._high:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if self.value() > self._low:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def sizeHint(self) -> QSize:
        """Room for three digits in whatever font is set; more is the layout's to give."""
        self.ensurePolished()
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        style = self.style()
        # The style counts a spin box's arrows twice in its width, and once in its height; as
        # high as a line of text it stands in line with the other editors.
        height = style.sizeFromContents(_LINE, option, QSize(0, 0), self).height()
        option.rect.setSize(QSize(200, height))
        field = style.subControlRect(_CONTROL, option, _EDIT_FIELD, self)
        # A line edit keeps two pixels free at each side, and one is for the cursor.
        digits = self.fontMetrics().horizontalAdvance("000") + 5
        return QSize(200 - field.width() + digits, height)

    def _read(self, text: str) -> int:
        bare = "".join(text.split()).replace(",", "").replace("−", "-")
        if not bare:
            raise UnusableTextError(tr("Type a whole number, for example {low}.", low=self._low))
        if not _WHOLE.fullmatch(bare):
            shown = text.strip()
            shown = shown if len(shown) <= 24 else shown[:23] + "…"
            raise UnusableTextError(tr("“{typed}” is not a whole number.", typed=shown))
        # Python refuses to read a number of thousands of digits.
        number = int(bare) if len(bare) <= _LONGEST else self._high + 1
        if not self._low <= number <= self._high:
            raise UnusableTextError(
                tr(
                    "{name} must be from {low:,} to {high:,}.",
                    name=self._name,
                    low=self._low,
                    high=self._high,
                )
            )
        return number
