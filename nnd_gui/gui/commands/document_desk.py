"""The document at hand, and the clean states that it brings to the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnd_gui.engine.bug_names import Bug
from nnd_gui.gui.commands.undo_commands import UndoCommands
from nnd_gui.gui.panels.lesson_panel import Page
from nnd_gui.gui.runs.pins import Pins
from nnd_gui.gui.runs.run_kind import CHECK
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.side_panels import SidePanels
from nnd_gui.gui.stage.view_keeper import ViewKeeper
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.kept_results import kept_results
from nnd_gui.model.result import CheckResult
from nnd_gui.model.workspace import Workspace

__all__ = ["TEXT_PANEL", "DocumentDesk"]

TEXT_PANEL = "text"
"""Name of the panel that shows a document's text."""


class DocumentDesk(QObject):
    """What the window's experiment belongs to: a document, at one of its steps.

    Parameters
    ----------
    store : Store
        Has the experiment.
    views : ViewKeeper
        Has what is seen of it.
    panels : SidePanels
        Among them the one with the document's text.
    undo : UndoCommands
        Begins anew with each clean state.
    pins : Pins
        The runs that are kept for comparison.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    changed : Signal()
        Something of the document is another now: its name, whether it is changed, its page.
    work : Workspace
        The document, and what was changed since it was opened.
    riddle : tuple of Bug or None, int or None
        The bug that was drawn from a number, and the number.
    """

    changed = Signal()

    def __init__(
        self,
        store: Store,
        views: ViewKeeper,
        panels: SidePanels,
        undo: UndoCommands,
        pins: Pins,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pins = pins
        self._store, self._views = store, views
        self._panels, self._undo = panels, undo
        self.work = Workspace(Document(State(store.spec)))
        self.riddle: tuple[Bug | None, int | None] = (None, None)
        self._was_changed = False
        store.spec_changed.connect(self._look_for_change)
        store.settings_changed.connect(self._look_for_change)
        pins.changed.connect(self._pins_changed)
        # Whoever tells of a change, by saving or writing, has told whether there is one.
        self.changed.connect(self._note_changed)

    @property
    def name(self) -> str:
        """What the document is called; empty where it has no name yet."""
        return self.work.name

    @property
    def file(self) -> Path | None:
        """Where it was opened from or saved to."""
        return self.work.file

    @property
    def is_lesson(self) -> bool:
        """Whether it has steps to walk."""
        return self.work.is_lesson

    @property
    def is_changed(self) -> bool:
        """Whether it has work that is in no file."""
        return self.work.is_changed(self.state())

    @property
    def page(self) -> Page:
        """The text at hand."""
        work = self.work
        title = work.document.title if work.is_lesson else ""
        steps = len(work.document.steps)
        return Page(title, work.heading, work.text, work.step, steps)

    def state(self) -> State:
        """What the window shows now, as a document keeps it."""
        spec, (bug, number) = self._store.spec, self.riddle
        return State(spec, number if spec.bug == bug else None, self._views.view())

    def take_over(self, work: Workspace, riddle: tuple[Bug | None, int | None]) -> None:
        """Go on with a document that another desk had; what the window shows of it stays."""
        self.work, self.riddle = work, riddle
        self._was_changed = self.is_changed

    @property
    def keeps_results(self) -> bool:
        """Whether results are saved with it."""
        return self.work.document.keeps_results

    @property
    def result(self) -> CheckResult:
        """What the check has found, as far as it may be told."""
        return self._store.result

    def keep_results(self, kept: bool) -> None:
        """Have results saved with it, or no more."""
        if kept != self.keeps_results:
            self.work.keep_results(kept)
            self.changed.emit()

    def to_save(self) -> Document:
        """The document as it goes into its file, with what was found where that is wanted."""
        document = self.work.current(self.state())
        if not document.keeps_results:
            return document
        found = self._store.slot(CHECK).found
        if not isinstance(found, CheckResult) or self._store.covered:
            return replace(document, results=None)
        fits = found.spec == document.state.spec
        return replace(document, results=kept_results(found) if fits else None)

    def show(self, document: Document, file: Path | None) -> None:
        """Lay out another document: its first step, or the one state that it has."""
        self.work.open(document, file)
        self._pins.bring(document.pinned)
        self.show_text(bool(document.steps or document.notes))
        self.bring(self.work.state)
        if document.results is not None and not document.is_lesson:
            self._store.show_saved(document.results.events)

    def bring_back(self, document: Document, file: Path | None, saved: Document) -> None:
        """Lay out work that was kept aside: not what is in its file, which is `saved`."""
        self.work.open(document, file, saved)
        self._pins.bring(document.pinned)
        self.show_text(bool(document.steps or document.notes))
        self.bring(document.steps[0].state if document.steps else document.state)

    def bring(self, state: State) -> None:
        """Show a clean state, from which a new history begins."""
        self.riddle = state.spec.bug, state.mystery
        if state.view.covered:
            # Before the bug is there: not even for a moment may anything tell it.
            self._store.cover.set_revealed(min(self._store.cover.revealed, state.view.told))
        self._store.edit(state.spec)
        self.begin_history()
        self.show_view(state.view)
        self.changed.emit()

    def begin_history(self) -> None:
        """Let what was changed so far be no more undone."""
        self._undo.restart()

    def show_view(self, view: View) -> None:
        """Show what is seen of a state."""
        self._views.show(view)

    def show_text(self, shown: bool = True) -> None:
        """Bring the panel with the document's text, or put it away."""
        self._panels.want(TEXT_PANEL, shown)

    def _pins_changed(self) -> None:
        self.work.pin(self._pins.kept)
        self._look_for_change()

    def _look_for_change(self) -> None:
        if self.is_changed != self._was_changed:
            self.changed.emit()

    def _note_changed(self) -> None:
        self._was_changed = self.is_changed
