"""The arrays that a line of a person's code works with, and their shapes."""

from __future__ import annotations

import ast
from types import FrameType
from typing import Any, Iterator

import numpy as np

__all__ = ["Texts", "shapes_on_line"]

_MOST = 6
_NO_VALUE = object()


class Texts:
    """Syntax trees of the person's files, read when they are needed.

    Parameters
    ----------
    file, text : str
        The main file, which may be a notebook's cells, and what it says.
    """

    def __init__(self, file: str, text: str) -> None:
        self._texts = {file: text}
        self._trees: "dict[str, ast.Module | None]" = {}

    def tree(self, file: str) -> "ast.Module | None":
        """Syntax tree of a file; None if it cannot be read."""
        if file not in self._trees:
            try:
                if file not in self._texts:
                    with open(file, encoding="utf-8", errors="replace") as opened:
                        self._texts[file] = opened.read()
                self._trees[file] = ast.parse(self._texts[file])
            except (OSError, SyntaxError, ValueError):
                self._trees[file] = None
        return self._trees[file]

    def statement(self, file: str, line: int) -> "ast.stmt | None":
        """Innermost statement of a line."""
        tree = self.tree(file)
        found = None
        for node in ast.walk(tree) if tree is not None else ():
            if not isinstance(node, ast.stmt) or not node.lineno <= line <= (node.end_lineno or 0):
                continue
            if found is None or node.lineno >= found.lineno:
                found = node
        return found

    def last_assignment(self, file: str, line: int) -> int:
        """Line on which the value was made that a ``return name`` on this line hands back."""
        statement = self.statement(file, line)
        if not isinstance(statement, ast.Return) or not isinstance(statement.value, ast.Name):
            return line
        name, best = statement.value.id, 0
        tree = self.tree(file)
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [one.id for one in targets if isinstance(one, ast.Name)]
                if name in names and best < node.lineno < line:
                    best = node.lineno
        within = self._function(file, line)
        return best if best > within else line

    def _function(self, file: str, line: int) -> int:
        """Line on which the function begins that holds a line; 0 for the top level."""
        tree = self.tree(file)
        begins = 0
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (
                begins < node.lineno <= line <= (node.end_lineno or 0)
            ):
                begins = node.lineno
        return begins


def shapes_on_line(texts: Texts, file: str, line: int, frame: FrameType) -> str:
    """Say which shapes the arrays have that a line names.

    Parameters
    ----------
    texts : Texts
    file : str
    line : int
    frame : frame
        In which the line ran.

    Returns
    -------
    str
        As in ``"X is (3, 2), self.W1 is (2, 3)"``; empty if it names none.
    """
    statement = texts.statement(file, line)
    if statement is None:
        return ""
    said: "dict[str, str]" = {}
    for name, node in _named(statement):
        if name not in said and len(said) < _MOST:
            value = _value(node, frame)
            shape = getattr(value, "shape", None)
            if isinstance(value, (np.ndarray, np.generic)) or (
                isinstance(shape, tuple) and not isinstance(value, type)
            ):
                said[name] = str(tuple(shape or ()))
            elif isinstance(value, list) and value and isinstance(value[0], list):
                said[name] = str(np.shape(_numbers(value)))
    return ", ".join("%s is %s" % pair for pair in said.items())


def _numbers(value: "list[Any]") -> Any:
    try:
        return np.array(value)
    except ValueError:
        return ()


def _named(statement: ast.stmt) -> "Iterator[tuple[str, ast.expr]]":
    """Names, dotted names and entries by a constant key that a statement reads."""
    waiting: "list[ast.AST]" = [
        part
        for part in ast.iter_child_nodes(statement)
        if not isinstance(part, ast.stmt)  # a loop's head, not its body
    ]
    while waiting:
        node = waiting.pop(0)
        text = _text(node)
        if text:
            yield text, node  # type: ignore[misc]
        else:
            waiting = [*ast.iter_child_nodes(node), *waiting]


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = _text(node.value)
        return "%s.%s" % (base, node.attr) if base and node.attr not in ("T", "dot") else ""
    if isinstance(node, ast.Subscript):
        base, key = _text(node.value), _key(node)
        return "%s[%r]" % (base, key) if base and isinstance(key, str) else ""
    return ""


def _key(node: ast.Subscript) -> object:
    inner: Any = getattr(node.slice, "value", None)
    return inner.value if isinstance(inner, ast.Constant) else inner


def _value(node: ast.AST, frame: FrameType) -> Any:
    try:
        if isinstance(node, ast.Name):
            return frame.f_locals.get(node.id, frame.f_globals.get(node.id, _NO_VALUE))
        if isinstance(node, ast.Attribute):
            owner = _value(node.value, frame)
            kept = getattr(owner, "__dict__", {})
            return kept[node.attr] if node.attr in kept else getattr(owner, node.attr, _NO_VALUE)
        if isinstance(node, ast.Subscript):
            owner = _value(node.value, frame)
            return owner[_key(node)] if isinstance(owner, dict) else _NO_VALUE
    except Exception:
        return _NO_VALUE
    return _NO_VALUE
