"""Checks the submissions of a folder side by side, each in its own process: a generator."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Event, Failure, Finished, Working
from nnd_gui.engine.many import many
from nnd_gui.engine.person_file import Kept, PersonFile
from nnd_gui.engine.person_objective import with_person
from nnd_gui.engine.reference import Compared, Point, compare, reference_at
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import TableData
from nnd_gui.engine.usercode.crew import cores
from nnd_gui.model.folder.cache import FolderCache
from nnd_gui.model.folder.choices import FolderChoices, reference_file, request_of
from nnd_gui.model.folder.record import Record, record_of
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request
from nnd_gui.model.submissions import Submission
from nnd_gui.model.words import tr

__all__ = ["Advanced", "Begun", "FolderEvent", "Marked", "Noted", "check_folder", "unchecked"]


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


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to be known of the whole folder, as that the reference cannot be run."""

    sentence: str
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
    yield from folder.prepare(submissions)
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
        # Where all are checked, if there is such a place.
        self._leader: Point | None = None
        self._reference: PersonFile | None = None
        self._named = choices.person.named

    def prepare(self, submissions: Sequence[Submission]) -> Iterator[FolderEvent]:
        """Find the weights and data that all are to have."""
        if self._choices.reference is not None:
            yield from self._prepare_reference()
        elif self._choices.same_weights:
            for submission in submissions:
                request = request_of(submission, self._choices)
                if isinstance(request.spec.subject, PersonFile):
                    yield from self._lead(request.spec.subject, quietly=True)
                if self._leader is not None:
                    return

    def one(self, place: int, submission: Submission) -> Iterator[FolderEvent]:
        """Everything that is done for one submission."""
        yield Begun(place)
        request = request_of(submission, self._choices)
        try:
            request = self._led(request)
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
        compared = yield from self._compared(result)
        record = record_of(submission, request, result, compared)
        if key is not None and self._cache is not None:
            self._cache.write(key, record)
        yield Marked(place, self._named_odd(record, request), request, fresh=True)

    def _key(self, request: Request) -> str | None:
        if self._cache is None or request.failure is not None:
            return None
        leader = self._leader
        also = "" if leader is None or self._reference is None else repr(
            (leader.cost, leader.gradient.tolist(), self._cache.content(self._reference.path))
        )  # fmt: skip
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

    # The place that all have in common.

    def _prepare_reference(self) -> Iterator[FolderEvent]:
        try:
            self._reference = reference_file(self._choices)
        except (CheckFailure, SpecError) as problem:
            yield Noted(_unusable(problem))
            return
        yield from self._lead(self._reference)
        if self._leader is None:
            self._reference = None

    def _lead(self, file: PersonFile, *, quietly: bool = False) -> Iterator[FolderEvent]:
        try:
            for event in reference_at(file, self._choices.settings.dtype):
                if isinstance(event, Point):
                    self._leader = event
                else:
                    yield event
        except CheckFailure as problem:
            if not quietly:
                yield Noted(_unusable(problem))

    def _led(self, request: Request) -> Request:
        """The request at the common place, wherever that fits."""
        file, leader = request.spec.subject, self._leader
        if leader is None or request.failure is not None or not isinstance(file, PersonFile):
            return request
        arrays = {"theta": leader.theta}
        data, columns = file.data, file.target_columns
        if self._reference is not None:
            arrays |= {
                f"{name}_kept": array
                for name, array in (("X", leader.X), ("y", leader.y))
                if array is not None
            }
            if data is None:
                data, columns = _table(leader, self._reference.path.name)
        led = replace(file, data=data, target_columns=columns, kept=Kept(arrays, 0.0))
        return replace(request, spec=replace(request.spec, subject=led))

    def _compared(self, result: CheckResult) -> Generator[FolderEvent, None, Compared | str | None]:
        """How a checked submission compares with the reference, or why that is not known."""
        leader, reference = self._leader, self._reference
        if leader is None or reference is None or result.started is None:
            return None
        here = _point_of(result)
        if here.shapes != leader.shapes:
            return tr("Its weights have other shapes than the reference's: it was not compared.")
        if here.is_where(leader):
            return compare(here, leader)
        # It has weights or data of its own: the reference is asked there.
        there: Point | None = None
        try:
            for event in reference_at(reference, self._choices.settings.dtype, here.given):
                if isinstance(event, Point):
                    there = event
                else:
                    yield event
        except CheckFailure:
            pass
        if there is None or not here.is_where(there):
            return tr(
                "It takes other data or weights than the reference: it was not compared with it."
            )
        return compare(here, there)


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


def _point_of(result: CheckResult) -> Point:
    started = result.started
    assert started is not None
    kept = {} if started.kept is None else started.kept.arrays
    shapes = tuple(block.shape for block in started.layout.blocks)
    gradient = np.asarray(started.analytic)
    return Point(
        shapes, started.values, kept.get("X_kept"), kept.get("y_kept"), started.cost, gradient
    )


def _table(point: Point, name: str) -> tuple[TableData | None, int]:
    """The reference's data as a table, samples as rows; None where it is none."""
    X, y = point.X, point.y
    if X is None or y is None or X.ndim != 2 or y.ndim not in (1, 2):
        return None, 1
    X, y = np.asarray(X, np.float64), np.asarray(y, np.float64)
    if len(X) != len(y) and y.ndim == 2 and X.shape[1] == y.shape[1]:
        X, y = X.T, y.T
    if len(X) != len(y):
        return None, 1
    y = y.reshape(len(y), -1)
    rows = tuple(tuple(row) for row in np.hstack([X, y]).tolist())
    try:
        return TableData(name, rows), y.shape[1]
    except SpecError:
        return None, 1


def _unusable(problem: CheckFailure | SpecError) -> str:
    where = getattr(problem, "where", None)
    text = problem_text(problem)
    return tr(
        "The reference cannot be used, so nothing is compared with it. {why}",
        why=f"{where}: {text}" if where else text,
    )
