"""Finds every text of the program that has to be in its catalogues of words."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Text", "texts"]

_TRANSLATING = {"tr": 1, "trn": 2, "mark": 1}
# What carries a sentence to where it is translated, and which of its arguments the sentence is.
_TELLING = {
    "CheckFailure": 1,
    "DocumentError": 0,
    "EngineError": 0,
    "Failure": 1,
    "Problem": 1,
    "SourceNote": 0,
    "SourceProblem": 0,
    "SpecError": 1,
    "Told": 1,
    "Words": 0,
    "note": 0,
    "sentence": 0,
    "wrong": 0,
}
# A sentence of the engine is a template that waits for its values. It begins as sentences do, or
# with the name of what it speaks of, and has words.
_SENTENCE = re.compile(
    r"(?!.*%[ds]|import )([ (“{A-Z0-9].*[a-z]{2,}.* .*|[a-z]\S*[a-z] .*[a-z]{2,})", re.DOTALL
)
# Errors of Python's own tell a developer of a defect, not a person of a mistake.
_NOT_TOLD = {"ValueError", "TypeError", "RuntimeError", "FrameError"}
_PATTERNS = {"re.compile", "re.search", "cast"}


class Text(NamedTuple):
    """One text of the catalogue.

    Parameters
    ----------
    words : str or tuple of str
        The English text, or its singular and plural.
    place : str
        File in which it stands, below the checkout.
    """

    words: str | tuple[str, str]
    place: str


def texts(root: Path) -> Iterator[Text]:
    """Every text that can be translated, file after file.

    Parameters
    ----------
    root : pathlib.Path
        The checkout.
    """
    for file in sorted((root / "nnd_gui").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        place = file.relative_to(root).as_posix()
        looks = _templates(tree) if "engine" in file.parts else _translated(tree)
        found = dict.fromkeys([*looks, *_told(tree)])
        yield from (Text(words, place) for words in found)
    for file in sorted((root / "resources" / "lessons").iterdir()):
        place = file.relative_to(root).as_posix()
        yield from (Text(words, place) for words in _of_lesson(file))


def _translated(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """What is given to ``tr``, ``trn`` and ``mark``."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        name = call.func.id
        if name not in _TRANSLATING:
            continue
        given = [_constants(argument) for argument in call.args[: _TRANSLATING[name]]]
        if name == "trn":
            yield from zip(given[0], given[1], strict=True)
        else:
            yield from given[0]


def _told(tree: ast.AST) -> Iterator[str]:
    """What errors and notes say: a template that is translated with its values."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = ast.unparse(call.func).rpartition(".")[2]
        at = _TELLING.get(name, len(call.args))
        for text in _constants(call.args[at]) if at < len(call.args) else ():
            if re.search("[a-z]{2}|“", re.sub("{[^}]*}", "", text)):
                yield text


def _constants(node: ast.AST) -> list[str]:
    """The texts that an expression can be: one, or those of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


def _templates(tree: ast.AST) -> Iterator[str]:
    """The engine's sentences. It knows no languages, so they are known by their looks."""
    left_out = {id(part) for node in ast.walk(tree) for part in _no_sentences(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in left_out and _SENTENCE.match(node.value):
            yield node.value


def _no_sentences(node: ast.AST) -> Iterator[ast.AST]:
    """Constants that are documentation, types, patterns or parts of something else."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, (ast.JoinedStr, ast.Compare)) or _is_defect(node):
        yield from ast.walk(node)
    for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
        if annotation is not None:
            yield from ast.walk(annotation)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in _PATTERNS:
        yield from ast.walk(node)


def _is_defect(node: ast.AST) -> bool:
    if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
        return False
    return ast.unparse(node.exc.func) in _NOT_TOLD


def _of_lesson(file: Path) -> Iterator[str]:
    """Titles, and each line of the texts: a line is a paragraph or a part of a list."""
    lesson = json.loads(file.read_text(encoding="utf-8"))
    yield lesson["title"]
    for step in lesson.get("steps", ()):
        yield step["name"]
        text = step.get("text", "")
        yield from filter(None, [text] if isinstance(text, str) else text)
