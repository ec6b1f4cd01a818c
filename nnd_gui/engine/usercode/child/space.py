"""A person's file as a module that runs only what is needed of it.

A file plots, prints, trains for an hour and waits for a key when it is run. What a check
needs are its definitions, and those of its values that they depend on. `Space` runs the
definitions at once and everything else when a name is asked for, in the file's own order.
"""

from __future__ import annotations

import ast
import builtins
import re
from types import ModuleType
from typing import Any, Callable, ContextManager

from .gaps import filled
from .imports import run_import
from .statements import Statement, statements_of
from .unwritten import MAKER, make

__all__ = ["Space"]

_WAITING, _RUNNING, _DONE, _FAILED = range(4)


class Space:
    """Names of a person's file, each run when it is asked for.

    Parameters
    ----------
    text : str
        The program.
    module : module
        What it runs in.
    patience : callable
        Makes a context in which a statement is given a limited time; used for what may not
        be needed after all.

    Raises
    ------
    SyntaxError
        If this Python cannot read it.
    """

    def __init__(
        self, text: str, module: ModuleType, patience: Callable[[], ContextManager[None]]
    ) -> None:
        file = str(module.__file__)
        self.module, self.text = module, text
        self._names = module.__dict__
        self._patience = patience
        self._names[MAKER] = make
        self._statements = statements_of(filled(ast.parse(text, file), text), file)
        self._states = [_WAITING] * len(self._statements)
        self._errors: dict[int, BaseException] = {}
        # Why a name that a function mentions is not there: told once it is used.
        self._kept: dict[str, BaseException] = {}
        self._reached: set[str] = set()
        # Modules of which all names were imported, and those that were to be but are missing.
        self._stars: list[ModuleType] = []
        self._definers: dict[str, list[Statement]] = {}
        for one in self._statements:
            for name in one.defines:
                self._definers.setdefault(name, []).append(one)
        for one in self._statements:
            if one.is_definition:
                try:
                    self._run(one)
                except Exception as error:
                    self._keep(one, error)

    def __contains__(self, name: object) -> bool:
        """Whether the file defines a name, without running anything more."""
        return (
            name in self._names
            or any(
                name in one.stores | one.sets_globals for one in self._definers.get(str(name), ())
            )
            or any(_star_has(module, str(name)) for module in self._stars)
        )

    def __getitem__(self, name: str) -> Any:
        """Value of a name at the end of the file.

        Raises
        ------
        KeyError
            If the file defines no such name.
        Exception
            Whatever the person's code raises on the way.
        """
        if name not in self:
            raise KeyError(name)
        self._define(name, len(self._statements))
        self._reach(name, len(self._statements))
        if name not in self._names:
            self._from_stars(name)
        if name in self._names:
            return self._names[name]
        kept = self._kept.get(name)
        if kept is not None:
            raise kept
        raise KeyError(name)

    def reach_all(self) -> None:
        """Run what any function of the file mentions: for a module that others import."""
        for one in self._statements:
            if one.is_function:
                for name in sorted(one.stores):
                    self._reach(name, len(self._statements))

    def why_missing(self, error: BaseException) -> BaseException | None:
        """Why a name was not there, when that is what an error says."""
        if not isinstance(error, NameError):
            return None
        found = re.search(r"name '(\w+)' is not defined", str(error))
        name = getattr(error, "name", None) or (found.group(1) if found else "")
        kept = self._kept.get(name)
        if kept is None and "*" in self._kept and name not in self._definers:
            kept = self._kept["*"]
        return kept

    def _define(self, name: str, before: int) -> None:
        """Run what gives a name its value, in order, up to a statement."""
        definers = [one for one in self._definers.get(name, ()) if one.index < before]
        for place, one in enumerate(definers):
            if not (place and self._trains(one, name)):
                self._run(one)

    def _trains(self, one: Statement, name: str) -> bool:
        """Whether a loop makes a new value of an old one by means of the file's own functions."""
        own = {other for other in one.reads if self._is_function(other)}
        for other in one.reads:  # or of an object of one of its classes
            for definer in self._definers.get(other, ()):
                if definer.index < one.index and not definer.is_function:
                    own |= {made for made in definer.reads if self._is_function(made)}
        return one.is_loop and bool(own) and (name in one.rebinds or name in one.stores)

    def _is_function(self, name: str) -> bool:
        return any(one.is_function for one in self._definers.get(name, ()))

    def _run(self, one: Statement) -> None:
        state = self._states[one.index]
        if state == _FAILED:
            raise self._errors[one.index]
        if state != _WAITING:
            return
        self._states[one.index] = _RUNNING
        try:
            for name in sorted(one.reads):
                self._define(name, one.index)
                if not one.is_function:
                    self._reach(name, one.index)
                if name not in self._names and not hasattr(builtins, name):
                    self._from_stars(name)
            if one.is_import:
                stars, missing = run_import(one.node, one.code, self.module)
                self._stars += stars
                self._kept.update(missing)
            else:
                exec(one.code, self._names)
        except BaseException as error:
            self._states[one.index] = _FAILED
            self._errors[one.index] = error
            raise
        self._states[one.index] = _DONE

    def _reach(self, name: str, before: int) -> None:
        """Run what the body of a function mentions: it may be needed once that is called."""
        key = "%s %d" % (name, before)
        if key in self._reached:
            return
        self._reached.add(key)
        definers = [one for one in self._definers.get(name, ()) if one.index < before]
        for one in definers:
            for mentioned in sorted(one.mentions):
                self._try(mentioned, before)
            # A value carries the class that it was made by.
            for read in sorted(one.reads) if not one.is_import else ():
                self._reach(read, one.index)

    def _try(self, name: str, before: int) -> None:
        if name not in self._definers:
            if name not in self._names:
                self._from_stars(name)
            return
        try:
            with self._patience():
                self._define(name, before)
        except Exception as error:
            self._kept[name] = error
        self._reach(name, before)

    def _keep(self, one: Statement, error: BaseException) -> None:
        for name in one.stores:
            self._kept[name] = error

    def _from_stars(self, name: str) -> None:
        """Fetch what a module of the person's, imported with a star, runs only when asked."""
        for module in self._stars:
            if _star_has(module, name):
                self._names[name] = getattr(module, name)
                return


def _star_has(module: ModuleType, name: str) -> bool:
    space = module.__dict__.get("__nnd_space__")
    return isinstance(space, Space) and not name.startswith("_") and name in space
