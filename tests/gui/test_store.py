"""What the window holds: which result belongs to which experiment, and what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Event, Finished, Started, Working
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import network

LESSON = lesson_spec()
OTHER = replace(LESSON, epsilon=1e-5)


@pytest.fixture
def store(qapp: QApplication) -> Iterator[Store]:
    store = Store(LESSON)
    yield store
    store.deleteLater()


class Seen:
    """What a store's signals told, in order."""

    def __init__(self, store: Store) -> None:
        self.results: list[CheckResult] = []
        self.selections: list[int] = []
        self.running: list[bool] = []
        store.result_changed.connect(self.results.append)
        store.selection_changed.connect(self.selections.append)
        store.run_changed.connect(self.running.append)


def events_of(spec: ExperimentSpec) -> list[Event]:
    return [event for event in run(check(spec)) if not isinstance(event, Working)]


def finish(store: Store) -> None:
    store.receive(store.begin(), events_of(store.spec))


def test_a_run_fills_the_result(store: Store) -> None:
    seen = Seen(store)
    number = store.begin()
    first, *others = events_of(LESSON)
    store.receive(number, [first])
    assert store.running
    assert (store.result.total, store.result.checked) == (9, 0)
    store.receive(number, others)
    assert (store.running, store.result.completed) == (False, True)
    assert seen.results == [store.result] * 2
    assert store.result.spec is LESSON


def test_another_runs_batch_is_dropped(store: Store) -> None:
    old = store.begin()
    new = store.begin()
    seen = Seen(store)
    store.receive(old, events_of(LESSON))
    assert seen.results == []
    assert store.running
    store.receive(new, events_of(LESSON))
    assert store.result.completed


def test_an_edit_drops_what_is_still_being_measured(store: Store) -> None:
    number = store.begin()
    first, *others = events_of(LESSON)
    store.receive(number, [first])
    store.edit(OTHER)
    seen = Seen(store)
    store.receive(number, others)
    assert seen.results == []
    assert store.running


def test_an_edit_and_back_still_drops_it(store: Store) -> None:
    number = store.begin()
    store.edit(OTHER)
    store.edit(replace(OTHER, epsilon=LESSON.epsilon))
    assert store.spec == LESSON
    seen = Seen(store)
    store.receive(number, events_of(LESSON))
    assert seen.results == []
    assert store.running


def test_a_late_batch_does_not_fill_an_experiment_that_has_not_begun(
    qtbot: QtBot, store: Store
) -> None:
    """While a key is held no run begins, and the empty result is on the screen already."""
    number = store.begin()
    store.edit(OTHER)
    with qtbot.waitSignal(store.run_changed):
        pass
    assert store.result.spec is OTHER
    store.receive(number, events_of(LESSON))
    assert (store.result.total, store.running) == (0, True)


def test_the_same_experiment_is_no_edit(store: Store) -> None:
    finish(store)
    seen = Seen(store)
    store.edit(replace(LESSON))
    assert not store.running
    assert store.spec is LESSON
    assert seen.results == []


def test_a_quick_run_is_never_shown_as_running(qtbot: QtBot, store: Store) -> None:
    with qtbot.assertNotEmitted(store.run_changed, wait=300):
        finish(store)


def test_a_slow_run_is_shown_and_takes_the_old_result_away(qtbot: QtBot, store: Store) -> None:
    finish(store)
    seen = Seen(store)
    store.edit(OTHER)
    number = store.begin()
    assert seen.results == []
    qtbot.waitUntil(lambda: seen.running == [True])
    assert [(x.spec is OTHER, x.total) for x in seen.results] == [(True, 0)]
    store.receive(number, events_of(OTHER))
    assert seen.running == [True, False]
    assert store.result.completed


def test_a_slow_run_after_a_slow_run_takes_its_part_away(qtbot: QtBot, store: Store) -> None:
    first = events_of(LESSON)[0]
    seen = Seen(store)
    store.receive(store.begin(), [first])
    qtbot.waitUntil(lambda: seen.running == [True])
    store.edit(OTHER)
    store.begin()
    qtbot.waitUntil(lambda: seen.results[-1].spec is OTHER)
    assert seen.results[-1].total == 0
    assert seen.running == [True]


def test_what_comes_before_the_grace_is_over_stays(qtbot: QtBot, store: Store) -> None:
    seen = Seen(store)
    store.receive(store.begin(), events_of(LESSON)[:1])
    qtbot.waitUntil(lambda: seen.running == [True])
    assert [x.total for x in seen.results] == [9]


def test_select(store: Store) -> None:
    finish(store)
    seen = Seen(store)
    for index in (4, 4, 9, -1, -7, 8):
        store.select(index)
    assert seen.selections == [4, -1, 8]
    assert store.selected == 8


def test_nothing_is_selected_while_there_is_nothing(store: Store) -> None:
    seen = Seen(store)
    store.select(3)
    store.begin()
    store.select(0)
    assert (store.selected, seen.selections) == (-1, [])


def test_the_selection_stays_through_an_epsilon(store: Store) -> None:
    finish(store)
    store.select(4)
    seen = Seen(store)
    store.edit(OTHER)
    finish(store)
    assert (store.selected, seen.selections) == (4, [])


@pytest.mark.parametrize(
    ("before", "name", "after", "index"),
    [
        (network((2, 3, 1)), "W1[1,0]", network((2, 4, 1)), 4),
        (network((2, 3, 1)), "W2[2,0]", network((2, 3, 1), bias=True), 11),
        (network((2, 3, 1), bias=True), "b2[0]", network((2, 3, 1)), -1),
        (network((2, 3, 1)), "W1[1,2]", network((2, 2, 1)), -1),
        (network((2, 3, 1)), "W2[2,0]", network((2, 3)), -1),
    ],
)
def test_the_selection_stays_at_the_weight_of_its_name(
    store: Store, before: ExperimentSpec, name: str, after: ExperimentSpec, index: int
) -> None:
    store.edit(before)
    finish(store)
    layout = store.result.layout
    store.select([layout.name_of(i) for i in range(layout.size)].index(name))
    seen = Seen(store)
    store.edit(after)
    finish(store)
    assert seen.selections == [index]
    if index >= 0:
        assert store.result.layout.name_of(store.selected) == name


def test_a_run_that_could_not_begin_leaves_nothing_selected(store: Store) -> None:
    finish(store)
    store.select(4)
    store.edit(OTHER)
    store.receive(store.begin(), [Finished("cancelled", 0, 0.0)])
    assert store.selected == -1


def test_results_are_told_once_for_each_batch(store: Store) -> None:
    seen = Seen(store)
    events = events_of(LESSON)
    assert isinstance(events[0], Started)
    store.receive(store.begin(), events)
    assert len(seen.results) == 1
