"""Which modules a person's file imports that must be installed where it runs."""

from __future__ import annotations

import ast
import sys

from nnd_gui.engine.usercode.child.stand_ins import ALWAYS, WHEN_MISSING
from nnd_gui.engine.usercode.source import Source

__all__ = ["imported_modules"]


def imported_modules(source: Source) -> tuple[str, ...]:
    """Modules by their first names, in the alphabet's order.

    The standard library, files beside this one, and what is stood in for are left out.
    """
    if source.tree is None:
        return ()
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    names -= sys.stdlib_module_names | ALWAYS | WHEN_MISSING
    folder = source.path.parent
    beside = {x for x in names if (folder / f"{x}.py").is_file() or (folder / x).is_dir()}
    return tuple(sorted(names - beside))
