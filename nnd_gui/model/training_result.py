"""A training of two gradients side by side, as far as it has come."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.training import Trained, TrainingAsked, TrainingEnded, TrainingStarted

__all__ = ["TrainingResult"]

# A cost this many times the one at the start, at the end of all, has got out of hand.
_OUT_OF_HAND = 100.0


class TrainingResult:
    """One training, as far as it has come. Everything that is drawn is finite.

    Parameters
    ----------
    asked : TrainingAsked
        Learning rate and steps.
    of_person : bool
        Whether a person's code is trained, of which no right gradient is known.
    """

    def __init__(self, asked: TrainingAsked, *, of_person: bool = False) -> None:
        self.asked, self.of_person = asked, of_person
        self.started: TrainingStarted | None = None
        self.ended: TrainingEnded | None = None
        self.finished: Finished | None = None
        self._costs: Floats = np.empty((0, 0))
        self._steps = 0

    def add(self, event: TrainingStarted | Trained | TrainingEnded | Working | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, TrainingStarted):
            self.started = event
            # One array for all steps: parts put together anew at every frame would be felt.
            self._costs = np.full((event.sides, self.asked.steps + 1), np.nan)
            self._costs[:, 0] = event.cost
        elif isinstance(event, Trained):
            self._steps = event.first + event.costs.shape[1] - 1
            self._costs[:, event.first : self._steps + 1] = event.costs
        elif isinstance(event, TrainingEnded):
            self.ended = event
        elif isinstance(event, Finished):
            self.finished = event

    @property
    def sides(self) -> int:
        """1 for the right gradient alone, 2 with one that is wrong."""
        return 0 if self.started is None else self.started.sides

    @property
    def steps(self) -> int:
        """How many steps were made."""
        return self._steps

    def costs(self, side: int) -> Floats:
        """Costs of one side from the start on, ``(steps + 1,)``; some may not be finite."""
        if self.started is None:
            return np.empty(0)
        return self._costs[side, : self._steps + 1]

    def curve(self, side: int) -> tuple[Floats, Floats]:
        """Steps and costs of one side that can be drawn: until it diverges, if it does."""
        costs = self.costs(side)
        stop = self.diverged(side)
        kept = np.arange(len(costs) if stop is None else stop)
        return kept.astype(np.float64), costs[kept]

    def diverged(self, side: int) -> int | None:
        """Step after which the cost was no finite number any more, or far out of hand."""
        costs = self.costs(side)
        bad = ~np.isfinite(costs)
        if bad.any():
            return int(np.argmax(bad))
        if len(costs) and costs[-1] > _OUT_OF_HAND * max(abs(costs[0]), 1e-12):
            return int(np.argmax(costs > _OUT_OF_HAND * max(abs(costs[0]), 1e-12)))
        return None
