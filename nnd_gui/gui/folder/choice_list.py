"""The groups of a folder, each with its number: what is clicked is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.folder.selection import Choice
from nnd_gui.model.words import tr

__all__ = ["ChoiceList"]

_KEY = Qt.ItemDataRole.UserRole
_INDENT = "      "


class ChoiceList(QListWidget):
    """Verdicts and groups of submissions.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    chosen : Signal(str)
        Key of the `Choice` that the person went to.
    """

    chosen = Signal(str)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._choices: list[Choice] = []
        self._asked_for = ""
        self.setProperty("look", "plain")
        self.setAccessibleName(tr("Groups"))
        self.setIconSize(QSize(14, 14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # In line with the texts below it.
        self.setViewportMargins(10, 8, 6, 4)
        self.currentItemChanged.connect(self._gone)
        themes.changed.connect(self._restyle)

    def value(self) -> str:
        """Key of the choice that is looked at."""
        return str(self.currentItem().data(_KEY)) if self.currentRow() >= 0 else ""

    def ask_for(self, key: str) -> None:
        """Go to a choice as soon as it is listed; nobody is told."""
        self._asked_for = key

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """List what can be looked at; the person stays where they are."""
        if list(choices) != self._choices:
            self._choices = list(choices)
            self._fill()

    def _fill(self) -> None:
        keys = [choice.key for choice in self._choices]
        before = self.value()
        if self._asked_for in keys:
            before, self._asked_for = self._asked_for, ""
        blocked = self.blockSignals(True)
        self.clear()
        theme = self._themes.theme
        marks = {
            "agree": icon("mark-agree", theme, theme.agree),
            "disagree": icon("mark-disagree", theme, theme.disagree),
            "undecided": icon("mark-undecided", theme, theme.undecided),
            "failed": icon("warning", theme, theme.problem),
        }
        for choice in self._choices:
            text = f"{_INDENT}{choice.text}" if choice.depth else _counted(choice)
            item = QListWidgetItem(text, self)
            item.setToolTip(text.strip())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text.strip())
            item.setData(_KEY, choice.key)
            if choice.kind in marks:
                item.setIcon(marks[choice.kind])
        self.setCurrentRow(keys.index(before) if before in keys else 0)
        self.blockSignals(blocked)
        if before and before not in keys and not self._asked_for:
            self.chosen.emit(self.value())

    def _gone(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._asked_for = ""  # the person has gone elsewhere
            self.chosen.emit(str(item.data(_KEY)))

    def _restyle(self, _theme: Theme) -> None:
        self._fill()


def _counted(choice: Choice) -> str:
    return tr("{what}  {count}", what=choice.text, count=f"{choice.count:,}")
