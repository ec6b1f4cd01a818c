"""What a child finds when it sets a person's file up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.child.frames import Frame

__all__ = ["Arrays", "Opened", "opened_of"]

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What was found when a file was set up.

    Parameters
    ----------
    blocks : tuple of (str, tuple of int)
        Names and shapes of the weights' blocks, in the order of the flat vector.
    start : ndarray, shape (n,)
        The weights at which the file is checked.
    facts : dict
        What the adapter says of it: plain JSON.
    arrays : dict of ndarray
        ``"X"`` and ``"y"``, where the adapter has them.
    python, numpy, executable : str
        What runs it.
    network : str
        ``"off"`` for everything, or ``"python"`` where only Python's own way is closed.
    """

    blocks: tuple[tuple[str, tuple[int, ...]], ...]
    start: NDArray[Any]
    facts: dict[str, Any]
    arrays: Arrays
    python: str
    numpy: str
    executable: str
    network: str


def opened_of(hello: Frame, frame: Frame) -> Opened:
    """Read what a child said when it began, and when it had set the file up.

    Raises
    ------
    CheckFailure
        If that makes no sense.
    """
    arrays = dict(frame.arrays)
    try:
        blocks = tuple(
            (str(name), tuple(int(size) for size in shape))
            for name, shape in frame.header["blocks"]
        )
        start = arrays.pop("start")
        facts = dict(frame.header["facts"])
    except (KeyError, TypeError, ValueError) as error:
        raise CheckFailure(
            "crashed", "The process that runs the file answered with something that makes no sense."
        ) from error
    if sum(int(np.prod(shape)) for _, shape in blocks) != start.size or start.ndim != 1:
        raise CheckFailure(
            "shape-mismatch",
            "The weights are {found:,} numbers, but their shapes ask for {expected:,}.",
            found=start.size,
            expected=sum(int(np.prod(shape)) for _, shape in blocks),
        )
    said = {name: str(hello.header.get(name, "")) for name in ("python", "numpy", "executable")}
    return Opened(
        blocks, start, facts, arrays, network=str(hello.header.get("network", "")), **said
    )
