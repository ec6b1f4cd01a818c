"""A combo box of named choices, some of which may be out of reach for a reason."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

__all__ = ["ChoiceBox", "ChoiceModel"]

_CONTROL = QStyle.ComplexControl.CC_ComboBox
_EDIT_FIELD = QStyle.SubControl.SC_ComboBoxEditField
_VALUE = Qt.ItemDataRole.UserRole


class ChoiceModel(QStandardItemModel):
    """Choices, each a readable text that stands for a value.

    Parameters
    ----------
    choices : iterable of (str, str)
        Value and text of each.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, choices: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for value, text in choices:
            self.add(value, text)

    def add(self, value: str, text: str) -> None:
        """Put a choice at the end."""
        item = QStandardItem(text)
        item.setData(value, _VALUE)
        self.appendRow(item)

    def remove(self, value: str) -> None:
        """Take a choice away, if it is there."""
        row = self.row_of(value)
        if row >= 0:
            self.removeRow(row)

    def row_of(self, value: str) -> int:
        """Place of a choice, -1 if there is none."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.item(row).data(_VALUE) == value), -1)

    def set_obstacle(self, value: str, reason: str) -> None:
        """Say why a choice cannot be taken; an empty reason gives it back."""
        item = self.item(self.row_of(value))
        item.setEnabled(not reason)
        item.setToolTip(reason)
        item.setData(reason, Qt.ItemDataRole.AccessibleDescriptionRole)


class ChoiceBox(QComboBox):
    """Picks one of several choices.

    Parameters
    ----------
    name : str
        Accessible name, translated.
    model : ChoiceModel
        What can be picked; may be shared with other boxes.
    parent : QWidget, optional
        The owner.
    """

    value_changed = Signal(str)
    """The person picked another value."""

    def __init__(self, name: str, model: ChoiceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setModel(model)
        self.setAccessibleName(name)
        # The wheel is for the page until the person has chosen this control.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # As wide as there is room, not as its widest choice.
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(policy)
        self.setMinimumContentsLength(3)
        self.currentIndexChanged.connect(self._picked)

    def value(self) -> str:
        """Return the choice's value."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show a choice, without a signal of it.

        Parameters
        ----------
        value : str
            One of the model's values.
        """
        self._value = value
        row = self._choices().row_of(value)
        if row != self.currentIndex():
            self.setCurrentIndex(row)

    def set_choices(self, model: ChoiceModel, value: str) -> None:
        """Offer other choices, without a signal of it.

        Parameters
        ----------
        model : ChoiceModel
            The choices.
        value : str
            The one to show.
        """
        if model is not self.model():
            self.blockSignals(True)
            self.setModel(model)
            self.blockSignals(False)
        self.set_value(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by the wheel, but only where the person has gone to."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the choice, shortened in its middle where there is no room for it."""
        del event
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(_CONTROL, option, _EDIT_FIELD, self).width() - 2
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideMiddle, room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(_CONTROL, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """Open the list wide enough for its widest choice."""
        view = self.view()
        margins = self.fontMetrics().averageCharWidth() * 4
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + margins))
        super().showPopup()

    def _choices(self) -> ChoiceModel:
        model = self.model()
        if not isinstance(model, ChoiceModel):
            raise TypeError("a choice box shows a ChoiceModel")
        return model

    def _picked(self, row: int) -> None:
        index: QModelIndex = self.model().index(row, 0)
        value = index.data(_VALUE)
        if value is not None and value != self._value:
            self._value = value
            self.value_changed.emit(value)
