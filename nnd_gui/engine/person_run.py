"""Runs what asks a person's file, with its child process, so that nobody has to wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from numpy.typing import NDArray

from nnd_gui.engine.aside import aside
from nnd_gui.engine.events import Working
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective

__all__ = ["with_person"]

Step = TypeVar("Step")


def with_person(
    file: PersonFile,
    dtype: str,
    steps: Callable[[PersonObjective], Iterator[Step]],
    given: Mapping[str, NDArray[Any]] | None = None,
    *,
    children: int | None = None,
) -> Iterator[Step | Working]:
    """Run something that asks a person's file, without anybody having to wait.

    Parameters
    ----------
    file : PersonFile
    dtype : str
    steps : callable
        Objective to a generator of events, such as ``lambda objective: sweep(spec,
        objective=objective)``.
    given : mapping of ndarray, optional
        As for `PersonObjective`.
    children : int, optional
        As there.

    Yields
    ------
    Event
        What the generator yields, and `Working` while there is nothing. When it is closed,
        the child and everything that it has started have ended.
    """

    def all_of_it(stopping: threading.Event) -> Iterator[Step]:
        with PersonObjective(
            file, dtype, stopping, dict(given or {}), children=children
        ) as objective:
            yield from steps(objective)

    yield from aside(all_of_it)
