"""What the look at one function has found so far."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.costs_around import from_costs, from_imaginary
from nnd_gui.engine.derivative import CurveSampled, DerivativeSpec, PointProbed
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Finished
from nnd_gui.engine.judge import judge_weights
from nnd_gui.engine.spec import DEFAULT_TOLERANCES

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

    @property
    def believed_verdict(self) -> int | None:
        """Verdict of a check on the derivative that the person believes in, by these probes.

        As on a weight: `AGREE`, `UNDECIDED` or `DISAGREE`; None where there is nothing to judge.
        """
        probed, spec = self.probed, self.spec
        if probed is None or probed.value is None or probed.believed is None:
            return None
        limits = np.finfo(spec.dtype)
        steps, values = probed.steps[np.newaxis], probed.values[np.newaxis]
        if SCHEME_TABLE[spec.scheme].is_complex:
            around = from_imaginary(probed.value, steps, values, limits)
        else:
            around = from_costs(probed.value, steps, values, 0.0, limits)
        claimed = np.array([probed.believed], dtype=spec.dtype)
        judged = judge_weights(spec.scheme, around, claimed, DEFAULT_TOLERANCES[spec.dtype])
        return int(judged.verdict[0])


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
