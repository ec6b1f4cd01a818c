"""What a check has found so far: the events of a run, gathered and judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import Advice
from nnd_gui.engine.direction_check import slopes_spec
from nnd_gui.engine.events import (
    Acquitted,
    Advised,
    Audited,
    Diagnosed,
    DirectionsMeasured,
    DirectionsStarted,
    Event,
    Finished,
    FirstWrong,
    LookedCloser,
    Measured,
    Phase,
    RemainderMeasured,
    Started,
    Working,
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
from nnd_gui.engine.judging import acquit, judge_measured, weigh
from nnd_gui.engine.kept_check import KeptCheck
from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.verdicts import WeightVerdicts
from nnd_gui.model.cover import Cover, Revealed
from nnd_gui.model.directions_result import DirectionsResult, gradient_sizes
from nnd_gui.model.measurements import MOST_KEPT, Measurements
from nnd_gui.model.whole import whole_verdict

if TYPE_CHECKING:
    from nnd_gui.model.before import Before

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
        # The check that was shown before this one, where there is one to compare with.
        self.before: Before | None = None
        # Whether it was not measured here and now, but came with a document.
        self.as_saved = False
        # All that it is made of, for a document that is to keep it.
        self.record: list[Event] = []
        # Of one that is not wholly told: how far it is.
        self.cover: Cover | None = None
        self.started: Started | None = None
        self.advice: Advice | None = None
        self.layout = Layout(())
        self.values: NDArray[Any] = np.empty(0)
        self.analytic: NDArray[Any] = np.empty(0)
        self.cost = float("nan")
        self.method = "loop"
        self.noise = 0.0
        self.penalty: NDArray[Any] | None = None
        self.facts: Mapping[str, Any] | None = None
        self.sample: NDArray[np.intp] | None = None
        self.sample_seed: int | None = None
        self.taken = Measurements(spec)
        # Of the weights that were looked at closer: what was found of them at first.
        self._at_first: list[tuple[NDArray[np.intp], WeightVerdicts]] = []
        self.weights = unjudged(0)
        self.checked = 0
        self.looked = 0
        self.phase: Phase | None = None
        self.audit: Audited | None = None
        self.directions: DirectionsResult | None = None
        self.findings: tuple[Finding, ...] = ()
        # Of a person's file: the line that goes wrong first.
        self.first_wrong: FirstWrong | None = None
        self.finished: Finished | None = None
        self.overall: OverallVerdict | None = None
        self.ratio: float | None = None

    @property
    def total(self) -> int:
        """How many weights there are."""
        return self.layout.size

    @property
    def planned(self) -> int:
        """How many weights are to be checked: fewer than there are, of a sample."""
        return self.total if self.sample is None else len(self.sample)

    @property
    def sampled(self) -> bool:
        """Whether some of the weights are checked, and others left out."""
        return 0 < self.planned < self.total

    @property
    def measured(self) -> NDArray[np.intp] | slice:
        """Which weights were to be measured, as an index into arrays of all."""
        return slice(None) if self.sample is None else self.sample

    @property
    def completed(self) -> bool:
        """Whether all that was to be measured was, and the run ended as it should."""
        return self.finished is not None and self.finished.outcome == "completed"

    @property
    def ratio_told(self) -> bool:
        """Whether the lesson's ratio is there to be seen, be it no number."""
        if self.cover is not None:
            return self.cover.completed and self.cover.revealed >= Revealed.RATIO
        return self.completed

    def is_measured(self, index: int) -> bool:
        """Whether a weight's slope is known, though its verdict may be covered."""
        return not np.isnan(self.weights.step[index]) or bool(
            self.weights.verdict[index] != UNJUDGED
        )

    def add(self, event: Event) -> None:
        """Take in the next event of the run."""
        if self.planned <= MOST_KEPT and not isinstance(event, Phase | Working):
            self.record.append(event)
        self._take(event)

    def _take(self, event: Event) -> None:
        if isinstance(event, Started):
            self._start(event)
        elif isinstance(event, Measured):
            self._measure(event)
        elif isinstance(event, Audited):
            self.audit = event
        elif isinstance(event, Acquitted):
            acquit(self.weights, event)
        elif isinstance(event, Advised):
            self.advice = Advice(event.epsilon, event.step, event.cause)
        elif isinstance(event, Diagnosed):
            self.findings, self.first_wrong = event.findings, event.first_wrong
        elif isinstance(event, LookedCloser):
            self._look_closer(event)
        elif isinstance(event, Phase):
            self.phase = event
        elif isinstance(event, Finished):
            self._finish(event)
        else:
            self._add_along(event)

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

    def first_look(self) -> WeightVerdicts:
        """What was found of every weight at the steps asked for, before any closer look."""
        found = self.weights.at(np.arange(self.total))
        for indices, before in reversed(self._at_first):
            found.put(indices, before)
        return found

    def empty_weights(self) -> WeightVerdicts:
        """As many weights, nothing of which is known."""
        return unjudged(self.total)

    def kept(self) -> KeptCheck | None:
        """What was measured, to be judged by another tolerance.

        None before it is all there, and in a very large network, where it is not kept.
        """
        if self.started is None or not self.completed or not self.taken.events:
            return None
        return KeptCheck(self.spec, self.started, self.taken.events)

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
        self.started = event
        self.taken = Measurements(self.spec, event)
        self.layout = event.layout
        self.values, self.analytic = event.values, event.analytic
        self.cost, self.method, self.noise = event.cost, event.method, event.noise
        self.penalty, self.facts = event.penalty, event.facts
        self.sample, self.sample_seed = event.sample, event.sample_seed
        self.weights = unjudged(self.total)

    def _measure(self, event: Measured) -> None:
        if not event.indices.size:
            return
        if self.started is None:
            raise ValueError("what is measured comes after the point")
        self.taken.add(event)
        self.weights.put(event.places, judge_measured(self.spec, self.started, event))
        self.checked += len(event.indices)

    def _look_closer(self, event: LookedCloser) -> None:
        if self.started is None:
            raise ValueError("a closer look comes after the point")
        if self.taken.add_closer(event):
            self._at_first.append((event.indices, self.weights.at(event.indices)))
        self.looked += len(event.indices)
        self.weights.put(event.indices, weigh(self.spec, self.started, self.weights, event))

    def _along(self) -> DirectionsResult:
        if self.directions is None:
            raise ValueError("nothing is measured along directions before they are known")
        return self.directions

    def _add_along(self, event: Event) -> None:
        """Take in what was measured along directions."""
        if isinstance(event, DirectionsStarted):
            sizes = gradient_sizes(self.layout, self.analytic)
            self.directions = DirectionsResult(event, CheckResult(slopes_spec(self.spec)), sizes)
        elif isinstance(event, DirectionsMeasured):
            self._along().measure(event)
        elif isinstance(event, RemainderMeasured):
            self._along().follow(event)

    def _finish(self, event: Finished) -> None:
        self.finished = event
        if self.directions is not None:
            self.directions.slopes.add(event)
        if event.outcome != "completed":
            return
        self.overall = whole_verdict(self)
        if self.planned:
            at = self.measured
            self.ratio = lesson_ratio(self.analytic[at], self.weights.numerical[at])
