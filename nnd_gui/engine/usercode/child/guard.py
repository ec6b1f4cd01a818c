"""What a person's code is kept from doing by accident; no wall against intent."""

from __future__ import annotations

import builtins
import contextlib
import os
import sys
import traceback
from typing import Any

from .problem import Problem

__all__ = ["EndedItself", "Guard"]

_NETWORK = frozenset(["socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"])
# What changes folders, and how many of its arguments are paths: data may lie behind a link.
_CHANGES = {
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.truncate": 1,
    "os.chmod": 1,
    "os.rename": 2,
    "os.link": 2,
    "shutil.rmtree": 1,
    "shutil.move": 2,
}
_COPIES = frozenset(["os.fork", "os.forkpty"])
# Who makes copies that go their own way, and end there.
_STARTERS = ("multiprocessing", "concurrent", "subprocess", "joblib", "pty")
# File descriptors that writing would change: the flags of os.open.
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class EndedItself(BaseException):
    """The person's code asked to end the program."""

    def __init__(self, call: str, code: object) -> None:
        super().__init__(call, code)
        self.call, self.code = call, code


class Guard:
    """Watches what the person's code asks of the system.

    Parameters
    ----------
    original : str
        The folder of the person's file, which only its copy stands in for.
    session : str
        Where the copy is, and what may be written to.

    Attributes
    ----------
    is_copy : bool
        Whether this process is a copy that the person's code made of the worker.
    """

    def __init__(self, original: str, session: str) -> None:
        self._original = os.path.realpath(original) + os.sep
        self._session = os.path.realpath(session) + os.sep
        self.is_copy = False
        self._exit = os._exit

    def install(self) -> None:
        """Begin. The audit hook stays for the life of the process."""
        sys.addaudithook(self._audit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._on_being_copied)

        def leave(code: int = 0) -> None:
            if self.is_copy:
                self._exit(code)
            raise EndedItself("os._exit", code)

        os._exit = leave  # type: ignore[assignment]
        builtins.input = _no_input

    def end_copy(self) -> None:
        """End this copy of the process, which is nobody's."""
        self._exit(0)

    def end_process(self, code: int) -> None:
        """End the process, whatever threads are left in it."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        self._exit(code)

    def _audit(self, event: str, arguments: "tuple[Any, ...]") -> None:
        if event in _NETWORK:
            if _is_local(event, arguments):
                return
            raise Problem(
                "user-exception",
                "{where} goes to the network, which is switched off while a file is checked. "
                "Fetch the data once, and keep it beside the file.",
            )
        if event == "open":
            self._on_open(*arguments)
        elif event in _CHANGES:
            for path in arguments[: _CHANGES[event]]:
                self._on_change(path)
        elif event in _COPIES and not self.is_copy and not _by_a_library():
            raise Problem(
                "crashed",
                "{where} makes a copy of the whole program (os.fork), which would then go on in "
                "its place as well. Take that line out for the check.",
            )

    def _on_open(self, path: object, mode: object, flags: object) -> None:
        writes = (isinstance(mode, str) and not set(mode).isdisjoint("wax+")) or (
            isinstance(flags, int) and bool(flags & _WRITES)
        )
        if not writes or not isinstance(path, (str, bytes, os.PathLike)):
            return
        self._refuse_original(os.path.realpath(os.fsdecode(path)))

    def _on_change(self, path: object) -> None:
        """See that an entry of a folder may be made or taken away: a link itself may."""
        if isinstance(path, (str, bytes, os.PathLike)):
            folder, name = os.path.split(os.path.abspath(os.fsdecode(path)))
            self._refuse_original(os.path.join(os.path.realpath(folder), name))

    def _refuse_original(self, whole: str) -> None:
        if whole.startswith(self._original) and not whole.startswith(self._session):
            raise Problem(
                "user-exception",
                "{where} would change “{file}” in the folder of the file. A check works on a "
                "copy and changes nothing there.",
                {"file": whole[len(self._original) :]},
            )

    def _on_being_copied(self) -> None:
        self.is_copy = True


def _by_a_library() -> bool:
    files = [frame.f_code.co_filename for frame, _ in traceback.walk_stack(None)]
    return any("/%s" % name in file for file in files for name in _STARTERS)


def _is_local(event: str, arguments: "tuple[Any, ...]") -> bool:
    """Whether an address is a path: a socket of this computer's own."""
    address = arguments[-1] if event != "socket.getaddrinfo" else None
    return isinstance(address, (str, bytes))


def _no_input(prompt: object = "") -> str:
    raise Problem(
        "user-exception",
        "{where} waits for something to be typed (input), and nobody is there to type it. Write "
        "the value into the file instead.",
        {"prompt": str(prompt)},
    )
