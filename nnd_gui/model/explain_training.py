"""What two curves of training show, in words."""

from __future__ import annotations

from nnd_gui.model.explanation import Explanation
from nnd_gui.model.numbers import compact
from nnd_gui.model.problems import problem_text
from nnd_gui.model.training_result import TrainingResult
from nnd_gui.model.words import tr

__all__ = ["explain_training", "training_progress"]

# A cost lower than at the start by this share has gone down.
_DOWN = 0.02
# As far down as the right gradient comes, within this share.
_AS_FAR = 0.1


def training_progress(result: TrainingResult) -> str:
    """How far it has come, while it runs or where it was stopped; empty at its end."""
    made = {"steps": result.steps, "all": result.asked.steps}
    if result.finished is None:
        return tr("Step {steps:,} of {all:,}", **made)
    if result.finished.outcome == "cancelled":
        return tr("Stopped after step {steps:,} of {all:,}", **made)
    return ""


def explain_training(result: TrainingResult) -> Explanation:
    """What the two curves show."""
    if result.finished is not None and result.finished.failure is not None:
        failure = result.finished.failure
        return Explanation(tr("The training could not be made"), problem_text(failure))
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
        _only_one(result),
    )


def _only_one(result: TrainingResult) -> str:
    if result.of_person:
        return tr(
            "A falling cost is no proof: a wrong gradient often still goes down. Which gradient "
            "of this file is right is what the check says."
        )
    return tr(
        "This gradient has no bug, so there is one curve. Break it, and see beside it how "
        "little the cost tells."
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
