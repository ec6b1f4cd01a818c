"""How it is seen: the menu View."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from nnd_gui.gui.menus.language_menu import LanguageMenu
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.presentation import Presentation
from nnd_gui.gui.stage.pictures import GRADIENTS
from nnd_gui.gui.theme.manager import MODES, ThemeManager
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.gui.window_parts import WindowParts
from nnd_gui.model.words import tr

__all__ = ["ViewMenu"]

_TEXT_STEP = 1.1
_KEY = QKeySequence.StandardKey


class ViewMenu(QObject):
    """Fills a menu, and keeps it up to date.

    Parameters
    ----------
    window : QMainWindow
        What fills the screen when asked to; owner.
    menu : QMenu
        What is filled.
    themes : ThemeManager
        Colours and sizes.
    parts : WindowParts
        Has the pictures, and what is put away to present them.
    fill_panels : callable
        Fills the menu of panels.

    Attributes
    ----------
    languages : LanguageMenu
        Which language is spoken.
    reset : QAction
        Brings back the theme, the size of text and the window that the program begins with.
    """

    def __init__(
        self,
        window: QMainWindow,
        menu: QMenu,
        themes: ThemeManager,
        parts: WindowParts,
        fill_panels: Callable[[QMenu], object],
    ) -> None:
        super().__init__(window)
        self._window, self._themes, self._stage = window, themes, parts.stage
        self.presentation = Presentation(window, parts, themes)
        self._was_maximised = False
        self._build_pictures(menu)
        fill_panels(menu.addMenu(tr("Pa&nels")))
        self._build_plot(menu)
        self._build_theme(menu)
        menu.addSeparator()
        add_entry(self, menu, tr("Lar&ger"), self._larger, _KEY.ZoomIn, "Ctrl++", "Ctrl+=")
        add_entry(self, menu, tr("S&maller"), self._smaller, _KEY.ZoomOut, "Ctrl+-")
        add_entry(self, menu, tr("&Usual size"), self._usual, "Ctrl+0")
        menu.addSeparator()
        # As the programs for slides have it; F5 alone checks again.
        self._present = add_entry(self, menu, tr("Pre&sent"), self.presentation.toggle, "Shift+F5")
        self._present.setCheckable(True)
        self.presentation.changed.connect(self._show_presenting)
        add_entry(self, menu, tr("&Full screen"), self._full_screen, "F11")
        menu.addSeparator()
        self.languages = LanguageMenu(menu, self)
        self.reset = add_entry(self, menu, tr("&Reset the settings"), None)

    @property
    def flip(self) -> QAction:
        """Makes a light window dark, and a dark one light."""
        return self._flip

    def _build_pictures(self, menu: QMenu) -> None:
        """One entry for each picture, which makes it the large one."""
        submenu = menu.addMenu(tr("Large &picture"))
        self._pictures = QActionGroup(self)
        for row in self._stage.rows:
            action = add_entry(self, submenu, row.title, None, row.key)
            action.setData(row.name)
            action.setCheckable(True)
            self._pictures.addAction(action)
        self._pictures.triggered.connect(self._enlarge)
        self._stage.arranged.connect(self._show_arranged)
        self._show_arranged(self._stage.large)

    def _build_plot(self, menu: QMenu) -> None:
        own = add_entry(self, menu, tr("Each matrix on its &own scale"), None, "Ctrl+M")
        own.setCheckable(True)
        plot = self._stage.picture(GRADIENTS)
        if isinstance(plot, GradientPlot):
            own.toggled.connect(plot.set_own_scales)
            plot.own_scales_changed.connect(own.setChecked)
            ghosts = add_entry(self, menu, tr("Bars of the check &before"), None, "Ctrl+G")
            ghosts.setCheckable(True)
            ghosts.toggled.connect(plot.set_ghosts)
            plot.ghosts_changed.connect(ghosts.setChecked)
            add_entry(self, menu, tr("Show &all weights"), plot.show_all)

    def _build_theme(self, menu: QMenu) -> None:
        menu.addSeparator()
        names = {
            "system": tr("As the &system"),
            "light": tr("&Light"),
            "dark": tr("&Dark"),
            "high-contrast": tr("&High contrast"),
        }
        group = QActionGroup(self)
        submenu = menu.addMenu(tr("&Theme"))
        for mode in MODES:
            action = submenu.addAction(names[mode])
            action.setCheckable(True)
            action.setChecked(mode == self._themes.mode)
            action.setData(mode)
            group.addAction(action)
        group.triggered.connect(self._choose_theme)
        self._group = group
        self._themes.changed.connect(self._show_mode)
        self._flip = add_entry(self, menu, tr("Light or &dark"), self._flip_theme, "Ctrl+T")

    def _enlarge(self, action: QAction) -> None:
        self._stage.enlarge(str(action.data()))

    def _show_arranged(self, large: str) -> None:
        for action in self._pictures.actions():
            action.setChecked(action.data() == large)

    def _choose_theme(self, action: QAction) -> None:
        self._themes.set_mode(str(action.data()))

    def _flip_theme(self) -> None:
        wanted = "light" if self._themes.theme.dark else "dark"
        for action in self._group.actions():
            if action.data() == wanted:
                action.trigger()

    def _larger(self) -> None:
        self._themes.set_scale(self._themes.scale * _TEXT_STEP)

    def _smaller(self) -> None:
        self._themes.set_scale(self._themes.scale / _TEXT_STEP)

    def _show_presenting(self, on: bool) -> None:
        self._present.setChecked(on)

    def _show_mode(self) -> None:
        for action in self._group.actions():
            action.setChecked(action.data() == self._themes.mode)

    def _usual(self) -> None:
        self._themes.set_scale(self._themes.usual)

    def leave_full_screen(self) -> None:
        """Give the window the size that it had."""
        if self._was_maximised:
            self._window.showMaximized()
        else:
            self._window.showNormal()

    def _full_screen(self) -> None:
        if self.presentation.on:
            self.presentation.end()
        elif self._window.isFullScreen():
            self.leave_full_screen()
        else:
            self._was_maximised = self._window.isMaximized()
            self._window.showFullScreen()
