"""Files as people write them, for the child process to run; and ways to drive it."""

from __future__ import annotations

import textwrap
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.client import Client, Opened
from nnd_gui.engine.usercode.limits import Limits

Answer = TypeVar("Answer")

NAMES = {"value": "value", "gradient": "gradient", "theta": "theta0"}
PLAN = {"style": "form", "names": NAMES}
# Long enough for a machine that is busy with other things.
PATIENT = Limits(import_seconds=60, evaluation_seconds=60)
HASTY = Limits(import_seconds=60, evaluation_seconds=1)
HASTY_AT_IMPORT = Limits(import_seconds=2, evaluation_seconds=60)

# A right file; what a test is about is added to it.
GOOD = """
import numpy as np

theta0 = np.array([1.0, 2.0, 3.0])

def value(theta):
    return np.sum(theta ** 2)

def gradient(theta):
    return 2 * theta
"""


def written(folder: Path, text: str, name: str = "student.py") -> Path:
    """Write a file; the line marked ``# here`` is what a failure should name."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return file


def marked(file: Path) -> str:
    """Place of the line that is marked ``# here``."""
    lines = file.read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if text.endswith("# here")]
    return f"{file.name}:{line}"


def driven(steps: Generator[None, None, Answer]) -> Answer:
    """Drive a generator to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def client(file: Path, limits: Limits = PATIENT, interpreter: str | None = None) -> Client:
    return Client(file, file.read_text(encoding="utf-8"), limits=limits, interpreter=interpreter)


def opened(one: Client, seed: int = 0) -> Opened:
    return driven(one.open(PLAN, seed, {}))


def asked(one: Client, what: str, theta: np.ndarray) -> np.ndarray:
    return driven(one.ask({"kind": what}, {"theta": theta})).arrays[what]


def cost(file: Path, seed: int = 0) -> float:
    """Cost at the start."""
    with client(file) as one:
        return float(asked(one, "value", opened(one, seed).start))


def failure(file: Path, limits: Limits = PATIENT) -> CheckFailure:
    """What goes wrong when a file is set up, evaluated and measured."""
    with client(file, limits) as one:
        try:
            found = opened(one)
            asked(one, "value", found.start)
            asked(one, "gradient", found.start)
            count = len(found.start)
            values = found.start[:, np.newaxis] + np.array([1e-4, -1e-4])
            for _ in one.costs(found.start, np.arange(count), values):
                pass
        except CheckFailure as problem:
            return problem
    raise AssertionError("nothing went wrong")
