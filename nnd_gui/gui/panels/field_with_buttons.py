"""A field with small buttons beside its editor."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QWidget

from nnd_gui.gui.panels.scaled_spacing import ScaledSpacing
from nnd_gui.gui.widgets.field import Field

__all__ = ["FieldWithButtons"]


class FieldWithButtons(Field):
    """A `Field` whose buttons stand in line with the editor; its sentence has the whole width.

    Parameters
    ----------
    label : str
        The label, translated; a letter after ``&`` is its key.
    editor : QWidget
        The editor.
    *buttons : QToolButton
        What stands to the right of it, in this order.
    parent : QWidget, optional
        The owner.
    """

    def __init__(
        self, label: str, editor: QWidget, *buttons: QToolButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, editor, parent)
        column = self.layout()
        if not isinstance(column, QBoxLayout):
            raise TypeError("a field is laid out in a column")
        place = column.indexOf(editor)
        column.removeWidget(editor)
        row = QHBoxLayout()
        ScaledSpacing(row, 4, self)
        row.addWidget(editor, 1)
        for button in buttons:
            row.addWidget(button)
        column.insertLayout(place, row)
        for earlier, later in pairwise((editor, *buttons)):
            QWidget.setTabOrder(earlier, later)
