"""What a kind of run is, and the names of all of them.

A run of a kind depends on nothing but its *ask*: one value, made of the experiment, the
selected weight and the kind's own settings. While the ask stays equal, what was found stays;
so an ask holds only what the run depends on (that of a sweep leaves the epsilon out).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from nnd_gui.engine.events import Finished, Step
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.cover import Revealed

__all__ = [
    "CHAIN",
    "CHECK",
    "DERIVATIVE",
    "FORWARD",
    "PINNED",
    "SLICE",
    "SWEEP",
    "TRAINING",
    "RunKind",
    "RunResult",
]

CHECK = "check"
"""The kind that always runs, and that the verdict is about."""
SWEEP = "sweep"
"""The same weights at many epsilons."""
SLICE = "slice"
"""The cost along the selected weight."""
DERIVATIVE = "derivative"
"""One function at one point; of the experiment it takes the epsilon, scheme and precision."""
CHAIN = "chain"
"""The chain rule of the selected weight, factor by factor."""
TRAINING = "training"
"""Gradient descent with the right gradient and the one under test; settings: `TrainingAsked`."""
PINNED = "pinned"
"""A run that was pinned and is not in memory: a check of the experiment in its settings."""
FORWARD = "forward"
"""What every unit gives for one sample, which the drawing of the network has chosen."""


class RunResult(Protocol):
    """What a run has found so far."""

    finished: Finished | None

    def add(self, event: Any) -> None:
        """Take in the next event of the run."""


@dataclass(frozen=True, slots=True)
class RunKind:
    """One kind of run.

    Parameters
    ----------
    name : str
        Also the name of its slot.
    ask : callable
        ``(spec, selected weight or -1, settings or None)`` to what a run is asked: a frozen
        value that is compared by ``==``, or None where there is nothing to run.
    steps : callable
        The ask to the generator of the run's events; called on the engine's thread.
    result : callable
        The ask to an empty result, which takes the events in.
    picture : str
        Name of the picture whose settings it is asked with; its own name when left out.
    told_from : Revealed
        From which stage on the whole result may be told, while the answer is to be predicted;
        a kind that does not say so is covered to the end.
    told : callable, optional
        ``(result, stage, what was told before or None)`` to what may be told of it before.
    kept : callable, optional
        A finished result to what the next run may use of it, which `steps` then gets as well
        after an edit: it sees for itself whether it can.
    """

    name: str
    ask: Callable[[ExperimentSpec, int, Any], object | None]
    steps: Callable[..., Iterator[Step]]
    result: Callable[[Any], RunResult]
    picture: str = ""
    told_from: Revealed = Revealed.ALL
    told: Callable[[Any, Revealed, Any], RunResult] | None = None
    kept: Callable[[Any], object | None] | None = None

    @property
    def settings(self) -> str:
        """Under which name its settings are kept: that of the picture that chooses them."""
        return self.picture or self.name
