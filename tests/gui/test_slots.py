"""Several kinds of run: who runs when, which answer is shown, and what is left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnd_gui.engine.events import Diagnosed, Event, Finished, Step
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.runs.engine_thread import EngineThread
from nnd_gui.gui.runs.run_kind import RunKind
from nnd_gui.gui.runs.run_kinds import run_kinds
from nnd_gui.gui.runs.runner import Runner
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.lessons import lesson_spec

LESSON = lesson_spec()


@dataclass(eq=False)
class Found:
    """A result that counts its events."""

    ask: object
    finished: Finished | None = None
    events: list[Event] = field(default_factory=list)

    def add(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, Finished):
            self.finished = event


class Sweeps:
    """A kind of run that depends on the subject and its settings, not on epsilon."""

    def __init__(self) -> None:
        self.begun: list[object] = []
        self.open = 0
        self.let_go = threading.Event()
        self.kind = RunKind("sweep", self.ask, self.steps, Found)

    def ask(self, spec: ExperimentSpec, _selected: int, settings: object) -> object | None:
        return None if settings == "none" else (replace(spec, epsilon=1.0), settings)

    def steps(self, ask: object) -> Iterator[Step]:
        self.begun.append(ask)
        self.open += 1
        try:
            yield Diagnosed(())
            while not self.let_go.is_set():
                time.sleep(0.001)
                yield Diagnosed(())
        finally:
            self.open -= 1


@pytest.fixture
def sweeps() -> Sweeps:
    return Sweeps()


@pytest.fixture
def store(qapp: QApplication, sweeps: Sweeps) -> Iterator[Store]:
    store = Store(LESSON, kinds=(*run_kinds(), sweeps.kind))
    yield store
    store.deleteLater()


@pytest.fixture
def runner(qtbot: QtBot, store: Store, sweeps: Sweeps) -> Iterator[Runner]:
    runner = Runner(store)
    runner.start()
    qtbot.waitUntil(lambda: store.result.completed)
    yield runner
    runner.shut_down()
    # Nothing runs on: the thread has ended, and each generator was closed.
    assert not any(thread.isRunning() for thread in runner.findChildren(QThread))
    assert sweeps.open == 0
    runner.deleteLater()


def found(store: Store) -> Found:
    result = store.slot("sweep").result
    assert isinstance(result, Found)
    return result


def finish(qtbot: QtBot, store: Store, sweeps: Sweeps) -> Found:
    sweeps.let_go.set()
    qtbot.waitUntil(lambda: isinstance(store.slot("sweep").result, Found))
    qtbot.waitUntil(lambda: found(store).finished is not None)
    return found(store)


def test_nobody_looks_and_nothing_runs(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    store.edit(replace(LESSON, dtype="float32"))
    qtbot.waitUntil(lambda: not store.running)
    assert sweeps.begun == []
    assert store.slot("sweep").result is None


def test_it_runs_once_somebody_looks(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"check", "sweep"})
    result = finish(qtbot, store, sweeps)
    assert sweeps.begun == [(replace(LESSON, epsilon=1.0), None)]
    assert isinstance(result.events[-1], Finished)
    assert result.events[-1].outcome == "completed"
    # An answer stays an answer, whoever looks away and back.
    runner.set_wanted({"check"})
    runner.set_wanted({"check", "sweep"})
    assert found(store) is result
    assert len(sweeps.begun) == 1


def test_a_change_that_it_does_not_depend_on_leaves_it_be(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    result = finish(qtbot, store, sweeps)
    store.edit(replace(LESSON, epsilon=1e-6))
    qtbot.waitUntil(lambda: not store.running)
    assert found(store) is result
    store.edit(replace(LESSON, dtype="float32"))
    qtbot.waitUntil(lambda: len(sweeps.begun) == 2)
    qtbot.waitUntil(lambda: found(store).finished is not None)
    assert found(store) is not result


def test_both_kinds_go_on_side_by_side(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    qtbot.waitUntil(lambda: len(sweeps.begun) == 1)
    # The sweep has no end yet, and the check gets its turns all the same.
    store.edit(replace(LESSON, epsilon=1e-6))
    qtbot.waitUntil(lambda: store.result.spec is store.spec and store.result.completed)
    assert store.slot("sweep").running
    runner.stop_slot("sweep")
    qtbot.waitUntil(lambda: not store.slot("sweep").running)
    last = found(store).events[-1]
    assert isinstance(last, Finished)
    assert last.outcome == "cancelled"


def test_what_a_person_stopped_stays_stopped(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    qtbot.waitUntil(lambda: len(sweeps.begun) == 1)
    runner.stop_slot("sweep")
    qtbot.waitUntil(lambda: not store.slot("sweep").running)
    store.edit(replace(LESSON, epsilon=1e-6))
    qtbot.waitUntil(lambda: not store.running)
    assert len(sweeps.begun) == 1
    runner.start_slot("sweep")
    qtbot.waitUntil(lambda: len(sweeps.begun) == 2)


def test_a_stop_before_it_has_begun(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    runner.stop_slot("sweep")
    qtbot.waitUntil(lambda: found(store).finished is not None)
    assert sweeps.begun == []


def test_who_looks_away_stops_it_and_who_looks_again_starts_it(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    qtbot.waitUntil(lambda: len(sweeps.begun) == 1 and bool(found(store).events))
    runner.set_wanted(set())
    assert not store.slot("sweep").running
    qtbot.waitUntil(lambda: sweeps.open == 0)
    assert found(store).events == []
    runner.set_wanted({"sweep"})
    qtbot.waitUntil(lambda: len(sweeps.begun) == 2)
    finish(qtbot, store, sweeps)


def test_a_late_batch_of_what_was_given_up_is_dropped(store: Store) -> None:
    slot = store.slot("sweep")
    slot.expect("first")
    number = store.begin("sweep")
    slot.expect("second")
    store.receive(number, [Diagnosed(())])
    assert found(store).events == []
    newer = store.begin("sweep")
    store.receive(number, [Diagnosed(())])
    assert found(store).events == []
    store.receive(newer, [Diagnosed(())])
    assert (found(store).ask, len(found(store).events)) == ("second", 1)
    slot.lapse()
    store.receive(newer, [Diagnosed(())])
    assert found(store).events == []


def test_a_batch_on_its_way_at_the_end_is_dropped(
    qtbot: QtBot, store: Store, sweeps: Sweeps
) -> None:
    runner = Runner(store)
    runner.set_wanted({"sweep"})
    qtbot.waitUntil(lambda: len(sweeps.begun) == 1)
    (thread,) = runner.findChildren(EngineThread)
    sent = threading.Event()
    thread.reported.connect(lambda *_: sent.set(), Qt.ConnectionType.DirectConnection)
    # What is sent waits in the event loop, which does not run here.
    assert sent.wait(20)
    runner.shut_down()
    with qtbot.assertNotEmitted(store.slot_changed, wait=200):
        pass
    assert sweeps.open == 0
    runner.deleteLater()


def test_each_kind_has_numbers_of_its_own(store: Store) -> None:
    slot = store.slot("sweep")
    slot.expect("it")
    check, sweep = store.begin(), store.begin("sweep")
    assert check != sweep
    store.receive(sweep, [Diagnosed(())])
    assert len(found(store).events) == 1
    assert store.result.findings == ()
    assert store.running


def test_looking_again_shows_no_old_answer(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    finish(qtbot, store, sweeps)
    runner.set_wanted(set())
    store.edit(replace(LESSON, dtype="float32"))
    shown: list[object] = []
    store.slot("sweep").result_changed.connect(lambda _, result: shown.append(result))
    runner.set_wanted({"sweep"})
    assert [x.events for x in shown if isinstance(x, Found)] == [[]]


def test_settings_and_nothing_to_ask(
    qtbot: QtBot, store: Store, runner: Runner, sweeps: Sweeps
) -> None:
    runner.set_wanted({"sweep"})
    finish(qtbot, store, sweeps)
    store.set_settings("sweep", 3)
    qtbot.waitUntil(lambda: len(sweeps.begun) == 2)
    assert sweeps.begun[-1] == (replace(LESSON, epsilon=1.0), 3)
    store.set_settings("sweep", "none")
    assert store.slot("sweep").result is None
    assert not store.slot("sweep").running
    with qtbot.assertNotEmitted(store.slot_changed, wait=100):
        pass
    assert len(sweeps.begun) == 2
