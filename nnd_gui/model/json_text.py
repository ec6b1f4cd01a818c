"""JSON as our documents have it: written to be read in a diff, read without trust.

Written, keys keep the order in which they are given, a row of numbers is one line, and the
lines of a text are lines of the file. Read, whatever Python's own reader lets pass and JSON
does not allow (NaN, a key given twice), and whatever would stop it (ten thousand brackets),
is one kind of error, which names the line.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["JsonError", "Lines", "read_json", "write_json"]

Json = Any
"""None, bool, int, float, str, or a list or dict of these."""

_INDENT = "  "
# A list or object of plain values up to so long is one line.
_ONE_LINE = 80


class JsonError(ValueError):
    """The text is not JSON.

    Parameters
    ----------
    line : int, optional
        Where, counted from 1, as far as that is known.
    """

    def __init__(self, line: int | None = None) -> None:
        super().__init__(line)
        self.line = line


class Lines(list[str]):
    """The lines of a text: written one below the other, however short they are."""


def write_json(value: Json) -> str:
    """Write a value, ending with a line break.

    Raises
    ------
    ValueError
        If it holds a number that is not finite.
    """
    return _written(value, "") + "\n"


def read_json(text: str) -> Json:
    """Read a value.

    Raises
    ------
    JsonError
        If the text is not JSON, or nested too deeply for any document.
    """
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except json.JSONDecodeError as problem:
        raise JsonError(problem.lineno) from None
    except (ValueError, RecursionError, MemoryError):
        # A number of thousands of digits, NaN, a key twice; brackets within brackets.
        raise JsonError from None


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonError
    return found


def _refuse(_: str) -> None:
    raise JsonError


def _plain(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _written(value: Json, indent: str) -> str:
    if not isinstance(value, list | dict) or not value:
        return _plain(value)
    items = list(value.values()) if isinstance(value, dict) else value
    if not any(isinstance(item, list | dict) for item in items) and not isinstance(value, Lines):
        line = _plain(value)
        if len(line) <= _ONE_LINE or all(type(item) in (int, float) for item in items):
            return line
    inner = indent + _INDENT
    if isinstance(value, dict):
        lines = [f"{_plain(key)}: {_written(item, inner)}" for key, item in value.items()]
    else:
        lines = [_written(item, inner) for item in value]
    body = ",\n".join(inner + line for line in lines)
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}\n{body}\n{indent}{end}"
