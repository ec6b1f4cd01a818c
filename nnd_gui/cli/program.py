"""From options to an exit code: check, write the files, show the result."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

from nnd_gui.cli.arguments import (
    STANDARD_OUTPUT,
    UsageError,
    choices_text,
    help_text,
    read_arguments,
)
from nnd_gui.cli.checking import check_request
from nnd_gui.cli.streams import (
    OutputError,
    complain,
    is_terminal,
    prepare,
    put,
    speaks_unicode,
)
from nnd_gui.engine.errors import SpecError
from nnd_gui.model.explain import explain, problem_text
from nnd_gui.model.export import report_json, table_csv
from nnd_gui.model.plain_text import experiment_text, summary_text, table_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request, SpecOptions, read_request
from nnd_gui.model.words import tr

__all__ = ["run_program"]

_NOT_CHECKED = 3
_WRONG_USAGE = 4
_EXIT_CODES = {"agree": 0, "disagree": 1, "undecided": 2}

# Rows that a person reads; a file or another program gets them all.
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
    described = {field.name: getattr(options, field.name) for field in fields(SpecOptions)}
    request = read_request(SpecOptions(**described))
    quiet = options.quiet or options.json == STANDARD_OUTPUT
    result = check_request(request, show_progress=not quiet and is_terminal(sys.stderr))
    # The files first: whoever reads the rest may stop reading.
    problems = list(_written(request, result, options))
    try:
        put(_answer(request, result, options))
    finally:
        for problem in problems:
            complain(problem)
    if problems or result.overall is None:
        return _NOT_CHECKED
    return _EXIT_CODES[result.overall.verdict]


def _answer(request: Request, result: CheckResult, options: argparse.Namespace) -> str:
    if options.json == STANDARD_OUTPUT:
        return report_json(result, request.notes, ascii_only=not speaks_unicode())
    if options.quiet:
        return explain(result).sentence + "\n"
    notes = [tr("Note: {note}", note=note) for note in request.notes]
    if request.failure is None:
        notes.insert(0, experiment_text(request.spec))
    table = table_text(result, _MOST_ROWS if is_terminal(sys.stdout) else None)
    parts = ("\n".join(notes), table, summary_text(result))
    return "\n\n".join(filter(None, parts)) + "\n"


def _written(request: Request, result: CheckResult, options: argparse.Namespace) -> Iterator[str]:
    """Write the files that were asked for; yields a sentence for each that cannot be."""
    files: list[tuple[str, Callable[[], str]]] = []
    if options.json not in (None, STANDARD_OUTPUT):
        files.append((options.json, lambda: report_json(result, request.notes)))
    if options.csv is not None:
        files.append((options.csv, lambda: table_csv(result)))
    for name, content in files:
        try:
            Path(name).write_text(content(), encoding="utf-8", newline="")
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            yield tr("“{file}” cannot be written: {reason}.", file=name, reason=reason)
