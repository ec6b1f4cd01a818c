"""What a check has found so far: the events of a run, gathered and judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.events import (
    Audited,
    Diagnosed,
    Event,
    Finished,
    LookedCloser,
    Measured,
    Started,
)
from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.judge import (
    AGREE,
    DISAGREE,
    REASONS,
    UNDECIDED,
    UNJUDGED,
    lesson_ratio,
    unjudged,
)
from nnd_gui.engine.judging import judge_measured, weigh
from nnd_gui.engine.overall import OverallVerdict, judge_whole
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["CheckResult"]


class CheckResult:
    """One check, as far as it has come.

    Everything is empty until the run has started, and a weight that has not been measured
    is NaN and unjudged. Not shared between threads.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment that is run.
    """

    def __init__(self, spec: ExperimentSpec) -> None:
        self.spec = spec
        self._started: Started | None = None
        self.layout = Layout(())
        self.values: NDArray[Any] = np.empty(0)
        self.analytic: NDArray[Any] = np.empty(0)
        self.cost = float("nan")
        self.method = "loop"
        self.noise = 0.0
        self.penalty: NDArray[Any] | None = None
        self.facts: Mapping[str, Any] | None = None
        self.steps: NDArray[np.float64] = np.empty((0, 0))
        self.costs: NDArray[np.float64] = np.empty((0, 0))
        self.weights = unjudged(0)
        self.checked = 0
        self.audit: Audited | None = None
        self.findings: tuple[Finding, ...] = ()
        self.finished: Finished | None = None
        self.overall: OverallVerdict | None = None
        self.ratio: float | None = None

    @property
    def total(self) -> int:
        """How many weights there are."""
        return self.layout.size

    @property
    def completed(self) -> bool:
        """Whether every weight was measured and the run ended as it should."""
        return self.finished is not None and self.finished.outcome == "completed"

    def add(self, event: Event) -> None:
        """Take in the next event of the run."""
        if isinstance(event, Started):
            self._start(event)
        elif isinstance(event, Measured):
            self._measure(event)
        elif isinstance(event, Audited):
            self.audit = event
        elif isinstance(event, Diagnosed):
            self.findings = event.findings
        elif isinstance(event, LookedCloser):
            self._look_closer(event)
        elif isinstance(event, Finished):
            self._finish(event)

    def count(self, verdict: int) -> int:
        """How many weights have a verdict."""
        return int(np.count_nonzero(self.weights.verdict == verdict))

    def count_reason(self, reason: str) -> int:
        """How many weights' verdict has a reason."""
        judged = self.weights.verdict != UNJUDGED
        return int(np.count_nonzero(judged & (self.weights.reason == REASONS.index(reason))))

    def largest_error(self) -> float:
        """Largest absolute error of the weights that match, in units of the gradient.

        At a kink there is no one slope to be off from.
        """
        agree = self.weights.verdict == AGREE
        agree &= self.weights.reason != REASONS.index("subgradient")
        if not np.any(agree):
            return 0.0
        error = np.abs(self.analytic[agree].astype(np.float64) - self.weights.numerical[agree])
        return float(np.max(error))

    def worst_first(self) -> NDArray[np.intp]:
        """Indices of the measured weights, the worst first.

        Disagreements before undecided weights before agreements, each by falling relative
        error; a value that is not finite before every number.
        """
        worse = (DISAGREE, UNDECIDED, AGREE, UNJUDGED)
        rank = np.select([self.weights.verdict == verdict for verdict in worse], range(4))
        relative = self.weights.relative_error
        error = np.where(np.isnan(relative), np.inf, relative)
        order = np.lexsort((-error, rank))
        return order[: self.checked]

    def _start(self, event: Started) -> None:
        self._started = event
        self.layout = event.layout
        self.values, self.analytic = event.values, event.analytic
        self.cost, self.method, self.noise = event.cost, event.method, event.noise
        self.penalty, self.facts = event.penalty, event.facts
        self.weights = unjudged(self.total)

    def _measure(self, event: Measured) -> None:
        if not self.steps.size:
            shape = (self.total, event.steps.shape[1])
            self.steps, self.costs = np.full(shape, np.nan), np.full(shape, np.nan)
        at = event.indices
        self.steps[at], self.costs[at] = event.steps, event.costs
        if self._started is None:
            raise ValueError("what is measured comes after the point")
        self.weights.put(at, judge_measured(self.spec, self._started, event))
        self.checked += len(at)

    def _look_closer(self, event: LookedCloser) -> None:
        if self._started is None:
            raise ValueError("a closer look comes after the point")
        self.weights.put(event.indices, weigh(self.spec, self._started, self.weights, event))

    def _finish(self, event: Finished) -> None:
        self.finished = event
        if event.outcome == "completed":
            self.overall = judge_whole(
                self.spec,
                self.layout,
                self.analytic,
                self.weights,
                self.cost,
                self.penalty,
                self.noise,
            )
            self.ratio = lesson_ratio(self.analytic, self.weights.numerical)
