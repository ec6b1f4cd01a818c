"""The stage of a check that looks closer at what the asked step left in doubt."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import CENTRAL, Floats
from nnd_gui.engine.doubts import drowned, suspects
from nnd_gui.engine.events import Acquitted, LookedCloser, Measured, Started
from nnd_gui.engine.judging import acquit, costs_around, judge_measured, weigh
from nnd_gui.engine.jumps import jump_near
from nnd_gui.engine.ladder import ladder_steps
from nnd_gui.engine.line_witness import bears_out_claim, contradicts_slopes
from nnd_gui.engine.objective import Objective
from nnd_gui.engine.parameters import usual_sizes
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed
from nnd_gui.engine.verdicts import (
    AGREE,
    DISAGREE,
    UNDECIDED,
    WeightVerdicts,
    reason_code,
    unjudged,
)

__all__ = ["SecondLook"]

# Of many weights of one block with the same kind of doubt so many are looked at first; if
# nothing changes for any of them, the others are left as they are.
_SAMPLE = 64
_DROWNED_SAMPLE = 16
# More of a block than this share are many.
_FEW = 0.1
# More rounding than this share of the truncation drowns what smaller steps could tell.
_BLURRED = 1e-3
# A weight is of the size of its block unless it is so many times smaller.
_FAR_SMALLER = 10.0
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
        self._steps, self._costs = np.empty(shape, order="F"), np.empty(shape, order="F")
        # Whether the cost changes in ways that the asked step does not see: known at the end,
        # and asked for twice.
        self._seen_finer: bool | None = None

    def add(self, event: Measured) -> None:
        """Take in what was measured at the asked step."""
        if not event.indices.size:
            return
        self._seen_finer = None
        spec, started, at = self._spec, self._started, event.places
        found = judge_measured(spec, started, event)
        self._found.put(at, found)
        self.asked[at] = found.numerical
        around = costs_around(spec, started, event)
        self._doubtful[at] = suspects(spec.scheme, found, around, spec.tolerance_used)
        if self._reuse:
            # Of a million weights that agree, memory that is never written to is never taken.
            kept = np.flatnonzero(self._doubtful[at] | (found.verdict != AGREE))
            rows = event.indices[kept]
            self._steps[rows], self._costs[rows] = event.steps[kept], event.costs[kept]

    @property
    def found(self) -> WeightVerdicts:
        """Verdicts on all weights, as they stand."""
        return self._found

    @property
    def _finer(self) -> bool:
        """Whether a line through the weights excludes what the asked step has found."""
        if self._seen_finer is None:
            self._seen_finer = contradicts_slopes(self._started, self._found)
        return self._seen_finer

    @property
    def doubts(self) -> int:
        """How many weights the asked step left in doubt."""
        if self._finer:
            return len(self._doubtful)
        return int(np.count_nonzero(self._doubtful | self._drowned()))

    def look(self, objective: Objective) -> Iterator[LookedCloser | Acquitted]:
        """Measure again where there is a doubt.

        Yields
        ------
        LookedCloser
            A few milliseconds of work at a time.
        Acquitted
            Weights that need no measurement, because none like them stood accused.
        """
        found = self._found
        # What the line says is of what the asked step found.
        borne_out = self._finer and bears_out_claim(self._started, found)
        accused = self._doubtful & (found.verdict == DISAGREE)
        coarse = self._doubtful & (found.verdict == UNDECIDED)
        bent = self._doubtful & ~accused & ~coarse
        lost = self._drowned()
        # Smaller steps alone would drown.
        blurred = found.rounding > _BLURRED * found.truncation
        yield from self._in_part(objective, bent, len(bent), up=False, down=True)
        for doubtful in (coarse, accused):
            clear, unclear = doubtful & ~blurred, doubtful & blurred
            yield from self._in_part(objective, clear, _SAMPLE, up=False, down=True)
            yield from self._in_part(objective, unclear, _SAMPLE, up=True, down=True)
        yield from self._in_part(objective, lost, _DROWNED_SAMPLE, up=True, down=False)
        if self._finer:
            clear = ~(self._doubtful | lost)
            yield from self._in_part(objective, clear, _SAMPLE, up=False, down=True)
        if borne_out:
            # All steps were too large for this cost, and the gradient is right along a line.
            wrong = (found.verdict == DISAGREE) & (found.reason == reason_code("wrong"))
            if np.any(wrong):
                gone = Acquitted(np.flatnonzero(wrong))
                acquit(found, gone)
                yield gone

    def beside_jumps(self, objective: Objective) -> Iterator[Acquitted]:
        """Withdraw what a jump of the cost explains, as one that is rounded on its way has many.

        Parameters
        ----------
        objective : Objective
            What is checked, of which the weights are the arguments: it is evaluated at points
            where all of them have moved.

        Yields
        ------
        Acquitted
            The weights, after any number of events of none, which say that work goes on.
        """
        found = self._found
        wrong = (found.verdict == DISAGREE) & (found.reason == reason_code("wrong"))
        if not np.any(wrong) or not found.verdict.size:
            return
        point = self._started.values
        work = jump_near(objective.value, point)
        off, evaluations = yield from self._worked(work)
        claimed = self._started.analytic.astype(np.float64)
        with np.errstate(all="ignore"):
            explained = np.abs(claimed - found.numerical) * found.step <= off
        gone = Acquitted(np.flatnonzero(wrong & explained), evaluations, "discontinuous")
        acquit(found, gone)
        yield gone

    @staticmethod
    def _worked(
        work: Generator[None, None, tuple[float, int]],
    ) -> Generator[Acquitted, None, tuple[float, int]]:
        """Go through some work; an event of no weights says that it goes on."""
        while True:
            try:
                next(work)
            except StopIteration as end:
                result: tuple[float, int] = end.value
                return result
            yield Acquitted(np.empty(0, dtype=np.intp))

    def _drowned(self) -> NDArray[np.bool_]:
        # An imaginary step loses nothing to rounding.
        real = self._spec.scheme != "complex-step"
        return drowned(self._found) & ~self._doubtful & real

    def _in_part(
        self,
        objective: Objective,
        doubtful: NDArray[np.bool_],
        sample: int,
        *,
        up: bool,
        down: bool,
    ) -> Iterator[LookedCloser | Acquitted]:
        """Look at some weights of each block, and at the others where that changed anything."""
        if not np.any(doubtful):
            return
        first, rest = np.zeros_like(doubtful), np.zeros_like(doubtful)
        for block in self._started.layout.blocks:
            here = np.flatnonzero(doubtful[block.start : block.stop]) + block.start
            chosen = self._sample(here, sample)
            rest[here] = True
            rest[chosen] = False
            first[chosen] = True
        changed = np.zeros_like(first)
        for event in self._closer(objective, np.flatnonzero(first), up=up, down=down):
            changed[event.indices[self._weighed(event)]] = True
            yield event
        withdrawn = np.zeros_like(rest)
        for block in self._started.layout.blocks:
            here = np.arange(block.start, block.stop)
            looked, left = here[first[here]], here[rest[here]]
            if not np.any(self._found.verdict[looked] == DISAGREE):
                withdrawn[left] = self._found.verdict[left] == DISAGREE
            moved = int(np.count_nonzero(changed[looked]))
            if moved == 0:
                rest[left] = False
            elif 2 * moved <= len(looked) and len(left) > _FEW * block.size:
                # Of many, a few that change leave the block as undecided as it was.
                rest[left[self._found.verdict[left] == UNDECIDED]] = False
        if np.any(withdrawn):
            gone = Acquitted(np.flatnonzero(withdrawn))
            acquit(self._found, gone)
            yield gone
        for event in self._closer(objective, np.flatnonzero(rest & ~withdrawn), up=up, down=down):
            self._weighed(event)
            yield event

    def _sample(self, here: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        if len(here) <= count:
            return here
        rng = np.random.default_rng(0)
        # The least wrong are the likeliest to be accused wrongly.
        few = count // 4
        mildest = here[np.argpartition(self._found.relative_error[here], few)[:few]]
        others = rng.choice(here, count - len(mildest), replace=False)
        return np.union1d(mildest, others)

    def _weighed(self, event: LookedCloser) -> NDArray[np.bool_]:
        """Take in what other steps told; for which weights that is something else."""
        at = event.indices
        again = weigh(self._spec, self._started, self._found, event)
        changed = np.asarray(self._found.verdict[at] != again.verdict)
        changed |= self._found.reason[at] != again.reason
        self._found.put(at, again)
        return changed

    def _closer(
        self, objective: Objective, indices: NDArray[np.intp], *, up: bool, down: bool
    ) -> Iterator[LookedCloser]:
        if not indices.size:
            return
        point = self._started.values
        asked = asked_steps(point[indices], self._spec)
        own = np.abs(point[indices]).astype(np.float64)
        sizes = usual_sizes(self._started.layout, point)[indices]
        # A weight far smaller than the others of its block has a scale of its own.
        with np.errstate(over="ignore"):
            sizes = np.minimum(sizes, np.maximum(_FAR_SMALLER * own, 1.0))
        if self._spec.scheme == "complex-step":
            # An imaginary step says nothing of how large a real one should be.
            asked = _REAL_STEP[self._spec.dtype] * np.where(sizes > 0, np.minimum(sizes, 1), 1)
        ladder, place = ladder_steps(
            asked, sizes, own, self._spec.dtype, up=up, down=down, finer=self._finer
        )
        if self._reuse:
            ladder = np.delete(ladder, place, axis=1)
        with np.errstate(over="ignore"):
            signed = ladder[:, :, np.newaxis] * np.array(CENTRAL.multiples)
        values, steps = perturbed(point[indices], signed.reshape(len(indices), -1))
        places = np.empty(len(point), dtype=np.intp)
        places[indices] = np.arange(len(indices))
        # By the way that suits the network: the plain loop may take hours for what is many.
        for probe in objective.values_at_perturbations(values, indices):
            at = places[probe.indices]
            yield self._event(probe.indices, steps[at], probe.costs, place, sizes[at])

    def _event(
        self, at: NDArray[np.intp], steps: Floats, costs: Floats, asked: int, sizes: Floats
    ) -> LookedCloser:
        evaluations = costs.size
        points = len(CENTRAL.multiples)
        # A probe of no weights says that work goes on.
        shape = len(at), costs.shape[1] // points, points
        steps, costs = steps.reshape(shape), costs.reshape(shape)
        if self._reuse:
            steps = np.insert(steps, asked, self._steps[at], axis=1)
            costs = np.insert(costs, asked, self._costs[at], axis=1)
        return LookedCloser(at, steps, costs, evaluations, asked, sizes)
