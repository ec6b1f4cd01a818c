"""The list of bugs, and none of them first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.bug_choices import bug_choices
from nnd_gui.model.words import tr

__all__ = ["BugList"]

_NAME = Qt.ItemDataRole.UserRole
_REASON = Qt.ItemDataRole.AccessibleDescriptionRole
_LEAST_ROWS = 5


class BugList(QListWidget):
    """One row for each bug, marked like a group of radio buttons; ``""`` stands for none.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    gone_to : Signal(str)
        The person has gone to a row, also to a greyed one.
    """

    gone_to = Signal(str)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._value = ""
        self.setProperty("look", "plain")
        self.setAccessibleName(tr("Mistakes to put in"))
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(14, 14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: dict[str, QListWidgetItem] = {}
        titles = [("", tr("No bug")), *((row.name, row.title) for row in bug_choices())]
        for name, title in titles:
            item = QListWidgetItem(title, self)
            item.setData(_NAME, name)
            self._rows[name] = item
        self.currentItemChanged.connect(self._moved)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def set_value(self, name: str) -> None:
        """Mark the bug that is in, and go to it, without a signal of it."""
        self._value = name
        blocked = self.blockSignals(True)
        self.setCurrentItem(self._rows[name])
        self.blockSignals(blocked)
        self._restyle(self._themes.theme)

    def current(self) -> str:
        """The row that the person is at."""
        return str(self.currentIndex().data(_NAME) or "")

    def obstacle(self, name: str) -> str:
        """Why a bug cannot be put in; empty if it can."""
        return str(self._rows[name].data(_REASON) or "")

    def set_obstacles(self, reasons: dict[str, str]) -> None:
        """Grey those that cannot be put in."""
        for name in self._rows:
            self.set_obstacle(name, reasons.get(name, ""))
        self._restyle(self._themes.theme)

    def set_obstacle(self, name: str, reason: str) -> None:
        """Grey one row, or give it back with an empty reason."""
        item = self._rows[name]
        item.setData(_REASON, reason)
        item.setToolTip(reason)
        self._restyle(self._themes.theme)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.gone_to.emit(str(item.data(_NAME)))

    def _restyle(self, theme: Theme) -> None:
        on = icon("radio-on", theme, theme.accent)
        off = icon("radio-off", theme, theme.border_strong)
        faint = icon("radio-off", theme, theme.border)
        for name, item in self._rows.items():
            open_ = not item.data(_REASON)
            item.setForeground(QColor(theme.text if open_ else theme.text_faint))
            item.setIcon(on if name == self._value else off if open_ else faint)
        row = max(self.sizeHintForRow(0), 1)
        self.setMinimumHeight(_LEAST_ROWS * row + 2 * self.frameWidth())
