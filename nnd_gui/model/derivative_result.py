"""What the look at one function has found so far."""

from __future__ import annotations

from nnd_gui.engine.derivative import CurveSampled, DerivativeSpec, PointProbed
from nnd_gui.engine.events import Finished

__all__ = ["DerivativeResult", "zoom_windows"]


class DerivativeResult:
    """One look at a function, as far as it has come.

    Parameters
    ----------
    spec : DerivativeSpec
        What is looked at.
    """

    def __init__(self, spec: DerivativeSpec) -> None:
        self.spec = spec
        self.probed: PointProbed | None = None
        self.curve: CurveSampled | None = None
        self.finished: Finished | None = None

    def add(self, event: PointProbed | CurveSampled | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, PointProbed):
            self.probed = event
        elif isinstance(event, CurveSampled):
            self.curve = event
        else:
            self.finished = event


def zoom_windows(epsilon: float) -> list[float]:
    """Half widths of the pictures from the whole curve down to the probes, by decades.

    Parameters
    ----------
    epsilon : float
        The last is just wide enough for the probes.

    Returns
    -------
    list of float
        At least one, falling.
    """
    last = 1.25 * epsilon
    windows = [10.0**-k for k in range(18) if 10.0**-k > 2 * last]
    return [*windows, last]
