"""Checks the submissions of a folder side by side, each in its own process: a generator."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Event, Failure, Finished, Working
from nnd_gui.engine.many import many
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_run import with_person
from nnd_gui.engine.run import run
from nnd_gui.engine.usercode.crew import cores
from nnd_gui.model.folder.cache import FolderCache
from nnd_gui.model.folder.choices import FolderChoices, request_of
from nnd_gui.model.folder.leading import Lead, Noted
from nnd_gui.model.folder.record import Record, record_of
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request
from nnd_gui.model.submissions import Submission
from nnd_gui.model.words import tr

__all__ = ["Advanced", "Begun", "FolderEvent", "Marked", "check_folder", "unchecked"]


@dataclass(frozen=True, slots=True)
class Begun:
    """A submission's turn has come."""

    place: int
    evaluations: int = 0


@dataclass(frozen=True, slots=True)
class Advanced:
    """So many of a submission's weights are measured."""

    place: int
    checked: int
    planned: int
    evaluations: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """A submission is done.

    Parameters
    ----------
    place : int
        Which one.
    record : Record
    request : Request
        What was asked for, to be opened in the window.
    fresh : bool
        Whether it was checked now, and not kept from another time.
    """

    place: int
    record: Record
    request: Request
    fresh: bool
    evaluations: int = 0


FolderEvent = Working | Begun | Advanced | Marked | Noted


def check_folder(
    submissions: Sequence[Submission],
    choices: FolderChoices,
    cache: FolderCache | None = None,
    *,
    again: bool = False,
    whole: bool = False,
    at_once: int | None = None,
) -> Iterator[FolderEvent]:
    """Check all submissions of a folder, as many at once as there are cores.

    Parameters
    ----------
    submissions : sequence of Submission
    choices : FolderChoices
        The same for all. Nothing runs unless they say that it may.
    cache : FolderCache, optional
        Where results are kept and looked for; none are when left out.
    again : bool
        Check also what is kept.
    whole : bool
        Whether every record needs its report, however long.
    at_once : int, optional
        How many at a time; as many as there are cores when left out.

    Yields
    ------
    Working
        Where there is nothing to tell for some milliseconds.
    Noted, Begun, Advanced, Marked
        Each submission is marked once. When the generator is closed, so are all processes.
    """
    folder = _Folder(choices, cache, again, whole)
    yield from folder.lead.prepare(submissions)
    jobs = [partial(folder.one, place, one) for place, one in enumerate(submissions)]
    yield from many(jobs, cores() if at_once is None else at_once)
    if cache is not None:
        cache.tidy()


def unchecked(submission: Submission) -> Record:
    """Record of a submission whose turn never came."""
    request = Request(FolderChoices().settings, target=submission.name)
    result = CheckResult(request.spec)
    result.add(Finished("cancelled", 0, 0.0))
    return record_of(submission, request, result)


class _Folder:
    def __init__(
        self, choices: FolderChoices, cache: FolderCache | None, again: bool, whole: bool
    ) -> None:
        self._choices, self._cache = choices, cache
        self._again, self._whole = again, whole
        self.lead = Lead(choices)
        self._named = choices.person.named

    def one(self, place: int, submission: Submission) -> Iterator[FolderEvent]:
        """Everything that is done for one submission."""
        yield Begun(place)
        request = request_of(submission, self._choices)
        try:
            request = self.lead.led(request)
            yield from self._checked(place, submission, request)
        except Exception as problem:  # noqa: BLE001 - one bad file never harms another's row
            failure = Failure(
                "crashed",
                "The check itself broke off ({kind}: {text}). This is a fault of the program.",
                {"kind": type(problem).__name__, "text": str(problem)},
            )
            result = CheckResult(request.spec)
            result.add(Finished("failed", 0, 0.0, failure))
            yield Marked(place, record_of(submission, request, result), request, fresh=True)

    def _checked(
        self, place: int, submission: Submission, request: Request
    ) -> Iterator[FolderEvent]:
        key = self._key(request)
        kept = self._kept(key, submission)
        if kept is not None:
            yield Marked(place, self._named_odd(kept, request), request, fresh=False)
            return
        result = CheckResult(request.spec)
        with closing(_steps(request)) as events:
            for event in events:
                result.add(event)
                yield Advanced(place, result.checked, result.planned)
        compared = yield from self.lead.compared(result)
        record = record_of(submission, request, result, compared)
        if key is not None and self._cache is not None:
            self._cache.write(key, record)
        yield Marked(place, self._named_odd(record, request), request, fresh=True)

    def _key(self, request: Request) -> str | None:
        if self._cache is None or request.failure is not None:
            return None
        reference, also = self.lead.reference, ""
        if reference is not None:
            also = f"{self.lead.fingerprint} {self._cache.content(reference.path)}"
        return self._cache.key(request.spec, also)

    def _kept(self, key: str | None, submission: Submission) -> Record | None:
        if key is None or self._cache is None or self._again:
            return None
        found = self._cache.read(key, submission)
        return None if self._whole and found is not None and found.report is None else found

    def _named_odd(self, record: Record, request: Request) -> Record:
        """Say it where a file has not what was named, and something else was checked."""
        subject, named = request.spec.subject, self._named
        if not named or not isinstance(subject, PersonFile):
            return record
        if named in subject.plan.names.values():
            return record
        said = tr("It has no “{name}” that could be checked; the best guess was.", name=named)
        return replace(record, row=replace(record.row, odd=said))


def _steps(request: Request) -> Generator[Event, None, None]:
    """The run of one submission, by one process."""
    if request.failure is not None:
        yield Finished("failed", 0, 0.0, request.failure)
        return
    spec, file = request.spec, request.spec.subject
    if not isinstance(file, PersonFile):
        raise TypeError("a submission is somebody's file")
    # The cores are shared by the submissions, so each has one process.
    steps = with_person(file, spec.dtype, lambda person: check(spec, person), children=1)
    yield from run(steps)
