"""How far a check has come, in words and as a share."""

from __future__ import annotations

from nnd_gui.model.interim import so_far
from nnd_gui.model.numbers import duration
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["progress_share", "progress_text"]

# Before this, what is left cannot be told from how it began.
_SHORTEST = 0.5
# What part of a check each phase ends with, as a rule; it never stands at its end while
# there is something left to do.
_MEASURED, _LOOKED, _AUDITED, _DIAGNOSED = 0.9, 0.95, 0.97, 0.99


def progress_text(result: CheckResult, seconds: float) -> str:
    """Weights done, and the time left once it can be told.

    Parameters
    ----------
    result : CheckResult
        A check that is running.
    seconds : float
        How long it has been running.

    Returns
    -------
    str
        Such as ``1,200 of 20,000 weights, about 3 s left``, or what comes after the weights.
    """
    if result.phase is not None:
        return _phase_text(result)
    done = tr("{checked:,} of {total:,} weights", checked=result.checked, total=result.planned)
    if seconds < _SHORTEST or not result.checked:
        return done
    found = so_far(result)
    if found:
        done = tr("{done}: {found}", done=done, found=found)
    left = seconds * (result.planned - result.checked) / result.checked
    return tr("{done}, about {time} left", done=done, time=duration(max(left, 1.0)))


def progress_share(result: CheckResult) -> float:
    """How much of a check is done, from 0 to 1; 1 only when it has ended."""
    if result.finished is not None:
        return 1.0
    if result.phase is None:
        return _MEASURED * result.checked / max(result.planned, 1)
    if result.phase.name == "closer":
        looked = min(result.looked / max(result.phase.weights, 1), 1.0)
        return _MEASURED + (_LOOKED - _MEASURED) * looked
    if result.phase.name == "directions":
        before = _AUDITED if result.planned else 0.0
        return before + (_DIAGNOSED - before) * _along(result)
    shares = {"audit": _LOOKED, "advice": _AUDITED}
    return shares.get(result.phase.name, _DIAGNOSED)


def _along(result: CheckResult) -> float:
    """How much of the way along directions is done, from 0 to 1."""
    if result.directions is None:
        return 0.0
    slopes = result.directions.slopes
    return slopes.checked / max(slopes.total, 1)


def _phase_text(result: CheckResult) -> str:
    phase = result.phase
    if phase is None:
        return ""
    measured = trn("{count} weight is measured", "All {count} weights are measured", result.planned)
    doing = {
        "closer": trn(
            "looking closer at {count} that is in doubt",
            "looking closer at {count} that are in doubt",
            phase.weights,
        ),
        "audit": trn(
            "auditing {count} of them by the plain loop",
            "auditing {count} of them by the plain loop",
            phase.weights,
        ),
        "advice": tr("trying which epsilon would decide it"),
        "directions": trn(
            "measuring along {count} random direction",
            "measuring along {count} random directions",
            phase.weights,
        ),
        "diagnosis": trn(
            "{count} disagrees: finding out what it looks like",
            "{count} disagree: finding out what it looks like",
            phase.weights,
        )
        if phase.weights
        else tr("finding out what the errors look like"),
    }
    if not result.planned:
        return tr("{doing}…", doing=doing[phase.name])
    return tr("{measured}; {doing}…", measured=measured, doing=doing[phase.name])
