"""A run ends with exactly one Finished, however its generator fares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Event, Finished, Measured, Started, Step
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.run import run
from tests.engine.helpers import LESSON, LESSON_NETWORK

STARTED = Started(layout_of(LESSON_NETWORK), np.zeros(9), np.zeros(9), 0.5, "loop")


def _measured(place: int) -> Measured:
    return Measured(np.array([place]), np.ones((1, 4)), np.zeros((1, 4)))


class Steps:
    """A generator of events that knows whether it was closed."""

    def __init__(self, count: int, problem: BaseException | None = None) -> None:
        self.sent, self.closed = 0, False
        self._count, self._problem = count, problem

    def events(self) -> Iterator[Started | Measured]:
        try:
            yield STARTED
            for place in range(self._count):
                self.sent += 1
                yield _measured(place)
            if self._problem is not None:
                raise self._problem
        finally:
            self.closed = True


def _end(events: Sequence[Event]) -> Finished:
    ends = [event for event in events if isinstance(event, Finished)]
    assert len(ends) == 1
    assert events[-1] is ends[0]
    assert ends[0].seconds >= 0
    return ends[0]


def test_a_run_to_the_end() -> None:
    steps = Steps(3)
    events = list(run(steps.events()))
    assert [type(event) for event in events] == [Started, Measured, Measured, Measured, Finished]
    end = _end(events)
    assert (end.outcome, end.evaluations, end.failure) == ("completed", 1 + 3 * 4, None)
    assert steps.closed


def test_stopped_before_the_first_step() -> None:
    steps = Steps(3)
    end = _end(list(run(steps.events(), lambda: True)))
    assert (end.outcome, end.evaluations, end.failure) == ("cancelled", 0, None)
    assert steps.sent == 0


@pytest.mark.parametrize("after", [1, 2, 3])
def test_stopped_in_the_middle(after: int) -> None:
    steps, seen = Steps(9), list[Event]()
    for event in run(steps.events(), lambda: len(seen) >= after):
        seen.append(event)
    end = _end(seen)
    assert len(seen) == after + 1
    assert (end.outcome, end.evaluations) == ("cancelled", 1 + 4 * (after - 1))
    assert steps.closed


def test_a_stop_after_the_last_weight_is_too_late_to_matter_or_obeyed() -> None:
    steps, seen = Steps(2), list[Event]()
    for event in run(steps.events(), lambda: len(seen) >= 3):
        seen.append(event)
    assert _end(seen).outcome == "cancelled"
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (CheckFailure("not-finite-cost", "It is {what}.", what="not"), "not-finite-cost"),
        (MemoryError(), "too-much-memory"),
        (ZeroDivisionError("by {zero}"), "crashed"),
        (AssertionError(), "crashed"),
    ],
)
def test_failures_are_told_not_raised(problem: Exception, kind: str) -> None:
    steps = Steps(2, problem)
    events = list(run(steps.events()))
    end = _end(events)
    assert end.outcome == "failed"
    assert end.evaluations == 1 + 2 * 4
    assert end.failure is not None
    assert end.failure.kind == kind
    assert end.failure.template.format(**end.failure.values).endswith(".")
    assert steps.closed


def test_a_crash_says_what_broke() -> None:
    end = _end(list(run(Steps(0, KeyError("W3")).events())))
    assert end.failure is not None
    assert end.failure.values == {"kind": "KeyError", "text": "'W3'"}


def test_a_failure_while_cleaning_up_is_told_too() -> None:
    def untidy() -> Iterator[Started | Measured]:
        try:
            yield STARTED
            yield _measured(0)
        finally:
            raise OSError("pipe")

    seen = list[Event]()
    for event in run(untidy(), lambda: len(seen) >= 1):
        seen.append(event)
    end = _end(seen)
    assert end.outcome == "failed"
    assert end.failure is not None
    assert end.failure.kind == "crashed"


def test_closing_a_run_early_closes_its_generator() -> None:
    steps = Steps(9)
    events = run(steps.events())
    next(events)
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert steps.closed
    assert list(events) == []


def test_a_plain_iterator_will_do() -> None:
    steps: list[Step] = [STARTED, _measured(0)]
    assert _end(list(run(iter(steps)))).outcome == "completed"


def test_a_check_can_be_stopped_and_made_again() -> None:
    seen = list[Event]()
    for event in run(check(LESSON), lambda: len(seen) >= 2):
        seen.append(event)
    assert _end(seen).outcome == "cancelled"
    again = list(run(check(LESSON)))
    assert _end(again).outcome == "completed"
    assert _end(again).evaluations == 2 + 9 + 4 * 9
