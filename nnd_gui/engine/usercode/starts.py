"""Whether a save changed what the weights and data are made of, or only what is done with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.source import Source

__all__ = ["same_start"]


def same_start(before: Source, now: Source, plan: Plan) -> bool:
    """Whether a file still makes its weights and its data as it did.

    Then those of the run before are used again, so that chance changes nothing between two
    saves. What the person changed there themselves is to be seen at once.

    Parameters
    ----------
    before, now : Source
        The file as it was read for the last run, and as it is read for the next.
    plan : Plan
        What is checked: where the weights and the data begin.

    Returns
    -------
    bool
        False also where one of the two cannot be read.
    """
    if before.tree is None or now.tree is None:
        return False
    wanted = _names_of(plan)
    return _makers(before.tree, wanted) == _makers(now.tree, wanted)


def _names_of(plan: Plan) -> frozenset[str]:
    """Names at the top of the file that hold weights or data, or make them."""
    named = [plan.names.get("theta"), plan.names.get("class"), plan.theta.get("name")]
    named += [plan.data.get("X"), plan.data.get("y")]
    return frozenset(str(name) for name in named if name)


def _makers(tree: ast.Module, wanted: frozenset[str]) -> list[str]:
    """What binds these names, and the names that those read, in the file's order."""
    bound = [(statement, _binds(statement)) for statement in tree.body]
    known, size = set(wanted), -1
    while len(known) != size:
        size = len(known)
        for statement, names in bound:
            if names & known:
                known |= _reads(statement)
    found = [_text(statement) for statement, names in bound if names & known]
    return [text for text in found if text] + [ast.dump(one) for one in _seedings(tree)]


def _binds(statement: ast.stmt) -> frozenset[str]:
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return frozenset([statement.name])
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return frozenset()
    stored = (ast.Store, ast.Del)
    names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    # ``X[0] = 1`` and ``X /= 10`` change what the name holds.
    inside = [node for node in ast.walk(statement) if isinstance(node, ast.Subscript)]
    changed = [
        node.value.id
        for node in inside
        if isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name)
    ]
    return frozenset([name.id for name in names if isinstance(name.ctx, stored)] + changed)


def _reads(statement: ast.stmt) -> set[str]:
    parts: list[ast.AST] = [statement]
    if isinstance(statement, ast.ClassDef):
        parts = [*_constructors(statement), *statement.bases]
    found = (node for part in parts for node in ast.walk(part))
    return {node.id for node in found if isinstance(node, ast.Name)}


def _text(statement: ast.stmt) -> str:
    """A statement without its lines and layout; of a class only what makes an object."""
    if isinstance(statement, ast.ClassDef):
        inside = [one for one in statement.body if isinstance(one, ast.Assign | ast.AnnAssign)]
        return " ".join(ast.dump(one) for one in [*inside, *_constructors(statement)])
    return ast.dump(statement)


def _constructors(statement: ast.ClassDef) -> list[ast.stmt]:
    """Its constructor, and the methods that the constructor calls."""
    methods = {one.name: one for one in statement.body if isinstance(one, ast.FunctionDef)}
    found = [methods["__init__"]] if "__init__" in methods else []
    for method in found:  # which grows
        for node in ast.walk(method):
            if isinstance(node, ast.Attribute) and node.attr in methods:
                called = methods[node.attr]
                if called not in found:
                    found.append(called)
    return list(found)


def _seedings(tree: ast.Module) -> Iterator[ast.expr]:
    """Calls such as ``np.random.seed(0)``, by which all that is random becomes another."""
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            function = statement.value.func
            if isinstance(function, ast.Attribute) and "seed" in function.attr:
                yield statement.value
