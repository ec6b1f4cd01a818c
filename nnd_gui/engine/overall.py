"""The verdict on the whole gradient: one word, what it rests on, and what would help."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import Advice
from nnd_gui.engine.events import Started
from nnd_gui.engine.judge import (
    AGREE,
    DISAGREE,
    RESOLUTION,
    UNDECIDED,
    VERDICTS,
    WeightVerdicts,
    reason_code,
)
from nnd_gui.engine.likely_penalty import likely_penalty
from nnd_gui.engine.parameters import Block, Layout, layout_of_some
from nnd_gui.engine.resolution import (
    UNDECIDED_SHARE,
    Cause,
    Known,
    OverallVerdict,
    epsilon_for,
    norm,
    undecided,
    unresolved,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network

__all__ = ["Cause", "OverallVerdict", "judge_whole", "whole_of"]


# The data's part is tested if the tolerance excuses no more than this share of it.
_DROWNED = 0.1
# Weights that are all off by less than this share of their matrix's largest gradient, as a
# small constant inside a logarithm leaves them, are no bug.
_NEARLY = 1e-6


def judge_whole(
    spec: ExperimentSpec,
    layout: Layout,
    analytic: NDArray[Any],
    weights: WeightVerdicts,
    known: Known | None = None,
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
    known : Known, optional
        What is known of the cost besides.

    Returns
    -------
    OverallVerdict
    """
    known = known or Known()
    advice, verdict = known.advice, weights.verdict
    wrong = _blocks_where(layout, verdict, DISAGREE)
    near = [block for block in layout.blocks if block.name in wrong]
    if wrong and not all(_nearly_matches(block, analytic, weights) for block in near):
        return OverallVerdict(VERDICTS[DISAGREE], "wrong", wrong)
    unclear = unresolved(spec, analytic, weights, known)
    if unclear is not None:
        return unclear
    untested = _blocks_without(layout, verdict, AGREE, wrong)
    if untested:
        return _untested(spec, layout, weights, untested, advice)
    many = _many_undecided(spec, layout, weights, advice)
    if many is not None:
        return many
    drowned = _drowned(spec, layout, analytic, weights, known.penalty)
    if drowned:
        return OverallVerdict(VERDICTS[UNDECIDED], "untested-data", drowned)
    return OverallVerdict(VERDICTS[AGREE], "nearly-matches" if wrong else "matches", wrong)


def _untested(
    spec: ExperimentSpec,
    layout: Layout,
    weights: WeightVerdicts,
    names: tuple[str, ...],
    advice: Advice | None,
) -> OverallVerdict:
    """Blocks of which no weight agrees."""
    there = _within(layout, names)
    jumps = there & (weights.reason == reason_code("discontinuous"))
    if 2 * np.count_nonzero(jumps) > np.count_nonzero(there):
        return undecided(spec, "jumps", names)
    coarse = there & (weights.reason == reason_code("below-resolution"))
    better = epsilon_for(spec, weights, coarse)
    return undecided(spec, "untested-block", names, better=better, advice=advice)


def _many_undecided(
    spec: ExperimentSpec, layout: Layout, weights: WeightVerdicts, advice: Advice | None
) -> OverallVerdict | None:
    """Whether too many weights are undecided, those that were not exercised left out."""
    exercised = (weights.verdict == UNDECIDED) & (weights.reason != reason_code("zero-both"))
    if np.count_nonzero(exercised) <= UNDECIDED_SHARE * len(exercised):
        return None
    blocks = _blocks_where(layout, weights.verdict, UNDECIDED)
    cause = _main_cause(weights, exercised)
    if cause == "jumps":
        return undecided(spec, cause, blocks)
    better = epsilon_for(spec, weights, exercised)
    return undecided(spec, cause, blocks, better=better, advice=advice)


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
        data = norm(claimed - _part(penalty, block).astype(np.float64))
        allowed = spec.tolerance_used * norm(claimed) + norm(
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


def whole_of(
    spec: ExperimentSpec,
    started: Started,
    weights: WeightVerdicts,
    chosen: NDArray[np.intp] | None = None,
    advice: Advice | None = None,
) -> OverallVerdict:
    """Judge a check, or some of its weights as if they were all.

    Parameters
    ----------
    spec : ExperimentSpec
        How it is made.
    started : Started
        The point and the gradient under test.
    weights : WeightVerdicts
        The verdict on each of all weights.
    chosen : ndarray of int, optional
        Which of them, rising; all when left out.
    advice : Advice, optional
        What was found by trying other steps, if any were tried.
    """
    layout, analytic, penalty = started.layout, started.analytic, started.penalty
    if penalty is None and not isinstance(spec.subject, Network):
        penalty = likely_penalty(layout, started.values, weights.numerical, weights.uncertainty)
    if chosen is not None:
        layout, weights = layout_of_some(layout, chosen), weights.at(chosen)
        analytic = analytic[chosen]
        penalty = None if penalty is None else penalty[chosen]
    known = Known(started.cost, started.noise, penalty, advice)
    return judge_whole(spec, layout, analytic, weights, known)
