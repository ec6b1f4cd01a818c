"""nnd-check on a folder or a zip: a row for each submission."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nnd_gui.cli.checking import check_many
from nnd_gui.cli.streams import is_terminal
from nnd_gui.cli.trust import trusted
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Failure
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request, SpecOptions
from nnd_gui.model.submission_rows import SubmissionRow, submission_row
from nnd_gui.model.submissions import Submission, find_submissions, unpacked
from nnd_gui.model.targets import read_target

__all__ = ["Checked", "check_folder"]

Checked = tuple[Request, CheckResult, SubmissionRow]


def check_folder(target: str, options: SpecOptions, told: argparse.Namespace) -> list[Checked]:
    """Check every submission below a folder, or in a zip, as many at once as there are cores.

    Returns
    -------
    list
        One for each submission, in the order of their names; one with a failure where there
        is none, or the zip cannot be read.
    """
    with _opened(Path(target)) as (folder, problem):
        found = [] if folder is None else find_submissions(folder)
        if not found:
            return [_nothing(target, problem)]
        requests = trusted([_request(one, options) for one in found], told.trust)
        quiet = told.quiet or told.json == "-"
        results = check_many(requests, show_progress=not quiet and is_terminal(sys.stderr))
        return [
            (request, result, submission_row(one, result))
            for one, request, result in zip(found, requests, results, strict=True)
        ]


def _request(submission: Submission, options: SpecOptions) -> Request:
    request = read_target(str(submission.path), options)
    return Request(request.spec, request.notes, request.failure, submission.name)


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


def _nothing(target: str, problem: Failure | None) -> Checked:
    failure = problem or Failure(
        "no-objective",
        "There is no .py or .ipynb file with anything to check in “{folder}”.",
        {"folder": Path(target).name or target},
    )
    request = Request(lesson_spec(), failure=failure, target=target)
    result = check_many([request], show_progress=False)[0]
    return request, result, submission_row(Submission(Path(target), target, target), result)
