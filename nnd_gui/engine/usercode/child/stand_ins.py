"""What stands in for libraries that a gradient does not need: plots, widgets, progress bars."""

from __future__ import annotations

import builtins
import sys
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Iterator

import numpy as np

__all__ = ["ALWAYS", "WHEN_MISSING", "StandInLoader"]

# Never the real ones: they take a second to load, and open windows.
ALWAYS = frozenset(
    [
        "matplotlib",
        "pylab",
        "mpl_toolkits",
        "seaborn",
        "plotly",
        "bokeh",
        "altair",
        "IPython",
        "ipywidgets",
        "ipykernel",
        "turtle",
        "tkinter",
        "Tkinter",
    ]
)
# Only where they are not installed.
WHEN_MISSING = frozenset(["tqdm", "numba", "prettytable", "termcolor", "colorama", "google"])

_BUILT_IN = ("abs", "bool", "bytes", "max", "min", "pow", "round")
# How many things people unpack from a call that does nothing.
_ANSWERS = {"subplots": 2, "hist": 3, "boxplot": 1}


class Nothing:
    """Does nothing, whatever is asked of it."""

    def __init__(self, answers: int = 0) -> None:
        self._answers = answers

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # A decorator hands back what it decorates.
        if (
            len(args) == 1
            and not kwargs
            and (callable(args[0]) and not isinstance(args[0], Nothing))
        ):
            return args[0]
        return tuple(Nothing() for _ in range(self._answers)) if self._answers else Nothing()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(_ANSWERS.get(name, 0))

    def __getitem__(self, key: object) -> Any:
        return Nothing()

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *details: object) -> None:
        pass


class _StandIn(ModuleType):
    """A module in which every name is there and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(_ANSWERS.get(name, 0))


class StandInLoader(Loader):
    """Makes a stand-in for a module."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make the module."""
        module = _StandIn(spec.name)
        module.__path__ = []
        module.__dict__["__all__"] = []  # for imports with a star
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Fill it with what it must really do."""
        names = module.__dict__
        if module.__name__ == "pylab":
            names.update(_names_of_pylab())
            names["__all__"] = [name for name in names if not name.startswith("_")]
        elif module.__name__.partition(".")[0] == "tqdm":
            # A progress bar goes through what it was given.
            for name in ("tqdm", "trange", "tqdm_notebook"):
                names[name] = _trange if name == "trange" else _through
        elif module.__name__ == "numba":
            for name in ("jit", "njit", "vectorize"):
                names[name] = _undecorated
            names["prange"] = range
        parent, _, own = module.__name__.rpartition(".")
        if parent in sys.modules:
            setattr(sys.modules[parent], own, module)


def _through(iterable: Any = (), *_args: Any, **_kwargs: Any) -> Any:
    return iterable


def _trange(*args: Any, **_kwargs: Any) -> Any:
    return range(*[one for one in args if isinstance(one, int)])


def _undecorated(*args: Any, **_kwargs: Any) -> Any:
    if len(args) == 1 and callable(args[0]):
        return args[0]
    return lambda function: function


def _names_of_pylab() -> dict[str, Any]:
    """What pylab brings beside its plots: numpy, under its own names and under np."""
    found: dict[str, Any] = {}
    for source in (np, np.fft, np.linalg, np.random):
        for name in dir(source):
            if not name.startswith("_"):
                found[name] = getattr(source, name)
    for name in _BUILT_IN:
        found[name] = getattr(builtins, name)
    found["np"] = found["numpy"] = np
    return found
