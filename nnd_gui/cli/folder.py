"""nnd-check on a folder or a zip: a row for each submission."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nnd_gui.cli.checking import interrupts
from nnd_gui.cli.streams import complain, is_terminal
from nnd_gui.cli.trust import asked, refused
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Failure, Finished
from nnd_gui.model.folder.cache import FolderCache
from nnd_gui.model.folder.checking import Marked, check_folder, unchecked
from nnd_gui.model.folder.choices import FolderChoices, request_of
from nnd_gui.model.folder.leading import Noted
from nnd_gui.model.folder.odd import with_odd
from nnd_gui.model.folder.record import Record, record_of
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request, SpecOptions
from nnd_gui.model.submissions import Submission, find_submissions, unpacked
from nnd_gui.model.targets import read_choices
from nnd_gui.model.words import tr

__all__ = ["check_submissions"]


def check_submissions(
    target: str, options: SpecOptions, told: argparse.Namespace
) -> tuple[Record, ...]:
    """Check every submission below a folder, or in a zip, as many at once as there are cores.

    Returns
    -------
    tuple of Record
        One for each submission, in the order of their names; one with a failure where there
        is none, or the zip cannot be read.
    """
    settings, person = read_choices(target, options)
    choices = FolderChoices(
        settings=settings,
        person=person,
        same_weights=told.same_weights,
        reference=None if told.reference is None else Path(told.reference),
    )
    with _opened(Path(target)) as (folder, problem):
        found = [] if folder is None else find_submissions(folder)
        if not found:
            return (_nothing(target, problem),)
        if not (told.trust or asked(len(found), found[0].name)):
            return tuple(_refused(one, choices) for one in found)
        records = _checked(found, choices.trusted, told)
        rows = with_odd(records)
        return tuple(replace(record, row=row) for record, row in zip(records, rows, strict=True))


def _checked(
    found: Sequence[Submission], choices: FolderChoices, told: argparse.Namespace
) -> list[Record]:
    records: list[Record | None] = [None] * len(found)
    events = check_folder(
        found, choices, FolderCache(found), again=told.again, whole=told.json is not None
    )
    shown = is_terminal(sys.stderr) and not told.quiet and told.json != "-"
    with interrupts() as interrupted, contextlib.closing(events):  # type: ignore[type-var]
        for event in events:
            if interrupted():
                break
            if isinstance(event, Noted):
                complain(event.sentence)
            elif isinstance(event, Marked):
                records[event.place] = event.record
                if shown:
                    _progress(len(found) - records.count(None), len(found))
    return [record or unchecked(one) for record, one in zip(records, found, strict=True)]


def _progress(done: int, total: int) -> None:
    text = tr("{done} of {total} checked", done=done, total=total)
    sys.stderr.write(f"\r{text}" + ("\n" if done == total else ""))
    sys.stderr.flush()


def _refused(submission: Submission, choices: FolderChoices) -> Record:
    request = request_of(submission, choices)
    if request.failure is None:
        request = refused(request, submission.path.name)
    return _failed(submission, request)


@contextlib.contextmanager
def _opened(target: Path) -> Iterator[tuple[Path | None, Failure | None]]:
    if target.is_dir():
        yield target, None
        return
    with tempfile.TemporaryDirectory(prefix="nnd-check-") as room:
        try:
            yield unpacked(target, Path(room)), None
        except CheckFailure as problem:
            yield None, Failure(problem.kind, problem.template, problem.values)


def _nothing(target: str, problem: Failure | None) -> Record:
    failure = problem or Failure(
        "no-objective",
        "There is no .py or .ipynb file with anything to check in “{folder}”.",
        {"folder": Path(target).name or target},
    )
    request = Request(FolderChoices().settings, failure=failure, target=target)
    return _failed(Submission(Path(target), target, target), request)


def _failed(submission: Submission, request: Request) -> Record:
    result = CheckResult(request.spec)
    result.add(Finished("failed", 0, 0.0, request.failure))
    return record_of(submission, request, result)
