"""The places in a file where something is to be written yet.

A template's place for one's own work is a ``pass``, a comment, ``None`` or ``...``. What follows it
uses a name that nothing gives a value.
"""

from __future__ import annotations

import ast
import builtins
import re
from typing import Dict, Iterator, List, Optional, Set

from .unwritten import MAKER

__all__ = ["filled"]

_PLACE = re.compile(
    r"#.*\b(todo|fixme|your\s+(code|solution|work)|implement|fill\s+in)\b", re.IGNORECASE
)


def filled(tree: ast.Module, text: str) -> ast.Module:
    """Give every name a value whose place in a function is not filled in yet.

    Parameters
    ----------
    tree : ast.Module
        The program, changed in place.
    text : str
        What it was read from: comments are not in a tree.
    """
    lines = text.splitlines()
    outside = _at_top(tree) | set(dir(builtins)) | {MAKER}
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            outside.update(node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            _fill(node, lines, outside | _names_around(tree, node))
    return ast.fix_missing_locations(tree)


def _fill(function: ast.FunctionDef, lines: List[str], outside: Set[str]) -> None:
    nothing = _only_nothing(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and _target(node) in nothing:
            node.value = _call(str(_target(node)), node.lineno, node.value)
    gaps = _gaps(function, lines)
    if not gaps:
        return
    bound = outside | _within(function)
    missing: Dict[str, int] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound:
            missing[node.id] = min(node.lineno, missing.get(node.id, node.lineno))
    given: List[ast.stmt] = []
    for name, used in missing.items():
        before = [line for line in gaps if line <= used]
        if not before:
            continue  # what comes later cannot be what is missing here
        first = function.body[0]
        call = _call(name, before[-1], first)
        value = ast.Assign([ast.Name(name, ast.Store())], call)
        _place(value, first)
        given.append(value)
    function.body[:0] = given


def _call(name: str, line: int, at: ast.AST) -> ast.expr:
    arguments: List[ast.expr] = [
        ast.Constant(name),
        ast.Constant(line),
        ast.Call(ast.Name("globals", ast.Load()), [], []),
    ]
    call = ast.Call(ast.Name(MAKER, ast.Load()), arguments, [])
    _place(call, at)
    return call


def _place(made: ast.AST, at: ast.AST) -> None:
    """Put what was made, and all within it, on the line of something."""
    for part in ast.walk(made):
        ast.copy_location(part, at)


def _gaps(function: ast.FunctionDef, lines: List[str]) -> List[int]:
    """Lines on which something is to be written yet."""
    found = [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and _is_dots(node.value))
    ]
    last = min(function.end_lineno or function.lineno, len(lines))
    places = range(function.lineno, last + 1)
    return sorted(found + [place for place in places if _PLACE.search(lines[place - 1])])


def _only_nothing(function: ast.FunctionDef) -> Set[str]:
    """Variables that are made None or ``...`` and nothing else, and are computed with."""
    empty = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _target(node) and _is_nothing(node.value)
    ]
    places = [node.targets[0] for node in empty]
    something = {
        name
        for node in ast.walk(function)
        if not any(node is one for one in places)
        for name in _bound(node)
    }
    nothing = {str(_target(node)) for node in empty}
    used = {name for node in ast.walk(function) for name in _computed_with(node)}
    return (nothing - something) & used


def _computed_with(node: ast.AST) -> Iterator[str]:
    """Names with which something is computed: that would fail with None."""
    parts: List[ast.expr] = []
    if isinstance(node, ast.BinOp):
        parts = [node.left, node.right]
    elif isinstance(node, (ast.Attribute, ast.Subscript)):
        parts = [node.value]
    elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
        parts = [node.operand]
    elif isinstance(node, ast.Call) and _is_of_numpy(node.func):
        parts = node.args
    for part in parts:
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            yield part.id


def _is_of_numpy(function: ast.expr) -> bool:
    owner = getattr(function, "value", None)
    return isinstance(owner, ast.Name) and owner.id in ("np", "numpy")


def _target(node: ast.Assign) -> Optional[str]:
    alone = len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    return node.targets[0].id if alone else None  # type: ignore[attr-defined]


def _is_nothing(value: ast.expr) -> bool:
    return (isinstance(value, ast.Constant) and value.value is None) or _is_dots(value)


def _is_dots(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is Ellipsis


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that a node itself binds."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from node.names
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg


def _within(node: ast.AST) -> Set[str]:
    """Names that are bound anywhere within a node."""
    return {name for part in ast.walk(node) for name in _bound(part)}


def _at_top(tree: ast.Module) -> Set[str]:
    """Names that a module binds, those in bodies of functions and classes left out."""
    found: Set[str] = set()
    waiting: List[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        found.update(_bound(node))
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def _names_around(tree: ast.Module, function: ast.FunctionDef) -> Set[str]:
    """What the functions around a function bind: its own code may use it."""
    found: Set[str] = set()
    for node in ast.walk(tree):
        is_other = isinstance(node, ast.FunctionDef) and node is not function
        if is_other and any(part is function for part in ast.walk(node)):
            found.update(_within(node))
    return found
