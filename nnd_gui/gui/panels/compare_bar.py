"""A pinned run beside the current one: what differs, and both verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.spoken import name_for_readers
from nnd_gui.model.words import tr

__all__ = ["CompareBar"]


class CompareBar(QFrame):
    """One line: the list of pins, what differs, pinned | now, swap, unpin.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    chosen : Signal(int)
        The person wants another pin beside the current run.
    swap_asked, unpin_asked : Signal()
        The person wants the two exchanged, or the pin gone.
    """

    chosen = Signal(int)
    swap_asked = Signal()
    unpin_asked = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAccessibleName(tr("Comparison with a pinned run"))
        head = QLabel(tr("Pinned"), self)
        head.setProperty("look", "section")
        self._list = QComboBox(self)
        self._list.setProperty("look", "tight")
        self._list.setAccessibleName(tr("Pinned runs"))
        self._list.setToolTip(tr("Which pinned run is seen beside this one"))
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.setMinimumContentsLength(16)
        self._list.activated.connect(self.chosen)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._swap = QPushButton(tr("Swap"), self)
        self._swap.setProperty("look", "quiet")
        self._swap.setToolTip(tr("Make the pinned run the current one, and pin this one"))
        self._swap.clicked.connect(self.swap_asked)
        unpin = SquareButton(tr("Unpin"), "close", themes, self)
        unpin.clicked.connect(self.unpin_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        for part in (head, self._list):
            row.addWidget(part)
        name_for_readers(self._list)
        row.addWidget(self._words, 1)
        for button in (self._swap, unpin):
            row.addWidget(button)
        self.hide()

    def show_pins(self, names: Sequence[str], place: int) -> None:
        """List the pins, and mark the one that is seen."""
        blocked = self._list.blockSignals(True)
        self._list.clear()
        # Numbered: two pins may have one name.
        self._list.addItems([f"{count}  {name}" for count, name in enumerate(names, start=1)])
        self._list.setCurrentIndex(place)
        self._list.blockSignals(blocked)

    def show_words(self, differs: str, pinned: str, now: str) -> None:
        """Say what differs, and what came of either."""
        text = tr("{differs} — {pinned} | now {now}", differs=differs, pinned=pinned, now=now)
        self._words.setText(text)
        self.setAccessibleDescription(text)
