"""A screen of its own with a window manager, and hands to use what is on it."""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

__all__ = ["TOOLS", "Desktop", "end_process", "end_with_us", "missing_tools", "until"]

TOOLS = ("Xvfb", "dbus-daemon", "openbox", "xdotool", "import", "xclip", "xprop")

_PR_SET_PDEATHSIG = 1

T = TypeVar("T")


def missing_tools(tools: tuple[str, ...] = TOOLS) -> list[str]:
    """Return the tools that this machine lacks."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    service = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
    return missing if service.exists() else [*missing, "at-spi2-core"]


def until(condition: Callable[[], T | None], what: str, seconds: float = 20.0) -> T:
    """Wait for a condition, and return what it found.

    Parameters
    ----------
    condition : callable
        Asked again and again until its answer is true.
    what : str
        What is waited for, for the message if it never comes.
    seconds : float
        How long at most.

    Raises
    ------
    TimeoutError
        If it never comes.
    """
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:g} s for {what}; the last answer was {found!r}")
        time.sleep(0.02)
    return found


def end_with_us() -> None:
    """Let a process that is about to start end when this one does, even if it is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End a process, gently at first, with all that it started in its session."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(5)
            if number == signal.SIGTERM:
                continue  # its children may be slower than it, or deaf
        except subprocess.TimeoutExpired:
            pass
    process.wait()


class Desktop:
    """An X server without a screen and a session's bus, which nobody else uses.

    Parameters
    ----------
    folder : pathlib.Path
        Home of the window manager, and place of its log.
    size : tuple of int
        Width and height of the screen.
    """

    def __init__(self, folder: Path, size: tuple[int, int] = (1600, 1000)) -> None:
        self._folder = folder
        self._size = size
        self._processes: list[subprocess.Popen[bytes]] = []
        self.display = ""
        self.bus = ""

    def __enter__(self) -> Self:
        try:
            self._start_server()
            self._start_bus()
            # With its first key the server gives all clients a new map of the keyboard, for which a
            # window manager lets go of its own keys a moment long: Alt+F4 could come just then.
            self.xdotool("key", "shift")
            self._start("openbox", "--sm-disable")
            until(lambda: "window id" in self._property("_NET_SUPPORTING_WM_CHECK"), "openbox")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._processes:
            end_process(self._processes.pop())

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a person who has just logged in here for the first time."""
        home = str(self._folder)
        return {
            "PATH": os.environ["PATH"],
            "DISPLAY": self.display,
            "HOME": home,
            "LANG": "C.UTF-8",
            # The checkout that is tested, where it is not the one that is installed.
            **{key: os.environ[key] for key in ("PYTHONPATH",) if key in os.environ},
            "XDG_RUNTIME_DIR": home,
            # As where a screen reader is in use.
            "DBUS_SESSION_BUS_ADDRESS": self.bus,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            **{
                f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CONFIG", "CACHE", "DATA")
            },
        }

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the screen."""
        return self._size

    def xdotool(self, *words: str | int) -> str:
        """Use keyboard and mouse, or look at windows; returns what it printed."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout.strip()

    def clipboard(self) -> str:
        """Return the text that was copied."""
        done = subprocess.run(
            ["xclip", "-selection", "clipboard", "-out"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, to be pasted."""
        words = ["xclip", "-selection", "clipboard", "-in"]
        # It stays to answer until something else is copied, with its output let go of.
        subprocess.run(
            words,
            env=self.environment,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=True,
        )

    def brightness(self) -> float:
        """Return how bright the screen is on the whole, from 0 to 1."""
        words = ["import", "-window", "root", "-resize", "1x1!", "-depth", "8", "gray:-"]
        done = subprocess.run(
            words, env=self.environment, capture_output=True, timeout=30, check=True
        )
        return done.stdout[0] / 255

    def row(self, y: int) -> list[tuple[int, int, int]]:
        """Return the colours of one row of the screen, from left to right."""
        width, _ = self._size
        words = ["import", "-window", "root", "-crop", f"{width}x1+0+{y}", "-depth", "8", "rgb:-"]
        done = subprocess.run(
            words, env=self.environment, capture_output=True, timeout=30, check=True
        )
        found = done.stdout
        return [(found[i], found[i + 1], found[i + 2]) for i in range(0, 3 * width, 3)]

    def screenshot(self, file: Path) -> None:
        """Save what is on the screen."""
        words = ["import", "-window", "root", str(file)]
        subprocess.run(words, env=self.environment, timeout=30, check=True)

    def _start_server(self) -> None:
        reading, writing = os.pipe()
        width, height = self._size
        screen = ("-screen", "0", f"{width}x{height}x24")
        # Listens on a socket of the file system only; nobody outside of this machine can use it.
        server = self._start(
            "Xvfb", "-displayfd", str(writing), *screen, "-nolisten", "tcp", "-noreset", fd=writing
        )
        os.close(writing)
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            # Up to the end of the line: the server fails if its reader has gone before.
            number = b""
            while not number.endswith(b"\n") and select.select([pipe], [], [], 20)[0]:
                part = pipe.read(20)
                if not part:
                    raise RuntimeError(f"Xvfb has not started (exit code {server.poll()})")
                number += part
        self.display = f":{int(number)}"

    def _start_bus(self) -> None:
        socket = self._folder / "bus"
        self._start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={socket}")
        until(socket.exists, "the session's bus")
        self.bus = f"unix:path={socket}"

    def _start(self, *words: str, fd: int | None = None) -> subprocess.Popen[bytes]:
        with (self._folder / f"{words[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                words,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=() if fd is None else (fd,),
                start_new_session=True,
                preexec_fn=end_with_us,  # noqa: PLW1509  # no other thread is running here
            )
        self._processes.append(process)
        return process

    def _property(self, name: str) -> str:
        done = subprocess.run(
            ["xprop", "-root", name],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout
