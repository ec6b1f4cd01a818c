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
    UNDECIDED,
    VERDICTS,
    WeightVerdicts,
    reason_code,
)
from nnd_gui.engine.parameters import Block, Layout
from nnd_gui.engine.spec import DEFAULT_TOLERANCES, ExperimentSpec

__all__ = ["Cause", "OverallVerdict", "judge_whole"]

Cause = Literal[
    "matches",
    "nearly-matches",
    "wrong",
    "epsilon-too-large",
    "epsilon-too-small",
    "precision",
    "flat",
    "large-cost",
    "untested-block",
    "untested-data",
    "kinks",
    "many-undecided",
]

# More undecided weights than this share, untested ones aside, leave the whole undecided.
_UNDECIDED_SHARE = 0.1
# The data's part is tested if the tolerance excuses no more than this share of it.
_DROWNED = 0.1
# Weights that are all off by less than this share of their matrix's largest gradient, as a
# small constant inside a logarithm leaves them, are no bug.
_NEARLY = 1e-6
# A cost so much larger than its gradient hides it by its size alone.
_LARGE_COST = 1e4
_LOG_2 = math.log10(2)


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
    spec: ExperimentSpec,
    layout: Layout,
    analytic: NDArray[Any],
    weights: WeightVerdicts,
    cost: float = 0.0,
    penalty: NDArray[Any] | None = None,
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
    cost : float
        Cost at the point.
    penalty : ndarray, shape (n,), optional
        What regularisation adds to the gradient.

    Returns
    -------
    OverallVerdict
    """
    verdict = weights.verdict
    wrong = _blocks_where(layout, verdict, DISAGREE)
    near = [block for block in layout.blocks if block.name in wrong]
    if wrong and not all(_nearly_matches(block, analytic, weights) for block in near):
        return OverallVerdict(VERDICTS[DISAGREE], "wrong", wrong)
    unclear = _resolution(spec, analytic, weights, cost)
    if unclear is not None:
        return unclear
    untested = _blocks_without(layout, verdict, AGREE, wrong)
    if untested:
        return OverallVerdict(VERDICTS[UNDECIDED], "untested-block", untested)
    undecided = verdict == UNDECIDED
    exercised = undecided & (weights.reason != reason_code("zero-both"))
    if np.count_nonzero(exercised) > _UNDECIDED_SHARE * len(verdict):
        blocks = _blocks_where(layout, verdict, UNDECIDED)
        kinked = weights.reason == reason_code("kink-in-step")
        cause: Cause = "many-undecided"
        if 2 * np.count_nonzero(kinked) > np.count_nonzero(exercised):
            cause = "kinks"
        return OverallVerdict(VERDICTS[UNDECIDED], cause, blocks, _better(spec, weights))
    drowned = _drowned(spec, layout, analytic, weights, penalty)
    if drowned:
        return OverallVerdict(VERDICTS[UNDECIDED], "untested-data", drowned)
    return OverallVerdict(VERDICTS[AGREE], "nearly-matches" if wrong else "matches", wrong)


def _nearly_matches(block: Block, analytic: NDArray[Any], weights: WeightVerdicts) -> bool:
    """Whether most of a block is off, and every weight of it by next to nothing.

    A few wrong weights among right ones are a bug however small they are.
    """
    claimed = _part(analytic, block).astype(np.float64)
    numerical = _part(weights.numerical, block)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(claimed - numerical)
        largest = np.max(np.fmax(np.abs(claimed), np.abs(numerical)), initial=0.0)
        off = error > _part(weights.uncertainty, block)
    many = np.count_nonzero(off) > max(1, block.size // 2)
    return bool(many and np.all(error[off] < _NEARLY * largest) and np.all(np.isfinite(error)))


def _drowned(
    spec: ExperimentSpec,
    layout: Layout,
    analytic: NDArray[Any],
    weights: WeightVerdicts,
    penalty: NDArray[Any] | None,
) -> tuple[str, ...]:
    """Blocks where the tolerance of the whole gradient is not small beside the data's part."""
    if penalty is None:
        return ()
    names = []
    for block in layout.blocks:
        claimed = _part(analytic, block).astype(np.float64)
        data = _norm(claimed - _part(penalty, block).astype(np.float64))
        allowed = spec.tolerance_used * _norm(claimed) + _norm(
            np.nan_to_num(_part(weights.uncertainty, block))
        )
        if not block.is_bias and allowed > _DROWNED * data:
            names.append(block.name)
    return tuple(names)


def _part(values: NDArray[Any], block: Block) -> NDArray[Any]:
    return values[block.start : block.stop]


def _blocks_without(
    layout: Layout, verdict: NDArray[np.int8], wanted: int, besides: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(
        block.name
        for block in layout.blocks
        if block.name not in besides and not np.any(_part(verdict, block) == wanted)
    )


def _blocks_where(layout: Layout, verdict: NDArray[np.int8], wanted: int) -> tuple[str, ...]:
    return tuple(block.name for block in layout.blocks if np.any(_part(verdict, block) == wanted))


def _resolution(
    spec: ExperimentSpec, analytic: NDArray[Any], weights: WeightVerdicts, cost: float
) -> OverallVerdict | None:
    """Whether this epsilon and precision can tell at all."""
    if np.all(weights.reason == reason_code("step-lost")):
        usual = _usual_epsilon(spec)
        better = usual if usual > spec.epsilon else None
        return OverallVerdict(VERDICTS[UNDECIDED], "epsilon-too-small", better_epsilon=better)
    # What a kink or the lack of any reaction decided was not decided by the step.
    told = np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    for reason in ("zero-both", "subgradient", "kink-in-step", "discontinuous"):
        told &= weights.reason != reason_code(reason)
    if not np.any(told):
        return None
    claimed, numerical = analytic.astype(np.float64)[told], weights.numerical[told]
    size = 2 * _norm(np.abs(claimed) / 2 + np.abs(numerical) / 2)
    if _norm(weights.uncertainty[told]) <= spec.tolerance_used * size < math.inf:
        return None
    truncation, rounding = _norm(weights.truncation[told]), _norm(weights.rounding[told])
    better = _better_epsilon(spec, truncation, rounding, size)
    cause: Cause = "epsilon-too-large"
    if better is None or better == spec.epsilon:
        cause, better = _beyond_epsilon(spec, cost, size), None
    elif better > spec.epsilon:
        cause = "epsilon-too-small"
    return OverallVerdict(VERDICTS[UNDECIDED], cause, better_epsilon=better)


def _beyond_epsilon(spec: ExperimentSpec, cost: float, size: float) -> Cause:
    """What is to blame where no epsilon would do."""
    if spec.dtype != "float64" or spec.tolerance_used < DEFAULT_TOLERANCES[spec.dtype]:
        return "precision"
    return "large-cost" if abs(cost) > _LARGE_COST * max(size, 1.0) else "flat"


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
    if known and rounding > 0 and math.isfinite(truncation):
        # By logarithms: h**3 can overflow, and so can its inverse.
        best = math.log10(h) + (math.log10(rounding) - math.log10(truncation) - _LOG_2) / 3
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
