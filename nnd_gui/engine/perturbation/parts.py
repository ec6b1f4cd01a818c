"""Work in small parts: run in order, on several cores, a few milliseconds between yields."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import numpy as np

__all__ = ["PARALLEL_FROM", "Pace", "in_order", "quiet"]

Result = TypeVar("Result")

# Seconds of work between two yields: a window draws in between, and a stop is obeyed.
_PACE = 0.004
# More than two workers leave no core for the window on the machines that classes have.
_WORKERS = min(2, os.cpu_count() or 1)
# Seconds between two looks at what the workers have done, and jobs that may wait for one.
_LOOK = 0.002
_AHEAD = 64
# Numbers in numpy's own buffers; 8192 when left alone.
_BUFFER = 64
# Numbers to compute from which on starting a second thread is worth it: some milliseconds.
PARALLEL_FROM = 2_000_000

# The C library keeps memory that is given back, instead of returning it to the system, up
# to twice the largest piece that it has seen, and learns from none past 32 MB. Without this
# piece (which is never touched) each array past 128 KB would cost a page fault for every 4 KB
# of it, each time: half of all time on networks of some ten thousand weights, and with one of
# half the size a third of a whole check of a hundred thousand.
np.empty(4_000_000)


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


def _keep_apart(number: int) -> None:
    """Keep one of the workers to its own share of the processors.

    They hand the interpreter to each other thousands of times a second, and Linux takes that
    for a reason to run both on one processor: two workers are then no faster than one.
    """
    if sys.platform == "linux":
        share = sorted(os.sched_getaffinity(0))[number % _WORKERS :: _WORKERS]
        if share:
            os.sched_setaffinity(0, share)


def in_order(jobs: Iterable[Callable[[], Result]], parallel: bool) -> Iterator[Result | None]:
    """Run jobs and yield their results in their order, and None while one is awaited.

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
    crew = _Crew(jobs)
    try:
        yield from crew.results()
    finally:
        # A stop arrives here as GeneratorExit: what has not begun never does.
        crew.stop()


class _Crew(Generic[Result]):
    """Threads that take jobs, and whoever waits for the results: woken now and then only.

    Each hand-over of the interpreter takes some ten microseconds, so that a thread which is
    woken at each result would slow down those that compute.
    """

    def __init__(self, jobs: Iterable[Callable[[], Result]]) -> None:
        self._jobs = enumerate(jobs)
        self._taking = threading.Lock()
        self._room = threading.Semaphore(_AHEAD)
        self._done: dict[int, Result] = {}
        self._failure: BaseException | None = None
        self._stopped, self._over = False, threading.Event()
        self._working = _WORKERS
        self._threads = [
            # Daemons: a run that nobody ends must not keep the program from ending.
            threading.Thread(target=self._work, args=(number,), name=f"costs_{number}", daemon=True)
            for number in range(_WORKERS)
        ]
        for thread in self._threads:
            thread.start()

    def results(self) -> Iterator[Result | None]:
        """Results in the order of the jobs; None now and then while there is none."""
        place = 0
        while True:
            over = self._over.is_set()
            while place in self._done:
                yield self._done.pop(place)
                self._room.release()
                place += 1
            if not over:
                self._over.wait(_LOOK)
                yield None
            elif self._failure is not None:
                raise self._failure
            else:
                return

    def stop(self) -> None:
        """Let the jobs that have begun come to their end, and begin no other."""
        self._stopped = True
        self._room.release(_WORKERS)
        for thread in self._threads:
            thread.join()

    def _work(self, number: int) -> None:
        _keep_apart(number)
        try:
            # Each thread has its own state of warnings.
            with Quiet():
                self._take_jobs()
        except BaseException as failure:  # noqa: BLE001 - raised where the results are awaited
            self._failure, self._stopped = failure, True
            self._room.release(_WORKERS)
        with self._taking:
            self._working -= 1
            if not self._working:
                self._over.set()

    def _take_jobs(self) -> None:
        while True:
            self._room.acquire()
            with self._taking:
                taken = None if self._stopped else next(self._jobs, None)
            if taken is None:
                self._room.release()
                return
            place, job = taken
            self._done[place] = job()
