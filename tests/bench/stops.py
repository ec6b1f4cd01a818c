"""How soon a stop is obeyed: the time from one probe to the next, at three extremes of size.

Run from the checkout's root: ``python tests/bench/stops.py``. The aim is 50 ms.
"""

from __future__ import annotations

import time

import numpy as np

from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.perturbation import METHODS
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network

MILLION = Network(
    (784, 1199, 48, 10), ("tanh", "sigmoid", "softmax"), "softmax-cross-entropy", bias=True,
    weights=SeededWeights(0, 0.05), data=RandomData(64),
)  # fmt: skip
WIDE = Network((3, 10_000, 2), ("tanh", "identity"), data=RandomData(40))
LONG = Network((20, 30, 5), ("tanh", "sigmoid"), bias=True, data=RandomData(100_000))
SECONDS = 2.0


def steps_of(network: Network, method: str) -> list[float]:
    """Seconds from one probe to the next, the set-up before the first among them."""
    objective = NetworkObjective(ExperimentSpec(network), method=method)
    values = (objective.point + 1e-4 * np.array([[1.0], [-1.0], [2.0], [-2.0]])).T
    stream = objective.values_at_perturbations(values)
    steps, end = [], time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < end and next(stream, None) is not None:
        steps.append(time.perf_counter() - began)
    return steps


def main() -> None:
    """Print median, 95th percentile, longest and first step of each."""
    print(f"{'':24}{'median':>9}{'95 %':>9}{'longest':>9}{'first':>9}  ms")
    for name, network in (("a million weights", MILLION), ("wide", WIDE), ("long", LONG)):
        for method in METHODS:
            steps = steps_of(network, method)
            later = 1e3 * np.array(steps[1:] or [0.0])
            figures = [np.median(later), np.quantile(later, 0.95), later.max(), 1e3 * steps[0]]
            print(f"{name + ', ' + method:24}" + "".join(f"{figure:9.1f}" for figure in figures))


if __name__ == "__main__":
    main()
