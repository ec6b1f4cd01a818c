"""From options to an exit code: check, write the files, show the result."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from nnd_gui.cli.arguments import STANDARD_OUTPUT, UsageError, read_arguments
from nnd_gui.cli.checking import check_request
from nnd_gui.cli.folder import check_submissions
from nnd_gui.cli.options import choices_text, help_text
from nnd_gui.cli.streams import (
    OutputError,
    complain,
    is_terminal,
    prepare,
    put,
    speaks_unicode,
)
from nnd_gui.cli.trust import trusted
from nnd_gui.engine.errors import SpecError
from nnd_gui.model.explain import explain
from nnd_gui.model.export import (
    MOST_WEIGHTS,
    as_json,
    json_parts,
    report,
    table_lines,
    tables_lines,
)
from nnd_gui.model.page import folder_page, reports_page
from nnd_gui.model.person_target import fact_notes
from nnd_gui.model.plain_text import directions_text, experiment_text, summary_text, table_text
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request, SpecOptions, read_request
from nnd_gui.model.submission_rows import rows_csv, rows_text
from nnd_gui.model.submissions import is_many
from nnd_gui.model.targets import read_target
from nnd_gui.model.words import choose_language, fitting_language, tr

__all__ = ["run_program"]

Checked = list[tuple[Request, CheckResult]]
# A file's text in parts, so that a large one is never held as a whole.
Content = Callable[[], Iterable[str]]
Files = list[tuple[str, Content]]

_NOT_CHECKED = 3
_WRONG_USAGE = 4
_EXIT_CODES = {"agree": 0, "disagree": 1, "undecided": 2}
# Of several targets, the code that counts.
_WORST_FIRST = (1, 3, 2, 0)

# Rows that a person reads; a file or another program gets as many as a report has.
_MOST_ROWS = 40


def run_program(argv: list[str]) -> int:
    """Run nnd-check with its options.

    Parameters
    ----------
    argv : list of str
        The words after the program's name.

    Returns
    -------
    int
        The exit code.
    """
    prepare()
    choose_language(fitting_language())
    try:
        return _run(read_arguments(argv))
    except UsageError as problem:
        complain(str(problem))
        return _WRONG_USAGE
    except SpecError as problem:
        complain(problem_text(problem))
        return _WRONG_USAGE
    except OutputError as problem:
        complain(str(problem))
        return _NOT_CHECKED


def _run(options: argparse.Namespace) -> int:
    if options.help or options.list:
        put(help_text() if options.help else choices_text())
        return 0
    described = SpecOptions(**{x.name: getattr(options, x.name) for x in fields(SpecOptions)})
    if len(options.targets) == 1 and is_many(Path(options.targets[0])):
        return _run_folder(options, described)
    _refuse_folder_options(options)
    # All are read before the first is checked: wrong usage is told at once.
    if options.targets:
        read = [read_target(target, described) for target in options.targets]
        requests = trusted(read, options.trust)
    else:
        requests = [read_request(described)]
    quiet = options.quiet or options.json == STANDARD_OUTPUT
    checked = []
    for request in requests:
        result = check_request(request, show_progress=not quiet and is_terminal(sys.stderr))
        checked.append((request, result))
        if result.finished is not None and result.finished.outcome == "cancelled":
            break  # Ctrl+C means all of it
    pages = [(result, request.notes, request.target) for request, result in checked]
    files = _files(
        options,
        lambda: _json(checked, options),
        lambda: _csv(checked, options),
        lambda: [reports_page(pages)],
    )
    codes = {_exit_code(result) for _, result in checked}
    return _finish(files, lambda: _answer(checked, options), codes)


def _refuse_folder_options(options: argparse.Namespace) -> None:
    for name in ("reference", "same_weights", "again"):
        if getattr(options, name):
            option = "--" + name.replace("_", "-")
            raise UsageError(tr("{option} is for a folder or a zip of submissions.", option=option))


def _run_folder(options: argparse.Namespace, described: SpecOptions) -> int:
    target = options.targets[0]
    records = check_submissions(target, described, options)
    rows = [record.row for record in records]

    def as_reports(ascii_only: bool = False) -> str:
        reports = [record.report for record in records if record.report is not None]
        return as_json(reports, ascii_only=ascii_only)

    def answer() -> str:
        if options.json == STANDARD_OUTPUT:
            return as_reports(not speaks_unicode())
        if options.quiet:
            return "".join(f"{row.name}: {row.sentence}\n" for row in rows)
        return rows_text(rows) + "\n"

    files = _files(
        options,
        lambda: [as_reports()],
        lambda: [rows_csv(rows)],
        lambda: [folder_page(Path(target).absolute().name, rows)],
    )
    codes = {_EXIT_CODES.get(row.verdict, _NOT_CHECKED) for row in rows}
    return _finish(files, answer, codes)


def _finish(files: Files, answer: Callable[[], str], codes: set[int]) -> int:
    # The files first: whoever reads the rest may stop reading.
    problems = list(_written(files))
    try:
        put(answer())
    finally:
        for problem in problems:
            complain(problem)
    codes = codes | ({_NOT_CHECKED} if problems else set())
    return next(code for code in _WORST_FIRST if code in codes)


def _exit_code(result: CheckResult) -> int:
    return _NOT_CHECKED if result.overall is None else _EXIT_CODES[result.overall.verdict]


def _answer(checked: Checked, options: argparse.Namespace) -> str:
    if options.json == STANDARD_OUTPUT:
        return "".join(_json(checked, options, ascii_only=not speaks_unicode()))
    if options.quiet:
        sentences = [(request.target, explain(result).sentence) for request, result in checked]
        if not _several(options):
            return sentences[0][1] + "\n"
        return "".join(f"{target}: {sentence}\n" for target, sentence in sentences)
    return "\n".join(_told(request, result, _several(options)) for request, result in checked)


def _told(request: Request, result: CheckResult, named: bool) -> str:
    notes = [tr("Note: {note}", note=note) for note in (*request.notes, *fact_notes(result))]
    if request.failure is None:
        notes.insert(0, experiment_text(request.spec))
    if named:
        notes.insert(0, f"{request.target}:")
    most = _MOST_ROWS if is_terminal(sys.stdout) else MOST_WEIGHTS
    tables = table_text(result, most), directions_text(result, most)
    parts = ("\n".join(notes), *tables, summary_text(result))
    return "\n\n".join(filter(None, parts)) + "\n"


def _json(
    checked: Checked, options: argparse.Namespace, *, ascii_only: bool = False
) -> Iterator[str]:
    reports = [report(result, request.notes, request.target) for request, result in checked]
    return json_parts(reports if _several(options) else reports[0], ascii_only=ascii_only)


def _csv(checked: Checked, options: argparse.Namespace) -> Iterator[str]:
    if not _several(options):
        return table_lines(checked[0][1])
    return tables_lines([(request.target or "", result) for request, result in checked])


def _several(options: argparse.Namespace) -> bool:
    """Whether the answer is one of many, which does not depend on how many were finished."""
    return len(options.targets) > 1


def _files(
    options: argparse.Namespace, json_text: Content, csv_text: Content, page_text: Content
) -> Files:
    """The files that were asked for, and what is to be in them."""
    files: Files = []
    if options.json not in (None, STANDARD_OUTPUT):
        files.append((options.json, json_text))
    if options.csv is not None:
        files.append((options.csv, csv_text))
    if options.report is not None:
        files.append((options.report, page_text))
    return files


def _written(files: Files) -> Iterator[str]:
    """Write files; yields a sentence for each that cannot be."""
    for name, content in files:
        try:
            with Path(name).open("w", encoding="utf-8", newline="") as file:
                file.writelines(content())
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            yield tr("“{file}” cannot be written: {reason}.", file=name, reason=reason)
