"""What is done with documents and their files: open, save, revert, copy and paste.

Nothing here waits: a question or a file dialog returns at once, and what follows from the
answer is done when it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.commands.document_desk import DocumentDesk
from nnd_gui.gui.dialogs.files import ask_open, ask_save
from nnd_gui.gui.dialogs.questions import Answer, ask, tell
from nnd_gui.gui.dialogs.show_in_folder import show_in_folder
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.model.document import Document, State
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import SUFFIX, load_document, save_document
from nnd_gui.model.kept_results import why_not_kept
from nnd_gui.model.lesson_list import load_lesson
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.recent_files import RecentFiles
from nnd_gui.model.short_text import read_short_text, short_text
from nnd_gui.model.words import tr

__all__ = ["DocumentCommands", "Opener"]

Opener = Callable[[Path, Callable[[ExperimentSpec], object]], object]


class DocumentCommands(QObject):
    """What can be done with the document at hand and its file.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    desk : DocumentDesk
        Has the document.
    status : StatusLine
        Says what was done.
    recent : RecentFiles
        The files opened last.
    """

    def __init__(
        self, window: QWidget, desk: DocumentDesk, status: StatusLine, recent: RecentFiles
    ) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._status, self.recent = status, recent
        self.file_saved = status.file_saved
        self._openers: dict[str, Opener] = {}
        self._stamp: tuple[int, int] | None = None

    @property
    def stamp(self) -> tuple[int, int] | None:
        """What tells whether the document's file has been written by something else."""
        return self._stamp

    def take_over(self, stamp: tuple[int, int] | None) -> None:
        """Go on with a document that was opened or saved by another window."""
        self._stamp = stamp

    def new(self) -> None:
        """Begin anew, with what the program opens on."""
        self._leave(lambda: self._show(Document(State(lesson_spec())), None))

    def ask_open(self) -> None:
        """Ask which file to open."""
        self._leave(lambda: ask_open(self._window, self._folder(), self._load))

    def open_file(self, file: Path) -> None:
        """Open a file."""
        self._leave(partial(self._load, file.absolute()))

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show an experiment that was made of a file elsewhere."""
        self._leave(lambda: self._show(Document(State(spec)), None))

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
        QGuiApplication.clipboard().setText(short_text(self._desk.state()))
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

    @property
    def shown_file(self) -> Path | None:
        """The file that `show_file` shows: what was written last, or the document's own."""
        return self._status.saved or self._desk.file

    def show_file(self) -> None:
        """Show a file in the system's window of its folder."""
        if self.shown_file is not None:
            show_in_folder(self.shown_file)

    def ask_revert(self) -> None:
        """Go back to what is in the file, once it is sure that this is meant."""
        ask(
            self._window,
            tr("Revert"),
            tr("Go back to what was saved last, and lose what was changed since?"),
            [Answer(tr("&Revert"), self._revert, True, tr("The changes are lost"))],
        )

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Whether there is nothing to lose; if there is, ask once, and then do what follows."""
        if not self._desk.is_changed:
            return True
        self._ask_to_save(then)
        return False

    def _leave(self, then: Callable[[], object]) -> None:
        if self.may_leave(then):
            then()

    def _ask_to_save(self, then: Callable[[], object]) -> None:
        name = self._desk.work.name
        ask(
            self._window,
            tr("Save changes?"),
            tr("“{name}” has changes that are not saved.", name=name)
            if name
            else tr("This experiment has changes that are not saved."),
            [
                Answer(tr("&Save"), lambda: self._save(then), tip=tr("Save, then go on")),
                Answer(
                    tr("&Don't save"),
                    lambda: self._forget(then),
                    loses=True,
                    tip=tr("The changes are lost"),
                ),
            ],
        )

    def _forget(self, then: Callable[[], object]) -> None:
        """Do what follows as if there were nothing to lose."""
        self._desk.work.open(self._desk.work.current(self._desk.state()), self._desk.work.file)
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
            self._desk.changed.emit()
            return
        self._show(read.document, file)
        self._stamp = stamp
        self.recent.add(file)
        if read.results_lost:
            self._status.tell(
                tr(
                    "The results in this file are damaged, or those of another experiment: "
                    "it is checked again."
                )
            )
        elif read.unknown:
            self._status.tell(
                tr(
                    "This file says more than this version understands. It was left out: {keys}",
                    keys=", ".join(read.unknown),
                )
            )
        self._desk.changed.emit()

    def _show(self, document: Document, file: Path | None) -> None:
        self._desk.show(document, file)
        self._stamp = None

    def _show_of(self, file: Path, spec: ExperimentSpec) -> None:
        """Show the experiment that another kind of file makes."""
        self._show(Document(State(spec)), None)
        self.recent.add(file)

    def _revert(self) -> None:
        if self._desk.work.file is None:
            self._show(self._desk.work.reverted, None)
        else:
            self._load(self._desk.work.file)

    def _save(self, then: Callable[[], object]) -> None:
        file = self._desk.work.file
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
                    Answer(
                        tr("Save &as…"),
                        lambda: self._save_as(then),
                        tip=tr("Keep both, by another name"),
                    ),
                    Answer(
                        tr("&Replace"),
                        lambda: self._write_to(file, then),
                        loses=True,
                        tip=tr("What was in the file is lost"),
                    ),
                ],
            )
        else:
            self._write_to(file, then)

    def _save_as(self, then: Callable[[], object]) -> None:
        name = self._desk.work.name or tr("experiment")
        safe = "".join(" " if letter in '/\\:*?"<>|' else letter for letter in name)
        file = self._desk.work.file or self._folder() / f"{safe}{SUFFIX}"
        ask_save(self._window, file, lambda chosen: self._write_to(chosen, then))

    def _write_to(self, file: Path, then: Callable[[], object]) -> None:
        document = self._desk.to_save()
        try:
            save_document(document, file)
        except DocumentError as problem:
            tell(self._window, tr("Not saved"), problem_text(problem))
            return
        self._desk.work.saved(document, file)
        self._stamp = _stamp(file)
        self.recent.add(file)
        self._status.tell_saved(file, self._left_out(document))
        self._desk.changed.emit()
        then()

    def _left_out(self, document: Document) -> str:
        """Why results that are wanted are not in a file; empty where they are."""
        if not document.keeps_results or document.results is not None:
            return ""
        return tr("Without results: {why}", why=why_not_kept(self._desk.result))

    def _folder(self) -> Path:
        """Where the person's documents are, as far as they have shown it."""
        files = (self._desk.work.file, *self.recent.files)
        return next((file.parent for file in files if file is not None), Path.home())


def _stamp(file: Path) -> tuple[int, int] | None:
    """What tells whether a file has been written since; None where there is none."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
