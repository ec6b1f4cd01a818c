"""The values of every unit for one sample, once they are there."""

from __future__ import annotations

from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.forward import ForwardPassed

__all__ = ["ForwardResult"]


class ForwardResult:
    """One forward pass.

    Attributes
    ----------
    passed : ForwardPassed or None
        The values; None until they are there.
    finished : Finished or None
        How the run ended; None until it has.
    """

    def __init__(self) -> None:
        self.passed: ForwardPassed | None = None
        self.finished: Finished | None = None

    def add(self, event: ForwardPassed | Working | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, ForwardPassed):
            self.passed = event
        elif isinstance(event, Finished):
            self.finished = event
