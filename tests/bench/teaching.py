"""How long the pictures of the lesson take: the valley, a slice, the derivative.

Run from the checkout's root: ``python tests/bench/teaching.py``. Each is to be there within a
frame or two of a change, 33 ms, and nothing is to keep the thread for longer than 10 ms.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.chain import tracing
from nnd_gui.engine.derivative import DerivativeSpec, derivative
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.sweep import sweep
from nnd_gui.engine.training import TrainingAsked, training
from nnd_gui.model.lessons import lesson_spec

LARGE = ExperimentSpec(
    Network((784, 30, 10), ("sigmoid", "sigmoid"), bias=True, data=RandomData(64))
)
REPEATS = 25
SECONDS = 3.0


def timed(steps: Callable[[], Iterator[Any]]) -> tuple[float, float]:
    """Seconds of one run, and of its longest step; a long run is left after a while."""
    began = last = time.perf_counter()
    longest = 0.0
    for _ in run(steps(), lambda: time.perf_counter() - began > SECONDS):
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return time.perf_counter() - began, longest


def main() -> None:
    """Print the median and the longest of some runs, and their longest step."""
    lesson = lesson_spec()
    rows: list[tuple[str, Callable[[], Iterator[Any]], int]] = [
        ("the lesson's valley", lambda: sweep(lesson), REPEATS),
        ("the lesson's slice", lambda: slice_along(lesson, SliceAsked(4)), REPEATS),
        ("x^2 at 1.5", lambda: derivative(DerivativeSpec()), REPEATS),
        ("the lesson's chain rule", lambda: tracing(lesson, 4), REPEATS),
        (
            "the lesson's training, 100 steps",
            lambda: training(replace(lesson, bug=Bug("sign")), TrainingAsked()),
            REPEATS,
        ),
        ("784-30-10, chain rule", lambda: tracing(LARGE, 4), 3),
        ("784-30-10, slice", lambda: slice_along(LARGE, SliceAsked(4)), 3),
        ("784-30-10, valley (3 s of it)", lambda: sweep(LARGE), 1),
    ]
    print(f"{'':32}{'median':>10}{'longest':>10}{'its longest step':>18}  ms")
    for name, steps, repeats in rows:
        timed(steps)
        found = [timed(steps) for _ in range(repeats)]
        seconds, longest = (1e3 * max(part) for part in zip(*found, strict=True))
        median = 1e3 * statistics.median(total for total, _ in found)
        print(f"{name:32}{median:10.1f}{seconds:10.1f}{longest:18.1f}")


if __name__ == "__main__":
    main()
