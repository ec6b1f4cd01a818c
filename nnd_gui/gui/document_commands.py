"""What is done with documents and lessons: open, save, walk, write.

Nothing here waits: a question or a file dialog returns at once, and what follows from the
answer is done when it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.gui.dialogs.files import ask_open, ask_save
from nnd_gui.gui.dialogs.questions import Answer, ask, tell
from nnd_gui.gui.panels.lesson_panel import Page
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.side_panels import SidePanels
from nnd_gui.gui.store import Store
from nnd_gui.gui.undo_commands import UndoCommands
from nnd_gui.gui.view_keeper import ViewKeeper
from nnd_gui.model.document import Document, State
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import SUFFIX, load_document, save_document
from nnd_gui.model.lesson_list import load_lesson
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.recent_files import RecentFiles
from nnd_gui.model.short_text import read_short_text, short_text
from nnd_gui.model.words import tr
from nnd_gui.model.workspace import Workspace

__all__ = ["DocumentCommands", "Opener"]

Opener = Callable[[Path, Callable[[ExperimentSpec], object]], object]

TEXT_PANEL = "text"
"""Name of the panel that shows a document's text."""


class DocumentCommands(QObject):
    """The document that the window shows, and what can be done with it.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    store : Store
        Has the experiment.
    views : ViewKeeper
        Has what is seen of it.
    panels : SidePanels
        Among them the one with the document's text.
    undo : UndoCommands
        Begins anew with each document.
    status : StatusLine
        Says what was done.
    recent : RecentFiles
        The files opened last.

    Attributes
    ----------
    changed : Signal()
        Something of the document is another now: its name, whether it is changed, its page.
    """

    changed = Signal()

    def __init__(
        self,
        window: QWidget,
        store: Store,
        views: ViewKeeper,
        panels: SidePanels,
        undo: UndoCommands,
        status: StatusLine,
        recent: RecentFiles,
    ) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._views, self._panels = views, panels
        self._undo, self._status, self.recent = undo, status, recent
        self._work = Workspace(Document(State(store.spec)))
        self._openers: dict[str, Opener] = {}
        self._stamp: tuple[int, int] | None = None
        self._was_changed = False
        self._riddle: tuple[Bug | None, int | None] = (None, None)
        store.spec_changed.connect(self._look_for_change)

    # What there is

    @property
    def name(self) -> str:
        """What the document is called; empty where it has no name yet."""
        return self._work.name

    @property
    def file(self) -> Path | None:
        """Where it was opened from or saved to."""
        return self._work.file

    @property
    def is_lesson(self) -> bool:
        """Whether it has steps to walk."""
        return self._work.is_lesson

    @property
    def is_changed(self) -> bool:
        """Whether it has work that is in no file."""
        return self._work.is_changed(self._state())

    @property
    def page(self) -> Page:
        """The text at hand."""
        work = self._work
        title = work.document.title if work.is_lesson else ""
        steps = len(work.document.steps)
        return Page(title, work.heading, work.text, work.step, steps)

    # Files

    def new(self) -> None:
        """Begin anew, with what the program opens on."""
        self._leave(lambda: self._show(Document(State(lesson_spec())), None))

    def ask_open(self) -> None:
        """Ask which file to open."""
        self._leave(lambda: ask_open(self._window, self._folder(), self._load))

    def open_file(self, file: Path) -> None:
        """Open a file."""
        self._leave(partial(self._load, file.absolute()))

    def set_opener(self, suffixes: Sequence[str], act: Opener) -> None:
        """Have files of other kinds opened by somebody who knows them.

        Parameters
        ----------
        suffixes : sequence of str
            Ends of their names.
        act : callable
            ``(file, show)``; calls ``show`` with the experiment, if there is to be one.
        """
        self._openers.update(dict.fromkeys(suffixes, act))

    def open_lesson(self, name: str) -> None:
        """Open one of the shipped lessons."""
        self._leave(lambda: self._show(load_lesson(name), None))

    def copy_text(self) -> None:
        """Put the experiment on the clipboard, as one short text."""
        QGuiApplication.clipboard().setText(short_text(self._state()))
        self._status.tell(tr("Copied: another window of this program can paste it."))

    def paste_text(self) -> None:
        """Open the experiment, or lesson, that the text on the clipboard says."""
        try:
            document = read_short_text(QGuiApplication.clipboard().text())
        except DocumentError as problem:
            tell(self._window, tr("Not pasted"), problem_text(problem))
            return
        self._leave(lambda: self._show(document, None))

    def save(self) -> None:
        """Save, asking where if that is not known yet."""
        self._save(lambda: None)

    def save_as(self) -> None:
        """Ask where to save."""
        self._save_as(lambda: None)

    def ask_revert(self) -> None:
        """Go back to what is in the file, once it is sure that this is meant."""
        ask(
            self._window,
            tr("Revert"),
            tr("Go back to what was saved last, and lose what was changed since?"),
            [Answer(tr("&Revert"), self._revert, loses=True)],
        )

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Whether there is nothing to lose; if there is, ask once, and then do what follows."""
        if not self.is_changed:
            return True
        self._ask_to_save(then)
        return False

    # Lessons

    def next_step(self) -> None:
        """Go to the next step of the lesson."""
        self._walk(1)

    def previous_step(self) -> None:
        """Go to the step before."""
        self._walk(-1)

    def step_again(self) -> None:
        """Bring back the step's own state, or what the program opens on; can be undone."""
        state = self._work.state if self.is_lesson else State(lesson_spec())
        self._store.edit(state.spec)
        if self.is_lesson:
            self._views.show(state.view)

    def begin_riddle(self, number: int) -> None:
        """Put the bug of a riddle's number in, covered: the same for a whole class."""
        spec = self._store.spec
        try:
            if not isinstance(spec.subject, Network):
                raise SpecError("bug", "A riddle needs a network of the program's own.")
            bug = draw_bug(number, spec.subject, spec.dtype)
        except SpecError as problem:
            tell(self._window, tr("Mystery bug"), problem_text(problem))
            return
        self._riddle = bug, number
        self._store.set_covered(True)
        self._store.edit(replace(spec, bug=bug))
        self.changed.emit()

    def write(self, heading: str, text: str) -> None:
        """Change the text at hand."""
        self._work.write(heading, text)
        self.changed.emit()

    def add_step(self) -> None:
        """Make what is shown another step of the lesson, behind this one."""
        name = tr("Step {number}", number=len(self._work.document.steps) + 1)
        self._work.add_step(name, self._state())
        self._undo.restart()
        self._panels.want(TEXT_PANEL, True)
        self.changed.emit()

    def retake_step(self) -> None:
        """Let the step show what is shown now."""
        self._work.retake_step(self._state())
        self._status.tell(tr("The step shows this from now on."))
        self.changed.emit()

    def remove_step(self) -> None:
        """Take the step out of the lesson."""
        self._work.remove_step()
        if self.is_lesson:
            self._bring(self._work.state)
        self.changed.emit()

    # How

    def _state(self) -> State:
        """What the window shows now."""
        spec, (bug, number) = self._store.spec, self._riddle
        return State(spec, number if spec.bug == bug else None, self._views.view())

    def _leave(self, then: Callable[[], object]) -> None:
        if self.may_leave(then):
            then()

    def _ask_to_save(self, then: Callable[[], object]) -> None:
        name = self._work.name
        ask(
            self._window,
            tr("Save changes?"),
            tr("“{name}” has changes that are not saved.", name=name)
            if name
            else tr("This experiment has changes that are not saved."),
            [
                Answer(tr("&Save"), lambda: self._save(then)),
                Answer(tr("&Don't save"), lambda: self._forget(then), loses=True),
            ],
        )

    def _forget(self, then: Callable[[], object]) -> None:
        """Do what follows as if there were nothing to lose."""
        self._work.open(self._work.current(self._state()), self._work.file)
        then()

    def _load(self, file: Path) -> None:
        opener = self._openers.get(file.suffix.lower())
        if opener is not None:
            opener(file, partial(self._show_of, file))
            return
        try:
            stamp = _stamp(file)
            read = load_document(file)
        except DocumentError as problem:
            if not file.exists():
                self.recent.remove(file)
            tell(self._window, tr("Not opened"), problem_text(problem))
            self.changed.emit()
            return
        self._show(read.document, file)
        self._stamp = stamp
        self.recent.add(file)
        if read.unknown:
            self._status.tell(
                tr(
                    "This file says more than this version understands. It was left out: {keys}",
                    keys=", ".join(read.unknown),
                )
            )
        self.changed.emit()

    def _show_of(self, file: Path, spec: ExperimentSpec) -> None:
        """Show the experiment that another kind of file makes."""
        self._show(Document(State(spec)), None)
        self.recent.add(file)

    def _show(self, document: Document, file: Path | None) -> None:
        self._work.open(document, file)
        self._stamp = None
        self._panels.want(TEXT_PANEL, bool(document.steps or document.notes))
        self._bring(self._work.state)

    def _bring(self, state: State) -> None:
        """Show a clean state, from which a new history begins."""
        self._riddle = state.spec.bug, state.mystery
        if state.view.covered:
            # Before the bug is there: not even for a moment may anything tell it.
            self._store.set_covered(True)
        self._store.edit(state.spec)
        self._undo.restart()
        self._views.show(state.view)
        self.changed.emit()

    def _walk(self, by: int) -> None:
        if self._work.go(by):
            self._bring(self._work.state)

    def _revert(self) -> None:
        if self._work.file is None:
            self._show(self._work.reverted, None)
        else:
            self._load(self._work.file)

    def _save(self, then: Callable[[], object]) -> None:
        file = self._work.file
        if file is None:
            self._save_as(then)
        elif self._stamp is not None and _stamp(file) not in (self._stamp, None):
            ask(
                self._window,
                tr("Save"),
                tr(
                    "“{file}” was changed by something else since it was opened. Replace it?",
                    file=file.name,
                ),
                [
                    Answer(tr("Save &as…"), lambda: self._save_as(then)),
                    Answer(tr("&Replace"), lambda: self._write_to(file, then), loses=True),
                ],
            )
        else:
            self._write_to(file, then)

    def _save_as(self, then: Callable[[], object]) -> None:
        name = self._work.name or tr("experiment")
        safe = "".join(" " if letter in '/\\:*?"<>|' else letter for letter in name)
        file = self._work.file or self._folder() / f"{safe}{SUFFIX}"
        ask_save(self._window, file, lambda chosen: self._write_to(chosen, then))

    def _write_to(self, file: Path, then: Callable[[], object]) -> None:
        document = self._work.current(self._state())
        try:
            save_document(document, file)
        except DocumentError as problem:
            tell(self._window, tr("Not saved"), problem_text(problem))
            return
        self._work.saved(document, file)
        self._stamp = _stamp(file)
        self.recent.add(file)
        self._status.tell(tr("Saved as {file}", file=str(file)))
        self.changed.emit()
        then()

    def _folder(self) -> Path:
        """Where the person's documents are, as far as they have shown it."""
        files = (self._work.file, *self.recent.files)
        return next((file.parent for file in files if file is not None), Path.home())

    def _look_for_change(self) -> None:
        if self.is_changed != self._was_changed:
            self._was_changed = not self._was_changed
            self.changed.emit()


def _stamp(file: Path) -> tuple[int, int] | None:
    """What tells whether a file has been written since; None where there is none."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
