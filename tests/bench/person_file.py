"""What the child process costs: evaluations of a person's file in it, and in a plain loop.

Run from the checkout's root: ``python tests/bench/person_file.py``. An evaluation in the child
is to cost at most 1.5 times the same call in a plain loop, start-up aside; a stop is to be
obeyed within 50 ms wherever the child is. Where evaluations are slow all cores are used.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the child

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Started, Working
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.plan import Plan

REPEATS = 9
SECONDS = 0.5

NETWORK = """
import numpy as np

rng = np.random.RandomState(0)
sizes = {sizes}
X = rng.rand({samples}, sizes[0])
y = rng.rand({samples}, sizes[-1])
theta0 = rng.randn(sizes[0] * sizes[1] + sizes[1] * sizes[2]) * 0.1

def value(theta):
    cut = sizes[0] * sizes[1]
    W1, W2 = theta[:cut].reshape(sizes[0], sizes[1]), theta[cut:].reshape(sizes[1], sizes[2])
    a2 = 1 / (1 + np.exp(-np.dot(X, W1)))
    yHat = 1 / (1 + np.exp(-np.dot(a2, W2)))
    return 0.5 * np.sum((y - yHat) ** 2)

def gradient(theta):
    return theta
"""
TINY = "import numpy as np\ntheta0 = np.ones(3)\ndef value(theta): return theta[0]\ndef gradient(theta): return theta\n"  # noqa: E501
ROWS = {
    "one index, 0.1 us": TINY,
    "2-3-1, 3 samples": NETWORK.format(sizes=(2, 3, 1), samples=3),
    "20-30-5, 100 samples": NETWORK.format(sizes=(20, 30, 5), samples=100),
    "784-30-10, 100 samples": NETWORK.format(sizes=(784, 30, 10), samples=100),
    "784-100-10, 1000 samples": NETWORK.format(sizes=(784, 100, 10), samples=1000),
}
WAITING = {
    "while it is imported": "theta0 = [n for n in iter(int, 1)]\n{good}",
    "in the cost": "{good}\ndef value(theta):\n    while True: pass\n",
    "in the gradient": "{good}\ndef gradient(theta):\n    while True: pass\n",
}


def file_of(folder: Path, text: str) -> PersonFile:
    """A trusted file."""
    path = folder / "student.py"
    path.write_text(text, encoding="utf-8")
    names = {"value": "value", "gradient": "gradient", "theta": "theta0"}
    return PersonFile(Plan(str(path), "form", names), trusted=True)


def points_of(theta: NDArray[Any], count: int) -> tuple[NDArray[np.intp], NDArray[Any]]:
    """Some weights, as often as it takes, and what each is set to."""
    indices = np.resize(np.arange(len(theta)), count // 2)
    return indices, theta[indices][:, np.newaxis] + np.array([1e-4, -1e-4])


def loop_seconds(text: str, count: int) -> float:
    """Seconds of so many evaluations as anybody would write them down."""
    names: dict[str, Any] = {}
    exec(text, names)
    value: Callable[[NDArray[Any]], Any] = names["value"]
    theta: NDArray[Any] = names["theta0"]
    indices, values = points_of(theta, count)
    costs = np.empty(values.shape)
    began = time.perf_counter()
    for row, index in enumerate(indices):
        for column in range(2):
            moved = theta.copy()
            moved[index] = values[row, column]
            costs[row, column] = value(moved)
    return time.perf_counter() - began


def child_seconds(objective: PersonObjective, count: int) -> float:
    """Seconds of as many in the child, from the first question to the last answer."""
    indices, values = points_of(objective.point, count)
    began = time.perf_counter()
    done = sum(probe.costs.size for probe in objective.costs_of(indices, values))
    assert done == values.size
    return time.perf_counter() - began


def compare(folder: Path) -> None:
    """Print what an evaluation costs in each."""
    heads = ("loop", "child", "ratio", "all cores", "start")
    print(f"{'':28}" + "".join(f"{head:>11}" for head in heads) + "   us, us, ms")
    for name, text in ROWS.items():
        once = loop_seconds(text, 20) / 20
        count = max(40, int(SECONDS / once)) // 2 * 2
        file = file_of(folder, text)
        began = time.perf_counter()
        with PersonObjective(file, children=1) as objective:
            start = time.perf_counter() - began
            pairs = [
                (loop_seconds(text, count), child_seconds(objective, count)) for _ in range(REPEATS)
            ]
        with PersonObjective(file) as objective:
            for _ in range(3):
                objective.value(objective.point)  # by which it knows that they are slow
            # Long enough for the others to have started.
            child_seconds(objective, max(count, int(3 * SECONDS / once) // 2 * 2))
            shared = [child_seconds(objective, 4 * count) / 4 for _ in range(REPEATS // 2)]
        loop, child = (statistics.median(part) for part in zip(*pairs, strict=True))
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        figures = (1e6 * loop / count, 1e6 * child / count, ratio, statistics.median(shared) / loop)
        print(f"{name:28}" + "".join(f"{one:11.2f}" for one in figures) + f"{1e3 * start:11.0f}")


def stops(folder: Path) -> None:
    """Print how soon a stop is obeyed, and how often a waiting run gives word."""
    print(f"\n{'':24}{'stop':>10}{'longest':>10}{'between words':>16}{'longest':>10}  ms")
    for name, text in WAITING.items():
        spec = ExperimentSpec(file_of(folder, text.format(good=TINY)))
        asked, gaps = [], []
        for _ in range(REPEATS):
            stop = threading.Event()
            last = time.perf_counter()
            for event in run(check(spec), stop.is_set):
                now = time.perf_counter()
                if stop.is_set():
                    asked.append(now - last)
                elif isinstance(event, Working | Started):
                    gaps.append(now - last)
                if len(gaps) % 60 == 59:
                    stop.set()
                    now = time.perf_counter()
                last = now
            gaps.append(0.0)
        figures = [statistics.median(asked), max(asked)]
        print(
            f"{name:24}{1e3 * figures[0]:10.1f}{1e3 * figures[1]:10.1f}"
            f"{1e3 * statistics.median(gaps):16.1f}{1e3 * max(gaps):10.1f}"
        )


def main() -> None:
    """Measure in a folder that is taken away again."""
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder))
        stops(Path(folder))


if __name__ == "__main__":
    main()
