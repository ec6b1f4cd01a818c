"""Numbers as a program writes them: with every digit."""

from __future__ import annotations

import math
from typing import Any

from numpy.typing import NDArray

__all__ = ["array_source"]

_WIDTH = 88


def array_source(name: str, array: NDArray[Any]) -> str:
    """Assign an array, one row a line where it has rows.

    Parameters
    ----------
    name : str
        The variable.
    array : ndarray of float or int, one- or two-dimensional
        Its values; read back, they are the same to the last bit.

    Returns
    -------
    str
        Lines of a program that has numpy as ``np``.
    """
    if array.ndim == 1:
        return f"{name} = np.array([\n{_wrapped(array, '    ')},\n])\n"
    rows = [_wrapped(row, "     ").strip() for row in array]
    body = "\n".join(f"    [{row}]," for row in rows)
    return f"{name} = np.array([\n{body}\n])\n"


def _wrapped(row: NDArray[Any], indent: str) -> str:
    """The numbers of a row, with line breaks where it is long."""
    lines, line = [], indent
    for number in row.tolist():
        text = _literal(number) + ", "
        if len(line) + len(text) > _WIDTH and line != indent:
            lines.append(line.rstrip())
            line = indent
        line += text
    lines.append(line.rstrip(", "))
    return "\n".join(lines)


def _literal(number: float) -> str:
    if not math.isfinite(number):
        return "np.nan" if math.isnan(number) else ("-" if number < 0 else "") + "np.inf"
    return repr(number)
