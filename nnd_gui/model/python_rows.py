"""Pythons that could run a person's file, as a list to choose from."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nnd_gui.engine.events import Failure
from nnd_gui.engine.usercode.imported import imported_modules
from nnd_gui.engine.usercode.interpreters import Interpreter, interpreters_for
from nnd_gui.engine.usercode.source import Source
from nnd_gui.model.words import tr

__all__ = ["PythonRow", "python_rows", "pythons_near", "rows_better", "rows_that_have"]

_TOLD = ("scipy", "torch")
_MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class PythonRow:
    """A Python to choose.

    Parameters
    ----------
    path : str
        Its program; empty for the program's own.
    text : str
        Version, place and what it has, translated.
    short : str
        Version and place.
    modules : tuple of str
        What it has of what the file imports, and of what is told of every Python.
    lacks : tuple of str
        What the file imports and it does not have.
    """

    path: str
    text: str
    short: str = ""
    modules: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def python_rows(source: Source, chosen: str | None = None) -> tuple[PythonRow, ...]:
    """The program's own Python, and those found on this computer, the nearest first.

    None of them is started. Among others that are as good, one that lacks nothing comes where
    it was found.

    Parameters
    ----------
    source : Source
        The file; what it imports is looked for.
    chosen : str, optional
        One that the person browsed to, which is listed in any case.
    """
    return pythons_near(source.path, imported_modules(source), chosen)


def pythons_near(
    file: Path, wanted: Sequence[str], chosen: str | None = None
) -> tuple[PythonRow, ...]:
    """As `python_rows`, for whatever lies at a place.

    Parameters
    ----------
    file : pathlib.Path
        A file, or a folder of them: environments beside it come first.
    wanted : sequence of str
        The modules that are looked for.
    chosen : str, optional
        One that the person browsed to.
    """
    asked = tuple(dict.fromkeys((*_TOLD, *wanted)))
    mine = tuple(name for name in asked if _own_has(name))
    own = tr("The program's own, {version}", version="{}.{}".format(*sys.version_info[:2]))
    rows = [_row("", own, mine, wanted)]
    others = (one for one in interpreters_for(file) if str(one.path) != sys.executable)
    rows += [_found(one, file, asked, wanted) for one in others]
    if chosen and not any(row.path == chosen for row in rows):
        rows.append(PythonRow(chosen, chosen, chosen))
    return tuple(rows)


def rows_that_have(rows: Sequence[PythonRow], failure: Failure | None) -> tuple[PythonRow, ...]:
    """Pythons that have what a failure says is missing."""
    if failure is None or failure.kind != "missing-module":
        return ()
    module = str(failure.values.get("module", "")).partition(".")[0]
    return tuple(row for row in rows if module in row.modules)[:_MOST_OFFERS]


def rows_better(rows: Sequence[PythonRow], chosen: str) -> tuple[PythonRow, ...]:
    """Pythons that have something which the chosen one lacks, and lack nothing that it has.

    Parameters
    ----------
    rows : sequence of PythonRow
    chosen : str
        Path of the one that is chosen; empty for the program's own.
    """
    now = next((set(row.lacks) for row in rows if row.path == chosen), set[str]())
    return tuple(row for row in rows if set(row.lacks) < now)[:_MOST_OFFERS]


def _found(one: Interpreter, file: Path, asked: Sequence[str], wanted: Sequence[str]) -> PythonRow:
    has = tuple(name for name in asked if one.has(name))
    version = "{}.{}".format(*one.version)
    text = tr("Python {version}, {place}", version=version, place=_place(one.path, file))
    return _row(str(one.path), text, has, wanted)


def _row(path: str, text: str, has: tuple[str, ...], wanted: Sequence[str]) -> PythonRow:
    short = text
    lacks = tuple(name for name in wanted if name not in has)
    if lacks:
        text += " · " + tr("without {modules}", modules=", ".join(lacks))
    elif shown := [name for name in has if name != "numpy"]:
        text += " · " + tr("with {modules}", modules=", ".join(shown))
    return PythonRow(path, text, short, has, lacks)


def _place(program: Path, file: Path) -> str:
    """A Python's folder, short: from the file's own where it is near, else from home."""
    prefix = program.parent.parent
    for folder, name in ((file.parent, ""), (file.parent.parent, "../"), (Path.home(), "~/")):
        if prefix.is_relative_to(folder) and folder != Path(folder.anchor):
            return name + str(prefix.relative_to(folder))
    return str(program)


def _own_has(name: str) -> bool:
    if name in sys.modules:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
