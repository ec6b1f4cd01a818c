"""What is not written yet in a function: it stands in for a value, so that the rest can be checked.

A name that nothing gives a value yet is given an `Unwritten` (see `gaps`), of which every result is
one again: so the gradients that do not depend on it come out as they are.
"""

from __future__ import annotations

import builtins
from typing import Any, Dict, Optional, Sequence

from .problem import Problem

__all__ = ["MAKER", "Unwritten", "first_unwritten", "make", "without_unwritten"]

# Under this name `make` is known in the person's module.
MAKER = "__nnd_unwritten__"
_JOINS = ("concatenate", "hstack", "append")
_TWO_SIDED = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
]
_OPERATORS = (
    *("neg", "pos", "abs", "invert", "lt", "le", "gt", "ge"),
    *(side + name for name in _TWO_SIDED for side in ("", "r", "i")),
)


class Unwritten:
    """Stands for a value that nobody has computed yet, and for all that would be made of it.

    Parameters
    ----------
    name : str
        The variable.
    line : int
        Where its place is.
    parts : sequence, optional
        What it was to be put together from, some of which is written.
    """

    def __init__(self, name: str, line: int, parts: Sequence[Any] = ()) -> None:
        self._name, self._line, self.parts = name, line, tuple(parts)

    def problem(self) -> Problem:
        """Say that it is missing."""
        return Problem(
            "not-written-yet",
            "{where}: “{name}” is not written yet, nothing gives it a value.",
            {"name": self._name},
            self._line,
        )

    def _again(self, *_: Any, **__: Any) -> Unwritten:
        return Unwritten(self._name, self._line)

    def _missing(self, *_: Any) -> Any:
        raise self.problem()

    def __call__(self, *_: Any, **__: Any) -> Unwritten:
        """What its methods give, such as ``ravel``: itself, with its parts."""
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Unwritten:
        return self._again()

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __array_ufunc__(self, *_: Any, **__: Any) -> Unwritten:
        return self._again()

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Unwritten:
        parts = args[0] if args and isinstance(args[0], (tuple, list)) else ()
        if func.__name__ not in _JOINS:
            parts = ()
        return Unwritten(self._name, self._line, parts)

    __bool__ = __float__ = __int__ = __index__ = __len__ = __iter__ = __array__ = _missing
    __eq__ = __ne__ = _again  # type: ignore[assignment]
    __hash__ = object.__hash__


for _name in _OPERATORS:
    setattr(Unwritten, "__{}__".format(_name), Unwritten._again)  # noqa: SLF001


def make(name: str, line: int, names: Dict[str, Any]) -> Any:
    """What stands for a name in a function: its value after all, if the module has one by now."""
    if name in names:
        return names[name]
    return getattr(builtins, name, None) or Unwritten(name, line)


def first_unwritten(found: Any) -> Optional[Unwritten]:
    """The one that a gradient rests on wholly: None where some of it is written."""
    if isinstance(found, Unwritten):
        return None if any(not isinstance(one, Unwritten) for one in found.parts) else found
    if isinstance(found, (tuple, list)) and found:
        all_of_it = all(isinstance(one, Unwritten) for one in found)
        return found[0] if all_of_it else None
    return None


def without_unwritten(found: Any) -> Any:
    """What a function gave, with None for each part of it that is not written yet."""
    if isinstance(found, Unwritten):
        return tuple(without_unwritten(one) for one in found.parts) or None
    if found is Ellipsis:
        return None
    if isinstance(found, (tuple, list)) and any(
        isinstance(one, Unwritten) or one is Ellipsis for one in found
    ):
        return tuple(without_unwritten(one) for one in found)
    if isinstance(found, dict):
        return {key: without_unwritten(one) for key, one in found.items()}
    return found
