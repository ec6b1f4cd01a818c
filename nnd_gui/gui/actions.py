"""Everything the window can do, once: in the menus, on the keys, and on the tool bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton

from nnd_gui.gui.dialogs.about import show_about, show_shortcuts
from nnd_gui.gui.dialogs.riddle import ask_riddle
from nnd_gui.gui.document_menus import DocumentMenus
from nnd_gui.gui.file_commands import FileCommands
from nnd_gui.gui.pictures import GRADIENTS
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.runner import Runner
from nnd_gui.gui.scheme_menu import SchemeMenu
from nnd_gui.gui.stage import Stage
from nnd_gui.gui.store import Store
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import MODES, ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.bug_choices import bug_choices
from nnd_gui.model.check_edits import with_bug
from nnd_gui.model.weights_edits import new_random_weights
from nnd_gui.model.words import tr

__all__ = ["Actions"]

_TEXT_STEP = 1.1


class Actions(QObject):
    """The window's actions and its menu bar.

    Parameters
    ----------
    window : QMainWindow
        Gets the menu bar.
    store, runner, themes, stage, files
        What the actions act on.
    documents : DocumentMenus
        Fills the menus of documents.

    Attributes
    ----------
    epsilon_step_asked : Signal(int)
        The person wants the epsilon larger by so many decades.
    bugs_asked : Signal(bool)
        The panel of bugs is wanted, or no longer.
    """

    epsilon_step_asked = Signal(int)
    bugs_asked = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        store: Store,
        runner: Runner,
        themes: ThemeManager,
        stage: Stage,
        files: FileCommands,
        documents: DocumentMenus,
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._runner = window, store, runner
        self._themes, self._stage = themes, stage
        self._was_maximised = False
        self._files, self._documents = files, documents
        self._build_file()
        documents.fill_edit(self._menu(tr("Ed&it")))
        self._build_check()
        self._build_teach()
        self._build_view()
        documents.fill_lessons(self._menu(tr("Lesso&ns")))
        self._build_help()
        # Not only once it is shown as running: whoever knows the key may be quicker.
        for signal in (store.spec_changed, store.run_changed, store.result_changed):
            signal.connect(self._show_running)
        store.result_changed.connect(self._show_finished)
        self._show_running()

    def tool_buttons(self) -> list[QToolButton]:
        """Buttons for what is done most, for the bar at the top."""
        style = Qt.ToolButtonStyle
        self._buttons = [
            self._button(self._bugs, "bug", style.ToolButtonTextBesideIcon),
            self._button(self._new, "dice", style.ToolButtonIconOnly),
            self._button(self._report, "export", style.ToolButtonIconOnly),
            self._button(self._flip, "system", style.ToolButtonIconOnly),
        ]
        self._themes.changed.connect(self._colour_icons)
        self._colour_icons(self._themes.theme)
        return [button for button, _ in self._buttons]

    def _button(
        self, action: QAction, icon_name: str, style: Qt.ToolButtonStyle
    ) -> tuple[QToolButton, str]:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = action.text().replace("&", "")
        name = text.rstrip("…")
        # On the action, from which its button takes all of it again at every change.
        action.setIconText(text)
        action.setToolTip(f"{name} ({keys})")
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
        # Not Ctrl+E, which in a text field goes to the end of the line.
        self._report = self._add(
            menu, tr("Export &report…"), self._files.export_report, "Ctrl+Shift+E"
        )
        self._exports = [
            self._report,
            self._add(menu, tr("Export &table…"), self._files.export_table, "Ctrl+Shift+T"),
        ]
        self._add(menu, tr("Export &picture…"), self._files.export_picture, "Ctrl+Shift+P")
        menu.addSeparator()
        leave = self._add(menu, tr("&Quit"), self._window.close, "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _build_check(self) -> None:
        menu = self._menu(tr("&Check"))
        self._add(menu, tr("Check &again"), self._runner.start, "F5")
        self._stop = self._add(menu, tr("&Stop"), self._runner.stop, "Ctrl+.")
        menu.addSeparator()
        self._add(menu, tr("Epsilon ten times &larger"), self._larger_epsilon, "Ctrl+Up")
        self._add(menu, tr("Epsilon ten times s&maller"), self._smaller_epsilon, "Ctrl+Down")
        SchemeMenu(menu, self._store, self)
        menu.addSeparator()
        self._new = self._add(menu, tr("New random &weights"), self._new_weights, "Ctrl+R")

    def _build_teach(self) -> None:
        menu = self._menu(tr("&Teach"))
        self._bugs = self._add(menu, tr("&Break it"), None, "Ctrl+B")
        self._bugs.setCheckable(True)
        self._bugs.toggled.connect(self.bugs_asked)
        self._repair = self._add(menu, tr("Take the bug &out"), self._take_out, "Ctrl+Shift+B")
        menu.addSeparator()
        self._add(menu, tr("&Mystery bug…"), self._ask_riddle, "Ctrl+Shift+M")
        self._cover = self._add(menu, tr("&Cover the diagnosis"), None, "Ctrl+Shift+C")
        self._cover.setCheckable(True)
        self._cover.toggled.connect(self._store.set_covered)
        self._store.covered_changed.connect(self._cover.setChecked)
        self._store.covered_changed.connect(self._show_bug)
        self._store.spec_changed.connect(self._show_bug)
        self._show_bug()

    def close_bugs(self) -> None:
        """Put the panel of bugs away."""
        self._bugs.setChecked(False)

    def _take_out(self) -> None:
        self._store.edit(with_bug(self._store.spec, None).spec)

    def _ask_riddle(self) -> None:
        ask_riddle(self._window, self._documents.begin_riddle)

    def _show_bug(self) -> None:
        """Say on the tool bar that something is broken, and what, unless it is to be guessed."""
        spec = self._store.spec
        self._repair.setEnabled(spec.bug is not None)
        text = tr("Break it")
        if spec.bug is not None and self._store.covered:
            text = tr("Broken: guess what")
        elif spec.bug is not None:
            title = next(row.title for row in bug_choices() if row.name == spec.bug.name)
            text = tr("Broken: {bug}", bug=title)
        self._bugs.setIconText(text)

    def _build_view(self) -> None:
        menu = self._menu(tr("&View"))
        self._build_pictures(menu)
        self._documents.fill_panels(menu.addMenu(tr("Pa&nels")))
        own = self._add(menu, tr("Each matrix on its &own scale"), None, "Ctrl+M")
        own.setCheckable(True)
        plot = self._stage.picture(GRADIENTS)
        if isinstance(plot, GradientPlot):
            own.toggled.connect(plot.set_own_scales)
            plot.own_scales_changed.connect(own.setChecked)
            self._add(menu, tr("Show &all weights"), plot.show_all)
        menu.addSeparator()
        names = {"system": tr("As the &system"), "light": tr("&Light"), "dark": tr("&Dark")}
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
        self._flip = self._add(menu, tr("Light or &dark"), self._flip_theme, "Ctrl+T")
        menu.addSeparator()
        self._add(menu, tr("Larger te&xt"), self._larger_text, "Ctrl++", "Ctrl+=")
        self._add(menu, tr("S&maller text"), self._smaller_text, "Ctrl+-")
        self._add(menu, tr("&Usual text size"), self._usual_text, "Ctrl+0")
        menu.addSeparator()
        self._add(menu, tr("&Full screen"), self._full_screen, "F11")

    def _build_pictures(self, menu: QMenu) -> None:
        """One entry for each picture, which makes it the large one."""
        submenu = menu.addMenu(tr("Large &picture"))
        self._pictures = QActionGroup(self)
        for row in self._stage.rows:
            action = self._add(submenu, row.title, None, row.key)
            action.setData(row.name)
            action.setCheckable(True)
            self._pictures.addAction(action)
        self._pictures.triggered.connect(self._enlarge)
        self._stage.arranged.connect(self._show_arranged)
        self._show_arranged(self._stage.large)

    def _enlarge(self, action: QAction) -> None:
        self._stage.enlarge(str(action.data()))

    def _show_arranged(self, large: str) -> None:
        for action in self._pictures.actions():
            action.setChecked(action.data() == large)

    def _build_help(self) -> None:
        menu = self._menu(tr("&Help"))
        self._add(menu, tr("&Keyboard"), self._show_shortcuts, "F1")
        about = self._add(menu, tr("&About Gradient Checker"), self._show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _add(self, menu: QMenu, text: str, act: Callable[[], object] | None, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        if act is not None:
            action.triggered.connect(act)
        menu.addAction(action)
        return action

    def _show_running(self) -> None:
        self._stop.setEnabled(self._store.running)

    def _show_finished(self) -> None:
        for action in self._exports:
            action.setEnabled(self._store.result.finished is not None)

    def _larger_epsilon(self) -> None:
        self.epsilon_step_asked.emit(1)

    def _smaller_epsilon(self) -> None:
        self.epsilon_step_asked.emit(-1)

    def _new_weights(self) -> None:
        self._store.edit(new_random_weights(self._store.spec).spec)

    def _choose_theme(self, action: QAction) -> None:
        self._themes.set_mode(str(action.data()))

    def _flip_theme(self) -> None:
        wanted = "light" if self._themes.theme.dark else "dark"
        for action in self._group.actions():
            if action.data() == wanted:
                action.trigger()

    def _larger_text(self) -> None:
        self._themes.set_scale(self._themes.scale * _TEXT_STEP)

    def _smaller_text(self) -> None:
        self._themes.set_scale(self._themes.scale / _TEXT_STEP)

    def _usual_text(self) -> None:
        self._themes.set_scale(1.0)

    def leave_full_screen(self) -> None:
        """Give the window the size that it had."""
        if self._was_maximised:
            self._window.showMaximized()
        else:
            self._window.showNormal()

    def _full_screen(self) -> None:
        if self._window.isFullScreen():
            self.leave_full_screen()
        else:
            self._was_maximised = self._window.isMaximized()
            self._window.showFullScreen()

    def _show_shortcuts(self) -> None:
        show_shortcuts(self._window, self._window.menuBar())

    def _show_about(self) -> None:
        show_about(self._window)
