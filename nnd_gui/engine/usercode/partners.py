"""Other files that belong to a person's: a cost in one, its gradient in another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nnd_gui.engine.usercode.candidate import Candidate, is_cost_name
from nnd_gui.engine.usercode.find_functions import find_functions, is_gradient_name
from nnd_gui.engine.usercode.outline import Outline, outline_of
from nnd_gui.engine.usercode.source import Source, read_source

__all__ = ["with_partners"]

# A folder of more files than these is no exercise.
_MOST_FILES = 40


def with_partners(source: Source, outline: Outline) -> Iterator[Candidate]:
    """What can be checked of a file together with those beside it.

    Parameters
    ----------
    source : Source
        The file.
    outline : Outline
        What it defines.

    Yields
    ------
    Candidate
        One that the file has not by itself: its names of another file are ``module.name``,
        unless the file imports them.
    """
    named = {*outline.functions, *outline.imported}
    if not any(is_cost_name(name) or is_gradient_name(name) for name in named):
        return
    homes: dict[str, str] = {}
    functions = dict(outline.functions)
    for partner in _beside(source):
        assert partner.tree is not None
        for name, function in outline_of(partner.tree).functions.items():
            if name not in functions:
                functions[name] = function
                homes[name] = partner.path.stem
    if not homes:
        return
    whole = replace(outline, functions=functions)
    for found in find_functions(whole, str(source.path)):
        names = found.plan.names
        if not any(name in homes for name in names.values()):
            continue
        # One of its own, or one that it asks for by name, has to be among them.
        known = set(outline.functions) | outline.imported
        if not any(name in known for name in names.values()):
            continue
        # Strangers in one folder often have names alike; not so often arguments.
        if len({functions[name].required for name in names.values()}) > 1:
            continue
        placed = {
            role: name if name not in homes or name in outline.imported else f"{homes[name]}.{name}"
            for role, name in names.items()
        }
        files = {homes[name] for name in names.values() if name in homes}
        own = any(name in outline.functions for name in names.values())
        yield Candidate(
            replace(found.plan, names=placed, partners=tuple(sorted(f"{one}.py" for one in files))),
            found.score - 5,
            found.template,
            found.values,
            found.line if own else 1,
        )


def _beside(source: Source) -> Iterator[Source]:
    """Sources beside a file: those that it imports first."""
    folder = source.path.parent
    imported = {
        module.partition(".")[0]
        for node in ast.walk(source.tree or ast.Module([], []))
        for module in _modules(node)
    }
    try:
        files = sorted(folder.glob("*.py"))[:_MOST_FILES]
    except OSError:
        return
    for file in sorted(files, key=lambda one: one.stem not in imported):
        if file == source.path or not _may_be_named(file):
            continue
        partner = read_source(file)
        if partner.tree is not None:
            yield partner


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def _may_be_named(file: Path) -> bool:
    return file.stem.isidentifier() and file.is_file()
