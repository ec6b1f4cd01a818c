"""What goes to the child with a person's file: its program text, and a chosen data set."""

from __future__ import annotations

from pathlib import Path

from nnd_gui.engine.datasets import lesson_samples
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.engine.usercode.opened import Arrays
from nnd_gui.engine.usercode.source import Source, read_source

__all__ = ["data_of", "readable"]


def readable(path: Path) -> Source:
    """Read a file.

    Raises
    ------
    CheckFailure
        If it is not there, or no Python 3.
    """
    source = read_source(path)
    problem = source.problem
    if problem is not None:
        where = None if problem.line is None else source.place(problem.line)
        raise CheckFailure(problem.kind, problem.template, **problem.values).at(where)
    return source


def data_of(file: PersonFile) -> Arrays:
    """Data set that was chosen for a file, as X and y; empty if its own is used."""
    if isinstance(file.data, LessonData):
        inputs, targets = lesson_samples()
        return {"X": inputs, "y": targets}
    if isinstance(file.data, TableData):
        inputs, targets = file.data.samples(file.data.columns - file.target_columns)
        return {"X": inputs, "y": targets}
    return {}
