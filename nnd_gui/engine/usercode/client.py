"""A conversation with the child process of one person's file, for the length of a run.

Every wait is a generator that yields at least every ten milliseconds, so that whoever
drives it can do other things meanwhile, and can stop.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.child.frames import Decoder, Frame, FrameError, pack
from nnd_gui.engine.usercode.endings import Ending, failure_of
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.opened import Arrays, Opened, opened_of
from nnd_gui.engine.usercode.process import ChildProcess
from nnd_gui.engine.usercode.session import Session
from nnd_gui.engine.usercode.told import told_failure

__all__ = ["Client", "Opened", "Waiting"]

# How long one look at the pipe takes at most.
_LOOK_SECONDS = 0.005
# For Python and numpy to be loaded, from a cold disk.
_START_SECONDS = 60.0
# How long an end may take to be known after the pipe has closed.
_END_SECONDS = 3.0

Waiting = Generator[None, None, Frame]


class Client:
    """Runs a person's file in a process of its own.

    Parameters
    ----------
    file : pathlib.Path
        The file.
    text : str
        The program text that is run for it.
    interpreter : str, optional
        Path of a Python; the program's own when left out.
    limits : Limits
    place : callable, optional
        A line of the text to what is said of it; ``name:line`` when left out.
    """

    def __init__(
        self,
        file: Path,
        text: str,
        *,
        interpreter: str | None = None,
        limits: Limits | None = None,
        place: Any = None,
    ) -> None:
        self._text = text
        self._interpreter = interpreter
        self._limits = Limits() if limits is None else limits
        self._line_place = place or (lambda line: f"{file.name}:{line}")
        self._session = Session(file, text, self._limits)
        self._process: ChildProcess | None = None
        self._decoder = Decoder()
        self._began = self._set_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Number of the process that keeps all others; None before it starts."""
        return None if self._process is None else self._process.pid

    def open(self, plan: dict[str, Any], seed: int, given: Arrays) -> Generator[None, None, Opened]:
        """Start the child and set the file up.

        Parameters
        ----------
        plan : dict
            What is checked, and how: see ``child/adapters``.
        seed : int
            Of the random numbers that it draws.
        given : dict of ndarray
            Data and weights to use.

        Raises
        ------
        CheckFailure
            For whatever may go wrong; see `failure_of`.
        """
        yield from self._start()
        hello = yield from self._next(_START_SECONDS)
        self._began = True
        header = {"kind": "open", "text": self._text, "plan": plan, "seed": seed}
        frame = yield from self._asked(header, given, self._limits.import_seconds)
        self._set_up = True
        return opened_of(hello, frame)

    def ask(self, header: dict[str, Any], arrays: Arrays) -> Waiting:
        """Ask something that takes one evaluation.

        Raises
        ------
        CheckFailure
            Why there is no answer.
        """
        return (yield from self._asked(header, arrays, self._limits.evaluation_seconds))

    def costs(
        self, point: NDArray[Any], indices: NDArray[np.intp], values: NDArray[Any]
    ) -> Iterator[NDArray[Any] | None]:
        """Costs around a point, one weight changed at a time.

        Parameters
        ----------
        point : ndarray, shape (n,)
        indices : ndarray of int, shape (k,)
            Which weights.
        values : ndarray, shape (k, s)
            What each is set to, s times.

        Yields
        ------
        ndarray, shape (j, s), or None
            The next costs, in the order of `indices`; None while work goes on.
        """
        seconds = self._limits.evaluation_seconds
        arrays: Arrays = {"point": point, "indices": indices.astype(np.int64), "values": values}
        yield from self._send({"kind": "costs"}, arrays, seconds)
        left = len(indices)
        while True:
            frame = yield from self._next(seconds)
            costs = frame.arrays.get("costs")
            if (
                frame.header["kind"] != "costs"
                or costs is None
                or costs.shape[1:] != (values.shape[1],)
            ):
                raise self._nonsense()
            left -= len(costs)
            if left < 0:
                raise self._nonsense()
            yield costs if len(costs) else None
            if frame.header.get("end"):
                if left:
                    raise self._nonsense()
                return

    def output(self) -> str:
        """The last lines that the person's code printed, also after the end."""
        return self._session.output()

    def close(self) -> None:
        """End the child with everything that it has started; nothing is left of it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
        self._session.close()

    def _start(self) -> Iterator[None]:
        yield from self._session.prepare()
        try:
            self._process = ChildProcess(self._session.folder, self._interpreter)
        except OSError as error:
            raise CheckFailure(
                "missing-file",
                "The Python that was chosen cannot be started ({python}): {reason}.",
                python=self._interpreter or sys.executable,
                reason=error.strerror or str(error),
            ) from error

    def _asked(self, header: dict[str, Any], arrays: Arrays, seconds: float) -> Waiting:
        yield from self._send(header, arrays, seconds)
        return (yield from self._next(seconds))

    def _send(self, header: dict[str, Any], arrays: Arrays, seconds: float) -> Iterator[None]:
        process = self._running()
        data = memoryview(pack(header, arrays))
        end = time.monotonic() + seconds
        while data:
            try:
                done = process.write(data, _LOOK_SECONDS)
            except OSError:
                raise (yield from self._ended()) from None
            data = data[done:]
            if data:
                if time.monotonic() > end:
                    raise (yield from self._too_slow(seconds))
                yield

    def _next(self, seconds: float) -> Waiting:
        """Next frame of the child, or the failure that it tells or is."""
        process = self._running()
        end = time.monotonic() + seconds
        while True:
            try:
                frame = self._decoder.next()
            except FrameError:
                raise self._nonsense() from None
            if frame is not None:
                if frame.header["kind"] == "failed":
                    raise told_failure(frame.header.get("failure"), self._place)
                return frame
            late = time.monotonic() > end
            data = process.read(_LOOK_SECONDS)
            if data:
                self._decoder.feed(data)
                continue
            if data is not None:
                raise (yield from self._ended())
            if late:
                raise (yield from self._too_slow(seconds))
            yield

    def _too_slow(self, seconds: float) -> Generator[None, None, CheckFailure]:
        self._running().end_with_trace()
        return (yield from self._ended(seconds))

    def _ended(self, too_slow: float | None = None) -> Generator[None, None, CheckFailure]:
        """Wait until all of it is gone, and say how it ended."""
        process = self._running()
        end = time.monotonic() + _END_SECONDS
        while process.exit_code() is None and time.monotonic() < end:
            process.read(_LOOK_SECONDS)
            if process.exit_code() is None:
                time.sleep(0.001)  # the closed pipe is readable at once
            yield
        ending = Ending(
            process.exit_code(),
            self._began,
            self._set_up,
            too_slow,
            self._session.folder,
            self._interpreter or sys.executable,
        )
        failure = failure_of(ending, self._limits, self._place)
        self.close()
        return failure

    def _nonsense(self) -> CheckFailure:
        self.close()
        return CheckFailure(
            "crashed",
            "Something wrote into the pipe between the program and the process that runs the "
            "file. Does its code write to open files by their numbers?",
        )

    def _place(self, file: Path, line: int) -> str:
        if self._session.is_file(file):
            return str(self._line_place(line))
        return f"{file.name}:{line}"

    def _running(self) -> ChildProcess:
        if self._process is None:
            raise CheckFailure("crashed", "The process that runs the file has ended.")
        return self._process
