"""What stands in the place of a picture whose answer is to be predicted first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.gui.widgets.focus_frame import FocusFrame
from nnd_gui.model.words import tr

__all__ = ["CoverPage"]


class CoverPage(FocusFrame):
    """A large question mark and a sentence; it has the picture's place and its keyboard.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark = QLabel("?", self)
        mark.setProperty("look", "covered")
        self._words = QLabel(self)
        self._words.setProperty("look", "muted")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addStretch(1)
        for label in (mark, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Covered picture"))

    def show_words(self, words: str) -> None:
        """Say how it is uncovered."""
        self._words.setText(words)
        self.setAccessibleDescription(words)
