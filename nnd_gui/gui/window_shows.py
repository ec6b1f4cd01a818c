"""Shows what the store holds in the panels: the way back from an edit to what is seen."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.subject import Network
from nnd_gui.gui.commands.document_desk import DocumentDesk
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.person_wiring import PersonWiring
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.network_diagram import BIAS_ROW
from nnd_gui.gui.window_parts import WindowParts
from nnd_gui.gui.window_title import window_title
from nnd_gui.model.cover import Revealed
from nnd_gui.model.scheme_words import scheme_note

__all__ = ["WindowShows"]


class WindowShows(QObject):
    """Editors take a value from here without reporting it as the person's.

    Parameters
    ----------
    window : QMainWindow
        Has the title; owner.
    store : Store
        What is shown.
    parts : WindowParts
        The panels.
    status : StatusLine
        The line below them.
    desk : DocumentDesk
        The document at hand.
    person : PersonWiring
        Shows a person's file.
    """

    def __init__(
        self,
        window: QMainWindow,
        store: Store,
        parts: WindowParts,
        status: StatusLine,
        desk: DocumentDesk,
        person: PersonWiring,
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._parts, self._desk = window, store, parts, desk
        self._person = person
        store.spec_changed.connect(self.show_spec)
        store.spec_changed.connect(self._show_title)
        store.cover.changed.connect(self._show_revealed)
        store.run_changed.connect(parts.check_bar.show_running)
        store.selection_changed.connect(self._show_selected)
        store.steps.changed.connect(parts.show_step)
        store.steps.changed.connect(self._show_title)
        store.slot_changed.connect(parts.stage.show_result)
        store.settings_changed.connect(self._show_settings)
        for shown in (parts.verdict_bar, parts.weight_panel, status, parts.file_panel):
            store.result_changed.connect(shown.show_result)
        store.result_changed.connect(self._show_title)
        desk.changed.connect(self._show_title)
        desk.changed.connect(self._show_page)

    def show_spec(self) -> None:
        """Show the experiment everywhere; what is covered is nobody's to look up."""
        parts, spec = self._parts, self._store.told
        if isinstance(spec.subject, PersonFile):
            self._person.show_file(spec.subject)
        else:
            parts.network_panel.set_value(spec)
            parts.left.setCurrentWidget(parts.network_panel)
        parts.bug_panel.set_value(spec)
        parts.check_bar.set_value(spec.epsilon)
        parts.check_bar.set_scheme(spec.scheme, scheme_note(spec))
        parts.stage.show_spec(spec)

    def _show_revealed(self, revealed: Revealed) -> None:
        self.show_spec()
        self._parts.stage.set_revealed(revealed)

    def _show_selected(self, index: int) -> None:
        parts = self._parts
        for view in (parts.stage, parts.weight_panel):
            view.show_selected(index)
        if index < 0 or not isinstance(self._store.spec.subject, Network):
            parts.network_panel.set_selected(None)
            return
        layout = self._store.result.layout
        block, position = layout.block_of(index), layout.position_of(index)
        row = BIAS_ROW if block.is_bias else position[0]
        parts.network_panel.set_selected(block.layer, row, position[-1])

    def _show_settings(self, name: str) -> None:
        self._parts.stage.show_settings(name, self._store.settings.get(name))

    def _show_title(self) -> None:
        """Say the verdict in the title too, which is read out and seen in the task bar."""
        name, changed = self._desk.name, self._desk.is_changed
        # Nor while the check is gone through: the verdict comes last.
        waits = self._store.running or self._store.steps.step is not None
        found = None if waits else self._store.result
        self._window.setWindowTitle(window_title(found, name, changed))
        self._window.setWindowModified(changed)
        self._window.setWindowFilePath(str(self._desk.file or ""))

    def _show_page(self) -> None:
        self._parts.lesson_panel.show_page(self._desk.page)
        step = self._desk.work.state.spec if self._desk.is_lesson else None
        self._parts.network_panel.set_home(step)
