"""What the engine's tests share: the lesson, and a check from its events to its verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, Rules
from nnd_gui.engine.check import check
from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.events import Event, Finished, Measured, Started, Working
from nnd_gui.engine.judge import REASONS, VERDICTS, WeightVerdicts
from nnd_gui.engine.objective import FunctionObjective, NetworkObjective, Objective
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.explain import explain
from nnd_gui.model.explain_weight import weight_sentence
from nnd_gui.model.result import CheckResult
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
    result: CheckResult

    @property
    def sentence(self) -> str:
        return explain(self.result).sentence

    def told(self, index: int) -> str:
        """What is said of one weight."""
        return weight_sentence(self.result, index)

    @property
    def finding(self) -> tuple[str, str]:
        return self.whole.verdict, self.whole.cause

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


def events_of(spec: ExperimentSpec, objective: Objective | None = None) -> list[Event]:
    """Events of a check, without those that only say that work goes on."""
    return [event for event in run(check(spec, objective)) if not isinstance(event, Working)]


def gathered(events: list[Event], weights: int) -> tuple[Floats, Floats]:
    """Steps and costs of every weight; a weight that was not measured is NaN."""
    points = max(event.steps.shape[1] for event in events if isinstance(event, Measured))
    steps, costs = np.full((weights, points), np.nan), np.full((weights, points), np.nan)
    for event in events:
        if isinstance(event, Measured):
            steps[event.indices], costs[event.indices] = event.steps, event.costs
    return steps, costs


def judged(spec: ExperimentSpec, rules: Rules = RULES) -> Judged:
    """Check an experiment whose backpropagation goes by some rules."""
    return judged_objective(spec, NetworkObjective(spec, rules))


def judged_objective(spec: ExperimentSpec, objective: Objective) -> Judged:
    """Check something else in place of an experiment's own subject."""
    events = events_of(spec, objective)
    started, finished = events[0], events[-1]
    assert isinstance(finished, Finished)
    assert finished.outcome == "completed", finished
    assert isinstance(started, Started)
    result = CheckResult(spec)
    for event in events:
        result.add(event)
    assert result.overall is not None
    steps, costs = gathered(events, started.layout.size)
    analytic = started.analytic
    return Judged(started, finished, analytic, steps, costs, result.weights, result.overall, result)


def judged_function(
    cost: Callable[[NDArray[Any]], Any],
    slope: Callable[[NDArray[Any]], Any],
    point: Any,
    **settings: Any,
) -> Judged:
    """Check a function of some numbers; `settings` are those of the experiment."""
    spec = ExperimentSpec(LESSON_NETWORK, **settings)
    start = np.atleast_1d(np.asarray(point)).astype(spec.dtype)
    return judged_objective(spec, FunctionObjective(cost, slope, start))


class Spoiled(NetworkObjective):
    """A network whose gradient is changed on its way out."""

    def __init__(self, spec: ExperimentSpec, spoil: Callable[[NDArray[Any]], NDArray[Any]]) -> None:
        super().__init__(spec)
        self._spoil = spoil

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        return self._spoil(super().gradient(theta).copy())


def spoiled(spec: ExperimentSpec, spoil: Callable[[NDArray[Any]], NDArray[Any]]) -> Judged:
    return judged_objective(spec, Spoiled(spec, spoil))


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
