"""Keeps unsaved work aside while the window is open, and offers what a crash has left."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QLockFile, QObject, QTimer
from PySide6.QtWidgets import QWidget

from nnd_gui.gui.commands.document_desk import DocumentDesk
from nnd_gui.gui.dialogs.questions import Answer, ask
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.document import Document, State
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import load_document
from nnd_gui.model.kept_work import KeptWork, drop, found, keep
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.words import chosen_language, tr

__all__ = ["WorkKeeper"]

# After the last change: often enough that little is lost, seldom enough that dragging the
# epsilon writes nothing.
_WAIT_MS = 1_500


class WorkKeeper(QObject):
    """Keeps the work of one window.

    Parameters
    ----------
    window : QWidget
        Parent of the question, and owner.
    store : Store
        Says when the experiment changes.
    desk : DocumentDesk
        Has the document.
    folder : pathlib.Path
        Where work is kept: for each window a document and a lock, which goes with the process.
    """

    def __init__(self, window: QWidget, store: Store, desk: DocumentDesk, folder: Path) -> None:
        super().__init__(window)
        self._window, self._desk, self._folder = window, desk, folder
        self._name = uuid.uuid4().hex
        self._lock: QLockFile | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.keep_now)
        store.spec_changed.connect(self._timer.start)
        desk.changed.connect(self._timer.start)

    def keep_now(self) -> None:
        """Keep what is unsaved, or drop what was kept if all is saved by now."""
        desk = self._desk
        if not desk.is_changed:
            drop(self._folder, self._name)
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:  # before there is anything that another window could find
                self._lock = self._locked(self._name)
            keep(self._folder, self._name, desk.work.current(desk.state()), desk.file)
        except (DocumentError, OSError):
            # A full disk must not disturb the work itself; saving it says what is wrong.
            return

    def end(self) -> None:
        """Take away what was kept: the window closes in an orderly way."""
        self._timer.stop()
        drop(self._folder, self._name)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def offer(self) -> None:
        """Offer the newest work that nobody has come back for; returns at once."""
        names = {file.stem for file in self._folder.glob("*.nndcheck")} - {self._name}
        left = []
        for name in sorted(names):
            lock = self._locked(name)
            if lock is None:
                continue  # of a window that is open
            work = found(self._folder, name)
            lock.unlock()
            if work is None:
                drop(self._folder, name)
            else:
                left.append(work)
        if left:
            self._ask_about(max(left, key=lambda work: work.when))

    def _ask_about(self, work: KeptWork) -> None:
        moment = QDateTime.fromSecsSinceEpoch(int(work.when))
        when = QLocale(chosen_language()).toString(moment, QLocale.FormatType.ShortFormat)
        text = (
            tr("There is work from {when} that was not saved.", when=when)
            if work.file is None
            else tr(
                "There are changes to “{file}” from {when} that were not saved.",
                file=work.file.name,
                when=when,
            )
        )
        ask(
            self._window,
            tr("Unsaved work"),
            text,
            [
                Answer(
                    tr("&Bring it back"),
                    partial(self._bring_back, work),
                    tip=tr("Go on where it ended"),
                ),
                Answer(
                    tr("&Throw it away"),
                    partial(drop, self._folder, work.name),
                    loses=True,
                    tip=tr("It is not offered again"),
                ),
            ],
        )

    def _bring_back(self, work: KeptWork) -> None:
        saved = Document(State(lesson_spec()))
        file = work.file
        if file is not None:
            try:
                saved = load_document(file).document
            except DocumentError:
                # Its file is gone or torn meanwhile: what was kept is all there is.
                file = None
        self._desk.bring_back(work.document, file, saved)
        self.keep_now()
        drop(self._folder, work.name)

    def _locked(self, name: str) -> QLockFile | None:
        """Lock a name; None if a living process has it."""
        lock = QLockFile(str(self._folder / f"{name}.lock"))
        lock.setStaleLockTime(0)  # by its process alone, however long that lives
        return lock if lock.tryLock(0) else None
