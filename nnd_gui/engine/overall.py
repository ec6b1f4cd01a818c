"""The verdict on the whole gradient: one word, what it rests on, and what would help."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import better_epsilon, usual_epsilon, would_leave
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.judge import (
    AGREE,
    DISAGREE,
    RESOLUTION,
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
    "noisy-cost",
    "not-finite",
    "untested-block",
    "untested-data",
    "kinks",
    "jumps",
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
# A cost that scatters over more of its last places than these was not computed in them.
_NOISY = 1e3


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
    noise: float = 0.0,
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
    noise : float
        Noise of the cost that was measured at the point.

    Returns
    -------
    OverallVerdict
    """
    verdict = weights.verdict
    wrong = _blocks_where(layout, verdict, DISAGREE)
    near = [block for block in layout.blocks if block.name in wrong]
    if wrong and not all(_nearly_matches(block, analytic, weights) for block in near):
        return OverallVerdict(VERDICTS[DISAGREE], "wrong", wrong)
    unclear = _resolution(spec, analytic, weights, cost, noise)
    if unclear is not None:
        return unclear
    untested = _blocks_without(layout, verdict, AGREE, wrong)
    if untested:
        coarse = _within(layout, untested) & (weights.reason == reason_code("below-resolution"))
        better = _better(spec, weights, coarse)
        return OverallVerdict(VERDICTS[UNDECIDED], "untested-block", untested, better)
    many = _many_undecided(spec, layout, weights)
    if many is not None:
        return many
    drowned = _drowned(spec, layout, analytic, weights, penalty)
    if drowned:
        return OverallVerdict(VERDICTS[UNDECIDED], "untested-data", drowned)
    return OverallVerdict(VERDICTS[AGREE], "nearly-matches" if wrong else "matches", wrong)


def _many_undecided(
    spec: ExperimentSpec, layout: Layout, weights: WeightVerdicts
) -> OverallVerdict | None:
    """Whether too many weights are undecided, those that were not exercised left out."""
    undecided = weights.verdict == UNDECIDED
    exercised = undecided & (weights.reason != reason_code("zero-both"))
    if np.count_nonzero(exercised) <= _UNDECIDED_SHARE * len(undecided):
        return None
    blocks = _blocks_where(layout, weights.verdict, UNDECIDED)
    cause = _main_cause(weights, exercised)
    better = None if cause == "jumps" else _better(spec, weights, exercised)
    return OverallVerdict(VERDICTS[UNDECIDED], cause, blocks, better)


def _main_cause(weights: WeightVerdicts, exercised: NDArray[np.bool_]) -> Cause:
    """What more than half of the weights that are undecided suffer from."""
    causes: tuple[tuple[str, Cause], ...] = (
        ("kink-in-step", "kinks"),
        ("discontinuous", "jumps"),
        ("not-finite", "not-finite"),
    )
    for reason, cause in causes:
        count = np.count_nonzero(exercised & (weights.reason == reason_code(reason)))
        if 2 * count > np.count_nonzero(exercised):
            return cause
    return "many-undecided"


def _nearly_matches(block: Block, analytic: NDArray[Any], weights: WeightVerdicts) -> bool:
    """Whether most of a block is off, and every weight of it by next to nothing.

    A few wrong weights among right ones are a bug however small they are, and so are many
    small ones that have another sign or size altogether.
    """
    claimed = _part(analytic, block).astype(np.float64)
    numerical = _part(weights.numerical, block)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(claimed - numerical)
        size = np.fmax(np.abs(claimed), np.abs(numerical))
        off = error > _part(weights.uncertainty, block)
    if np.count_nonzero(off) <= max(1, block.size // 2) or not np.all(np.isfinite(error)):
        return False
    tiny = np.all(error[off] < _NEARLY * np.max(size))
    return bool(tiny and np.median(error[off] / size[off]) < RESOLUTION)


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


def _within(layout: Layout, names: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which weights are in some blocks."""
    inside = np.zeros(layout.size, dtype=bool)
    for block in layout.blocks:
        inside[block.start : block.stop] = block.name in names
    return inside


def _blocks_where(layout: Layout, verdict: NDArray[np.int8], wanted: int) -> tuple[str, ...]:
    return tuple(block.name for block in layout.blocks if np.any(_part(verdict, block) == wanted))


def _resolution(
    spec: ExperimentSpec,
    analytic: NDArray[Any],
    weights: WeightVerdicts,
    cost: float,
    noise: float,
) -> OverallVerdict | None:
    """Whether this epsilon and precision can tell at all."""
    if np.all(weights.reason == reason_code("step-lost")):
        usual = usual_epsilon(spec)
        better = usual if usual > spec.epsilon else None
        return OverallVerdict(VERDICTS[UNDECIDED], "epsilon-too-small", better_epsilon=better)
    broken = np.count_nonzero(weights.reason == reason_code("not-finite"))
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
    if broken > _UNDECIDED_SHARE * len(told):
        return OverallVerdict(VERDICTS[UNDECIDED], "not-finite")
    truncation, rounding = _norm(weights.truncation[told]), _norm(weights.rounding[told])
    # What is measured of a slope of 0 is the step's own error, and shrinks with it.
    sure = np.maximum(np.abs(numerical) - weights.uncertainty[told], 0.0)
    size = 2 * _norm(np.maximum(np.abs(claimed), sure))
    allowed = spec.tolerance_used * size
    better = better_epsilon(spec, truncation, rounding, size / 2, allowed)
    cause: Cause = "epsilon-too-large"
    if better is None or better == spec.epsilon:
        # A scatter is to blame only if rounding is what hides the slope.
        scatter = noise if 10 * rounding > truncation else 0.0
        cause, better = _beyond_epsilon(spec, cost, size, scatter), None
    elif better > spec.epsilon:
        cause = "epsilon-too-small"
    return OverallVerdict(VERDICTS[UNDECIDED], cause, better_epsilon=better)


def _beyond_epsilon(spec: ExperimentSpec, cost: float, size: float, noise: float) -> Cause:
    """What is to blame where no epsilon would do."""
    if spec.dtype != "float64" or spec.tolerance_used < DEFAULT_TOLERANCES[spec.dtype]:
        return "precision"
    if noise > _NOISY * float(np.finfo(spec.dtype).eps) * abs(cost):
        return "noisy-cost"
    return "large-cost" if abs(cost) > _LARGE_COST * max(size, 1.0) else "flat"


def _better(spec: ExperimentSpec, weights: WeightVerdicts, at: NDArray[Any]) -> float | None:
    """Find an epsilon that would tell the slopes of some weights."""
    told = at & np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    size = _norm(weights.numerical[told])
    truncation, rounding = _norm(weights.truncation[told]), _norm(weights.rounding[told])
    better = better_epsilon(spec, truncation, rounding, size, RESOLUTION * size)
    if better is None or better == spec.epsilon:
        return None
    # What decides these must leave the whole decided.
    told = np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    truncation, rounding = _norm(weights.truncation[told]), _norm(weights.rounding[told])
    allowed = 2 * spec.tolerance_used * _norm(weights.numerical[told])
    return better if would_leave(spec, truncation, rounding, better) <= allowed else None


def _norm(values: Floats) -> float:
    largest = float(np.max(np.abs(values), initial=0.0))
    if largest == 0 or math.isinf(largest):
        return largest
    return largest * float(np.linalg.norm(values / largest))
