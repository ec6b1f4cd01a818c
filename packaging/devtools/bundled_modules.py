"""The standard library, which the bundle carries whole: a person's file may import any of it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable

__all__ = ["standard_library"]

# Tests, windows of another toolkit, installers of packages, and jokes.
_LEFT_OUT = frozenset(
    {
        "antigravity",
        "ensurepip",
        "idlelib",
        "lib2to3",
        "test",
        "this",
        "tkinter",
        "turtle",
        "turtledemo",
        "_tkinter",
    }
)


def standard_library(submodules: Callable[[str], Iterable[str]]) -> list[str]:
    """Names of its modules, as far as this Python has them.

    Parameters
    ----------
    submodules : callable
        Package to the names of all that is in it: PyInstaller's ``collect_submodules``.

    Returns
    -------
    list of str
        In order.
    """
    found: set[str] = set()
    for name in sys.stdlib_module_names - _LEFT_OUT:
        try:
            spec = importlib.util.find_spec(name)
        except (ImportError, ValueError):  # __main__ has none
            continue
        if spec is None:
            continue
        found.add(name)
        if spec.submodule_search_locations is not None:
            found.update(one for one in submodules(name) if not _is_test(one))
    return sorted(found)


def _is_test(name: str) -> bool:
    return not _LEFT_OUT.isdisjoint(name.split(".")) or ".tests" in name
