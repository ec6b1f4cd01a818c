"""A training of two gradients side by side, as far as it has come, and what it shows."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.training import Trained, TrainingAsked, TrainingEnded, TrainingStarted
from nnd_gui.model.explanation import Explanation
from nnd_gui.model.numbers import compact
from nnd_gui.model.words import tr

__all__ = ["TrainingResult", "explain_training"]

# A cost this many times the one at the start, at the end of all, has got out of hand.
_OUT_OF_HAND = 100.0
# A cost lower than at the start by this share has gone down.
_DOWN = 0.02
# As far down as the right gradient comes, within this share.
_AS_FAR = 0.1


class TrainingResult:
    """One training, as far as it has come. Everything that is drawn is finite.

    Parameters
    ----------
    asked : TrainingAsked
        Learning rate and steps.
    """

    def __init__(self, asked: TrainingAsked) -> None:
        self.asked = asked
        self.started: TrainingStarted | None = None
        self.ended: TrainingEnded | None = None
        self.finished: Finished | None = None
        self._parts: list[Floats] = []

    def add(self, event: TrainingStarted | Trained | TrainingEnded | Working | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, TrainingStarted):
            self.started = event
        elif isinstance(event, Trained):
            self._parts.append(event.costs)
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
        return sum(part.shape[1] for part in self._parts)

    def costs(self, side: int) -> Floats:
        """Costs of one side from the start on, ``(steps + 1,)``; some may not be finite."""
        if self.started is None:
            return np.empty(0)
        return np.concatenate([[self.started.cost], *(part[side] for part in self._parts)])

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


def explain_training(result: TrainingResult) -> Explanation:
    """What the two curves show."""
    if result.started is None or result.steps == 0:
        return Explanation(tr("Training…"))
    if result.diverged(0) is not None:
        return _too_fast(result)
    return _alone(result) if result.sides == 1 else _side_by_side(result)


def _side_by_side(result: TrainingResult) -> Explanation:
    start, right, wrong = (float(result.costs(side)[at]) for side, at in ((0, 0), (0, -1), (1, -1)))
    numbers = {"start": compact(start), "right": compact(right), "wrong": compact(wrong)}
    if result.diverged(1) is not None:
        return Explanation(
            tr("With the wrong gradient the cost gets out of hand"),
            tr(
                "After {steps:,} steps it is beyond use; with the right one it comes to {cost}.",
                steps=result.diverged(1),
                cost=compact(right),
            ),
        )
    if wrong > start * (1 - _DOWN):
        return Explanation(
            tr("With the wrong gradient nothing is learned"),
            tr(
                "The cost begins at {start}; the right gradient brings it to {right}, the wrong "
                "one to {wrong}.",
                **numbers,
            ),
        )
    if start - wrong > (1 - _AS_FAR) * (start - right):
        return Explanation(
            tr("Training hides the mistake"),
            tr(
                "The wrong gradient brings the cost from {start} down to {wrong}, about as far as "
                "the right one, {right}: who only watches the cost never finds the mistake.",
                **numbers,
            ),
        )
    return Explanation(
        tr("The wrong gradient learns as well, only less"),
        tr(
            "The cost falls from {start} to {wrong}; with the right gradient it would be {right}. "
            "Without that curve beside it, this looks like a network that is slow to learn.",
            **numbers,
        ),
    )


def _alone(result: TrainingResult) -> Explanation:
    start, *_, end = result.costs(0).tolist()
    if end > start:
        return Explanation(
            tr("The cost rises"),
            tr(
                "From {start} to {end}: the learning rate is too large, or the gradient is wrong.",
                start=compact(start),
                end=compact(end),
            ),
        )
    return Explanation(
        tr("The cost falls from {start} to {end}", start=compact(start), end=compact(end)),
        tr("Put a bug into the gradient to see what it does to training."),
    )


def _too_fast(result: TrainingResult) -> Explanation:
    return Explanation(
        tr("This learning rate is too large"),
        tr(
            "Even with the right gradient the cost gets out of hand after {steps:,} steps: take "
            "a smaller rate than {rate}.",
            steps=result.diverged(0),
            rate=compact(result.asked.rate),
        ),
    )
