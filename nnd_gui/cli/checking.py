"""Drives a check in the terminal: with progress for who waits, and Ctrl+C as a stop."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Finished
from nnd_gui.engine.run import run
from nnd_gui.model.numbers import duration
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_options import Request
from nnd_gui.model.words import tr

__all__ = ["check_request", "interrupts"]

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
    with interrupts() as interrupted:
        for event in run(check(request.spec), interrupted):
            result.add(event)
            if progress is not None:
                progress.show()
    return result


@contextlib.contextmanager
def interrupts() -> Iterator[Callable[[], bool]]:
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
