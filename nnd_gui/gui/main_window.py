"""The window: a wiring diagram. What it shows is in the panels, what it does in the actions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from nnd_gui.engine.subject import Network
from nnd_gui.gui.commands.carried import Carried
from nnd_gui.gui.commands.document_commands import DocumentCommands
from nnd_gui.gui.commands.document_desk import DocumentDesk
from nnd_gui.gui.commands.editor_commands import EditorCommands
from nnd_gui.gui.commands.export_commands import ExportCommands
from nnd_gui.gui.commands.file_drops import FileDrops
from nnd_gui.gui.commands.lesson_commands import LessonCommands
from nnd_gui.gui.commands.person_commands import PersonCommands
from nnd_gui.gui.commands.person_setup import PersonSetup
from nnd_gui.gui.commands.spec_commands import SpecCommands
from nnd_gui.gui.commands.undo_commands import UndoCommands
from nnd_gui.gui.menus.actions import Actions
from nnd_gui.gui.menus.document_menus import DocumentMenus
from nnd_gui.gui.menus.export_menu import ExportMenu
from nnd_gui.gui.menus.folder_commands import FolderCommands
from nnd_gui.gui.menus.pin_menu import PinMenu
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.person_wiring import PersonWiring
from nnd_gui.gui.runs.pins import Pins
from nnd_gui.gui.runs.runner import Runner
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.view_keeper import ViewKeeper
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.window_parts import WindowParts
from nnd_gui.gui.window_shows import WindowShows
from nnd_gui.model.data_file import DATA_SUFFIXES
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.person_target import PERSON_SUFFIXES
from nnd_gui.model.recent_files import RecentFiles
from nnd_gui.model.settings import SettingsFile

__all__ = ["MainWindow"]


class MainWindow(QMainWindow):
    """One experiment, checked whenever it changes.

    Parameters
    ----------
    store : Store
        The experiment and its result.
    themes : ThemeManager
        Colours and sizes.
    recent : RecentFiles, optional
        The files opened last; kept where the system keeps settings, when left out.
    carried : Carried, optional
        What it takes over from a window in another language, whose store this is.
    kept : SettingsFile, optional
        The settings; where the system keeps them, when left out.

    Attributes
    ----------
    closed : Signal()
        It closes, and nothing is left to be asked.
    reset_asked : Signal()
        The settings are to be what they were at first.
    language_asked : Signal(str)
        The person wants another language: one of `LANGUAGES`, or ``"system"``.
    """

    closed = Signal()
    reset_asked = Signal()
    language_asked = Signal(str)

    def __init__(
        self,
        store: Store,
        themes: ThemeManager,
        recent: RecentFiles | None = None,
        carried: Carried | None = None,
        kept: SettingsFile | None = None,
    ) -> None:
        super().__init__()
        self._store, self._themes = store, themes
        self._closing = self._handed_over = False
        # Of a person's file the network panel knows nothing, and is not seen.
        own = isinstance(store.spec.subject, Network)
        self._parts = WindowParts(themes, store.spec if own else lesson_spec(), self)
        self._status = StatusLine(self)
        self._runner = Runner(store, self) if carried is None else carried.runner
        self.setCentralWidget(self._parts)
        self.setStatusBar(self._status)
        stage, side = self._parts.stage, self._parts.side
        self._edits = SpecCommands(store, self._status, self._parts.bug_panel, self)
        undo = UndoCommands(store, self, None if carried is None else carried.history)
        views = ViewKeeper(store, stage, side, ("network", "weight"), self)
        pins = Pins(store, self) if carried is None else carried.pins
        self._undo, self._pins = undo, pins
        self._desk = DocumentDesk(store, views, side, undo, pins, self)
        recent = recent or RecentFiles(_settings_folder() / "recent.json")
        self._documents = DocumentCommands(self, self._desk, self._status, recent)
        self._lessons = LessonCommands(self, store, self._desk, self._status)
        self._person = PersonCommands(
            self,
            store,
            self._runner,
            themes,
            self,
            sources=(None, None) if carried is None else carried.sources,
        )
        self._setup = PersonSetup(self, themes, self._person, store, self)
        self._documents.set_opener(PERSON_SUFFIXES, self._person.open)
        self._documents.set_opener(DATA_SUFFIXES, self._setup.open_samples)
        self._folders = FolderCommands(self, themes, self._documents)
        self._drops = FileDrops(self._folders.open_any, self)
        kept = kept or SettingsFile(_settings_folder() / "settings.json")
        exports = ExportCommands(self, store, stage, themes, self._status, kept)
        self._parts.verdict_bar.copy_asked.connect(exports.copy_verdict)
        self._editors = EditorCommands(self, store, self._status, kept)
        menus = DocumentMenus(
            self._desk, self._documents, self._lessons, undo, side, self._parts.lesson_panel, self
        )
        menus.add_opening(self._folders.fill)
        written = ExportMenu(exports, store, self)
        self._actions = Actions(self, store, self._runner, themes, self._parts, written, menus)
        self._editors.fill(self._actions.check_menu)
        PinMenu(self, self._actions.check_menu, store, pins, self._parts.compare_bar)
        for button in self._actions.tool_buttons():
            gives_way = button.defaultAction() is self._actions.steps.through
            self._parts.check_bar.add_tool(button, gives_way=gives_way)
        self._actions.view.reset.triggered.connect(self.reset_asked)
        self._actions.view.languages.asked.connect(self.language_asked)
        self._connect()
        person = PersonWiring(self._parts, store, self._person, self._setup, self._editors)
        shows = WindowShows(self, store, self._parts, self._status, self._desk, person)
        self._runner.set_wanted(stage.wanted)
        shows.show_spec()
        self._parts.apply_theme(themes.theme)
        # The arrow keys walk over the weights from the start.
        self._parts.focus_picture()
        if carried is None:
            self._runner.start()
        else:
            self._take_over(carried)

    @property
    def store(self) -> Store:
        """What the window shows."""
        return self._store

    def show_fitting(self, screen: QRect) -> None:
        """Show the window at its usual size, or over the whole of a small screen."""
        wanted = QSize(1440, 900)
        if screen.width() <= wanted.width() or screen.height() <= wanted.height():
            self.showMaximized()
            return
        frame = QRect(QPoint(0, 0), wanted)
        frame.moveCenter(screen.center())
        self.setGeometry(frame)
        self.show()

    @property
    def desk(self) -> DocumentDesk:
        """The document at hand."""
        return self._desk

    @property
    def folders(self) -> FolderCommands:
        """What can be done with folders of submissions."""
        return self._folders

    @property
    def documents(self) -> DocumentCommands:
        """What can be done with documents."""
        return self._documents

    @property
    def lessons(self) -> LessonCommands:
        """What can be done with the steps of a lesson."""
        return self._lessons

    def show_language(self, choice: str) -> None:
        """Mark the language that is chosen in its menu."""
        self._actions.view.languages.show_choice(choice)

    def hand_over(self) -> Carried:
        """Give everything but words to a window that is made anew; closing this ends no run."""
        self._actions.view.presentation.end()
        carried = Carried(
            self._runner,
            self._pins,
            self._undo.history,
            self._desk.work,
            self._desk.riddle,
            self._documents.stamp,
            self._desk.state().view,
            self._parts.stage.below,
            self._parts.side.kept,
            self._parts.stage.looks,
            self._actions.help.kept,
            self._store.steps.step,
            self._person.sources,
            self._folders.hand_over(),
        )
        self._handed_over = True
        return carried

    def take_back(self, carried: Carried) -> None:
        """Go on with what was handed over, where no other window could be made of it."""
        self._handed_over = False
        self._runner.set_wanted(self._parts.stage.wanted)
        self._take_over(carried)

    def _take_over(self, carried: Carried) -> None:
        for child in (carried.runner, carried.pins):
            child.setParent(self)
        self._desk.take_over(carried.work, carried.riddle)
        self._documents.take_over(carried.stamp)
        self._person.go_on()
        self._desk.show_view(carried.view)
        self._parts.stage.show_below(carried.below)
        self._parts.side.bring_back(carried.panels)
        self._parts.stage.take_looks(carried.looks)
        self._actions.help.take_over(carried.guide)
        self._store.tell_all()
        self._store.steps.go(carried.step)
        self._pins.changed.emit()
        self._desk.changed.emit()
        self._folders.take_over(carried.folders)

    def close_without_asking(self) -> None:
        """Close, whatever is lost by it."""
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, or end the run before the window goes (called by Qt)."""
        if self._handed_over:
            super().closeEvent(event)
            return
        if not self._closing and not self._documents.may_leave(self.close_without_asking):
            event.ignore()
            return
        self._actions.view.presentation.end()
        self._folders.shut_down()
        self._runner.shut_down()
        self.closed.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put panels away for which there is no room (called by Qt)."""
        super().resizeEvent(event)
        self._parts.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        """Take files that are dropped, from now on (called by Qt)."""
        super().showEvent(event)
        self._drops.watch(self.windowHandle())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the full screen by Escape, where nothing else has a use for it (called by Qt)."""
        presentation = self._actions.view.presentation
        if event.key() == Qt.Key.Key_Escape and presentation.on:
            presentation.end()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._actions.view.leave_full_screen()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        """From the person to the store; the way back is `WindowShows`."""
        store, parts, edits = self._store, self._parts, self._edits
        parts.check_bar.value_changed.connect(edits.choose_epsilon)
        parts.check_bar.scheme_changed.connect(edits.choose_scheme)
        self._actions.epsilon_step_asked.connect(parts.check_bar.step)
        parts.network_panel.value_changed.connect(store.edit)
        parts.network_panel.noted.connect(self._status.tell)
        parts.stage.weight_chosen.connect(store.select)
        parts.stage.change_asked.connect(edits.change)
        parts.stage.settings_chosen.connect(store.set_settings)
        parts.stage.wanted_changed.connect(self._runner.set_wanted)
        parts.stage.run_asked.connect(self._runner.ask)
        parts.stage.bugs_asked.connect(self._actions.teach.open_bugs)
        parts.bug_panel.change_asked.connect(edits.change_bug)
        parts.bug_panel.closed.connect(self._actions.teach.close_bugs)
        self._actions.teach.bugs_asked.connect(parts.show_bugs)
        self._actions.teach.told.connect(self._status.tell)
        parts.check_bar.check_asked.connect(self._runner.start)
        parts.check_bar.stop_asked.connect(self._runner.stop)
        parts.verdict_bar.reveal_asked.connect(store.cover.reveal_next)
        parts.lesson_panel.next_asked.connect(self._lessons.next_step)
        parts.lesson_panel.previous_asked.connect(self._lessons.previous_step)
        parts.lesson_panel.written.connect(self._lessons.write)
        self._themes.changed.connect(parts.apply_theme)


def _settings_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation))
