"""How soon is a stop obeyed? The time from one sign of life to the next, at extremes of size.

``python3 packaging/dev.py bench stops``. The aim is 50 ms; a window draws every 33 ms in between.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from nnd_gui.cli import limit_numpy_threads

SECONDS = 2.0


def networks() -> dict[str, Any]:
    """A million weights, with few samples and with many; a wide layer, and many samples."""
    from nnd_gui.engine.sources import RandomData, SeededWeights
    from nnd_gui.engine.subject import Network

    million = Network(
        (784, 1199, 48, 10), ("tanh", "sigmoid", "softmax"), "softmax-cross-entropy", bias=True,
        weights=SeededWeights(0, 0.05), data=RandomData(64),
    )  # fmt: skip
    wide = Network((3, 10_000, 2), ("tanh", "identity"), data=RandomData(40))
    long = Network((20, 30, 5), ("tanh", "sigmoid"), bias=True, data=RandomData(100_000))
    heavy = replace(million, data=RandomData(2_000))
    return {"a million weights": million, "the same, heavy": heavy, "wide": wide, "long": long}


def probes_of(network: Any, method: str) -> Iterator[object]:
    """Probes of one way, set-up and all."""
    import numpy as np

    from nnd_gui.engine.objective import NetworkObjective
    from nnd_gui.engine.spec import ExperimentSpec

    objective = NetworkObjective(ExperimentSpec(network), method=method)
    values = (objective.point + 1e-4 * np.array([[1.0], [-1.0], [2.0], [-2.0]])).T
    return objective.values_at_perturbations(values)


def check_of(network: Any) -> Iterator[object]:
    """Events of a whole check of a gradient that is wrong, its diagnosis among them."""
    from nnd_gui.engine.bug_names import Bug
    from nnd_gui.engine.check import check
    from nnd_gui.engine.run import run
    from nnd_gui.engine.spec import ExperimentSpec

    return run(check(ExperimentSpec(network, bug=Bug("factor", factor=1.37))))


def other_runs_of(network: Any) -> dict[str, Iterator[object]]:
    """Events of the other runs that evaluate whole costs and gradients."""
    from nnd_gui.engine.check import check
    from nnd_gui.engine.run import run
    from nnd_gui.engine.slice import SliceAsked, slice_along
    from nnd_gui.engine.spec import ExperimentSpec
    from nnd_gui.engine.sweep import sweep
    from nnd_gui.engine.training import TrainingAsked, training

    spec = ExperimentSpec(network)
    return {
        "directions": run(check(replace(spec, directions=2, sample=0))),
        "sweep": run(sweep(spec)),
        "slice": run(slice_along(spec, SliceAsked(0))),
        "training": run(training(spec, TrainingAsked(rate=0.1, steps=20))),
    }


def steps_of(stream: Iterator[object], seconds: float) -> list[float]:
    """Milliseconds from one item to the next."""
    steps, end = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < end and next(stream, None) is not None:
        steps.append(1e3 * (time.perf_counter() - began))
    return steps


def main() -> None:
    """Print median, 95th percentile, longest and first step of each."""
    limit_numpy_threads()  # as the program does, before numpy is imported
    import numpy as np

    from nnd_gui.engine.perturbation import METHODS

    print(f"{'':26}{'median':>9}{'95 %':>9}{'longest':>9}{'first':>9}  ms")
    for name, network in networks().items():
        rows = {way: (probes_of(network, way), SECONDS) for way in METHODS}
        rows["whole check"] = (check_of(network), 20 * SECONDS)
        rows |= {run: (stream, SECONDS) for run, stream in other_runs_of(network).items()}
        for way, (stream, seconds) in rows.items():
            steps = steps_of(stream, seconds)
            later = np.array(steps[1:] or [0.0])
            figures = [np.median(later), np.quantile(later, 0.95), later.max(), steps[0]]
            print(f"{name + ', ' + way:26}" + "".join(f"{figure:9.1f}" for figure in figures))


if __name__ == "__main__":
    main()
