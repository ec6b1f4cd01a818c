"""Drives a check in the terminal: with progress for who waits, and Ctrl+C as a stop."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Finished
from nnd_gui.engine.run import run
from nnd_gui.model.numbers import duration
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request
from nnd_gui.model.words import tr

__all__ = ["check_many", "check_request"]

# A run shorter than this shows no progress; then the line changes a few times a second.
_PATIENCE_SECONDS = 1.0
_PROGRESS_SECONDS = 0.2


def check_request(request: Request, *, show_progress: bool) -> CheckResult:
    """Check what was asked for.

    Parameters
    ----------
    request : Request
        The experiment, or why there is none.
    show_progress : bool
        Whether somebody is looking at standard error.

    Returns
    -------
    CheckResult
        Of a finished run: completed, cancelled by Ctrl+C, or failed.
    """
    result = CheckResult(request.spec)
    if request.failure is not None:
        result.add(Finished("failed", 0, 0.0, request.failure))
        return result
    progress = _Progress(result) if show_progress else None
    with _interrupts() as interrupted:
        for event in run(check(request.spec), interrupted):
            result.add(event)
            if progress is not None:
                progress.show()
    return result


def check_many(requests: Sequence[Request], *, show_progress: bool) -> list[CheckResult]:
    """Check several experiments, as many at once as there are cores.

    Returns
    -------
    list of CheckResult
        In the order of the requests, each finished.
    """
    results = [CheckResult(request.spec) for request in requests]
    done = 0
    with _interrupts() as interrupted, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        waiting = [
            pool.submit(_check_into, result, request, interrupted)
            for result, request in zip(results, requests, strict=True)
        ]
        for job in as_completed(waiting):
            job.result()
            done += 1
            if show_progress:
                text = tr("{done} of {total} checked", done=done, total=len(requests))
                sys.stderr.write(f"\r{text}" + ("\n" if done == len(requests) else ""))
                sys.stderr.flush()
    return results


def _check_into(result: CheckResult, request: Request, stop: Callable[[], bool]) -> None:
    if request.failure is not None:
        result.add(Finished("failed", 0, 0.0, request.failure))
        return
    for event in run(check(request.spec), stop):
        result.add(event)


@contextlib.contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Turn a first Ctrl+C into a request to stop; a second one ends the program."""
    asked = False

    def ask(*_: Any) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


class _Progress:
    """One line that says how far a run is, wiped when it is over."""

    def __init__(self, result: CheckResult) -> None:
        self._result = result
        self._began = time.monotonic()
        self._shown = 0.0
        self._width = 0

    def show(self) -> None:
        """Bring the line up to date, if it is time."""
        now = time.monotonic()
        if self._result.finished is not None:
            self._write("")
        elif now - self._began > _PATIENCE_SECONDS and now - self._shown > _PROGRESS_SECONDS:
            self._shown = now
            self._write(self._text(now - self._began))

    def _text(self, taken: float) -> str:
        checked, total = self._result.checked, self._result.planned
        if not checked:
            return tr("Checking…")
        return tr(
            "{checked:,} of {total:,} weights, {time} left",
            checked=checked,
            total=total,
            time=duration(taken * (total - checked) / checked),
        )

    def _write(self, text: str) -> None:
        if not text and not self._width:
            return
        with contextlib.suppress(OSError):
            sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
            sys.stderr.flush()
        self._width = len(text)
