"""Where in a person's file a line of the program text stands."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

__all__ = ["Places"]


@dataclass(frozen=True, slots=True)
class Places:
    """Lines of the program text <-> what the person sees in their editor.

    Parameters
    ----------
    name : str
        Name of the file.
    starts : tuple of int
        For a notebook, the line of the text on which each code cell starts, rising from 1;
        empty for a plain file, whose lines are the text's own.
    """

    name: str
    starts: tuple[int, ...] = ()

    def cell_of(self, line: int) -> tuple[int | None, int]:
        """Cell and line in it, both from 1; the cell is None in a plain file.

        Code cells only are counted, in the order in which the notebook shows them.
        """
        if not self.starts:
            return None, line
        cell = max(bisect.bisect_right(self.starts, line), 1)
        return cell, line - self.starts[cell - 1] + 1

    def place(self, line: int) -> str:
        """What to say: ``"name.py:12"`` or ``"cell 3, line 4"``."""
        cell, within = self.cell_of(line)
        return f"{self.name}:{line}" if cell is None else f"cell {cell}, line {within}"

    def line_at(self, cell: int | None, line: int) -> int:
        """Line of the text for a line of a cell: the way back of `cell_of`."""
        return line if cell is None else self.starts[cell - 1] + line - 1
