"""A person's module run from top to bottom: the child's lazy one, made simple."""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import types
from collections.abc import Iterator
from typing import Any
from unittest import mock

from nnd_gui.engine.usercode.source import Source

_STUBS = ("matplotlib", "matplotlib.pyplot", "pylab", "IPython", "IPython.display")


class PlainSpace:
    """Mapping of the names that a file defines, statement by statement.

    A statement that fails is passed over, as the child passes over what is not needed.
    """

    def __init__(self, source: Source) -> None:
        assert source.tree is not None
        self.module = types.ModuleType("person")
        self.module.__file__, self.text = source.path.name, source.text
        with _stubbed(), contextlib.redirect_stdout(io.StringIO()):
            for node in source.tree.body:
                piece = compile(ast.Module([node], []), source.path.name, "exec")
                with contextlib.suppress(Exception):
                    exec(piece, vars(self.module))

    def __getitem__(self, name: str) -> Any:
        return vars(self.module)[name]

    def __contains__(self, name: object) -> bool:
        return name in vars(self.module)


@contextlib.contextmanager
def _stubbed() -> Iterator[None]:
    """Stand-ins for what draws. Only they are taken away again: numpy's parts load once."""
    missing = [name for name in _STUBS if name not in sys.modules]
    for name in missing:
        sys.modules[name] = mock.MagicMock(__all__=[])
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]
