"""What can go wrong before or during a check, told in a sentence.

A sentence is kept as a template and its values, so that the floor above can translate it;
``str(error)`` is the English sentence.
"""

from __future__ import annotations

from typing import Self

__all__ = ["CheckFailure", "EngineError", "SpecError", "Words"]


class Words(str):
    """A value of a sentence that is itself a text of the program, and translated with it.

    A plain ``str`` is a name: a file's, a weight's, what somebody has typed.
    """

    __slots__ = ()


class EngineError(Exception):
    """A sentence about what went wrong, translatable.

    Parameters
    ----------
    template : str
        An English sentence in which ``{name}`` marks a value.
    **values : object
        What stands for each ``{name}``.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values) if self.values else self.template


class SpecError(EngineError, ValueError):
    """An experiment that cannot be: says which of its fields is at fault.

    Parameters
    ----------
    field : str
        Name of the field, such as ``"sizes"`` or ``"epsilon"``: the place where the
        sentence belongs in a window.
    template, **values
        As for `EngineError`.
    """

    def __init__(self, field: str, template: str, /, **values: object) -> None:
        super().__init__(template, **values)
        self.field = field


class CheckFailure(EngineError):  # noqa: N818 - our word, see the glossary
    """A check that could not be made or finished.

    Parameters
    ----------
    kind : str
        One of the report's failure kinds, such as ``"not-finite-cost"``.
    template, **values
        As for `EngineError`.

    Attributes
    ----------
    where : str or None
        Place in a person's file, such as ``"net.py:12"`` or ``"cell 3, line 4"``.
    """

    def __init__(self, kind: str, template: str, /, **values: object) -> None:
        super().__init__(template, **values)
        self.kind = kind
        self.where: str | None = None

    def at(self, where: str | None) -> Self:
        """Say to which place of a person's file it belongs."""
        self.where = where
        return self
