"""The stage of a check that looks closer at what the asked step left in doubt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.closer import look_closer
from nnd_gui.engine.differences import CENTRAL, Floats
from nnd_gui.engine.doubts import suspects
from nnd_gui.engine.events import LookedCloser, Measured, Started
from nnd_gui.engine.judge import DISAGREE, WeightVerdicts, cost_noise, judge_weights, unjudged
from nnd_gui.engine.ladder import Ladder, ladder_steps
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["SecondLook"]

# Of many accusations in one block so many are looked at first; if all of them stand, so do
# the others.
_SAMPLE = 64
# Largest real step, as a share of a weight's usual size, beside an imaginary one.
_REAL_STEP = {"float64": 1e-2, "float32": 1e-1}


class SecondLook:
    """Gathers what a check measures, and says what to measure again.

    Parameters
    ----------
    spec : ExperimentSpec
        How the check is made.
    started : Started
        The point and the gradient under test.

    Attributes
    ----------
    asked : ndarray, shape (n,)
        The numerical gradient at the asked step.
    """

    def __init__(self, spec: ExperimentSpec, started: Started) -> None:
        self._spec, self._started = spec, started
        count, points = started.layout.size, len(CENTRAL.multiples)
        self._found = unjudged(count)
        self._doubtful = np.zeros(count, dtype=bool)
        self.asked = np.full(count, np.nan)
        # Of the central scheme the asked step need not be measured twice.
        self._reuse = spec.scheme == "central"
        shape = (count if self._reuse else 0, points)
        self._steps, self._costs = np.empty(shape), np.empty(shape)

    def add(self, event: Measured) -> None:
        """Take in what was measured at the asked step."""
        spec, started, at = self._spec, self._started, event.indices
        analytic = started.analytic[at]
        found = judge_weights(
            spec.scheme,
            started.cost,
            event.steps,
            event.costs,
            analytic,
            spec.tolerance_used,
            started.noise,
        )
        self._found.put(at, found)
        self.asked[at] = found.numerical
        noise = cost_noise(started.cost, event.costs, started.noise, np.finfo(analytic.dtype))
        self._doubtful[at] = suspects(
            spec.scheme, found, started.cost, event.steps, event.costs, noise, spec.tolerance_used
        )
        if self._reuse:
            self._steps[at], self._costs[at] = event.steps, event.costs

    @property
    def found(self) -> WeightVerdicts:
        """Verdicts on all weights, as they stand."""
        return self._found

    def accuses(self) -> bool:
        """Whether any weight disagrees, as far as it has been looked at."""
        return bool(np.any(self._found.verdict == DISAGREE))

    def look(self, objective: Objective) -> Iterator[LookedCloser]:
        """Measure again where there is a doubt.

        Yields
        ------
        LookedCloser
            A few milliseconds of work at a time.
        """
        accused = self._doubtful & (self._found.verdict == DISAGREE)
        first = self._doubtful & ~accused
        rest = np.zeros_like(first)
        for block in self._started.layout.blocks:
            here = np.flatnonzero(accused[block.start : block.stop]) + block.start
            chosen = self._sample(here)
            first[chosen] = True
            rest[np.setdiff1d(here, chosen)] = True
        cleared: set[str] = set()
        for event in self._closer(objective, np.flatnonzero(first)):
            cleared |= self._weighed(event)
            yield event
        for block in self._started.layout.blocks:
            if block.name not in cleared:
                rest[block.start : block.stop] = False
        for event in self._closer(objective, np.flatnonzero(rest)):
            self._weighed(event)
            yield event

    def _sample(self, here: NDArray[np.intp]) -> NDArray[np.intp]:
        if len(here) <= _SAMPLE:
            return here
        rng = np.random.default_rng(0)
        # The least wrong are the likeliest to be accused wrongly.
        mildest = here[np.argsort(self._found.relative_error[here])[: _SAMPLE // 4]]
        others = rng.choice(here, _SAMPLE - len(mildest), replace=False)
        return np.union1d(mildest, others)

    def _weighed(self, event: LookedCloser) -> set[str]:
        """Take in what smaller steps told; blocks in which an accusation did not stand."""
        started, at = self._started, event.indices
        again = look_closer(
            self._found.at(at),
            started.cost,
            Ladder(event.steps, event.costs),
            started.analytic[at],
            self._spec.tolerance_used,
            started.noise,
            self._spec.scheme,
        )
        fell = (self._found.verdict[at] == DISAGREE) & (again.verdict != DISAGREE)
        self._found.put(at, again)
        return {started.layout.block_of(int(index)).name for index in at[fell]}

    def _closer(self, objective: Objective, indices: NDArray[np.intp]) -> Iterator[LookedCloser]:
        if not indices.size:
            return
        point = self._started.values
        asked = asked_steps(point[indices], self._spec)
        sizes = self._usual_sizes()[indices]
        if self._spec.scheme == "complex-step":
            # An imaginary step says nothing of how large a real one should be.
            asked = _REAL_STEP[self._spec.dtype] * np.where(sizes > 0, np.minimum(sizes, 1), 1)
        ladder = ladder_steps(asked, sizes, self._spec.dtype)
        if not self._reuse:
            ladder = np.concatenate([asked[:, np.newaxis], ladder], axis=1)
        with np.errstate(over="ignore"):
            signed = ladder[:, :, np.newaxis] * np.array(CENTRAL.multiples)
        values, steps = perturbed(point[indices], signed.reshape(len(indices), -1))
        places = np.empty(len(point), dtype=np.intp)
        places[indices] = np.arange(len(indices))
        for probe in objective.costs_of(indices, values):
            yield self._event(probe.indices, steps[places[probe.indices]], probe.costs)

    def _event(self, at: NDArray[np.intp], steps: Floats, costs: Floats) -> LookedCloser:
        evaluations = costs.size
        points = len(CENTRAL.multiples)
        steps, costs = (part.reshape(len(at), -1, points) for part in (steps, costs))
        if self._reuse:
            steps = np.concatenate([self._steps[at, np.newaxis], steps], axis=1)
            costs = np.concatenate([self._costs[at, np.newaxis], costs], axis=1)
        return LookedCloser(at, steps, costs, evaluations)

    def _usual_sizes(self) -> Floats:
        """Root mean square of the weights of each one's block."""
        point = self._started.values.astype(np.float64)
        sizes = np.empty(len(point))
        for block in self._started.layout.blocks:
            part = point[block.start : block.stop]
            largest = float(np.max(np.abs(part), initial=0.0))
            scaled = part / largest if largest > 0 else part
            sizes[block.start : block.stop] = largest * float(np.sqrt(np.mean(scaled**2)))
        return sizes
