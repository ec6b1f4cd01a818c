"""A check of a person's file while its child is awaited: word comes, and a stop is obeyed."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Finished, Started, Working
from nnd_gui.engine.run import run
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.checked import spec_of
from tests.engine.usercode.people import GOOD, written

pytestmark = pytest.mark.usefixtures("sessions")

LOOPS = {
    "import": GOOD.replace("[1.0, 2.0, 3.0]", "[n for n in iter(int, 1)]"),
    "value": GOOD.replace("return np.sum", "while True: pass\n    return np.sum"),
    "gradient": GOOD.replace("return 2 * theta", "while True: pass"),
}


@pytest.mark.parametrize("place", LOOPS)
def test_a_stop_is_obeyed_while_the_child_is_awaited(place: str, tmp_path: Path) -> None:
    """And word of it comes often. How soon exactly is measured in tests/bench/stops.py."""
    stop = threading.Event()
    before = threading.active_count()
    steps = run(check(spec_of(written(tmp_path, LOOPS[place]))), stop.is_set)
    words = 0
    for event in steps:
        words += isinstance(event, Working)
        if words == 40:
            stop.set()
    assert isinstance(event, Finished)
    assert event.outcome == "cancelled"
    assert threading.active_count() == before


def test_a_check_that_is_dropped_leaves_nothing(tmp_path: Path, sessions: Path) -> None:
    before = threading.active_count()
    steps = check(spec_of(written(tmp_path, GOOD)))
    for event in steps:
        if isinstance(event, Started):
            break
    steps.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
    assert list(sessions.iterdir()) == []


def test_a_consumer_that_takes_its_time(tmp_path: Path) -> None:
    """The run goes ahead only so far; nothing times out because nobody looks."""
    limits = Limits(import_seconds=60, evaluation_seconds=2)
    spec = spec_of(written(tmp_path, GOOD), limits)
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
        if isinstance(event, Started):
            time.sleep(2.5)  # longer than an evaluation may take
    assert result.completed
