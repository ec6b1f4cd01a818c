"""Many runs side by side, some at a time, driven from one thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

__all__ = ["many"]

Event = TypeVar("Event")


def many(jobs: Sequence[Callable[[], Iterator[Event]]], at_once: int) -> Iterator[Event]:
    """Drive generators in turns, at most so many of them begun and not over.

    A job is begun when there is room for it, in the order given. Each gets one step a turn,
    so that one that waits for its process, as `aside` does for some milliseconds, holds up
    none of the others for longer than that.

    Parameters
    ----------
    jobs : sequence of callable
        Each returns its generator; what it yields must say by itself which job it is of.
    at_once : int
        How many at a time, at least 1.

    Yields
    ------
    Event
        What the generators yield. When this one is closed, all that were begun are.
    """
    waiting = deque(jobs)
    running: deque[Iterator[Event]] = deque()
    try:
        while waiting or running:
            while waiting and len(running) < max(at_once, 1):
                running.append(waiting.popleft()())
            steps = running[0]
            try:
                event = next(steps)
            except StopIteration:
                running.popleft()
                continue
            running.rotate(-1)
            yield event
    finally:
        for steps in running:
            close = getattr(steps, "close", None)
            if close is not None:
                close()
