"""Work in pieces, between which a stop is obeyed: signs of life, however long one piece takes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from nnd_gui.engine.bug_places import sample_count
from nnd_gui.engine.events import Working
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.perturbation import Pace
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["paced", "responsive"]

Event = TypeVar("Event")
Result = TypeVar("Result")

# Weights times samples from which on one gradient takes some ten milliseconds, and weights
# for which an array alone does, where its memory is new.
_LONG_PRODUCTS, _LONG_ARRAY = 20_000_000, 300_000
# Seconds between two signs of life while a piece is awaited.
_SIGN_OF_LIFE = 0.005


def paced(work: Generator[None, None, Result]) -> Generator[Working, None, Result]:
    """Go through some work, and say now and then that it goes on.

    Parameters
    ----------
    work : generator
        Yields between its pieces.

    Yields
    ------
    Working
        Every few milliseconds, where the pieces are no longer than that.
    """
    pace = Pace()
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
        if pace.due():
            yield Working()


def responsive(spec: ExperimentSpec, steps: Iterator[Event]) -> Iterator[Event | Working]:
    """Go through a run so that a stop is obeyed within some milliseconds at every size.

    Where one piece of it may take long, as one cost of a million weights does, each is done on
    a thread of its own: numpy leaves the interpreter free meanwhile. After a stop nobody waits
    for the piece that is under way; it is the last.

    Parameters
    ----------
    spec : ExperimentSpec
        What is run: its size tells whether that is worth a thread.
    steps : iterator of events
        The run.

    Yields
    ------
    Event
        What `steps` yields.
    Working
        While a piece takes longer than that.
    """
    if not _is_large(spec):
        yield from steps
        return
    pool = ThreadPoolExecutor(1, thread_name_prefix="pieces")
    try:
        while True:
            awaited = pool.submit(next, steps, None)
            while not wait([awaited], _SIGN_OF_LIFE).done:
                yield Working()
            event = awaited.result()
            if event is None:
                return
            yield event
            del awaited, event  # what was handed on is the consumer's alone
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _is_large(spec: ExperimentSpec) -> bool:
    """Whether a stop would be felt to wait for one piece."""
    if isinstance(spec.subject, PersonFile):
        return False  # its child is waited for in small steps anyhow
    weights = layout_of(spec.network).size
    return weights >= _LONG_ARRAY or weights * sample_count(spec.network) >= _LONG_PRODUCTS
