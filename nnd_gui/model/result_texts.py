"""One weight's numbers as texts, or that they are covered."""

from __future__ import annotations

from nnd_gui.model.cover import Revealed
from nnd_gui.model.explain import verdict_word
from nnd_gui.model.numbers import gradient_text, share_text
from nnd_gui.model.result import CheckResult

__all__ = ["analytic_text", "error_text", "numerical_text", "verdict_text"]


def numerical_text(result: CheckResult, index: int) -> str:
    """The slope that was measured."""
    if _covered(result, Revealed.NUMERICAL):
        return _COVERED
    return gradient_text(float(result.weights.numerical[index]))


def analytic_text(result: CheckResult, index: int) -> str:
    """What backpropagation, or the person's code, gives."""
    if _covered(result, Revealed.ANALYTIC):
        return _COVERED
    return gradient_text(float(result.analytic[index]))


def error_text(result: CheckResult, index: int) -> str:
    """The relative error."""
    if _covered(result, Revealed.RATIO):
        return _COVERED
    return share_text(float(result.weights.relative_error[index]))


def verdict_text(result: CheckResult, index: int) -> str:
    """The verdict."""
    if _covered(result, Revealed.VERDICT):
        return _COVERED
    return verdict_word(int(result.weights.verdict[index]))


# A mark and not a word: a column of it is calm, and it is read out as what it is.
_COVERED = "?"


def _covered(result: CheckResult, needed: Revealed) -> bool:
    return result.cover is not None and result.cover.revealed < needed
