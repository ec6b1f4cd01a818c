"""Columns as people write them: ``1-3, 5`` or their names, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nnd_gui.engine.errors import SpecError

__all__ = ["columns_of", "columns_text"]

_RANGE = re.compile(r"(\d{1,6})\s*(?:-|–|:|\.\.)\s*(\d{1,6})")


def columns_of(text: str, headings: Sequence[str], field: str = "data") -> tuple[int, ...]:
    """Read which columns are meant.

    Parameters
    ----------
    text : str
        Numbers from 1, ranges of them and names, parted by commas.
    headings : sequence of str
        The names, one a column.
    field : str
        Which field of a choice it is, for the `SpecError`.

    Returns
    -------
    tuple of int
        Columns from 0, in the order in which they are named.

    Raises
    ------
    SpecError
        If one is not there, or named twice.
    """
    found: list[int] = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        found += _part(part, headings, field)
    twice = (
        next((place for place in found if found.count(place) > 1), None)
        if (len(set(found)) < len(found))
        else None
    )
    if twice is not None:
        raise SpecError(field, "Column {column} is named twice.", column=twice + 1)
    return tuple(found)


def columns_text(columns: Sequence[int]) -> str:
    """Columns as `columns_of` reads them: ``1-3, 5``."""
    parts: list[list[int]] = []
    for column in columns:
        if parts and column == parts[-1][1] + 1:
            parts[-1][1] = column
        else:
            parts.append([column, column])
    return ", ".join(
        f"{first + 1}" if first == last else f"{first + 1}-{last + 1}" for first, last in parts
    )


def _part(part: str, headings: Sequence[str], field: str) -> list[int]:
    known = [heading.lower() for heading in headings]
    if part.lower() in known:
        return [known.index(part.lower())]
    between = _RANGE.fullmatch(part)
    ends = [part, part] if between is None else list(between.groups())
    if not all(re.fullmatch(r"\d{1,6}", end) for end in ends):
        raise SpecError(
            field, "There is no column “{name}”; 1-3, 5 or a heading names columns.", name=part
        )
    first, last = (int(end) for end in ends)
    if not 1 <= first <= last <= len(headings):
        raise SpecError(
            field,
            "There is no column {name}: the file has columns 1 to {columns:,}.",
            name=part,
            columns=len(headings),
        )
    return list(range(first - 1, last))
