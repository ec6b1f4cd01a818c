"""A check's result as far as it may be told, while the answer is to be predicted first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.verdicts import WeightVerdicts
from nnd_gui.model.cover import Cover, Revealed, told_spec
from nnd_gui.model.result import CheckResult

__all__ = ["told_check"]


def told_check(result: CheckResult, revealed: Revealed, told: CheckResult | None) -> CheckResult:
    """Tell of a result what is revealed.

    What is told is put into an empty result, so that whatever a result comes to have is
    covered until somebody decides here at which stage it is told. No view can tell more than
    it was told.

    Parameters
    ----------
    result : CheckResult
        All that was found.
    revealed : Revealed
        How far it may be told.
    told : CheckResult, optional
        What was told of this result before, which is brought up to date: views take another
        object for another run.

    Returns
    -------
    CheckResult
        The result itself where all may be told.
    """
    if revealed >= Revealed.ALL:
        return result
    ended = result.finished is not None
    if told is None or told is result or told.cover is None or told.cover.revealed != revealed:
        told = CheckResult(told_spec(result.spec, revealed))
    told.cover = Cover(revealed, ended, result.completed)
    failed = result.finished is not None and result.finished.outcome == "failed"
    if failed:
        told.finished = result.finished  # nothing was found that could be predicted
    _tell_point(result, revealed, told)
    if revealed >= Revealed.NUMERICAL and not failed:
        told.taken = result.taken.of_before(closer=revealed >= Revealed.RATIO)
        told.weights = _weights(result, revealed)
        told.checked = result.checked
    if revealed >= Revealed.RATIO and result.completed:
        told.ratio = result.ratio
    if revealed >= Revealed.VERDICT:
        _tell_verdict(result, told)
    return told


def _tell_point(result: CheckResult, revealed: Revealed, told: CheckResult) -> None:
    """Where it is measured: the weights and the cost, which nobody predicts."""
    hidden = np.full(result.total, np.nan)
    analytic: NDArray[np.float64] = (
        result.analytic if revealed >= Revealed.ANALYTIC else hidden[: len(result.analytic)]
    )
    told.layout, told.values, told.analytic = result.layout, result.values, analytic
    told.cost, told.noise, told.facts = result.cost, result.noise, result.facts
    told.method, told.penalty = result.method, result.penalty
    told.sample, told.sample_seed = result.sample, result.sample_seed
    if result.started is not None:
        told.started = replace(result.started, analytic=analytic)
    if len(told.weights.verdict) != result.total:
        told.weights = result.empty_weights()


def _weights(result: CheckResult, revealed: Revealed) -> WeightVerdicts:
    """What was found of each weight; until the ratio, as it was measured at first.

    A weight that disagrees is looked at closer. Whoever saw its last digits change would know.
    """
    if revealed >= Revealed.VERDICT:
        return result.weights
    found = result.weights if revealed >= Revealed.RATIO else result.first_look()
    nothing = result.empty_weights()
    error = found.relative_error if revealed >= Revealed.RATIO else nothing.relative_error
    return replace(
        found,
        relative_error=error,
        verdict=nothing.verdict,
        reason=nothing.reason,
        left=nothing.left,
        right=nothing.right,
    )


def _tell_verdict(result: CheckResult, told: CheckResult) -> None:
    """All but the diagnosis."""
    told.advice, told.audit, told.phase = result.advice, result.audit, result.phase
    told.directions, told.looked = result.directions, result.looked
    told.finished, told.overall = result.finished, result.overall
