"""A person's file on the disk: read, watched, and read again whenever it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.source import Source, read_source
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.problems import place_text, problem_text

__all__ = ["FileWatch", "Sources"]

# An editor writes a file in several steps, and some put a new one in its place.
_SETTLE_MS = 150
# A file that stops in the middle is looked at again this often before it is said.
_RETRY_MS, _RETRIES = 400, 8

# The file as it is, and as it was when it could last be read.
Sources = tuple[Source | None, Source | None]


class FileWatch(QObject):
    """Follows the file of the experiment, whichever that is.

    Parameters
    ----------
    store : Store
        Has the experiment.
    sources : Sources
        What another window had read of the file.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    source_changed : Signal(object, str)
        The file reads differently now: its `Source`, and what is wrong with it or an empty
        text.
    saved : Signal(object)
        Another text was saved that can be read: the `Source` of the one before it that could,
        or None.
    """

    source_changed = Signal(object, str)
    saved = Signal(object)

    def __init__(self, store: Store, sources: Sources, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._source, self._good = sources
        self._retries = 0
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._touched)
        self._watcher.directoryChanged.connect(self._touched)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._look_again)
        store.spec_changed.connect(self._follow)

    @property
    def sources(self) -> Sources:
        """The file as it is, and as it was when it could last be read."""
        return self._source, self._good

    def go_on(self) -> None:
        """Go on with a file that another window had read: from now on it is watched here."""
        self._follow()
        if self._source is not None:
            self._tell(self._source)

    @property
    def _path(self) -> Path | None:
        subject = self._store.spec.subject
        return subject.path if isinstance(subject, PersonFile) else None

    def _follow(self) -> None:
        """Watch the file of the experiment, and no other."""
        path = self._path
        wanted = [] if path is None else [str(path), str(path.parent)]
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched and set(watched) != set(wanted):
            self._watcher.removePaths(watched)
        missing = [one for one in wanted if one not in watched and Path(one).exists()]
        if missing:
            self._watcher.addPaths(missing)
        if path is None:
            self._source = self._good = None
        elif self._source is None or self._source.path != path:
            self._take(read_source(path))

    def _touched(self, _path: str) -> None:
        self._retries = 0
        self._settle.start(_SETTLE_MS)

    def _look_again(self) -> None:
        path, before = self._path, self._source
        if path is None:
            return
        self._follow()  # a file put in the old one's place is watched again
        source = read_source(path)
        problem = source.problem
        if problem is not None and problem.unfinished and self._retries < _RETRIES:
            self._retries += 1
            self._settle.start(_RETRY_MS)
            return
        if before is not None and source.text == before.text and source.problem == before.problem:
            return
        good = self._good
        self._take(source)
        if problem is None:
            self.saved.emit(good)

    def _take(self, source: Source) -> None:
        self._source = source
        if source.problem is None:
            self._good = source
        elif self._good is not None and self._good.path != source.path:
            self._good = None
        self._tell(source)

    def _tell(self, source: Source) -> None:
        said, problem = "", source.problem
        if problem is not None:
            text = problem_text(problem)
            place = "" if problem.line is None else place_text(source.place(problem.line))
            # Most of these sentences name the line themselves.
            said = text if place in text else f"{place}: {text}"
        self.source_changed.emit(source, said)
