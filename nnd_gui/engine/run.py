"""The one driver of every run: obeys a stop at each step and ends with one Finished."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Event, Failure, Finished, Measured, Outcome, Step

__all__ = ["run"]


def run(steps: Iterator[Step], stop: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """Drive a generator of events to its end.

    Parameters
    ----------
    steps : iterator of events
        What to drive, such as ``check(spec)``.
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
                evaluations += (
                    event.costs.size if isinstance(event, Measured) else event.evaluations
                )
                yield event
            else:
                outcome = "cancelled"
        finally:
            close = getattr(steps, "close", None)
            if close is not None:
                close()
    except CheckFailure as problem:
        outcome = "failed"
        failure = Failure(problem.kind, problem.template, problem.values)
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
