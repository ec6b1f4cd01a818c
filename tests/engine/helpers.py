"""What the engine's tests share: the lesson, and a check from its events to its verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, Rules
from nnd_gui.engine.check import check
from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.events import Event, Finished, Measured, Started
from nnd_gui.engine.judge import REASONS, VERDICTS, WeightVerdicts, judge_weights
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.overall import OverallVerdict, judge_whole
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.plain import PlainNetwork

Floats = NDArray[np.float64]

LESSON_WEIGHTS = (
    *(1.20584735, 0.30919369, -2.19948655, -0.91088092, 1.59908974, 0.76601828),
    *(0.33314751, -1.06031099, -0.71085039),
)
LESSON_GRADIENT = (
    *(-0.01570145, 0.04553206, 0.02332193, -0.01261438, 0.02962221, 0.02384717),
    *(-0.19123277, -0.24006099, -0.09635695),
)
LESSON_NETWORK = Network((2, 3, 1), ("sigmoid", "sigmoid"), weights=ExplicitWeights(LESSON_WEIGHTS))
LESSON = ExperimentSpec(LESSON_NETWORK)


@dataclass(frozen=True)
class Judged:
    """A finished check with its verdicts."""

    started: Started
    finished: Finished
    analytic: NDArray[Any]
    steps: Floats
    costs: Floats
    weights: WeightVerdicts
    whole: OverallVerdict

    @property
    def words(self) -> list[str]:
        return [VERDICTS[verdict] for verdict in self.weights.verdict]

    @property
    def reasons(self) -> list[str]:
        return [REASONS[reason] for reason in self.weights.reason]

    def block(self, name: str) -> slice:
        for block in self.started.layout.blocks:
            if block.name == name:
                return slice(block.start, block.stop)
        raise KeyError(name)


def events_of(spec: ExperimentSpec) -> list[Event]:
    return list(run(check(spec)))


def gathered(events: list[Event], weights: int) -> tuple[Floats, Floats]:
    """Steps and costs of every weight; a weight that was not measured is NaN."""
    steps, costs = np.full((weights, 4), np.nan), np.full((weights, 4), np.nan)
    for event in events:
        if isinstance(event, Measured):
            steps[event.indices], costs[event.indices] = event.steps, event.costs
    return steps, costs


def judged(spec: ExperimentSpec, rules: Rules = RULES) -> Judged:
    """Check an experiment whose backpropagation goes by some rules."""
    events = events_of(spec)
    started, finished = events[0], events[-1]
    assert isinstance(finished, Finished)
    assert finished.outcome == "completed", finished
    assert isinstance(started, Started)
    analytic = started.analytic
    if rules is not RULES:
        analytic = NetworkObjective(spec, rules).gradient(started.values)
    steps, costs = gathered(events, started.layout.size)
    weights = judge_weights(spec.scheme, started.cost, steps, costs, analytic, spec.tolerance_used)
    whole = judge_whole(spec, started.layout, analytic, weights)
    return Judged(started, finished, analytic, steps, costs, weights, whole)


def plain_of(network: Network) -> PlainNetwork:
    """The same network in plain formulas, on the same samples."""
    inputs, targets = samples_of(network)
    return PlainNetwork(
        network.sizes,
        network.activations,
        network.loss,
        network.bias,
        network.l2,
        inputs,
        targets,
    )
