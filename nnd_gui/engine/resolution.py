"""Whether an epsilon and a precision can tell at all, who is to blame, and what would help."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import better_epsilon, usual_epsilon, would_leave
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.judge import RESOLUTION, UNDECIDED, VERDICTS, WeightVerdicts, reason_code
from nnd_gui.engine.spec import DEFAULT_TOLERANCES, ExperimentSpec

__all__ = ["UNDECIDED_SHARE", "Cause", "OverallVerdict", "epsilon_for", "norm", "unresolved"]

Cause = Literal[
    "matches",
    "nearly-matches",
    "wrong",
    "matches-along",
    "wrong-along",
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
UNDECIDED_SHARE = 0.1
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


def unresolved(
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
    size = 2 * norm(np.abs(claimed) / 2 + np.abs(numerical) / 2)
    if norm(weights.uncertainty[told]) <= spec.tolerance_used * size < math.inf:
        return None
    if broken > UNDECIDED_SHARE * len(told):
        return OverallVerdict(VERDICTS[UNDECIDED], "not-finite")
    truncation, rounding = norm(weights.truncation[told]), norm(weights.rounding[told])
    # What is measured of a slope of 0 is the step's own error, and shrinks with it.
    sure = np.maximum(np.abs(numerical) - weights.uncertainty[told], 0.0)
    size = 2 * norm(np.maximum(np.abs(claimed), sure))
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
