"""What went wrong, as a sentence in the person's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from nnd_gui.engine.errors import EngineError, Words
from nnd_gui.engine.usercode.source import SourceNote
from nnd_gui.model.words import mark, tr

__all__ = ["Sentence", "place_text", "problem_text", "sentence_text"]

# A place in a notebook as reports name it; one in a plain file is the same in every language.
_PLACE = re.compile(r"cell ([0-9]+), line ([0-9]+)")
_SHAPE = re.compile(r"([^\s,]+) is (\([0-9, ]*\))")

# What systems say of files, as far as people meet it.
_REASONS = (
    mark("Disk quota exceeded"),
    mark("File exists"),
    mark("File name too long"),
    mark("Input/output error"),
    mark("Is a directory"),
    mark("No space left on device"),
    mark("No such file or directory"),
    mark("Not a directory"),
    mark("Operation not permitted"),
    mark("Permission denied"),
    mark("Read-only file system"),
)


class Sentence(Protocol):
    """A template and what stands for each ``{name}`` in it."""

    @property
    def template(self) -> str:
        """An English sentence in which ``{name}`` marks a value."""

    @property
    def values(self) -> Mapping[str, object]:
        """What stands for each ``{name}``."""


def problem_text(problem: Sentence) -> str:
    """The sentence, translated, and whatever in it is a text of the program again."""
    return sentence_text(problem.template, problem.values)


def sentence_text(template: str, values: Mapping[str, object]) -> str:
    """The same for a template and its values by themselves, as a child process sends them."""
    return tr(template, **{name: _told(name, value) for name, value in values.items()})


def place_text(place: str) -> str:
    """A place in a person's file, as failures name it: ``cell 3, line 4`` in their language."""
    found = _PLACE.fullmatch(place)
    return tr("cell {cell}, line {line}", cell=found[1], line=found[2]) if found else place


def _told(name: str, value: object) -> object:
    if isinstance(value, (EngineError, SourceNote)):
        return problem_text(value)
    if isinstance(value, dict) and isinstance(value.get("template"), str):
        inner = value.get("values")
        text = sentence_text(value["template"], inner if isinstance(inner, dict) else {})
        return text.rstrip(".") if name == "why" else text  # within a sentence, or parentheses
    if isinstance(value, Words) or (name == "reason" and value in _REASONS):
        return tr(str(value))
    if not isinstance(value, str):
        return value
    if name == "shapes":
        return _SHAPE.sub(lambda one: tr("{name} is {shape}", name=one[1], shape=one[2]), value)
    return place_text(value)
