"""Which line of a person's code writes into data that the next evaluation needs."""

from __future__ import annotations

from types import FrameType
from typing import Any

import numpy as np

__all__ = ["KeptData"]

# Numbers of all arrays together that are compared after each line.
_MOST = 100_000


class KeptData:
    """Arrays that an evaluation is given, and whether they are still what they were.

    Parameters
    ----------
    theta : object
        The weights, which are looked after elsewhere.
    """

    def __init__(self, theta: Any) -> None:
        self._seen = {id(theta)}
        self._numbers = 0
        self._kept: "list[tuple[str, np.ndarray[Any, Any], np.ndarray[Any, Any]]]" = []

    def add(self, frame: FrameType) -> None:
        """Take in the arguments of a function that is called from outside, and its file's arrays.

        Parameters
        ----------
        frame : frame
            Of the function, before its first line.
        """
        for name, value in [*frame.f_locals.items(), *frame.f_globals.items()]:
            if not isinstance(value, np.ndarray) or id(value) in self._seen:
                continue
            self._seen.add(id(value))
            if self._numbers + value.size <= _MOST:
                self._numbers += value.size
                self._kept.append((name, value, value.copy()))

    def changed(self) -> "str | None":
        """Name of one that was written into; None if none was."""
        for name, value, before in self._kept:
            if not np.array_equal(value, before, equal_nan=value.dtype.kind == "f"):
                return name
        return None
