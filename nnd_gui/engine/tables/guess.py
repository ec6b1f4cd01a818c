"""Which columns are likely X and y, by what they are called and what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nnd_gui.engine.usercode.roles import role_of

__all__ = ["guess_columns"]

_TARGET = re.compile(
    r"(?i)(the )?(y\d*|t|targets?\d*|labels?|class(es)?|outputs?\d*|scores?|species|outcome"
    r"|diagnosis|price|quality|digit|result|expected)"
)
_COUNTER = re.compile(r"(?i)(unnamed: 0|id|index|nr|no\.?|#|row)?")


def guess_columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns that are likely inputs, and targets.

    Parameters
    ----------
    headings : sequence of str
        Empty where a column has none.
    rows : sequence of sequence of str
        The first rows.
    numeric : sequence of bool
        Which columns hold numbers.

    Returns
    -------
    inputs, targets : tuple of int
        By name, else all columns of numbers, and the last one. Left out is what is empty,
        what is text, and a column that only counts the rows.
    """
    used = [
        place
        for place, heading in enumerate(headings)
        if any(place < len(row) and row[place] for row in rows)
        and not (_COUNTER.fullmatch(heading) and _counts(rows, place))
    ]
    named = [place for place in used if headings[place] and _is_target(headings[place])]
    targets = [place for place in named if numeric[place]] or named or used[-1:]
    # A table of nothing but targets has none: its last column is it.
    if len(targets) == len(used) > 1:
        targets = used[-1:]
    inputs = [place for place in used if place not in targets and numeric[place]]
    return tuple(inputs), tuple(targets)


def _is_target(heading: str) -> bool:
    return _TARGET.fullmatch(heading) is not None or role_of(heading) == "y"


def _counts(rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row)]
    return len(cells) > 2 and any(
        cells == [str(start + i) for i in range(len(cells))] for start in (0, 1)
    )
