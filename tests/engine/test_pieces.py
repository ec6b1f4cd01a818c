"""A run gives signs of life and obeys a stop, however long one piece of it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from nnd_gui.engine.chain import tracing
from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Phase, Working
from nnd_gui.engine.forward import ForwardAsked, forward_pass
from nnd_gui.engine.pieces import responsive
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.sweep import sweep
from nnd_gui.engine.training import TrainingAsked, training

SMALL = ExperimentSpec(Network((2, 3, 1), ("sigmoid", "sigmoid"), data=RandomData(4)))
# Large enough for a thread, and small enough for a test to go a step or two with it.
LARGE = ExperimentSpec(Network((1000, 400, 2), ("tanh", "identity"), data=RandomData(100)))
AWAITED_SECONDS = 60.0


def _two(names: list[str]) -> Iterator[Phase]:
    for number, name in enumerate(("audit", "advice")):
        names.append(threading.current_thread().name)
        yield Phase(name, number)


def test_a_small_run_stays_on_its_thread() -> None:
    names: list[str] = []
    assert list(responsive(SMALL, _two(names))) == [
        Phase("audit", 0),
        Phase("advice", 1),
    ]
    assert set(names) == {threading.current_thread().name}


def test_a_large_one_keeps_its_order_on_one_other_thread() -> None:
    names: list[str] = []
    events = [event for event in responsive(LARGE, _two(names)) if not isinstance(event, Working)]
    assert events == [Phase("audit", 0), Phase("advice", 1)]
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name


def test_signs_of_life_while_a_piece_takes_long() -> None:
    go_on = threading.Event()

    def slow() -> Iterator[Phase]:
        assert go_on.wait(AWAITED_SECONDS)
        yield Phase("audit", 0)

    seen = []
    for event in responsive(LARGE, slow()):
        seen.append(event)
        if len(seen) == 3:
            go_on.set()
    assert seen[:3] == [Working()] * 3
    assert seen[-1] == Phase("audit", 0)


def test_a_stop_waits_for_no_piece_and_begins_no_other() -> None:
    go_on, ended, begun = threading.Event(), threading.Event(), []

    def slow() -> Iterator[Phase]:
        try:
            begun.append("first")
            assert go_on.wait(AWAITED_SECONDS)
            yield Phase("audit", 0)
            begun.append("second")
        finally:
            ended.set()

    run = responsive(LARGE, slow())
    assert next(run) == Working()
    close = getattr(run, "close")  # noqa: B009 - an iterator to mypy
    close()  # comes back although the piece cannot end yet
    assert not ended.is_set()
    go_on.set()
    del run
    assert ended.wait(AWAITED_SECONDS)  # what the run holds is given back all the same
    assert begun == ["first"]


def test_a_failure_arrives_where_it_is_awaited() -> None:
    def failing() -> Iterator[Phase]:
        yield Phase("audit", 0)
        raise CheckFailure("not-finite-cost", "The cost is {cost}.", cost=1.0)

    with pytest.raises(CheckFailure, match="The cost is"):
        for _ in responsive(LARGE, failing()):
            pass


RUNS: dict[str, Callable[[ExperimentSpec], Iterator[object]]] = {
    "check": check,
    "sweep": sweep,
    "slice": lambda spec: slice_along(spec, SliceAsked(0)),
    "training": lambda spec: training(spec, TrainingAsked()),
    "forward": lambda spec: forward_pass(spec, ForwardAsked(0)),
    "tracing": lambda spec: tracing(spec, 0),
}


def _threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("pieces")}


@pytest.mark.parametrize("name", RUNS)
def test_every_run_of_a_large_network_goes_in_pieces(name: str) -> None:
    before = _threads()
    run = RUNS[name](LARGE)
    next(run)
    mine = _threads() - before
    assert len(mine) == 1
    close = getattr(run, "close")  # noqa: B009 - an iterator to mypy
    close()
    for thread in mine:
        thread.join(AWAITED_SECONDS)
        assert not thread.is_alive()
