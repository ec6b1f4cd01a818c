"""The small process that stands between the program and a person's code, and outlives neither.

It forks the worker before numpy is imported, so it costs about a millisecond. Everything
that the worker starts becomes its own descendant, even what leaves its process group or
outlives its parent (Linux); when the worker ends, when the program asks, or when the
program itself is gone, all of it is killed. It also keeps the last lines of what is
printed, and watches the memory.

Where there is no fork (Windows) the worker runs alone, and the program puts it into a job.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time

from . import descendants, system
from .settings import Settings
from .tail import Tail

__all__ = ["keep"]

_LOOK_SECONDS = 0.05
_LOOK_AT_ALL_SECONDS = 0.5
# How long the worker gets to write down where it is.
_TRACE_SECONDS = 0.04
_TRACE_PATIENCE = 0.5
# After that what cannot be killed is left alone: nothing of the person's can.
_END_SECONDS = 2.0


def keep(session: str) -> int:
    """Run the worker and see to its end.

    Parameters
    ----------
    session : str
        Folder with ``settings.json`` and the ``work`` folder; ``output``, ``trace`` and
        ``fate`` are left in it.

    Returns
    -------
    int
        Exit code of the process; a worker that was killed by a signal ends it likewise.
    """
    settings = Settings.read(session)
    if not hasattr(os, "fork"):
        return _work(session, settings)
    system.adopt_orphans()
    wake_read, wake_write = os.pipe()
    for end in (wake_read, wake_write):
        os.set_blocking(end, False)
    output_read, output_write = os.pipe()
    worker = os.fork()
    if worker == 0:
        for end in (wake_read, wake_write, output_read):
            os.close(end)
        return _work(session, settings, output_write)
    os.close(output_write)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # the replies are the worker's alone
    return _Keeper(session, settings, worker, output_read, (wake_read, wake_write)).run()


def _work(session: str, settings: Settings, output: int | None = None) -> int:
    from .worker import work

    return work(session, settings, output)


class _Keeper:
    def __init__(
        self, session: str, settings: Settings, worker: int, output: int, wake: tuple[int, int]
    ) -> None:
        self._session, self._settings = session, settings
        self._worker, self._output = worker, output
        self._wake = wake[0]
        self._tail = Tail(os.path.join(session, "output"))
        self._status: int | None = None
        self._asked = ""
        self._looked_at_all = 0.0
        self._reading = True
        signal.set_wakeup_fd(wake[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGCHLD):
            signal.signal(number, self._on_signal)
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def _on_signal(self, number: int, _frame: object) -> None:
        if number == signal.SIGTERM:
            self._asked = "kill"
        elif number == signal.SIGUSR1:
            self._asked = self._asked or "trace"

    def run(self) -> int:
        poll = select.poll()
        poll.register(0, 0)  # nothing but the end of it: the requests are the worker's
        poll.register(self._output, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        gone = False
        try:
            while self._status is None and not gone and not self._asked:
                for end, what in poll.poll(int(_LOOK_SECONDS * 1000)):
                    if end == 0:
                        gone = True
                    elif end == self._wake:
                        with contextlib.suppress(BlockingIOError):
                            os.read(self._wake, 4096)
                    elif what and not self._drain_once():
                        poll.unregister(self._output)
                        self._reading = False
                self._reap()
                self._look_at_memory()
                self._tail.save(only_if_due=True)
            if self._asked == "trace":
                self._write_trace()
        finally:  # also where the person's code took this session's folder away
            self._end_all()
        self._drain()
        self._tail.save()
        if gone:
            import shutil

            shutil.rmtree(self._session, ignore_errors=True)
        return self._as_the_worker_ended()

    def _drain_once(self) -> bool:
        data = os.read(self._output, 1 << 16)
        self._tail.add(data)
        return bool(data)

    def _drain(self) -> None:
        os.set_blocking(self._output, False)
        with contextlib.suppress(BlockingIOError):
            while self._reading and self._drain_once():
                pass

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == self._worker:
                    self._status = status

    def _look_at_memory(self) -> None:
        now = time.monotonic()
        if now - self._looked_at_all >= _LOOK_AT_ALL_SECONDS:
            self._looked_at_all = now
            pids = [*descendants.of(os.getpid())]
        else:
            pids = [self._worker]
        held = sum(descendants.resident_bytes(pid) for pid in pids)
        if held > self._settings.memory_bytes and self._status is None:
            self._note({"memory": held})
            self._asked = "trace"

    def _note(self, fate: dict[str, int]) -> None:
        with open(os.path.join(self._session, "fate"), "w", encoding="utf-8") as file:
            json.dump(fate, file)

    def _write_trace(self) -> None:
        """Have the worker write down where it is, by the signal that `worker` listens to."""
        trace = os.path.join(self._session, "trace")
        before = os.path.getsize(trace) if os.path.exists(trace) else 0
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._worker, signal.SIGUSR2)
        end = time.monotonic() + _TRACE_PATIENCE
        while time.monotonic() < end:
            if os.path.exists(trace) and os.path.getsize(trace) > before:
                time.sleep(_TRACE_SECONDS / 4)
                return
            time.sleep(_TRACE_SECONDS / 20)

    def _end_all(self) -> None:
        """Kill what is there, and what is left to us by what was killed, until there is none."""
        end = time.monotonic() + _END_SECONDS
        while time.monotonic() < end:
            left = descendants.of(os.getpid())
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if not left and not self._has_children():
                return
            time.sleep(0.0005)
            self._reap()

    def _has_children(self) -> bool:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == self._worker:
            self._status = status
        return True

    def _as_the_worker_ended(self) -> int:
        status = self._status or 0
        if not os.WIFSIGNALED(status):
            os._exit(os.WEXITSTATUS(status))  # nothing here needs to be taken down
        number = os.WTERMSIG(status)
        system.no_core_files()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        return 1
