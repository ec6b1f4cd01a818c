"""The window: a wiring diagram. What it shows is in the panels, what it does in the actions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.usercode.source import Source
from nnd_gui.gui.actions import Actions
from nnd_gui.gui.document_commands import TEXT_PANEL, DocumentCommands
from nnd_gui.gui.document_menus import DocumentMenus
from nnd_gui.gui.file_commands import FileCommands
from nnd_gui.gui.file_drops import FileDrops
from nnd_gui.gui.panels.bug_panel import BugPanel
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.lesson_panel import LessonPanel
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.person_commands import PersonCommands
from nnd_gui.gui.pictures import SOURCE, picture_rows
from nnd_gui.gui.runner import Runner
from nnd_gui.gui.side_panels import SidePanels
from nnd_gui.gui.stage import Stage
from nnd_gui.gui.store import Store
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.undo_commands import UndoCommands
from nnd_gui.gui.view_keeper import ViewKeeper
from nnd_gui.gui.widgets.beside import beside, rule
from nnd_gui.gui.widgets.network_diagram import BIAS_ROW
from nnd_gui.gui.window_title import window_title
from nnd_gui.model.check_edits import with_scheme
from nnd_gui.model.edit_result import Change
from nnd_gui.model.person_target import PERSON_SUFFIXES
from nnd_gui.model.problems import problem_text
from nnd_gui.model.recent_files import RecentFiles
from nnd_gui.model.scheme_words import scheme_note
from nnd_gui.model.words import tr

__all__ = ["MainWindow"]

_WIDTHS = {TEXT_PANEL: 320, "weight": 286, "network": 268}
# What the pictures keep beside a text: on a screen of 1024 pixels the text and the weight's
# numbers have room, on one of 1280 the network's settings have not.
_BESIDE_TEXT = 410


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
    """

    def __init__(
        self, store: Store, themes: ThemeManager, recent: RecentFiles | None = None
    ) -> None:
        super().__init__()
        self._store, self._themes = store, themes
        self._closing = False
        self._check_bar = CheckBar(themes, self)
        self._verdict_bar = VerdictBar(themes, self)
        self._lesson_panel = LessonPanel(themes, self)
        self._network_panel = NetworkPanel(themes, store.spec, self)
        self._file_panel = FilePanel(self)
        self._stage = Stage(themes, picture_rows(), self)
        self._weight_panel = WeightPanel(themes, self)
        self._bug_panel = BugPanel(themes, self)
        self._status = StatusLine(self)
        self._runner = Runner(store, self)
        self._right = QStackedWidget(self)
        self._right.addWidget(self._weight_panel)
        self._right.addWidget(self._bug_panel)
        self._left = QStackedWidget(self)
        self._left.addWidget(self._network_panel)
        self._left.addWidget(self._file_panel)
        # Each with the line between it and the stage, which goes away with it.
        self._beside = {
            TEXT_PANEL: beside(self, self._lesson_panel, rule()),
            "weight": beside(self, rule(), self._right),
            "network": beside(self, self._left, rule()),
        }
        self._side = SidePanels(self._stage, self._beside, self)
        self._side.want(TEXT_PANEL, False)
        self._views = ViewKeeper(store, self._stage, self._side, ("network", "weight"), self)
        self._undo = UndoCommands(store, self)
        recent = recent or RecentFiles(_recent_file())
        self._documents = DocumentCommands(
            self, store, self._views, self._side, self._undo, self._status, recent
        )
        self._person = PersonCommands(self, store, self._runner, self)
        self._documents.set_opener(PERSON_SUFFIXES, self._person.open)
        self._drops = FileDrops(self._documents.open_file, self)
        files = FileCommands(self, store, self._status)
        menus = DocumentMenus(self._documents, self._undo, self._side, self._lesson_panel, self)
        self._actions = Actions(self, store, self._runner, themes, self._stage, files, menus)
        for button in self._actions.tool_buttons():
            self._check_bar.add_tool(button)
        self._build(*self._beside.values())
        self._connect()
        self._runner.set_wanted(self._stage.wanted)
        self._show_spec(store.spec)
        self._apply_theme(themes.theme)
        # The arrow keys walk over the weights from the start.
        self._stage.picture(self._stage.large).setFocus()
        self._runner.start()

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
    def documents(self) -> DocumentCommands:
        """The document that is shown, and what can be done with it."""
        return self._documents

    def close_without_asking(self) -> None:
        """Close, whatever is lost by it."""
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, or end the run before the window goes (called by Qt)."""
        if not self._closing and not self._documents.may_leave(self.close_without_asking):
            event.ignore()
            return
        self._runner.shut_down()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put panels away for which there is no room (called by Qt)."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take files that are dropped, from now on (called by Qt)."""
        super().showEvent(event)
        self._drops.watch(self.windowHandle())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the full screen by Escape, where nothing else has a use for it (called by Qt)."""
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._actions.leave_full_screen()
        else:
            super().keyPressEvent(event)

    def _build(self, text: QWidget, right: QWidget, network: QWidget) -> None:
        self.setWindowTitle(tr("Gradient Checker"))
        columns = QHBoxLayout()
        columns.setSpacing(0)
        for part, stretch in ((text, 0), (network, 0), (self._stage, 1), (right, 0)):
            columns.addWidget(part, stretch)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._check_bar, self._verdict_bar):
            column.addWidget(part)
        column.addLayout(columns, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self._status)

    def _connect(self) -> None:
        store = self._store
        # From the person to the store ...
        self._check_bar.value_changed.connect(self._epsilon_chosen)
        self._check_bar.scheme_changed.connect(self._scheme_chosen)
        self._actions.epsilon_step_asked.connect(self._check_bar.step)
        self._network_panel.value_changed.connect(store.edit)
        person, panel = self._person, self._file_panel
        panel.candidate_chosen.connect(person.choose)
        panel.data_chosen.connect(person.set_data)
        panel.seed_chosen.connect(person.set_seed)
        panel.interpreter_asked.connect(person.ask_interpreter)
        panel.trust_asked.connect(person.trust)
        panel.editor_asked.connect(person.open_in_editor)
        person.source_changed.connect(self._show_source)
        self._network_panel.noted.connect(self._status.tell)
        self._stage.weight_chosen.connect(store.select)
        self._stage.change_asked.connect(self._change)
        self._stage.settings_chosen.connect(store.set_settings)
        self._stage.wanted_changed.connect(self._runner.set_wanted)
        self._bug_panel.change_asked.connect(self._change_bug)
        self._bug_panel.closed.connect(self._actions.close_bugs)
        self._actions.bugs_asked.connect(self._show_bugs)
        self._check_bar.check_asked.connect(self._runner.start)
        self._check_bar.stop_asked.connect(self._runner.stop)
        # ... and back. Editors take a value without reporting it as the person's.
        store.spec_changed.connect(self._show_spec)
        store.spec_changed.connect(self._show_title)
        store.covered_changed.connect(self._show_covered)
        store.run_changed.connect(self._check_bar.show_running)
        store.selection_changed.connect(self._show_selected)
        store.slot_changed.connect(self._stage.show_result)
        for shown in (self._verdict_bar, self._weight_panel, self._status, self._file_panel):
            store.result_changed.connect(shown.show_result)
        store.result_changed.connect(self._show_title)
        self._documents.changed.connect(self._show_title)
        self._documents.changed.connect(self._show_page)
        self._lesson_panel.next_asked.connect(self._documents.next_step)
        self._lesson_panel.previous_asked.connect(self._documents.previous_step)
        self._lesson_panel.written.connect(self._documents.write)
        self._themes.changed.connect(self._apply_theme)

    def _epsilon_chosen(self, epsilon: float) -> None:
        self._store.edit(replace(self._store.spec, epsilon=epsilon))

    def _scheme_chosen(self, scheme: str) -> None:
        self._store.edit(with_scheme(self._store.spec, scheme).spec)

    def _change(self, change: Change) -> None:
        """Make a change that a picture asks for; one that cannot be is told below."""
        try:
            edit = change(self._store.spec)
        except SpecError as problem:
            self._status.tell(problem_text(problem))
            return
        self._store.edit(edit.spec)

    def _change_bug(self, change: Change) -> None:
        try:
            edit = change(self._store.spec)
        except SpecError as problem:
            self._bug_panel.refuse(problem_text(problem))
            return
        self._store.edit(edit.spec)

    def _show_bugs(self, shown: bool) -> None:
        if shown:
            self._side.want("weight", True)
        self._right.setCurrentWidget(self._bug_panel if shown else self._weight_panel)
        if shown:
            self._bug_panel.go_to_list()
        else:
            self._stage.picture(self._stage.large).setFocus()

    def _show_source(self, _source: Source, problem: str) -> None:
        self._file_panel.show_source_problem(problem)
        self._show_spec(self._store.spec)

    def _show_subject(self, spec: ExperimentSpec) -> None:
        """Show on the left what is checked: our own network, or a person's file."""
        if isinstance(spec.subject, PersonFile):
            self._file_panel.set_value(spec.subject, self._person.candidates)
            if self._left.currentWidget() is not self._file_panel:
                self._left.setCurrentWidget(self._file_panel)
                self._stage.show_below(SOURCE)  # beside its numbers
            return
        self._network_panel.set_value(spec)
        self._left.setCurrentWidget(self._network_panel)

    def _show_spec(self, spec: ExperimentSpec) -> None:
        self._show_subject(spec)
        self._bug_panel.set_value(self._told(spec))
        self._check_bar.set_value(spec.epsilon)
        self._check_bar.set_scheme(spec.scheme, scheme_note(spec))
        self._stage.show_spec(self._told(spec))

    def _told(self, spec: ExperimentSpec) -> ExperimentSpec:
        """An experiment without what is covered, which is nobody's to look up."""
        return replace(spec, bug=None) if self._store.covered else spec

    def _show_covered(self) -> None:
        self._show_spec(self._store.spec)
        self._runner.start()

    def _show_selected(self, index: int) -> None:
        for view in (self._stage, self._weight_panel):
            view.show_selected(index)
        if index < 0 or not isinstance(self._store.spec.subject, Network):
            self._network_panel.set_selected(None)
            return
        layout = self._store.result.layout
        block, position = layout.block_of(index), layout.position_of(index)
        row = BIAS_ROW if block.is_bias else position[0]
        self._network_panel.set_selected(block.layer, row, position[-1])

    def _show_title(self) -> None:
        """Say the verdict in the title too, which is read out and seen in the task bar."""
        name, changed = self._documents.name, self._documents.is_changed
        found = None if self._store.running else self._store.result
        self.setWindowTitle(window_title(found, name, changed))
        self.setWindowModified(changed)
        self.setWindowFilePath(str(self._documents.file or ""))

    def _show_page(self) -> None:
        self._lesson_panel.show_page(self._documents.page)

    def _apply_theme(self, theme: Theme) -> None:
        scale = self._themes.scale
        for name, width in _WIDTHS.items():
            # With the line beside it.
            self._beside[name].setFixedWidth(round(width * scale) + 1)
        self._fit()

    def _fit(self) -> None:
        self._side.fit(self.width(), round(_BESIDE_TEXT * self._themes.scale))


def _recent_file() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "recent.json"
