"""What limits a measured slope, cancellation or curvature, and does it explain a mismatch."""

from __future__ import annotations

import math

from nnd_gui.engine.judge import REASONS, UNJUDGED
from nnd_gui.model.formula_lines import subtracted
from nnd_gui.model.numbers import compact
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["cancelled_sentence", "cause_sentence"]


def cancelled_sentence(result: CheckResult, index: int) -> str:
    """How many digits of the two costs cancel; empty where nothing is subtracted."""
    if result.weights.verdict[index] == UNJUDGED:
        return ""
    found = subtracted(result, index)
    if found is None:
        return ""
    if found.left == 0:
        return tr("All {total} digits of the two costs cancel.", total=found.cancelled)
    return trn(
        "{count} of {total} digits of the two costs cancels.",
        "{count} of {total} digits of the two costs cancel.",
        found.cancelled,
        total=found.cancelled + found.left,
    )


def cause_sentence(result: CheckResult, index: int) -> str:
    """What limits the measured slope of one weight, and whether that explains a mismatch.

    Parameters
    ----------
    result : CheckResult
    index : int
        Which weight.

    Returns
    -------
    str
        Up to four sentences; empty where nothing was measured, and where the verdict's own
        sentence tells the cause.
    """
    weights = result.weights
    reason = REASONS[weights.reason[index]]
    if weights.verdict[index] == UNJUDGED or reason not in _MEASURED:
        return ""
    truncation, rounding = float(weights.truncation[index]), float(weights.rounding[index])
    if not math.isfinite(truncation + rounding):
        return ""
    parts = [cancelled_sentence(result, index), _dominant(result, truncation, rounding)]
    if reason == "wrong":
        parts.append(_mismatch(result, index, truncation + rounding))
    return " ".join(part for part in parts if part)


# With any other reason the verdict has a cause of its own, or names which of the two it is.
_MEASURED = ("matches", "wrong")


def _dominant(result: CheckResult, truncation: float, rounding: float) -> str:
    numbers = {"bend": compact(truncation, 2), "round": compact(rounding, 2)}
    if result.spec.scheme == "complex-step":
        return tr(
            "A complex step subtracts nothing, so that no digit cancels: curvature leaves at most "
            "{bend}, rounding {round}.",
            **numbers,
        )
    if rounding >= truncation:
        return tr(
            "Cancellation dominates: it leaves the slope uncertain by up to {round}, the "
            "curvature of the cost by {bend}. A larger epsilon would lower that.",
            **numbers,
        )
    return tr(
        "Curvature dominates: over this step it bends the slope by up to {bend}, cancellation by "
        "{round}. A smaller epsilon would lower that.",
        **numbers,
    )


def _mismatch(result: CheckResult, index: int, explained: float) -> str:
    off = abs(float(result.analytic[index]) - float(result.weights.numerical[index]))
    times = off / explained if explained > 0 else math.inf
    if not math.isfinite(times):
        return tr("Neither explains why the two gradients differ.")
    return tr(
        "Neither explains why the two gradients differ by {off}, {times} times as much.",
        off=compact(off, 2),
        times=compact(times, 2),
    )
