"""Everything the window can do, once: in the menus, on the keys, and on the tool bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton

from nnd_gui.gui.menus.document_menus import DocumentMenus
from nnd_gui.gui.menus.export_menu import ExportMenu
from nnd_gui.gui.menus.help_menu import HelpMenu
from nnd_gui.gui.menus.scheme_menu import SchemeMenu
from nnd_gui.gui.menus.step_menu import StepMenu
from nnd_gui.gui.menus.teach_menu import TeachMenu
from nnd_gui.gui.menus.view_menu import ViewMenu
from nnd_gui.gui.runs.runner import Runner
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.gui.window_parts import WindowParts
from nnd_gui.model.weights_edits import new_random_weights
from nnd_gui.model.words import tr

__all__ = ["Actions"]


class Actions(QObject):
    """The window's actions and its menu bar.

    Parameters
    ----------
    window : QMainWindow
        Gets the menu bar.
    store, runner, themes, parts
        What the actions act on.
    exports : ExportMenu
        Fills the menus of what leaves the program.
    documents : DocumentMenus
        Fills the menus of documents.

    Attributes
    ----------
    epsilon_step_asked : Signal(int)
        The person wants the epsilon larger by so many decades.
    teach : TeachMenu
        What is done with bugs and riddles.
    steps : StepMenu
        Going through a check, weight by weight.
    view : ViewMenu
        How it is seen.
    check_menu : QMenu
        What is checked and how; who knows more of that adds to it.
    """

    epsilon_step_asked = Signal(int)

    def __init__(
        self,
        window: QMainWindow,
        store: Store,
        runner: Runner,
        themes: ThemeManager,
        parts: WindowParts,
        exports: ExportMenu,
        documents: DocumentMenus,
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._runner = window, store, runner
        self._themes = themes
        self._exports, self._documents = exports, documents
        self._build_file()
        edit = self._menu(tr("Ed&it"))
        documents.fill_edit(edit)
        exports.fill_edit(edit)
        self._build_check()
        teach = self._menu(tr("&Teach"))
        self.teach = TeachMenu(window, teach, store, documents.begin_riddle)
        teach.addSeparator()
        self.steps = StepMenu(window, teach, store, parts.step_bar)
        view = self._menu(tr("&View"))
        self.view = ViewMenu(window, view, themes, parts, documents.fill_panels)
        documents.fill_lessons(self._menu(tr("Lesso&ns")))
        self.help = HelpMenu(window, self._menu(tr("&Help")), themes)
        # Not only once it is shown as running: whoever knows the key may be quicker.
        for signal in (store.spec_changed, store.run_changed, store.result_changed):
            signal.connect(self._show_running)
        self._show_running()

    def tool_buttons(self) -> list[QToolButton]:
        """Buttons for what is done most, for the bar at the top."""
        style = Qt.ToolButtonStyle
        self._buttons = [
            self._button(
                self.teach.bugs,
                "bug",
                style.ToolButtonTextBesideIcon,
                tr("Choose a mistake and put it into the gradient"),
            ),
            self._button(self.steps.through, "play", style.ToolButtonIconOnly),
            self._button(self._new, "dice", style.ToolButtonIconOnly),
            self._button(self._exports.report, "export", style.ToolButtonIconOnly),
            self._button(self.view.flip, "system", style.ToolButtonIconOnly),
        ]
        self._themes.changed.connect(self._colour_icons)
        self._colour_icons(self._themes.theme)
        return [button for button, _ in self._buttons]

    def _button(
        self, action: QAction, icon_name: str, style: Qt.ToolButtonStyle, tip: str = ""
    ) -> tuple[QToolButton, str]:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = action.text().replace("&", "")
        name = text.rstrip("…")
        # On the action, from which its button takes all of it again at every change.
        action.setIconText(text)
        told = tip or name
        action.setToolTip(f"{told} ({keys})")
        action.setIconVisibleInMenu(False)
        button = QToolButton(self._window)
        button.setDefaultAction(action)
        button.setToolButtonStyle(style)
        button.setAccessibleName(name)
        return button, icon_name

    def _colour_icons(self, theme: Theme) -> None:
        for button, name in self._buttons:
            button.defaultAction().setIcon(icon(name, theme))

    def _build_file(self) -> None:
        menu = self._menu(tr("&File"))
        self._documents.fill_file(menu)
        self._exports.fill_file(menu)
        menu.addSeparator()
        leave = add_entry(
            self, menu, tr("&Quit"), self._window.close, QKeySequence.StandardKey.Quit, "Ctrl+Q"
        )
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _build_check(self) -> None:
        menu = self.check_menu = self._menu(tr("&Check"))
        add_entry(self, menu, tr("Check &again"), self._runner.start, "F5")
        self._stop = add_entry(self, menu, tr("&Stop"), self._runner.stop, "Ctrl+.")
        menu.addSeparator()
        add_entry(self, menu, tr("Epsilon ten times &larger"), self._larger_epsilon, "Ctrl+Up")
        add_entry(self, menu, tr("Epsilon ten times s&maller"), self._smaller_epsilon, "Ctrl+Down")
        SchemeMenu(menu, self._store, self)
        menu.addSeparator()
        self._new = add_entry(self, menu, tr("New random &weights"), self._new_weights, "Ctrl+R")

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _show_running(self) -> None:
        self._stop.setEnabled(self._store.running)

    def _larger_epsilon(self) -> None:
        self.epsilon_step_asked.emit(1)

    def _smaller_epsilon(self) -> None:
        self.epsilon_step_asked.emit(-1)

    def _new_weights(self) -> None:
        self._store.edit(new_random_weights(self._store.spec).spec)
