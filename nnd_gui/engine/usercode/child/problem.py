"""What keeps a person's code from being checked, told in a sentence."""

from __future__ import annotations

from typing import Any, Dict, Optional

__all__ = ["Problem", "sentence"]


def sentence(template: str, values: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
    """A sentence as it goes through the pipe; a value of it may be a sentence again."""
    return {"template": template, "values": dict(values or {})}


class Problem(Exception):  # noqa: N818 - what it is to the person
    """A sentence about the person's code, as a template and its values.

    Parameters
    ----------
    kind : str
        One of the report's failure kinds, such as ``"not-written-yet"``.
    template : str
        An English sentence in which ``{name}`` marks a value.
    values : dict, optional
        What stands for each ``{name}``: plain JSON.
    line : int, optional
        Line of the program text.
    """

    def __init__(
        self,
        kind: str,
        template: str,
        values: Optional[Dict[str, Any]] = None,
        line: Optional[int] = None,
    ) -> None:
        super().__init__(kind, template, values, line)
        self.kind = kind
        self.template = template
        self.values: Dict[str, Any] = dict(values or {})
        self.line = line

    def __str__(self) -> str:
        return self.template.format_map(_Told(self.values)) if self.values else self.template


class _Told(Dict[str, Any]):
    """Values of a sentence; where it is, is known only to the program that runs the child."""

    def __missing__(self, name: str) -> str:
        return "the file" if name == "where" else "?"
