"""The child process as the program sees it: bytes in, bytes out, and its end."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from nnd_gui.engine.usercode.interpreter import command, environment
from nnd_gui.engine.usercode.windows_job import WindowsJob

__all__ = ["ChildProcess"]

_AT_ONCE = 1 << 18
# How long the keeper gets to end everything before it is ended itself.
_PATIENCE_SECONDS = 3.0


class ChildProcess:
    """A started child.

    Parameters
    ----------
    session : pathlib.Path
        Its folder, with ``settings.json``, ``home`` and ``tmp``.
    interpreter : str, optional
        The Python that the person chose.

    Raises
    ------
    OSError
        If there is no such program.
    """

    def __init__(self, session: Path, interpreter: str | None) -> None:
        windows = sys.platform == "win32"
        with (session / "stderr").open("wb") as errors:
            self._popen = subprocess.Popen(
                command(session, interpreter),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=session,
                env=environment(session, own=interpreter is None),
                bufsize=0,
                start_new_session=not windows,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self._requests, self._replies = self._popen.stdin, self._popen.stdout
        self._reader = None if not windows else _ThreadReader(self._replies)
        self._job = WindowsJob(self._popen.pid) if windows else None
        if not windows:
            for pipe in (self._requests, self._replies):
                os.set_blocking(pipe.fileno(), False)

    @property
    def pid(self) -> int:
        """Number of the process that was started."""
        return self._popen.pid

    def read(self, seconds: float) -> bytes | None:
        """Read what has come; None if nothing came in time, nothing at all at the end."""
        if self._reader is not None:
            return self._reader.read(seconds)
        poll = select.poll()
        poll.register(self._replies.fileno(), select.POLLIN)
        if not poll.poll(max(0, round(seconds * 1000))):
            return None
        try:
            return os.read(self._replies.fileno(), _AT_ONCE)
        except BlockingIOError:
            return None

    def write(self, data: bytes | memoryview, seconds: float) -> int:
        """Write what fits; how many bytes that was.

        Raises
        ------
        OSError
            If nobody reads any more.
        """
        try:
            return os.write(self._requests.fileno(), data)
        except BlockingIOError:
            poll = select.poll()
            poll.register(self._requests.fileno(), select.POLLOUT)
            poll.poll(max(0, round(seconds * 1000)))
            return 0

    def exit_code(self) -> int | None:
        """How it ended: negative for a signal; None while it runs."""
        return self._popen.poll()

    def end_with_trace(self) -> None:
        """Have it write down where it is, and end."""
        self._signal("SIGUSR1")

    def kill(self) -> None:
        """End it with everything that it has started, and wait until it is gone."""
        self._signal("SIGTERM")
        end = time.monotonic() + _PATIENCE_SECONDS
        # Not wait(timeout), which looks less and less often.
        while self._popen.poll() is None and time.monotonic() < end:
            time.sleep(0.0005)
        if self._popen.poll() is None:
            self._kill_group()
            self._popen.wait()
        for pipe in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                pipe.close()
        if self._reader is not None:
            self._reader.join()
        if self._job is not None:
            self._job.close()

    def _signal(self, name: str) -> None:
        if self._popen.poll() is not None:
            return
        if sys.platform == "win32":
            if self._job is not None:
                self._job.close()
            self._popen.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                self._popen.send_signal(getattr(signal, name))

    def _kill_group(self) -> None:
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.kill()


class _ThreadReader:
    """Reads a pipe that cannot be asked whether anything has come (Windows)."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._parts: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read_all, name="child-reader", daemon=True)
        self._thread.start()

    def read(self, seconds: float) -> bytes | None:
        try:
            return self._parts.get(timeout=seconds)
        except queue.Empty:
            return None

    def join(self) -> None:
        self._thread.join(timeout=1.0)

    def _read_all(self) -> None:
        while True:
            try:
                data = os.read(self._pipe.fileno(), _AT_ONCE)
            except (OSError, ValueError):
                data = b""
            self._parts.put(data)
            if not data:
                return
