"""Which epsilon would decide what this one left undecided: tried out, not guessed.

Truncation and rounding at one step tell little of another where a cost is saturated, wavy,
or made of parts of very different sizes. So a few weights are measured at every decade, and
what looks best is checked on more of them, by the whole machinery, before it is advised.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Generator, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Advised, Started, Working
from nnd_gui.engine.judging import judge_measured
from nnd_gui.engine.measuring import measured
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.overall import OverallVerdict, whole_of
from nnd_gui.engine.parameters import Layout, usual_sizes
from nnd_gui.engine.resolution import Cause, norm
from nnd_gui.engine.second_look import SecondLook
from nnd_gui.engine.spec import STEPS, ExperimentSpec
from nnd_gui.engine.verdicts import (
    AGREE,
    UNDECIDED,
    UNJUDGED,
    VERDICTS,
    WeightVerdicts,
    reason_code,
    unjudged,
)

__all__ = ["advise", "wants_advice"]

# So many weights are measured at every decade, and so many with what looks best.
_FEW, _MORE = 12, 64
_CANDIDATES = 3
# Decades that are tried, the largest and the smallest.
_DECADES = {
    ("float64", "absolute"): (-1, -15),
    ("float64", "relative"): (-1, -13),
    ("float32", "absolute"): (-1, -9),
    ("float32", "relative"): (-1, -6),
}
# Where the weights are large, absolute steps may be as well, up to this decade.
_LARGEST = 9
# Imaginary steps: nothing cancels, so that small ones are as good as any.
_IMAGINARY = (1e-20, 1e-40, 1e-10)


def wants_advice(whole: OverallVerdict, found: WeightVerdicts) -> bool:
    """Whether another epsilon could make a difference.

    Parameters
    ----------
    whole : OverallVerdict
        The verdict so far.
    found : WeightVerdicts
        What it rests on.
    """
    return whole.verdict == VERDICTS[UNDECIDED] and not _lies_elsewhere(whole, found)


def _lies_elsewhere(whole: OverallVerdict, found: WeightVerdicts) -> bool:
    """Whether no epsilon has a part in it."""
    if whole.cause in {"untested-data", "jumps"}:
        return True
    untested = found.reason[found.verdict == UNDECIDED]
    return whole.cause == "untested-block" and bool(np.all(untested == reason_code("zero-both")))


def advise(
    spec: ExperimentSpec, started: Started, objective: Objective, found: WeightVerdicts
) -> Iterator[Working | Advised]:
    """Try other steps, and tell the best that decides.

    Parameters
    ----------
    spec : ExperimentSpec
        The check that was made.
    started : Started
        The point and the gradient under test.
    objective : Objective
        What is checked.
    found : WeightVerdicts
        What was found.

    Yields
    ------
    Working
        Where a stop is obeyed.
    Advised
        Once, at the end.
    """
    trials = _Trials(spec, started, objective, found)
    few, more = (_sample(started.layout, found, count) for count in (_FEW, _MORE))
    other = STEPS[1 - STEPS.index(spec.step)]
    for step in (spec.step, other):
        ranked = yield from trials.ranked(step, few)
        for epsilon in ranked[:_CANDIDATES]:
            if (step, epsilon) == (spec.step, spec.epsilon):
                continue
            if (yield from trials.decides(step, epsilon, more)):
                yield Advised(epsilon, step, None, trials.evaluations)
                return
    yield Advised(None, spec.step, trials.left, trials.evaluations)


def _sample(layout: Layout, found: WeightVerdicts, count: int) -> NDArray[np.intp]:
    """Some weights of every block, those that moved the cost before the others."""
    rng = np.random.default_rng(0)
    share = max(1, count // len(layout.blocks))
    chosen = []
    for block in layout.blocks:
        mixed = rng.permutation(block.size) + block.start
        mixed = mixed[found.verdict[mixed] != UNJUDGED]
        still = found.reason[mixed] == reason_code("zero-both")
        clear = found.verdict[mixed] == AGREE
        chosen.append(mixed[np.lexsort((clear, still))][:share])
    return np.sort(np.concatenate(chosen))


class _Trials:
    """Other steps at some of the weights."""

    def __init__(
        self,
        spec: ExperimentSpec,
        started: Started,
        objective: Objective,
        found: WeightVerdicts,
    ) -> None:
        self._spec, self._started, self._objective = spec, started, objective
        self.evaluations = 0
        # What the first trial, which looked best, left undecided.
        self.left: Cause | None = None
        still = found.reason == reason_code("zero-both")
        self._silent = {
            block.name for block in started.layout.blocks if np.all(still[block.start : block.stop])
        }

    def ranked(self, step: str, chosen: NDArray[np.intp]) -> Generator[Working, None, list[float]]:
        """Epsilons, the most telling first; returned at the end of the iteration.

        Yields
        ------
        Working
            Where a stop is obeyed.
        """
        scores = []
        for epsilon in self._epsilons(step):
            spec = replace(self._spec, epsilon=epsilon, step=step)
            found = unjudged(len(chosen))
            for event in measured(spec, self._objective, chosen):
                self.evaluations += event.evaluations
                judged = judge_measured(spec, self._started, event)
                found.put(np.searchsorted(chosen, event.indices), judged)
                yield Working()
            unclear = int(np.count_nonzero(found.verdict == UNDECIDED))
            finite = np.isfinite(found.uncertainty) & np.isfinite(found.numerical)
            claimed = np.abs(self._started.analytic[chosen][finite].astype(np.float64))
            size = norm(claimed + np.abs(found.numerical[finite]))
            unknown = norm(found.uncertainty[finite])
            scores.append((unclear, unknown / size if size > 0 else math.inf, epsilon))
        return [epsilon for _, _, epsilon in sorted(scores, key=operator.itemgetter(0, 1))]

    def _epsilons(self, step: str) -> list[float]:
        if SCHEME_TABLE[self._spec.scheme].is_complex:
            return list(_IMAGINARY) if step == self._spec.step else []
        first, last = _DECADES[self._spec.dtype, step]
        if step == "absolute":
            # Steps beyond the weights' own size tell nothing of the slope.
            sizes = usual_sizes(self._started.layout, self._started.values)
            with np.errstate(over="ignore"):
                largest = max(float(np.max(sizes)), 1.0)
            first = min(math.floor(math.log10(largest)) - 1, _LARGEST)
        return [float(f"1e{place}") for place in range(first, last - 1, -1)]

    def decides(
        self, step: str, epsilon: float, chosen: NDArray[np.intp]
    ) -> Generator[Working, None, bool]:
        """Whether the whole machinery comes to a verdict; returned at the end.

        Yields
        ------
        Working
            Where a stop is obeyed.
        """
        spec, started = replace(self._spec, epsilon=epsilon, step=step), self._started
        second = SecondLook(spec, started)
        for event in measured(spec, self._objective, chosen):
            self.evaluations += event.evaluations
            second.add(event)
            yield Working()
        for closer in second.look(self._objective):
            self.evaluations += closer.evaluations
            yield Working()
        found = second.found.at(chosen)
        whole = whole_of(spec, started, second.found, chosen)
        self.left = self.left or whole.cause
        if whole.verdict != VERDICTS[UNDECIDED] or whole.cause in {"untested-data", "jumps"}:
            return True
        # What does not react at all at the asked step, larger, will not be helped either.
        return _lies_elsewhere(whole, found) and set(whole.blocks) <= self._silent
