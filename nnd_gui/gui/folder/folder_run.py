"""The submissions of one folder and what is known of each; checked on a thread of its own."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from nnd_gui.engine.events import Finished
from nnd_gui.gui.runs.engine_thread import EngineThread, Job
from nnd_gui.model.folder.cache import FolderCache
from nnd_gui.model.folder.checking import Advanced, Begun, Marked, check_folder
from nnd_gui.model.folder.choices import FolderChoices
from nnd_gui.model.folder.leading import Noted
from nnd_gui.model.folder.listing import Listed, list_submissions
from nnd_gui.model.folder.odd import with_odd
from nnd_gui.model.folder.record import Record
from nnd_gui.model.problems import problem_text
from nnd_gui.model.spec_options import Request
from nnd_gui.model.submission_rows import SubmissionRow
from nnd_gui.model.submissions import Submission

__all__ = ["FolderRun", "Standing"]

_SLOT = "folder"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one submission has come.

    Parameters
    ----------
    submission : Submission
    state : {"waiting", "checking", "done"}
    share : float
        How much of it is measured, while it is being checked.
    row : SubmissionRow or None
        What came of it, once it is done.
    request : Request or None
        What was asked for then.
    fresh : bool
        Whether it was checked now, and not kept from another time.
    """

    submission: Submission
    state: str = "waiting"
    share: float = 0.0
    row: SubmissionRow | None = None
    request: Request | None = None
    fresh: bool = True


class FolderRun(QObject):
    """Lists and checks the submissions of a folder, and keeps what came of each.

    Attributes
    ----------
    listed : Signal()
        More submissions were found, or the list is begun anew.
    found : Signal()
        All of them are listed.
    changed : Signal()
        Something of their standings is another now.
    noted : Signal(str)
        Something to be known of the whole folder.
    failed : Signal(str)
        The folder or zip cannot be read.
    running_changed : Signal(bool)
        A check of the folder begins (True) or has ended (False).
    """

    listed = Signal()
    found = Signal()
    changed = Signal()
    noted = Signal(str)
    failed = Signal(str)
    running_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standings: list[Standing] = []
        self.names: Counter[str] = Counter()
        self.imports: Counter[str] = Counter()
        self.running = False
        self._records: dict[int, Record] = {}
        self._rooms: list[tempfile.TemporaryDirectory[str]] = []
        self._number = 0
        self._thread = EngineThread(self)
        self._thread.reported.connect(self._receive)
        self._thread.start()

    @property
    def rows(self) -> list[SubmissionRow]:
        """Rows of the submissions that are done."""
        return [one.row for one in self.standings if one.row is not None]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(one.state == "done" for one in self.standings)

    def open(self, target: Path) -> None:
        """List the submissions of a folder or zip."""
        self.standings, self._records = [], {}
        self.names, self.imports = Counter(), Counter()
        if self.running:
            self._set_running(False)
        self.listed.emit()
        room = target
        if not target.is_dir():
            self._rooms.append(tempfile.TemporaryDirectory(prefix="gradient-checker-zip-"))
            room = Path(self._rooms[-1].name)
        self._submit(partial(list_submissions, target, room))

    def start(self, choices: FolderChoices, *, again: bool = False) -> None:
        """Check all that is listed; what has not changed since another time is not run."""
        self._records = {}
        self.standings = [Standing(one.submission) for one in self.standings]
        found = [one.submission for one in self.standings]
        self.changed.emit()
        self._set_running(True)
        self._submit(partial(_checked, found, choices.trusted, again=again))

    def stop(self) -> None:
        """End all that is running; what is done stays."""
        self._thread.stop_slot(_SLOT)

    def shut_down(self) -> None:
        """End the thread and all processes; nothing is reported afterwards."""
        if not self._thread.isFinished():
            self._thread.reported.disconnect(self._receive)
            self._thread.shut_down()

    def take_rooms(self) -> list[tempfile.TemporaryDirectory[str]]:
        """Hand over what zips were unpacked to."""
        rooms, self._rooms = self._rooms, []
        return rooms

    def _submit(self, steps: Callable[[], Iterator[Any]]) -> None:
        self._number += 1
        self._thread.submit(_SLOT, Job(self._number, steps))

    def _receive(self, number: int, events: list[object]) -> None:
        if number != self._number:
            return
        listed = changed = marked = False
        for event in events:
            if isinstance(event, Listed):
                self.standings.append(Standing(event.submission))
                self.names.update(event.names)
                self.imports.update(event.imports)
                listed = True
            elif isinstance(event, Noted):
                self.noted.emit(event.sentence)
            elif isinstance(event, Finished):
                self._finish(event)
            else:
                changed = self._take(event) or changed
                marked = marked or isinstance(event, Marked)
        if marked:
            self._find_odd()
        if listed:
            self.listed.emit()
        if changed:
            self.changed.emit()

    def _take(self, event: object) -> bool:
        """Take in what is told of one submission; whether it is worth being shown."""
        if isinstance(event, Begun):
            self._stand(event.place, state="checking", share=0.0)
        elif isinstance(event, Advanced):
            share = event.checked / event.planned if event.planned else 0.0
            if share == self.standings[event.place].share:
                return False
            self._stand(event.place, share=share)
        elif isinstance(event, Marked):
            self._records[event.place] = event.record
            row, request = event.record.row, event.request
            self._stand(event.place, state="done", row=row, request=request, fresh=event.fresh)
        else:
            return False
        return True

    def _stand(self, place: int, **changes: object) -> None:
        self.standings[place] = replace(self.standings[place], **changes)  # type: ignore[arg-type]

    def _find_odd(self) -> None:
        places = list(self._records)
        for place, row in zip(places, with_odd(list(self._records.values())), strict=True):
            if self.standings[place].row != row:
                self._stand(place, row=row)

    def _finish(self, event: Finished) -> None:
        for place, one in enumerate(self.standings):
            if one.state == "checking":
                self._stand(place, state="waiting", share=0.0)
        if event.failure is not None:
            self.failed.emit(problem_text(event.failure))
        if self.running:
            self._set_running(False)
        elif event.outcome == "completed":
            self.found.emit()
        self.changed.emit()

    def _set_running(self, running: bool) -> None:
        self.running = running
        self.running_changed.emit(running)


def _checked(found: Sequence[Submission], choices: FolderChoices, *, again: bool) -> Iterator[Any]:
    # The cache looks at the program's own files: on the thread, too.
    return check_folder(found, choices, FolderCache(found), again=again)
