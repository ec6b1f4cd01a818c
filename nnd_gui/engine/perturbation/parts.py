"""Work in small parts: run in order, on several cores, a few milliseconds between yields."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np

__all__ = ["PARALLEL_FROM", "Pace", "in_order", "quiet"]

Result = TypeVar("Result")

# Seconds of work between two yields: a window draws in between, and a stop is obeyed.
_PACE = 0.004
# More than two workers leave no core for the window on the machines that classes have.
_WORKERS = min(2, os.cpu_count() or 1)
# Numbers in numpy's own buffers; 8192 when left alone.
_BUFFER = 64
# Numbers to compute from which on starting a second thread is worth it: some milliseconds.
PARALLEL_FROM = 2_000_000

# The C library keeps memory that is given back, instead of returning it to the system, up
# to a size that it learns from the largest piece it has seen. Without this piece (which is
# never touched) each array past 128 KB would cost a page fault for every 4 KB of it, each
# time: half of all time on networks of some ten thousand weights.
np.empty(2_000_000)


class Pace:
    """Tells when it is time to yield."""

    def __init__(self) -> None:
        self._next = time.perf_counter() + _PACE

    def due(self) -> bool:
        """Whether some milliseconds have passed since this was last true."""
        now = time.perf_counter()
        if now < self._next:
            return False
        self._next = now + _PACE
        return True


class Quiet:
    """Numpy without warnings, and with short buffers: an overflow is told as a cost.

    Numpy goes through an array that is added to each row of another in pieces of its buffer,
    and copies the one row as often: the shorter the pieces, the longer it stays in the cache.
    """

    def __enter__(self) -> None:
        self._errors = np.errstate(all="ignore")
        self._errors.__enter__()
        self._buffer = np.setbufsize(_BUFFER)

    def __exit__(self, *_: object) -> None:
        np.setbufsize(self._buffer)
        self._errors.__exit__(None, None, None)


def quiet(steps: Iterator[Result]) -> Iterator[Result]:
    """Go through an iterator with numpy's warnings off, and on again at each yield."""
    try:
        while True:
            with Quiet():
                step = next(steps, None)
            if step is None:
                return
            yield step
    finally:
        close = getattr(steps, "close", None)
        if close is not None:
            close()


def _quietly(job: Callable[[], Result]) -> Result:
    # Each thread has its own state of warnings.
    with Quiet():
        return job()


def _keep_apart(number: int) -> None:
    """Keep one of the workers to its own share of the processors.

    They hand the interpreter to each other thousands of times a second, and Linux takes that
    for a reason to run both on one processor: two workers are then no faster than one.
    """
    if sys.platform == "linux":
        share = sorted(os.sched_getaffinity(0))[number % _WORKERS :: _WORKERS]
        if share:
            os.sched_setaffinity(0, share)


def in_order(jobs: Iterable[Callable[[], Result]], parallel: bool) -> Iterator[Result]:
    """Run jobs and yield their results in their order.

    Parameters
    ----------
    jobs : iterable of callables
        Independent of each other; taken as they are needed.
    parallel : bool
        Whether they are worth a second core. numpy leaves the interpreter free while it
        computes, so that threads do.
    """
    if not parallel or _WORKERS == 1:
        for job in jobs:
            yield job()
        return
    waiting: deque[Future[Result]] = deque()
    numbers = itertools.count()
    pool = ThreadPoolExecutor(
        _WORKERS, thread_name_prefix="costs", initializer=lambda: _keep_apart(next(numbers))
    )
    try:
        for job in jobs:
            waiting.append(pool.submit(_quietly, job))
            if len(waiting) > 2 * _WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # A stop arrives here as GeneratorExit: what has not begun never does.
        pool.shutdown(wait=True, cancel_futures=True)
