"""Whether an epsilon and a precision can tell at all, who is to blame, and what would help."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import Advice, Cause, better_epsilon, usual_epsilon, would_leave
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.judge import RESOLUTION, UNDECIDED, VERDICTS, WeightVerdicts, reason_code
from nnd_gui.engine.spec import DEFAULT_TOLERANCES, ExperimentSpec

__all__ = [
    "UNDECIDED_SHARE",
    "Cause",
    "Known",
    "OverallVerdict",
    "epsilon_for",
    "norm",
    "undecided",
    "unresolved",
]

# More undecided weights than this share, untested ones aside, leave the whole undecided.
UNDECIDED_SHARE = 0.1
# A cost so much larger than its gradient hides it by its size alone.
_LARGE_COST = 1e4
# A cost that scatters over more of its last places than these was not computed in them.
_NOISY = 1e3
_PERFECT = 1e-5


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
    better_step : str, optional
        Whether that is absolute or relative, where it is not what was asked for.
    """

    verdict: str
    cause: Cause
    blocks: tuple[str, ...] = ()
    better_epsilon: float | None = None
    better_step: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of a check besides its weights.

    Parameters
    ----------
    cost : float
        Cost at the point.
    noise : float
        Noise of the cost that was measured there.
    penalty : ndarray, shape (n,), optional
        What regularisation adds to the gradient.
    advice : Advice, optional
        What was found by trying other steps, if any were tried.
    """

    cost: float = 0.0
    noise: float = 0.0
    penalty: NDArray[Any] | None = None
    advice: Advice | None = None


def unresolved(
    spec: ExperimentSpec, analytic: NDArray[Any], weights: WeightVerdicts, known: Known
) -> OverallVerdict | None:
    """Whether this epsilon and precision can tell at all."""
    if np.all(weights.reason == reason_code("step-lost")):
        usual = usual_epsilon(spec)
        better = usual if usual > spec.epsilon else None
        return undecided(spec, "epsilon-too-small", better=better, advice=known.advice)
    # What a kink or the lack of any reaction decided was not decided by the step.
    told = np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    for reason in ("zero-both", "subgradient", "kink-in-step", "discontinuous"):
        told &= weights.reason != reason_code(reason)
    if not np.any(told):
        return None
    # Mostly all of them are, and a choice of all would copy each array.
    at = slice(None) if np.all(told) else told
    claimed, numerical = analytic[at].astype(np.float64), weights.numerical[at]
    uncertainty = weights.uncertainty[at]
    size = 2 * norm(np.abs(claimed) / 2 + np.abs(numerical) / 2)
    if norm(uncertainty) <= spec.tolerance_used * size < math.inf:
        return None
    broken = np.count_nonzero(weights.reason == reason_code("not-finite"))
    if broken > UNDECIDED_SHARE * len(told):
        return undecided(spec, "not-finite", advice=known.advice)
    # What is measured of a slope of 0 is the step's own error, and shrinks with it.
    sure = np.maximum(np.abs(numerical) - uncertainty, 0.0)
    size = 2 * norm(np.maximum(np.abs(claimed), sure))
    truncation, rounding = norm(weights.truncation[at]), norm(weights.rounding[at])
    return _blamed(spec, size, truncation, rounding, known)


def _blamed(
    spec: ExperimentSpec, size: float, truncation: float, rounding: float, known: Known
) -> OverallVerdict:
    """Who is to blame for slopes that are known to no more than truncation and rounding."""
    allowed = spec.tolerance_used * size
    better = better_epsilon(spec, truncation, rounding, size / 2, allowed)
    found = undecided(spec, "epsilon-too-large", better=better, advice=known.advice)
    if found.better_epsilon is None:
        tried = known.advice is not None
        if known.advice is not None and known.advice.cause == "many-undecided":
            return replace(found, cause="many-undecided")
        # A scatter is to blame only if rounding is what hides the slope, here or at all steps.
        scatter = known.noise if tried or 10 * rounding > truncation else 0.0
        return replace(found, cause=_beyond_epsilon(spec, known.cost, size, scatter))
    if found.better_step is not None:
        return replace(found, cause="one-step")
    smaller = found.better_epsilon < spec.epsilon
    return found if smaller else replace(found, cause="epsilon-too-small")


def undecided(
    spec: ExperimentSpec,
    cause: Cause,
    blocks: tuple[str, ...] = (),
    *,
    better: float | None = None,
    advice: Advice | None = None,
) -> OverallVerdict:
    """Leave a check undecided, with what would help.

    Parameters
    ----------
    spec : ExperimentSpec
        The check that was made.
    cause : Cause
        What it rests on.
    blocks : tuple of str
        The matrices and biases it speaks of.
    better : float, optional
        An epsilon that ought to decide it.
    advice : Advice, optional
        What was tried; it counts before what ought to be.
    """
    step = spec.step
    if advice is not None:
        better, step = advice.epsilon, advice.step
    if better is None or (better, step) == (spec.epsilon, spec.step):
        return OverallVerdict(VERDICTS[UNDECIDED], cause, blocks)
    other = None if step == spec.step else step
    return OverallVerdict(VERDICTS[UNDECIDED], cause, blocks, better, other)


def _beyond_epsilon(spec: ExperimentSpec, cost: float, size: float, noise: float) -> Cause:
    """What is to blame where no epsilon would do."""
    if spec.dtype != "float64" or spec.tolerance_used < DEFAULT_TOLERANCES[spec.dtype]:
        return "precision"
    # A sum of small squares is known to the places of their roots; of a perfect fit, to those
    # of the steps at which its noise was measured.
    size_of_parts = max(abs(cost), math.sqrt(abs(cost)), _PERFECT)
    if noise > _NOISY * float(np.finfo(spec.dtype).eps) * size_of_parts:
        return "noisy-cost"
    return "large-cost" if abs(cost) > _LARGE_COST * max(size, 1.0) else "flat"


def epsilon_for(spec: ExperimentSpec, weights: WeightVerdicts, at: NDArray[Any]) -> float | None:
    """Find an epsilon that would tell the slopes of some weights."""
    told = at & np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    size = norm(weights.numerical[told])
    truncation, rounding = norm(weights.truncation[told]), norm(weights.rounding[told])
    better = better_epsilon(spec, truncation, rounding, size, RESOLUTION * size)
    if better is None or better == spec.epsilon:
        return None
    # What decides these must leave the whole decided.
    told = np.isfinite(weights.uncertainty) & np.isfinite(weights.numerical)
    truncation, rounding = norm(weights.truncation[told]), norm(weights.rounding[told])
    allowed = 2 * spec.tolerance_used * norm(weights.numerical[told])
    return better if would_leave(spec, truncation, rounding, better) <= allowed else None


def norm(values: Floats) -> float:
    """Euclidean norm of numbers of any size."""
    largest = float(np.max(np.abs(values), initial=0.0))
    if largest == 0 or math.isinf(largest):
        return largest
    return largest * float(np.linalg.norm(values / largest))
