"""What the tests of directions share: a check along them, from its events to its verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.events import DirectionsStarted, Event, Finished, RemainderMeasured
from nnd_gui.engine.judge import REASONS, VERDICTS, WeightVerdicts
from nnd_gui.engine.objective import FunctionObjective, Objective
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.directions_result import DirectionsResult
from nnd_gui.model.result import CheckResult
from tests.engine.helpers import LESSON_NETWORK, Spoiled


@dataclass(frozen=True)
class Along:
    """A finished check along directions."""

    begun: DirectionsStarted
    finished: Finished
    remainders: list[RemainderMeasured]
    result: CheckResult
    directions: DirectionsResult
    whole: OverallVerdict

    @property
    def slopes(self) -> WeightVerdicts:
        return self.directions.slopes.weights

    @property
    def words(self) -> list[str]:
        return [VERDICTS[verdict] for verdict in self.slopes.verdict]

    @property
    def reasons(self) -> list[str]:
        return [REASONS[reason] for reason in self.slopes.reason]

    @property
    def finding(self) -> tuple[str, str]:
        return self.whole.verdict, self.whole.cause

    @property
    def blocks(self) -> tuple[str, ...]:
        return self.whole.blocks


def along(spec: ExperimentSpec, objective: Objective | None = None) -> Along:
    """Check an experiment that asks for directions."""
    events: list[Event] = list(run(check(spec, objective)))
    result = CheckResult(spec)
    for event in events:
        result.add(event)
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.outcome == "completed", finished
    (begun,) = [event for event in events if isinstance(event, DirectionsStarted)]
    remainders = [event for event in events if isinstance(event, RemainderMeasured)]
    assert result.directions is not None
    assert result.overall is not None
    return Along(begun, finished, remainders, result, result.directions, result.overall)


def spoiled_along(spec: ExperimentSpec, spoil: Callable[[NDArray[Any]], NDArray[Any]]) -> Along:
    """Check a network whose gradient is changed on its way out."""
    return along(spec, Spoiled(spec, spoil))


def along_function(
    cost: Callable[[NDArray[Any]], Any],
    slope: Callable[[NDArray[Any]], Any],
    point: NDArray[Any],
    **settings: Any,
) -> Along:
    """Check a function of some numbers along directions."""
    spec = ExperimentSpec(LESSON_NETWORK, **settings)
    start = np.atleast_1d(point).astype(spec.dtype)
    return along(spec, FunctionObjective(cost, slope, start))
