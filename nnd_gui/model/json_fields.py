"""Fields of a JSON object, each read as what it should be, or refused in a sentence.

A `Place` knows where in the file a value stands, so that the sentence can say it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from nnd_gui.engine.errors import EngineError
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.json_text import Json
from nnd_gui.model.words import mark

__all__ = [
    "Place",
    "flag",
    "items",
    "lines",
    "name",
    "number",
    "numbers",
    "optional",
    "text",
    "whole",
]

_LONGEST_NAME = 500
_LONGEST_TEXT = 1_000_000
_LONGEST_KEY = 60
_MOST_UNKNOWN = 20
_MOST_ITEMS = 1_000
# As many digits as the command line takes.
_LARGEST_WHOLE = 10**18


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document a value stands.

    Parameters
    ----------
    path : str
        Such as ``steps[2].experiment.epsilon``; empty at the top.
    unknown : list of str
        Gathers the paths of the first few keys that nothing was made of; one list for a
        whole document.
    """

    path: str = ""
    unknown: list[str] = field(default_factory=list)

    def at(self, key: str | int) -> Place:
        """Place of a part."""
        if isinstance(key, int):
            return Place(f"{self.path}[{key}]", self.unknown)
        return Place(f"{self.path}.{key}" if self.path else key, self.unknown)

    def object(self, value: Json, known: Iterable[str]) -> dict[str, Json]:
        """Read an object; other keys than the known ones are noted."""
        if not isinstance(value, dict):
            raise self.wrong("a group of named values", value)
        known = set(known)
        for key in value:
            if key not in known and len(self.unknown) < _MOST_UNKNOWN:
                self.unknown.append(self.at(_shown(key)).path)
        return value

    def missing(self, key: str) -> DocumentError:
        """Say that a key should be here."""
        return DocumentError("“{place}” is missing.", place=self.at(key).path)

    def wrong(self, wanted: str, value: Json) -> DocumentError:
        """Say what a value should be, and what it is."""
        return DocumentError(
            "“{place}” should be {wanted}, but is {found}.",
            place=self.path,
            wanted=DocumentError(wanted),
            found=DocumentError(_kind(value)),
        )

    def refused(self, problem: EngineError) -> DocumentError:
        """Say that what is described here cannot be."""
        if not self.path:
            return DocumentError("{problem}", problem=problem)
        return DocumentError("“{place}”: {problem}", place=self.path, problem=problem)


def number(value: Json, place: Place) -> float:
    """Read a finite number."""
    if type(value) not in (int, float):
        raise place.wrong("a number", value)
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise DocumentError("“{place}” is too large a number.", place=place.path)
    return found


def whole(value: Json, place: Place) -> int:
    """Read a whole number of at most 18 digits."""
    if type(value) is not int:
        raise place.wrong("a whole number", value)
    if abs(value) >= _LARGEST_WHOLE:
        raise DocumentError("“{place}” is too large a number.", place=place.path)
    return value


def flag(value: Json, place: Place) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise place.wrong("true or false", value)
    return value


def text(value: Json, place: Place, longest: int = _LONGEST_TEXT) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise place.wrong("a text", value)
    if len(value) > longest:
        raise DocumentError("“{place}” is too long a text.", place=place.path)
    if any(_cannot_be_shown(letter) for letter in value):
        raise DocumentError("“{place}” holds letters that are none.", place=place.path)
    return value


def name(value: Json, place: Place) -> str:
    """Read a short text of one line."""
    found = text(value, place, _LONGEST_NAME)
    if "\n" in found:
        raise DocumentError("“{place}” should be one line.", place=place.path)
    return found


def lines(value: Json, place: Place) -> str:
    """Read a text of many lines: a list of them, or one text."""
    if not isinstance(value, list):
        return text(value, place)
    found = "\n".join(text(line, place.at(at)) for at, line in enumerate(value))
    return text(found, place)


def items(value: Json, place: Place, most: int = _MOST_ITEMS) -> list[tuple[Json, Place]]:
    """Read a list: its values, each with its place."""
    if not isinstance(value, list):
        raise place.wrong("a list", value)
    if len(value) > most:
        raise DocumentError("“{place}” has too many parts.", place=place.path)
    return [(item, place.at(at)) for at, item in enumerate(value)]


def numbers(value: Json, place: Place) -> list[float]:
    """Read a list of finite numbers, however long."""
    if not isinstance(value, list):
        raise place.wrong("a list of numbers", value)
    if all(type(item) is float and math.isfinite(item) for item in value):
        return value
    return [number(item, place.at(at)) for at, item in enumerate(value)]


def optional(read: Callable[[Json, Place], Any]) -> Callable[[Json, Place], Any]:
    """Reader that lets null pass as None."""
    return lambda value, place: None if value is None else read(value, place)


def _shown(key: str) -> str:
    """A key that anybody may have written, fit for a sentence."""
    return "".join("?" if _cannot_be_shown(letter) else letter for letter in key[:_LONGEST_KEY])


def _cannot_be_shown(letter: str) -> bool:
    """Whether this is half a letter, or a control character that has no place in a text."""
    code = ord(letter)
    return 0xD800 <= code <= 0xDFFF or (code < 0x20 and letter not in "\n\t") or code == 0x7F


def _kind(value: Json) -> str:
    kinds = {
        type(None): mark("empty"),
        bool: mark("true or false"),
        int: mark("a number"),
        float: mark("a number with a point"),
        str: mark("a text"),
        list: mark("a list"),
    }
    return kinds.get(type(value), "a group of named values")
