"""How far a check has come, in words."""

from __future__ import annotations

from nnd_gui.model.numbers import duration
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["progress_text"]

# Before this, what is left cannot be told from how it began.
_SHORTEST = 0.5


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
        Such as ``1,200 of 20,000 weights, about 3 s left``.
    """
    done = tr("{checked:,} of {total:,} weights", checked=result.checked, total=result.planned)
    if seconds < _SHORTEST or not result.checked:
        return done
    left = seconds * (result.planned - result.checked) / result.checked
    return tr("{done}, about {time} left", done=done, time=duration(max(left, 1.0)))
