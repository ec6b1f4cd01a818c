"""The line in which words of the guide are looked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from nnd_gui.model.words import tr, trn

__all__ = ["GuideSearch"]


class GuideSearch(QWidget):
    """A field, and below it how often its words are there.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    changed : Signal(str)
        Other words are looked for; none where it is empty.
    next_asked : Signal()
        The person wants the next place of them.
    """

    changed = Signal(str)
    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(tr("Find"))
        self._field.setAccessibleName(tr("Find in the guide"))
        self._field.setToolTip(tr("Words to find in every section (Ctrl+F, then F3)"))
        self._field.setClearButtonEnabled(True)
        self._told = QLabel(self)
        self._told.setProperty("look", "muted")
        self._told.setWordWrap(True)
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._told)
        self._field.textChanged.connect(lambda: self.changed.emit(self.words))
        self._field.returnPressed.connect(self.next_asked)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._field.text().strip()

    def go_to(self) -> None:
        """Let the person write, in place of what is there."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def clear(self) -> None:
        """Look for nothing."""
        self._field.clear()

    def show_count(self, places: int) -> None:
        """Say how often the words are there."""
        count = trn("{count} place", "{count} places", places)
        self._told.setText(count if places else tr("Not in the guide"))
        self._told.setVisible(bool(self.words))
        self._field.setAccessibleDescription(self._told.text() if self.words else "")
