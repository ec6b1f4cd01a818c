"""A limited time for what may not be needed after all."""

from __future__ import annotations

import contextlib
import signal
from typing import Any, Callable, ContextManager, Iterator

__all__ = ["TookTooLong", "patience_of"]


class TookTooLong(Exception):  # noqa: N818 - what happened, in the words of the person's failure
    """A statement was broken off."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def patience_of(seconds: float) -> "Callable[[], ContextManager[None]]":
    """Make contexts that break off what takes longer (where the system has such a clock).

    One within another shares its time.
    """
    inside: "list[bool]" = []

    def broken_off(_number: int, _frame: Any) -> None:
        raise TookTooLong(seconds)

    @contextlib.contextmanager
    def patience() -> "Iterator[None]":
        if inside or not hasattr(signal, "setitimer"):
            yield
            return
        inside.append(True)
        before = signal.signal(signal.SIGALRM, broken_off)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            inside.clear()

    return patience
