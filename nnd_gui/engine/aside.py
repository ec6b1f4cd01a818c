"""A generator driven on a thread of its own, for work that waits for another process.

What waits may then simply wait, however deep inside a check it is; whoever drives the
check gets a word at least every ten milliseconds, can do other things meanwhile, and can
stop.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from nnd_gui.engine.events import Working

__all__ = ["Stopped", "aside"]

Event = TypeVar("Event")

_LOOK_SECONDS = 0.005
# How far ahead of its consumer a run may go.
_MOST_WAITING = 64


class Stopped(Exception):  # noqa: N818 - what happened, not an error
    """Raised in the work that was asked to stop."""


def aside(
    steps: Callable[[threading.Event], Iterator[Event]],
) -> Iterator[Event | Working]:
    """Drive a generator on a thread of its own.

    Parameters
    ----------
    steps : callable
        Gets an event that is set when it is to stop, upon which it has to raise `Stopped`
        (or to end) within some milliseconds; returns the generator. Called on the thread.

    Yields
    ------
    Event
        What the generator yields, in order.
    Working
        When there is nothing for five milliseconds.

    Raises
    ------
    Exception
        What the generator raises.
    """
    work = _Work(steps)
    work.start()
    try:
        yield from work.events()
    finally:
        work.stop()


class _Work(threading.Thread):
    def __init__(self, steps: Callable[[threading.Event], Iterator[Event]]) -> None:
        super().__init__(name="aside", daemon=True)
        self._steps = steps
        self._stopping = threading.Event()
        self._events: queue.Queue[object] = queue.Queue(_MOST_WAITING)
        self._error: BaseException | None = None

    def run(self) -> None:
        """Drive the generator (called by Python on the new thread)."""
        try:
            for event in self._steps(self._stopping):
                self._put(event)
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            self._error = error
        finally:
            self._steps = None  # type: ignore[assignment] # what it holds ends on this thread
            if not self._stopping.is_set():
                self._put(_END)

    def events(self) -> Iterator[Event | Working]:
        while True:
            try:
                event = self._events.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                yield Working()
                continue
            if event is _END:
                break
            yield event  # type: ignore[misc] # only the generator's events are put
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        self._stopping.set()
        self.join()

    def _put(self, event: object) -> None:
        while True:
            if self._stopping.is_set():
                raise Stopped
            try:
                self._events.put(event, timeout=_LOOK_SECONDS)
            except queue.Full:
                continue
            return


_END = object()
