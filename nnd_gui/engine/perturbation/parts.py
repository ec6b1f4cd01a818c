"""Work in small parts: run in order, on several cores, a few milliseconds between yields."""

from __future__ import annotations

import os
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


def quiet(steps: Iterator[Result]) -> Iterator[Result]:
    """Go through an iterator with numpy's warnings off, and on again at each yield.

    An overflow is a finding, told as a cost that is not finite.
    """
    try:
        while True:
            with np.errstate(all="ignore"):
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
    with np.errstate(all="ignore"):
        return job()


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
            yield _quietly(job)
        return
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="costs")
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
