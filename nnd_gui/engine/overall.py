"""The verdict on the whole gradient: one word, what it rests on, and what would help."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.judge import (
    AGREE,
    DISAGREE,
    REASONS,
    UNDECIDED,
    VERDICTS,
    WeightVerdicts,
)
from nnd_gui.engine.parameters import Block, Layout
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["Cause", "OverallVerdict", "judge_whole"]

Cause = Literal[
    "matches",
    "wrong",
    "epsilon-too-large",
    "epsilon-too-small",
    "precision",
    "untested-block",
    "many-undecided",
]

# More undecided weights than this share, untested ones aside, leave the whole undecided.
_UNDECIDED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class OverallVerdict:
    """The verdict on all weights that were checked.

    Parameters
    ----------
    verdict : {"agree", "undecided", "disagree"}
        The word.
    cause : Cause
        What it rests on.
    blocks : tuple of str
        The matrices and biases it speaks of, such as those with a weight that disagrees.
    better_epsilon : float, optional
        An epsilon that would decide it, where there is one.
    """

    verdict: str
    cause: Cause
    blocks: tuple[str, ...] = ()
    better_epsilon: float | None = None


def judge_whole(
    spec: ExperimentSpec, layout: Layout, analytic: NDArray[Any], weights: WeightVerdicts
) -> OverallVerdict:
    """Judge a gradient all of whose weights have been judged.

    Parameters
    ----------
    spec : ExperimentSpec
        The epsilon, precision and tolerance of the check.
    layout : Layout
        Which weight is which.
    analytic : ndarray, shape (n,)
        The gradient under test.
    weights : WeightVerdicts
        The verdict on each of the n weights.

    Returns
    -------
    OverallVerdict
    """
    verdict = weights.verdict
    if np.any(verdict == DISAGREE):
        return OverallVerdict(VERDICTS[DISAGREE], "wrong", _blocks_where(layout, verdict, DISAGREE))
    unclear = _resolution(spec, analytic, weights)
    if unclear is not None:
        return unclear
    untested = tuple(
        block.name for block in layout.blocks if not np.any(_part(verdict, block) == AGREE)
    )
    undecided = verdict == UNDECIDED
    exercised = undecided & (weights.reason != REASONS.index("zero-both"))
    if untested:
        return OverallVerdict(VERDICTS[UNDECIDED], "untested-block", untested)
    if np.count_nonzero(exercised) > _UNDECIDED_SHARE * len(verdict):
        blocks = _blocks_where(layout, verdict, UNDECIDED)
        return OverallVerdict(VERDICTS[UNDECIDED], "many-undecided", blocks, _better(spec, weights))
    return OverallVerdict(VERDICTS[AGREE], "matches")


def _part(values: NDArray[Any], block: Block) -> NDArray[Any]:
    return values[block.start : block.stop]


def _blocks_where(layout: Layout, verdict: NDArray[np.int8], wanted: int) -> tuple[str, ...]:
    return tuple(block.name for block in layout.blocks if np.any(_part(verdict, block) == wanted))


def _resolution(
    spec: ExperimentSpec, analytic: NDArray[Any], weights: WeightVerdicts
) -> OverallVerdict | None:
    """Whether this epsilon and precision can tell at all."""
    finite = np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    if np.all(weights.reason == REASONS.index("step-lost")):
        usual = _usual_epsilon(spec)
        better = usual if usual > spec.epsilon else None
        return OverallVerdict(VERDICTS[UNDECIDED], "epsilon-too-small", better_epsilon=better)
    if not np.any(finite):
        return None
    claimed, numerical = analytic.astype(np.float64)[finite], weights.numerical[finite]
    size = 2 * _norm(np.abs(claimed) / 2 + np.abs(numerical) / 2)
    if _norm(weights.uncertainty[finite]) <= spec.tolerance_used * size < math.inf:
        return None
    truncation, rounding = _norm(weights.truncation[finite]), _norm(weights.rounding[finite])
    better = _better_epsilon(spec, truncation, rounding, size)
    cause: Cause = "epsilon-too-large"
    if better is None or better == spec.epsilon:
        cause, better = "precision", None
    elif better > spec.epsilon:
        cause = "epsilon-too-small"
    return OverallVerdict(VERDICTS[UNDECIDED], cause, better_epsilon=better)


def _better(spec: ExperimentSpec, weights: WeightVerdicts) -> float | None:
    finite = np.isfinite(weights.uncertainty)
    better = _better_epsilon(
        spec, _norm(weights.truncation[finite]), _norm(weights.rounding[finite]), math.inf
    )
    return None if better == spec.epsilon else better


def _better_epsilon(
    spec: ExperimentSpec, truncation: float, rounding: float, size: float
) -> float | None:
    """Find the decade at which truncation and rounding together would be least.

    Truncation is c*h**2 and rounding r/h; their sum is least at (r / 2c)**(1/3). Where
    rounding hides the truncation, c is not known, and the usual epsilon has to do.

    Returns
    -------
    float or None
        None if the check would still be undecided there.
    """
    h = spec.epsilon
    known = truncation > rounding
    if known and rounding > 0:
        # By logarithms: h**3 can overflow, and so can its inverse.
        best = math.log10(h) + (math.log10(rounding) - math.log10(2 * truncation)) / 3
        decade = float(f"1e{min(max(round(best), -300), 300)}")
    else:
        decade = _usual_epsilon(spec)
    scale = decade / h
    expected = (truncation * scale * scale if known else 0.0) + rounding / scale
    return decade if expected <= spec.tolerance_used * size else None


def _usual_epsilon(spec: ExperimentSpec) -> float:
    """Best decade for a cost and derivatives of the size of 1: the cube root of the unit."""
    unit = float(np.finfo(spec.dtype).eps)
    return float(f"1e{round(math.log10(unit) / 3)}")


def _norm(values: Floats) -> float:
    largest = float(np.max(np.abs(values), initial=0.0))
    if largest == 0 or math.isinf(largest):
        return largest
    return largest * float(np.linalg.norm(values / largest))
