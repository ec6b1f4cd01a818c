"""Work in small parts: run in order, on several cores, a few milliseconds between yields."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np

__all__ = ["Pace", "in_order"]

Result = TypeVar("Result")

# Seconds of work between two yields: a window draws in between, and a stop is obeyed.
_PACE = 0.004
# More than two workers leave no core for the window on the machines that classes have.
_WORKERS = min(2, os.cpu_count() or 1)


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


def _quietly(job: Callable[[], Result]) -> Result:
    # An overflow is told as a cost that is not finite. Each thread has its own state.
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
