"""The cost along one weight, as far as it has been sampled, and what can be seen of it."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.slice import SliceAsked, SliceSampled, SliceStarted
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.numbers import compact
from nnd_gui.model.words import tr

__all__ = ["SliceResult", "scale_note"]

# Two lines closer than this share of the picture's height are one to the eye; two probes
# closer than this share of its width are one point.
_SEEN = 0.01


class SliceResult:
    """One slice, as far as it has come.

    Everything that is drawn is finite; where the cost is not, `not_finite` says where.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment.
    asked : SliceAsked
        Which weight, and how far.
    """

    def __init__(self, spec: ExperimentSpec, asked: SliceAsked) -> None:
        self.spec, self.asked = spec, asked
        self.started: SliceStarted | None = None
        self.finished: Finished | None = None
        self._offsets, self._costs = np.empty(0), np.empty(0)

    def add(self, event: SliceStarted | SliceSampled | Working | Finished) -> None:
        """Take in the next event of the run."""
        if isinstance(event, SliceStarted):
            self.started = event
            self._take(np.append(event.steps, 0.0), np.append(event.costs, event.cost))
        elif isinstance(event, SliceSampled):
            self._take(event.offsets, event.costs)
        elif isinstance(event, Finished):
            self.finished = event

    def _take(self, offsets: Floats, costs: Floats) -> None:
        near = np.abs(offsets) <= self.asked.window
        x = np.append(self._offsets, offsets[near])
        self._offsets, first = np.unique(x, return_index=True)
        self._costs = np.append(self._costs, costs[near])[first]

    @property
    def pieces(self) -> list[tuple[Floats, Floats]]:
        """Runs of the curve, as offsets from the weight and from its cost."""
        if self.started is None:
            return []
        finite = np.isfinite(self._costs)
        runs = np.split(np.arange(len(finite)), np.flatnonzero(np.diff(finite.astype(int))) + 1)
        return [
            (self._offsets[run], self._costs[run] - self.started.cost)
            for run in runs
            if len(run) and finite[run[0]]
        ]

    @property
    def not_finite(self) -> Floats:
        """Offsets at which the cost is no finite number."""
        return np.asarray(self._offsets[~np.isfinite(self._costs)])

    @property
    def height(self) -> tuple[float, float]:
        """Lowest and highest offset of the cost; never the same number twice."""
        heights = [y for _, y in self.pieces]
        both = np.concatenate(heights) if heights else np.zeros(1)
        low, high = float(both.min()), float(both.max())
        if low < high:
            return low, high
        room = max(abs(self.started.cost) if self.started else 0.0, 1.0) * 1e-15
        return low - room, high + room

    @property
    def probes(self) -> list[tuple[float, float]]:
        """The scheme's own probes, as offsets; those with a finite cost."""
        if self.started is None:
            return []
        with np.errstate(invalid="ignore", over="ignore"):
            heights = self.started.costs - self.started.cost
        return [
            (float(x), float(y))
            for x, y in zip(self.started.steps, heights, strict=True)
            if np.isfinite(y)
        ]

    @property
    def secant(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """The two points that the secant goes through: the innermost pair of probes.

        A one-sided scheme has the weight itself as the other. None where a step was lost or a
        cost is not finite.
        """
        if self.started is None or len(self.probes) < len(self.started.steps):
            return None
        pair = sorted([*self.probes, (0.0, 0.0)] if len(self.probes) == 1 else self.probes[:2])
        return (pair[0], pair[1]) if pair[0][0] < pair[1][0] else None

    @property
    def secant_slope(self) -> float | None:
        """Its slope."""
        if self.secant is None:
            return None
        (x0, y0), (x1, y1) = self.secant
        return (y1 - y0) / (x1 - x0)

    @property
    def lines_apart(self) -> float | None:
        """How far secant and tangent part within the window, as a share of its height."""
        if self.started is None or self.secant is None or self.secant_slope is None:
            return None
        low, high = self.height
        (x0, y0), _ = self.secant
        analytic = self.started.analytic
        gaps = [
            abs(y0 + self.secant_slope * (x - x0) - analytic * x)
            for x in (-self.asked.window, self.asked.window)
        ]
        return max(gaps) / (high - low) if np.isfinite(gaps).all() else None

    @property
    def probes_apart(self) -> float | None:
        """How far the two ends of the secant are from each other, as a share of the width."""
        if self.secant is None:
            return None
        (x0, _), (x1, _) = self.secant
        return (x1 - x0) / (2 * self.asked.window)


def scale_note(result: SliceResult) -> str:
    """What to say under the picture of what cannot be seen in it."""
    apart, lines = result.probes_apart, result.lines_apart
    if apart is None or lines is None:
        return ""
    notes = []
    if apart < _SEEN:
        notes.append(
            tr(
                "The probes are {share} of the picture's width apart: to be seen they are drawn "
                "further apart, not to scale.",
                share=_share(apart),
            )
        )
    if lines < _SEEN:
        notes.append(
            tr(
                "Secant and tangent part by {share} of its height: to the eye they are one line.",
                share=_share(lines),
            )
        )
    return " ".join(notes)


def _share(part: float) -> str:
    return f"{compact(100 * part, 2)}\u00a0%"
