"""How a person's file imports: its own modules lazily, plots as stand-ins."""

from __future__ import annotations

import ast
import os
import sys
import tokenize
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_loader
from types import CodeType, ModuleType
from typing import Any, Callable, ContextManager, Sequence

from .problem import Problem
from .stand_ins import ALWAYS, WHEN_MISSING, StandInLoader

__all__ = ["SPACE", "install", "located", "run_import"]

# Under this name a module holds its `Space`.
SPACE = "__nnd_space__"

_MakeSpace = Callable[[str, ModuleType, Callable[[], ContextManager[None]]], Any]


def install(
    roots: list[str], make: _MakeSpace, patience: Callable[[], ContextManager[None]]
) -> None:
    """Have imports go our way.

    Parameters
    ----------
    roots : list of str
        Folders with the person's own modules.
    make, patience : callable
        Makes a `Space`; see there.
    """
    sys.meta_path.insert(0, _Finder(roots, make, patience))
    sys.meta_path.append(_LastFinder())
    # For what looks there itself. At the end: a random.py beside the file is not the library.
    sys.path.extend(root for root in roots if root not in sys.path)


def located(problem: Problem, file: str) -> Problem:
    """Say of a problem in which file its line is."""
    problem.file = file  # type: ignore[attr-defined]
    return problem


def run_import(
    node: ast.stmt, code: CodeType, module: ModuleType
) -> tuple[list[ModuleType], dict[str, BaseException]]:
    """Import, as far as possible.

    Returns
    -------
    stars : list of module
        Of which all names were imported.
    missing : dict
        Why a name was not imported; under ``"*"`` for all names of a module.
    """
    stars: list[ModuleType] = []
    missing: dict[str, BaseException] = {}
    for alias in node.names:  # type: ignore[attr-defined]
        alone = _alone(node, alias)
        try:
            exec(compile(alone, code.co_filename, "exec", dont_inherit=True), module.__dict__)
        except Exception as error:
            name = alias.asname or alias.name.partition(".")[0]
            missing[name] = _told(error, node, alias, str(module.__file__))
            continue
        if alias.name == "*":
            found = sys.modules.get(_absolute(node, module))
            if found is not None:
                stars.append(found)
    return stars, missing


def _alone(node: ast.stmt, alias: ast.alias) -> ast.Module:
    """The same import, of one name only."""
    one: ast.stmt
    if isinstance(node, ast.ImportFrom):
        one = ast.ImportFrom(module=node.module, names=[alias], level=node.level)
    else:
        one = ast.Import(names=[alias])
    return ast.Module(body=[ast.copy_location(one, node)], type_ignores=[])


def _absolute(node: ast.stmt, module: ModuleType) -> str:
    name = getattr(node, "module", None) or ""
    level = getattr(node, "level", 0)
    if not level:
        return name
    package = str(module.__dict__.get("__package__") or "")
    parts = package.split(".")
    base = ".".join(parts[: len(parts) - level + 1])
    return "%s.%s" % (base, name) if name else base


def _told(error: Exception, node: ast.stmt, alias: ast.alias, file: str) -> BaseException:
    if not isinstance(error, ImportError):
        return error
    if isinstance(error, ModuleNotFoundError) and error.name:
        problem = Problem(
            "missing-module",
            "{where} imports “{module}”, which is neither beside the file nor installed in the "
            "Python that runs it ({python}). Choose a Python that has it, or install it there.",
            {"module": error.name, "python": sys.executable},
            node.lineno,
        )
    else:
        problem = Problem(
            "import-failed",
            "{where} cannot import “{name}”: {error}.",
            {"name": alias.name, "error": str(error).rstrip(".")},
            node.lineno,
        )
    problem.__cause__ = error
    return located(problem, file)


class _Finder(MetaPathFinder):
    """Finds stand-ins, and the person's own modules."""

    def __init__(
        self,
        roots: list[str],
        make: _MakeSpace,
        patience: Callable[[], ContextManager[None]],
    ) -> None:
        self._roots, self._make, self._patience = roots, make, patience
        self._inside = tuple(os.path.realpath(root) + os.sep for root in roots)
        self._library = _names_of_library()

    def find_spec(
        self,
        fullname: str,
        path: "Sequence[str] | None",
        target: "ModuleType | None" = None,  # noqa: ARG002 - Python's own signature
    ) -> "ModuleSpec | None":
        """Say how a module is loaded; None where others know."""
        root = fullname.partition(".")[0]
        if root in ALWAYS:
            return spec_from_loader(fullname, StandInLoader(), is_package=True)
        if path is None and root in self._library:
            return None
        spec = PathFinder.find_spec(fullname, self._roots if path is None else path)
        if spec is None or not spec.origin or not self._is_own(spec.origin):
            return None
        if spec.submodule_search_locations is None and spec.origin.endswith(".py"):
            spec.loader = _LazyLoader(spec.origin, self._make, self._patience)
        return spec

    def _is_own(self, origin: str) -> bool:
        return origin.startswith(tuple(self._roots)) or os.path.realpath(origin).startswith(
            self._inside
        )


class _LastFinder(MetaPathFinder):
    """Finds stand-ins for what nobody has found."""

    def find_spec(
        self,
        fullname: str,
        path: "Sequence[str] | None",  # noqa: ARG002 - Python's own signature
        target: "ModuleType | None" = None,  # noqa: ARG002
    ) -> "ModuleSpec | None":
        """Say how a module is loaded; None if there is nothing for it."""
        if fullname.partition(".")[0] in WHEN_MISSING:
            return spec_from_loader(fullname, StandInLoader(), is_package=True)
        return None


class _LazyLoader(Loader):
    """Loads one of the person's own modules as a `Space`."""

    def __init__(
        self, file: str, make: _MakeSpace, patience: Callable[[], ContextManager[None]]
    ) -> None:
        self._file, self._make, self._patience = file, make, patience

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run what defines things, and what functions mention."""
        with tokenize.open(self._file) as file:
            text = file.read()
        space = self._make(text, module, self._patience)
        module.__dict__[SPACE] = space

        def missing(name: str) -> Any:
            if name in space and not name.startswith("__"):
                return space[name]
            message = "module '%s' has no attribute '%s'" % (module.__name__, name)
            raise AttributeError(message)

        module.__dict__["__getattr__"] = missing
        space.reach_all()


def _names_of_library() -> frozenset[str]:
    known = getattr(sys, "stdlib_module_names", None)
    if known is not None:
        return frozenset(known)
    folder = os.path.dirname(os.__file__)
    names = set(sys.builtin_module_names)
    for place in (folder, os.path.join(folder, "lib-dynload")):
        if os.path.isdir(place):
            names.update(name.partition(".")[0] for name in os.listdir(place))
    return frozenset(names - {"site-packages"})
