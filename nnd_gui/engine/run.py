"""The one driver of every run: obeys a stop at each step and ends with one Finished."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Failure, Finished, Outcome

__all__ = ["Counted", "run"]


class Counted(Protocol):
    """An event of any run: it tells how often the cost was computed for it."""

    @property
    def evaluations(self) -> int:
        """How often the cost was computed."""


AnyStep = TypeVar("AnyStep", bound=Counted)


def run(
    steps: Iterator[AnyStep], stop: Callable[[], bool] = lambda: False
) -> Iterator[AnyStep | Finished]:
    """Drive a generator of events to its end.

    Parameters
    ----------
    steps : iterator of events
        What to drive, such as ``check(spec)``, ``sweep(...)`` or ``training(...)``.
    stop : callable
        Asked before each step; True ends the run.

    Yields
    ------
    Event
        What `steps` yields, then exactly one `Finished`. A failure, of whatever kind, is
        told there and not raised.
    """
    began = time.perf_counter()
    evaluations = 0
    outcome: Outcome = "completed"
    failure: Failure | None = None
    try:
        try:
            while not stop():
                try:
                    event = next(steps)
                except StopIteration:
                    break
                evaluations += event.evaluations
                yield event
            else:
                outcome = "cancelled"
        finally:
            close = getattr(steps, "close", None)
            if close is not None:
                close()
    except CheckFailure as problem:
        outcome = "failed"
        failure = Failure(problem.kind, problem.template, problem.values, problem.where)
    except MemoryError:
        outcome = "failed"
        failure = Failure(
            "too-much-memory",
            "This network does not fit this computer's memory. Try smaller layers or "
            "fewer samples.",
            {},
        )
    except Exception as problem:  # noqa: BLE001 - a defect of ours must end the run, not hang its window
        outcome = "failed"
        failure = Failure(
            "crashed",
            "The check itself broke off ({kind}: {text}). This is a fault of the program.",
            {"kind": type(problem).__name__, "text": str(problem)},
        )
    yield Finished(outcome, evaluations, time.perf_counter() - began, failure)
