"""Which lines of a person's file a result speaks of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nnd_gui.engine.judge import DISAGREE
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.source import Source
from nnd_gui.model.result import CheckResult

__all__ = ["gradient_lines", "line_of"]

_CELL = re.compile(r"cell (\d+), line (\d+)")
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(r"(?i)^(d|del|nabla|grad|delta)?_?(j|l|c|e|cost|loss)?_?d?_?")


def line_of(where: str, source: Source) -> int | None:
    """Line of the text for a place as it is told: ``net.py:12`` or ``cell 3, line 4``."""
    cell = _CELL.fullmatch(where)
    if cell is not None:
        if not source.places.starts or int(cell[1]) > len(source.places.starts):
            return None
        return source.places.line_at(int(cell[1]), int(cell[2]))
    name, _, line = where.rpartition(":")
    return int(line) if line.isdigit() and name in ("", source.path.name) else None


def gradient_lines(source: Source, result: CheckResult) -> tuple[int, ...]:
    """Lines on which the gradient of those blocks is made whose weights disagree.

    By their names: ``dJdW1``, ``dW1``, ``grads['W1']``, ``W1_grad`` are made for ``W1``. Only
    the functions that the check calls are looked at, where they are known.
    """
    if source.tree is None:
        return ()
    wrong = {
        # A matrix that lies on its side in theta has the name of the one that stands: Theta1.T.
        result.layout.block_of(int(index)).name.removesuffix(".T")
        for index in result.worst_first()
        if result.weights.verdict[index] == DISAGREE
    }
    functions = _functions(source.tree)
    roots = _called(source.tree, functions, result)
    found = {line for name in wrong for line in _lines_for(name, roots, functions, frozenset())}
    return tuple(sorted(found))


def _functions(tree: ast.Module) -> dict[str, list[ast.AST]]:
    """Functions and methods by their names; a name may be defined more than once."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.setdefault(node.name, []).append(node)
    return found


def _called(
    tree: ast.Module, functions: dict[str, list[ast.AST]], result: CheckResult
) -> list[ast.AST]:
    subject = result.spec.subject
    if not isinstance(subject, PersonFile):
        return [tree]
    names = subject.plan.names
    wanted = names.get("gradient") or names.get("cost") or ""
    return functions.get(wanted) or [tree]


def _lines_for(
    block: str, roots: list[ast.AST], functions: dict[str, list[ast.AST]], seen: frozenset[str]
) -> Iterator[int]:
    for root in roots:
        for node in ast.walk(root):
            if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not any(_makes(target, block) for target in targets):
                continue
            # What another function of the file hands over is made there.
            name = _function_of(node.value)
            inner = [] if name in seen else functions.get(name, [])
            made = list(_lines_for(block, inner, functions, seen | {name}))
            yield from made or [node.lineno]


def _function_of(value: ast.expr | None) -> str:
    """Name of the function that an expression is a call of; empty where it is none."""
    if not isinstance(value, ast.Call):
        return ""
    function = value.func
    return str(getattr(function, "id", None) or getattr(function, "attr", ""))


def _makes(target: ast.expr, block: str) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return any(_makes(one, block) for one in target.elts)
    if isinstance(target, ast.Subscript):
        key = target.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            return _is_gradient_of(key.value, block) or key.value.lower() == block.lower()
        return False
    name = getattr(target, "id", None) or getattr(target, "attr", "")
    return name != block and _is_gradient_of(str(name), block)


def _is_gradient_of(name: str, block: str) -> bool:
    """Whether a variable is the gradient of a block, by its name."""
    plain, wanted = name.lower().replace("_", ""), block.lower().replace("_", "")
    for end in ("grad", "gradient"):
        if plain == wanted + end:
            return True
    head = plain[: -len(wanted)] if plain.endswith(wanted) else None
    return head is not None and head != "" and _NAMED.fullmatch(head) is not None
