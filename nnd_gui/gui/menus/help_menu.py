"""The menu Help: the guide at the place where the person is, the keys, and what this is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from shiboken6 import isValid

from nnd_gui.gui.dialogs.about import show_about
from nnd_gui.gui.dialogs.guide import HELP, Guide, place_of
from nnd_gui.gui.dialogs.keyboard import show_shortcuts
from nnd_gui.gui.later import later
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.words import tr

__all__ = ["HelpMenu"]

_GLOSSARY = "glossary"


class HelpMenu(QObject):
    """Fills a menu.

    Parameters
    ----------
    window : QMainWindow
        What is helped with; owner.
    menu : QMenu
        What is filled.
    themes : ThemeManager
        Colours and sizes of the guide.
    """

    def __init__(self, window: QMainWindow, menu: QMenu, themes: ThemeManager) -> None:
        super().__init__(window)
        self._window, self._themes = window, themes
        self._guide: Guide | None = None
        keys = (QKeySequence.StandardKey.HelpContents, "F1")
        add_entry(self, menu, tr("&Guide"), self._show_place, *keys).setObjectName(HELP)
        add_entry(self, menu, tr("G&lossary"), self._show_glossary, "Shift+F1")
        add_entry(self, menu, tr("&Keyboard"), self._show_shortcuts, "Ctrl+F1")
        menu.addSeparator()
        about = add_entry(self, menu, tr("&About Gradient Checker"), self._show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    @property
    def kept(self) -> tuple[str, QRect] | None:
        """Which section is open and where its window is, if one is."""
        guide = self._guide
        if guide is None or not isValid(guide):
            return None
        return guide.section, guide.geometry()

    def take_over(self, kept: tuple[str, QRect] | None) -> None:
        """Open the guide where it was, once the window is there that it helps with."""
        if kept is not None:
            later(self, lambda: self._open_again(*kept))

    def _open_again(self, name: str, frame: QRect) -> None:
        self._show(name)
        if self._guide is not None:
            self._guide.setGeometry(frame)

    def _show_place(self) -> None:
        self._show(place_of(QApplication.focusWidget()))

    def _show_glossary(self) -> None:
        self._show(_GLOSSARY)

    def _show(self, name: str) -> None:
        # A dialog that waits for an answer lets nobody but what is its own be used.
        parent = QApplication.activeModalWidget() or self._window
        if self._guide is not None and not isValid(self._guide):
            self._guide = None  # it has gone with its dialog
        if self._guide is not None and self._guide.parentWidget() is not parent:
            self._guide.close()
        if self._guide is None:
            self._guide = Guide(self._themes, parent)
            self._guide.finished.connect(self._forget)
        self._guide.show_section(name)
        self._guide.show()
        self._guide.activateWindow()

    def _forget(self) -> None:
        self._guide = None

    def _show_shortcuts(self) -> None:
        show_shortcuts(self._window, self._window.menuBar())

    def _show_about(self) -> None:
        show_about(self._window)
