"""The one thread on which runs are driven, away from the window.

Work arrives as `Job`s in named slots: the newest replaces what a slot is busy with, and
slots take turns. What a run reports is handed over in batches, because a signal for each
weight would flood the window's event loop.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QThread, Signal

from nnd_gui.engine.events import Event, Step
from nnd_gui.engine.run import run

__all__ = ["EngineThread", "Job"]

# How long a round of all slots' turns is, and so how often a run's batch arrives: about two
# frames.
_ROUND_SECONDS = 0.03


@dataclass(eq=False)
class Job:
    """One run that is to be driven.

    Parameters
    ----------
    number : int
        The run's number, handed back with everything it reports.
    steps : callable
        Called on the engine's thread; returns the generator of the run's events but its end.
    """

    number: int
    steps: Callable[[], Iterator[Step]]
    stopping: threading.Event = field(default_factory=threading.Event)


class EngineThread(QThread):
    """Drives runs until it is shut down; until then each job given to it ends with one Finished.

    Attributes
    ----------
    reported : Signal(int, list)
        A run's number and its next events, in order. The signal lives here and not on a
        worker object, so that it is delivered on the thread of whoever receives it.
    """

    reported = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        self._wake = threading.Condition()
        # The last of a slot is the newest; those before it only report that they were stopped.
        self._waiting: dict[str, list[Job]] = {}
        self._running: dict[str, tuple[Job, Generator[Event, None, None]]] = {}
        self._closing = False

    def submit(self, slot: str, job: Job) -> None:
        """Give a slot new work; what it was busy with is stopped."""
        with self._wake:
            self._stop_slot(slot)
            self._waiting.setdefault(slot, []).append(job)
            self._wake.notify()

    def stop_slot(self, slot: str) -> None:
        """Ask a slot's run to end; it still reports that it was cancelled."""
        with self._wake:
            self._stop_slot(slot)

    def shut_down(self) -> None:
        """End every run and then the thread; returns when it has ended."""
        with self._wake:
            self._closing = True
            self._waiting.clear()
            for job, _ in self._running.values():
                job.stopping.set()
            self._wake.notify()
        self.wait()

    def run(self) -> None:
        """Drive runs, turn by turn (called by Qt on the new thread)."""
        while self._take_up_work():
            for slot in list(self._running):
                self._take_turn(slot)

    def _stop_slot(self, slot: str) -> None:
        if slot in self._running:
            self._running[slot][0].stopping.set()
        for job in self._waiting.get(slot, ()):
            job.stopping.set()

    def _take_up_work(self) -> bool:
        """Wait for work; False once the thread is to end."""
        with self._wake:
            while not (self._waiting or self._running or self._closing):
                self._wake.wait()
            if self._closing:
                for _, events in self._running.values():
                    events.close()
                self._running.clear()
                return False
            for slot in [name for name in self._waiting if name not in self._running]:
                job = self._waiting[slot].pop(0)
                if not self._waiting[slot]:
                    del self._waiting[slot]
                self._running[slot] = (job, _events_of(job))
            return True

    def _take_turn(self, slot: str) -> None:
        job, events = self._running[slot]
        batch: list[Event] = []
        end = time.perf_counter() + _ROUND_SECONDS / len(self._running)
        over = False
        while not over and not self._closing and time.perf_counter() < end:
            event = next(events, None)
            over = event is None
            if event is not None:
                batch.append(event)
        if batch:
            self.reported.emit(job.number, batch)
        if over:
            with self._wake:
                del self._running[slot]


def _events_of(job: Job) -> Generator[Event, None, None]:
    def steps() -> Iterator[Step]:
        # Begun within the driver, so that it tells also what goes wrong there.
        yield from job.steps()

    yield from run(steps(), job.stopping.is_set)
