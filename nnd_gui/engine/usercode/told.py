"""What the child says went wrong -> a failure of the check, with its place in the person's file.

The child may be saying what a stranger's code told it to: its sentences are used only if
they are plain ones.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure

__all__ = ["KINDS", "Place", "called_function", "last_own_line", "told_failure"]

Place = Callable[[Path, int], str]

KINDS = frozenset(
    [
        "bad-input",
        "missing-file",
        "not-trusted",
        "syntax-error",
        "import-failed",
        "missing-module",
        "no-objective",
        "not-written-yet",
        "shape-mismatch",
        "not-scalar-cost",
        "integer-parameters",
        "not-repeatable",
        "state-changed",
        "not-finite-cost",
        "time-out",
        "crashed",
        "too-much-memory",
        "user-exception",
    ]
)
_LONGEST = 2000
_FORMATS = ("", ",", "g")
_FRAME = re.compile(r'^  File "(.+)", line (\d+) in (.+)$', re.MULTILINE)


def told_failure(failure: object, place: Place) -> CheckFailure:
    """Failure of a check, from what the child sent.

    Parameters
    ----------
    failure : object
        ``{"kind", "template", "values", "file", "line"}``, if all is well.
    place : callable
        File and line to what is said of them.
    """
    if not isinstance(failure, dict):
        return _unreadable()
    kind, template, values = (failure.get(name) for name in ("kind", "template", "values"))
    if kind not in KINDS or not isinstance(template, str) or not isinstance(values, dict):
        return _unreadable()
    plain: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, str):
            plain[name] = value[:_LONGEST]
        else:
            plain[name] = value if isinstance(value, int | float) else str(value)[:_LONGEST]
    file, line = failure.get("file"), failure.get("line")
    where = None
    if isinstance(file, str) and isinstance(line, int):
        where = plain["where"] = place(Path(file), line)
    if not _is_plain(template, plain):
        return _unreadable()
    return CheckFailure(str(kind), template, **plain).at(where)


def last_own_line(trace: str, inside: Path) -> tuple[Path, int] | None:
    """Innermost line of the person's in what ``faulthandler`` wrote down."""
    for found in _FRAME.finditer(trace):
        file = Path(found.group(1))
        if file.is_relative_to(inside):
            return file, int(found.group(2))
    return None


def called_function(trace: str, inside: Path) -> str | None:
    """The person's function that was called when ``faulthandler`` wrote down where it was.

    None where their file itself was being run.
    """
    own = [
        found.group(3).strip()
        for found in _FRAME.finditer(trace)
        if Path(found.group(1)).is_relative_to(inside)
    ]
    if not own or any(name.startswith("<module") for name in own):
        return None
    return own[-1]


def _is_plain(template: str, values: dict[str, object]) -> bool:
    if len(template) > _LONGEST:
        return False
    try:
        parts = list(string.Formatter().parse(template))
        for _, name, form, conversion in parts:
            if name is None:
                continue
            if name not in values or form not in _FORMATS or conversion is not None:
                return False
        template.format(**values)
    except (ValueError, TypeError, KeyError, IndexError):
        return False
    return True


def _unreadable() -> CheckFailure:
    return CheckFailure(
        "crashed", "The process that runs the file answered with something that makes no sense."
    )
