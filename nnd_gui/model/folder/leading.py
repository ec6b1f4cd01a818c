"""The place at which all submissions are checked, and the reference that they are compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Working
from nnd_gui.engine.person_file import Kept, PersonFile
from nnd_gui.engine.reference import Compared, Point, compare, reference_at
from nnd_gui.engine.sources import TableData
from nnd_gui.model.folder.choices import FolderChoices, reference_file, request_of
from nnd_gui.model.problems import place_text, problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request
from nnd_gui.model.submissions import Submission
from nnd_gui.model.words import tr

__all__ = ["Lead", "Noted"]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to be known of the whole folder, as that the reference cannot be run."""

    sentence: str
    evaluations: int = 0


class Lead:
    """Weights and data that all submissions are checked at, as far as they fit.

    Parameters
    ----------
    choices : FolderChoices

    Attributes
    ----------
    point : Point or None
        Where all are checked; None where each has its own place.
    reference : PersonFile or None
        The right solution, if there is one that runs.
    """

    def __init__(self, choices: FolderChoices) -> None:
        self._choices = choices
        self.point: Point | None = None
        self.reference: PersonFile | None = None

    @property
    def fingerprint(self) -> str:
        """What the reference's cost and gradient come to; empty where there is none."""
        if self.point is None:
            return ""
        numbers = np.array([self.point.cost, *self.point.gradient], np.float64)
        return hashlib.sha256(numbers.tobytes()).hexdigest()

    def prepare(self, submissions: Sequence[Submission]) -> Iterator[Working | Noted]:
        """Find the weights and data that all are to have."""
        if self._choices.reference is not None:
            yield from self._prepare_reference()
        elif self._choices.same_weights:
            for submission in submissions:
                request = request_of(submission, self._choices)
                if isinstance(request.spec.subject, PersonFile):
                    yield from self._go_to(request.spec.subject, quietly=True)
                if self.point is not None:
                    return

    def _prepare_reference(self) -> Iterator[Working | Noted]:
        try:
            self.reference = reference_file(self._choices)
        except (CheckFailure, SpecError) as problem:
            yield Noted(_unusable(problem))
            return
        yield from self._go_to(self.reference)
        if self.point is None:
            self.reference = None

    def _go_to(self, file: PersonFile, *, quietly: bool = False) -> Iterator[Working | Noted]:
        try:
            for event in reference_at(file, self._choices.settings.dtype):
                if isinstance(event, Point):
                    self.point = event
                else:
                    yield event
        except CheckFailure as problem:
            if not quietly:
                yield Noted(_unusable(problem))

    def led(self, request: Request) -> Request:
        """The request at the common place, wherever that fits."""
        file, leader = request.spec.subject, self.point
        if leader is None or request.failure is not None or not isinstance(file, PersonFile):
            return request
        arrays = {"theta": leader.theta}
        data, columns = file.data, file.target_columns
        if self.reference is not None:
            arrays |= {
                f"{name}_kept": array
                for name, array in (("X", leader.X), ("y", leader.y))
                if array is not None
            }
            if data is None:
                data, columns = _table(leader, self.reference.path.name)
        led = replace(file, data=data, target_columns=columns, kept=Kept(arrays, 0.0))
        return replace(request, spec=replace(request.spec, subject=led))

    def compared(self, result: CheckResult) -> Generator[Working, None, Compared | str | None]:
        """How a checked submission compares with the reference, or why that is not known."""
        leader, reference = self.point, self.reference
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
        why=f"{place_text(where)}: {text}" if where else text,
    )
