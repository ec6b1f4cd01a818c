"""The thread that drives runs: order, turns, stops, and its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Event, Finished, Measured, Started, Working
from nnd_gui.engine.parameters import Layout
from nnd_gui.gui.runs.engine_thread import EngineThread, Job
from nnd_gui.model.lessons import lesson_spec

Steps = Iterator[Started | Measured]


class Receiver(QObject):
    """Keeps every batch, and the thread on which it came."""

    def __init__(self, thread: EngineThread) -> None:
        super().__init__()
        self.batches: list[tuple[int, list[Event]]] = []
        self.threads: set[QThread] = set()
        thread.reported.connect(self.take)

    def take(self, number: int, events: list[Event]) -> None:
        self.batches.append((number, events))
        self.threads.add(QThread.currentThread())

    def events(self, number: int) -> list[Event]:
        return [event for run, batch in self.batches if run == number for event in batch]

    def outcomes(self, number: int) -> list[str]:
        return [x.outcome for x in self.events(number) if isinstance(x, Finished)]


@pytest.fixture
def receiver(engine_thread: EngineThread) -> Receiver:
    return Receiver(engine_thread)


def started() -> Started:
    return Started(Layout(()), np.empty(0), np.empty(0), 1.0, "loop")


def counted(count: int) -> Callable[[], Steps]:
    """A run of so many quick steps."""

    def steps() -> Steps:
        for _ in range(count):
            yield started()

    return steps


def endless(ended: threading.Event | None = None) -> Callable[[], Steps]:
    """A run that ends only when it is stopped."""

    def steps() -> Steps:
        try:
            while True:
                time.sleep(0.001)
                yield started()
        finally:
            if ended is not None:
                ended.set()

    return steps


def test_events_come_in_order_and_end_with_one_finished(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    spec = lesson_spec()
    engine_thread.submit("check", Job(7, lambda: check(spec)))
    qtbot.waitUntil(lambda: receiver.outcomes(7) == ["completed"])
    # On a busy machine a check says that it goes on before it starts.
    told = [event for event in receiver.events(7) if not isinstance(event, Working)]
    first, *middle, last = told
    assert isinstance(first, Started)
    assert isinstance(last, Finished)
    measured = [event for event in middle if isinstance(event, Measured)]
    assert len(measured) == len(middle)
    assert np.concatenate([x.indices for x in measured]).tolist() == list(range(9))


def test_quick_steps_come_in_few_batches(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    engine_thread.submit("check", Job(1, counted(20_000)))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(1)), timeout=20_000)
    assert len(receiver.events(1)) == 20_001
    assert len(receiver.batches) < 2_000


def test_the_receiver_is_called_on_the_windows_thread(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    engine_thread.submit("check", Job(1, counted(3)))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(1)))
    assert receiver.threads == {receiver.thread()}


def test_the_newest_replaces_what_its_slot_is_busy_with(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    engine_thread.submit("check", Job(1, endless()))
    qtbot.waitUntil(lambda: bool(receiver.events(1)))
    engine_thread.submit("check", Job(2, counted(5)))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(2)))
    assert receiver.outcomes(1) == ["cancelled"]
    assert receiver.outcomes(2) == ["completed"]
    numbers = [number for number, _ in receiver.batches]
    assert numbers == sorted(numbers)


def test_every_run_that_is_replaced_in_a_hurry_ends_with_one_finished(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    for number in range(30):
        engine_thread.submit("check", Job(number, endless() if number < 29 else counted(5)))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(29)))
    assert [receiver.outcomes(number) for number in range(29)] == [["cancelled"]] * 29
    assert receiver.outcomes(29) == ["completed"]


def test_slots_take_turns(qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver) -> None:
    engine_thread.submit("check", Job(1, endless()))
    qtbot.waitUntil(lambda: bool(receiver.events(1)))
    engine_thread.submit("sweep", Job(2, counted(40)))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(2)))
    seen = len(receiver.events(1))
    qtbot.waitUntil(lambda: len(receiver.events(1)) > seen)
    assert receiver.outcomes(1) == []
    engine_thread.stop_slot("check")
    qtbot.waitUntil(lambda: receiver.outcomes(1) == ["cancelled"])


def test_a_waiting_run_that_is_stopped_takes_no_step(qtbot: QtBot) -> None:
    thread = EngineThread()
    receiver = Receiver(thread)
    begun: list[bool] = []

    def steps() -> Steps:
        begun.append(True)
        yield started()

    thread.submit("check", Job(1, steps))
    thread.stop_slot("check")
    thread.start()
    qtbot.waitUntil(lambda: receiver.outcomes(1) == ["cancelled"])
    thread.shut_down()
    assert begun == []
    assert len(receiver.events(1)) == 1


def test_a_stop_of_nothing_is_let_be(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    engine_thread.stop_slot("check")
    engine_thread.submit("check", Job(1, counted(2)))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(1)))
    engine_thread.stop_slot("check")
    assert receiver.outcomes(1) == ["completed"]


def test_a_run_that_raises_is_told_and_the_thread_goes_on(
    qtbot: QtBot, engine_thread: EngineThread, receiver: Receiver
) -> None:
    def breaks_off() -> Steps:
        yield started()
        raise RuntimeError("no more")

    def cannot_begin() -> Steps:
        raise RuntimeError("not even one")

    engine_thread.submit("check", Job(1, breaks_off))
    engine_thread.submit("sweep", Job(2, cannot_begin))
    qtbot.waitUntil(lambda: bool(receiver.outcomes(1) and receiver.outcomes(2)))
    for number, text in ((1, "no more"), (2, "not even one")):
        last = receiver.events(number)[-1]
        assert isinstance(last, Finished)
        assert last.outcome == "failed"
        assert last.failure is not None
        assert (last.failure.kind, last.failure.values["text"]) == ("crashed", text)
    engine_thread.submit("check", Job(3, counted(2)))
    qtbot.waitUntil(lambda: receiver.outcomes(3) == ["completed"])


def test_shutting_down_ends_the_run_it_is_in(qtbot: QtBot) -> None:
    thread, ended = EngineThread(), threading.Event()
    receiver = Receiver(thread)
    thread.start()
    thread.submit("check", Job(1, endless(ended)))
    thread.submit("sweep", Job(2, endless()))
    qtbot.waitUntil(lambda: bool(receiver.events(1) and receiver.events(2)))
    thread.shut_down()
    # The run's own clean-up is behind us, and not only asked for.
    assert ended.is_set()
    assert thread.isFinished()
    thread.shut_down()


def test_shutting_down_a_thread_without_work(qtbot: QtBot) -> None:
    thread = EngineThread()
    thread.start()
    thread.shut_down()
    assert thread.isFinished()
