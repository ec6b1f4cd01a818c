"""Work that is written in pieces, done at once: for who has nothing to do between them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

__all__ = ["driven"]

Result = TypeVar("Result")


def driven(work: Generator[Any, None, Result]) -> Result:
    """Go through some work to its end.

    Parameters
    ----------
    work : generator
        Yields between its pieces; what it yields is dropped.

    Returns
    -------
    Result
        What the generator returns.
    """
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
