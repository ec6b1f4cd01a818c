"""From the costs of a sweep to the valley: the error at each epsilon, and why it is as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.costs_around import from_costs, from_imaginary
from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.judge import (
    REASONS,
    RESOLUTION,
    UNDECIDED,
    WeightVerdicts,
    judge_weights,
    reason_code,
)

__all__ = [
    "MARKS",
    "Valley",
    "judged_at",
    "valley_of_ratio",
    "valley_of_weight",
]

# What a place of the valley can be; each has a mark of its own, and none is a gap.
MARKS = ("decides", "undecided", "zero", "untested", "step-lost", "not-finite", "unmeasured")


@dataclass(frozen=True, slots=True, eq=False)
class Valley:
    """The error at each epsilon, of one weight or of the ratio of all.

    Parameters
    ----------
    epsilons : ndarray, shape (E,)
        Falling.
    error : ndarray, shape (E,)
        As a share of the gradient: a number wherever the mark is one of the first three, 0
        where the mark is ``"zero"``, else NaN.
    truncation, rounding : ndarray, shape (E,)
        The two parts of the uncertainty, as the same share.
    marks : ndarray of int, shape (E,)
        Places in `MARKS`.
    decides : ndarray of bool, shape (E,)
        Where a check at this epsilon would be decided, one way or the other.
    """

    epsilons: Floats
    error: Floats
    truncation: Floats
    rounding: Floats
    marks: NDArray[np.intp]
    decides: NDArray[np.bool_]

    def has(self, *marks: str) -> NDArray[np.bool_]:
        """Where the mark is one of these."""
        return np.isin(self.marks, [MARKS.index(mark) for mark in marks])

    @property
    def bands(self) -> list[tuple[float, float]]:
        """Ranges of epsilons that can decide, each from its least to its largest."""
        good = self.decides
        measured = ~self.has("unmeasured")
        places = np.flatnonzero(measured)
        runs = np.split(places, np.flatnonzero(np.diff(good[places].astype(int))) + 1)
        found = [
            (float(self.epsilons[some].min()), float(self.epsilons[some].max()))
            for some in runs
            if len(some) and good[some[0]]
        ]
        return sorted(found, reverse=True)

    @property
    def best(self) -> int | None:
        """Place of the least uncertainty: where the valley is deepest, whatever the gradient."""
        with np.errstate(invalid="ignore"):
            total = np.where(self.has("decides", "undecided", "zero"), self._total(), np.inf)
        return int(np.argmin(total)) if np.isfinite(total).any() else None

    def _total(self) -> Floats:
        total = self.truncation + self.rounding
        return np.where(np.isfinite(total), total, np.inf)


def judged_at(
    scheme: str,
    cost: float,
    steps: Floats,
    costs: Floats,
    analytic: NDArray[Any],
    tolerance: float,
    noise: float,
) -> WeightVerdicts:
    """Judge each of k weights at each of E epsilons; every array becomes ``(k * E,)``.

    Parameters
    ----------
    scheme : str
        By which the costs were taken.
    cost, noise : float
        Cost at the point, and its noise.
    steps, costs : ndarray, shape (k, E, s)
        The scheme's own columns; NaN where nothing was measured.
    analytic : ndarray, shape (k,)
        The gradient under test.
    tolerance : float
        Relative error up to which a weight agrees.
    """
    claimed = np.repeat(analytic, steps.shape[1])
    steps, costs = (part.reshape(-1, part.shape[2]) for part in (steps, costs))
    limits = np.finfo(analytic.dtype)
    if SCHEME_TABLE[scheme].is_complex:
        around = from_imaginary(cost, steps, costs, limits)
    else:
        around = from_costs(cost, steps, costs, noise, limits)
    return judge_weights(scheme, around, claimed, tolerance)


@np.errstate(all="ignore")
def valley_of_weight(
    epsilons: Floats, found: WeightVerdicts, analytic: float, measured: NDArray[np.bool_]
) -> Valley:
    """Valley of one weight.

    Parameters
    ----------
    epsilons : ndarray, shape (E,)
    found : WeightVerdicts
        The weight at each epsilon.
    analytic : float
        The gradient under test.
    measured : ndarray of bool, shape (E,)
    """
    size = np.maximum(np.abs(found.numerical), abs(analytic))
    share = np.where(size > 0, size, 1.0)
    error = np.abs(found.numerical - analytic) / share
    unclear = ~(found.uncertainty <= RESOLUTION * size)
    marks = _marks(
        measured,
        lost=found.reason == reason_code("step-lost"),
        bad=~np.isfinite(error),
        untested=(found.reason == reason_code("zero-both")) & (found.verdict == UNDECIDED),
        unclear=unclear,
        zero=error == 0,
    )
    parts = found.truncation / share, found.rounding / share
    return _valley(epsilons, error, parts, marks, ~unclear)


@np.errstate(all="ignore")
def valley_of_ratio(
    epsilons: Floats,
    found: WeightVerdicts,
    analytic: NDArray[Any],
    tolerance: float,
    measured: NDArray[np.bool_],
) -> Valley:
    """Valley of the lesson's ratio, ``norm(a - n) / norm(a + n)``, over the swept weights.

    Parameters
    ----------
    epsilons : ndarray, shape (E,)
    found : WeightVerdicts
        Each weight at each epsilon, ``(k * E,)``.
    analytic : ndarray, shape (k,)
    tolerance : float
        As of the check: what decides there decides here.
    measured : ndarray of bool, shape (E,)
        Where all of the weights were.
    """
    count = len(epsilons)
    numerical = found.numerical.reshape(-1, count)
    claimed = analytic.astype(np.float64)[:, np.newaxis]
    together = np.linalg.norm(claimed + numerical, axis=0)
    sizes = np.linalg.norm(np.abs(claimed) + np.abs(numerical), axis=0)
    error = np.linalg.norm(claimed - numerical, axis=0) / together
    parts = [
        np.linalg.norm(part.reshape(-1, count), axis=0) / sizes
        for part in (found.truncation, found.rounding)
    ]
    whole = np.linalg.norm(found.uncertainty.reshape(-1, count), axis=0)
    unclear = ~(whole <= tolerance * sizes)
    reasons = found.reason.reshape(-1, count)
    marks = _marks(
        measured,
        lost=np.any(reasons == REASONS.index("step-lost"), axis=0),
        bad=~np.isfinite(error),
        untested=np.all(reasons == REASONS.index("zero-both"), axis=0),
        unclear=unclear,
        zero=error == 0,
    )
    return _valley(epsilons, error, (parts[0], parts[1]), marks, ~unclear)


def _marks(
    measured: NDArray[np.bool_],
    *,
    lost: NDArray[np.bool_],
    bad: NDArray[np.bool_],
    untested: NDArray[np.bool_],
    unclear: NDArray[np.bool_],
    zero: NDArray[np.bool_],
) -> NDArray[np.intp]:
    rows = [
        (~measured, "unmeasured"),
        (untested, "untested"),
        (lost, "step-lost"),
        (bad, "not-finite"),
        (zero, "zero"),
        (unclear, "undecided"),
    ]
    return np.select(
        [where for where, _ in rows],
        [MARKS.index(mark) for _, mark in rows],
        MARKS.index("decides"),
    )


def _valley(
    epsilons: Floats,
    error: Floats,
    parts: tuple[Floats, Floats],
    marks: NDArray[np.intp],
    clear: NDArray[np.bool_],
) -> Valley:
    told = np.isin(marks, [MARKS.index(mark) for mark in ("decides", "undecided", "zero")])
    return Valley(epsilons, np.where(told, error, np.nan), *parts, marks, told & clear)
