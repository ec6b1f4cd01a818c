"""The process in which a person's code runs: sets it up, and answers questions about it."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import warnings
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Callable

import numpy as np

from . import system
from .adapters import build
from .compat import OLD_NAMES, restore_numpy
from .explain import Explainer
from .frames import Decoder, Frame, pack
from .guard import Guard
from .imports import SPACE, install
from .patience import patience_of
from .problem import Problem
from .questions import Cannot, Questions
from .seeding import seeding
from .settings import Settings
from .space import Space

__all__ = ["work"]

_AT_ONCE = 1 << 16
# Share of its time after which a piece of work writes down where it is, on Windows.
_SOONER = 0.9
# Data that is larger is not handed back, to be used again after the next save.
_MOST_KEPT_BYTES = 1 << 24


class _Pipes:
    """Frames in and out."""

    def __init__(self, requests: int, replies: int, guard: Guard) -> None:
        self._requests, self._replies, self._guard = requests, replies, guard
        self._decoder = Decoder()

    def receive(self) -> "Frame | None":
        """Next question; None when the program asks no more."""
        while True:
            frame = self._decoder.next()
            if frame is not None:
                return frame
            data = os.read(self._requests, _AT_ONCE)
            if not data:
                return None
            self._decoder.feed(data)

    def send(self, header: "dict[str, Any]", arrays: "dict[str, Any] | None" = None) -> None:
        """Send an answer; from a copy of the process, nothing."""
        if self._guard.is_copy:
            self._guard.end_copy()
        data = memoryview(pack(header, arrays))
        while data:
            data = data[os.write(self._replies, data) :]


def work(session: str, settings: Settings, output: "int | None") -> int:
    """Answer questions until there are no more.

    Parameters
    ----------
    session : str
        The session's folder.
    settings : Settings
    output : int, optional
        Where what is printed goes; to a file in the session's folder when left out.

    Returns
    -------
    int
        Never: the process ends here, whatever threads the person's code has left.
    """
    parent = os.getppid() if hasattr(os, "getppid") else 0
    requests, replies = _own_pipes(session, output)
    guard = Guard(settings.original, session)
    pipes = _Pipes(requests, replies, guard)
    code = 1
    try:
        alone = _set_limits(settings, parent)
        alive = _prepare(session, settings, guard)
        pipes.send(
            {
                "kind": "hello",
                "python": "%d.%d.%d" % sys.version_info[:3],
                "numpy": np.__version__,
                "executable": sys.executable,
                "network": "off" if alone else "python",
                "pid": os.getpid(),
            }
        )
        _serve(pipes, settings, alive)
        code = 0
    finally:
        guard.end_process(code)
    return code


def _own_pipes(session: str, output: "int | None") -> "tuple[int, int]":
    """Take the pipes away from the numbers under which a person's code writes and reads."""
    requests, replies = os.dup(0), os.dup(1)  # not inherited by what is started
    if output is None:
        output = os.open(os.path.join(session, "output"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nowhere)
    os.close(output)
    sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    return requests, replies


def _set_limits(settings: Settings, parent: int) -> bool:
    system.no_core_files()
    system.limit_files(settings.file_bytes)
    alone = system.leave_network()
    # After that: taking on other rights would cancel it.
    if hasattr(os, "fork"):
        system.die_with_parent(parent)
    return alone


def _prepare(session: str, settings: Settings, guard: Guard) -> "Callable[[float], None]":
    """Make everything ready but the person's file.

    Returns
    -------
    callable
        To be called before each piece of work, with the seconds that it may take.
    """
    trace = open(os.path.join(session, "trace"), "w", encoding="utf-8")  # noqa: SIM115 - for good
    faulthandler.enable(file=trace, all_threads=True)
    os.chdir(settings.folder)
    sys.argv = [settings.file]
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    restore_numpy()
    install(settings.roots, Space, patience_of(settings.soft_seconds))
    guard.install()
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR2, file=trace, all_threads=True)
        return lambda _seconds: None

    def alive(seconds: float) -> None:
        # Windows has no such signal: a clock writes down where a too long evaluation is.
        faulthandler.dump_traceback_later(_SOONER * seconds, file=trace)

    return alive


def _serve(pipes: _Pipes, settings: Settings, alive: "Callable[[float], None]") -> None:
    questions: "Questions | None" = None
    explain: "Explainer | None" = None
    while True:
        frame = pipes.receive()
        if frame is None:
            return
        if explain is None:
            explain = Explainer(settings.inside, settings.file, str(frame.header.get("text", "")))
        alive(settings.import_seconds if questions is None else settings.evaluation_seconds)
        try:
            if questions is None:
                adapter = _opened(frame, settings)
                questions = Questions(
                    adapter, explain, pipes.send, lambda: alive(settings.evaluation_seconds)
                )
                _send_opened(pipes, adapter)
            else:
                questions.answer(frame)
        except Cannot as answer:
            pipes.send(answer.told.header())
        except BaseException as error:
            pipes.send(explain.told(error).header())


def _opened(frame: Frame, settings: Settings) -> Any:
    """Set up the person's file and the adapter that their style needs."""
    header = frame.header
    text, plan, seed = str(header["text"]), dict(header["plan"]), int(header["seed"])
    name = "__main__"
    module = ModuleType(name)
    module.__file__ = settings.file
    module.__spec__ = None
    names = module.__dict__
    names["__package__"] = settings.package
    names.update(OLD_NAMES)
    if settings.package:
        module.__spec__ = ModuleSpec("%s.__main__" % settings.package, None)
    sys.modules[name] = module
    with seeding(seed):
        space = Space(text, module, patience_of(settings.soft_seconds))
        names[SPACE] = space
        adapter = build(plan, space, frame.arrays)
    start = np.asarray(adapter.start)
    if start.dtype.kind != "f":
        raise Problem(
            "integer-parameters",
            "The weights are whole numbers ({dtype}), from which a small step is cut off. Make "
            "them floating-point numbers, as in 1.0 for 1.",
            {"dtype": start.dtype.name},
        )
    return adapter


def _send_opened(pipes: _Pipes, adapter: Any) -> None:
    arrays: "dict[str, Any]" = {"start": np.asarray(adapter.start).reshape(-1)}
    for name in ("X", "y"):
        value = getattr(adapter, name, None)
        if not isinstance(value, np.ndarray) or value.nbytes > _MOST_KEPT_BYTES:
            continue
        if value.dtype.kind in "fiub":
            arrays[name] = value
    blocks = [[str(name), [int(size) for size in shape]] for name, shape in adapter.blocks]
    pipes.send({"kind": "opened", "blocks": blocks, "facts": adapter.facts}, arrays)
