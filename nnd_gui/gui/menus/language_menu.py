"""The menu of languages: each by its own name, so that whoever cannot read the others finds it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from nnd_gui.model.words import LANGUAGES, tr

__all__ = ["LanguageMenu"]

_SYSTEM = "system"


class LanguageMenu(QObject):
    """Adds a menu to another.

    Parameters
    ----------
    menu : QMenu
        Gets one more entry, which is a menu.
    parent : QObject
        Owner.

    Attributes
    ----------
    asked : Signal(str)
        The person wants a language: one of `LANGUAGES`, or ``"system"``.
    """

    asked = Signal(str)

    def __init__(self, menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        submenu = menu.addMenu(tr("&Language"))
        self._group = QActionGroup(self)
        names = {_SYSTEM: tr("The &system's language")}
        names |= {language: f"&{name}" for language, name in LANGUAGES.items()}
        for language, name in names.items():
            action = submenu.addAction(name)
            action.setCheckable(True)
            action.setData(language)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        self.show_choice(_SYSTEM)

    def show_choice(self, choice: str) -> None:
        """Mark what is chosen."""
        for action in self._group.actions():
            action.setChecked(action.data() == choice)

    def _choose(self, action: QAction) -> None:
        self.asked.emit(str(action.data()))
