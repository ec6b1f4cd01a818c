"""The verdict on a whole check: of all weights, of a sample, or along directions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nnd_gui.engine.directions import WHOLE
from nnd_gui.engine.judge import DISAGREE, VERDICTS
from nnd_gui.engine.overall import OverallVerdict, whole_of

if TYPE_CHECKING:
    from nnd_gui.model.result import CheckResult

__all__ = ["whole_verdict"]


def whole_verdict(result: CheckResult) -> OverallVerdict:
    """Judge a check all of which has been measured.

    A direction that disagrees is a disagreement, whatever a sample missed. Directions that
    agree say less than weights do, and where weights are checked they decide.
    """
    along = result.directions
    if along is None or along.slopes.overall is None:
        return _of_weights(result)
    found = along.slopes.overall
    if result.planned:
        of_weights = _of_weights(result)
        if of_weights.verdict == VERDICTS[DISAGREE] or found.verdict != VERDICTS[DISAGREE]:
            return of_weights
    if found.verdict == VERDICTS[DISAGREE]:
        return OverallVerdict(found.verdict, "wrong-along", along.wrong_blocks())
    blocks = tuple(name for name in found.blocks if name != WHOLE)
    if found.cause in ("matches", "nearly-matches"):
        return OverallVerdict(found.verdict, "matches-along", blocks)
    return replace(found, blocks=blocks)


def _of_weights(result: CheckResult) -> OverallVerdict:
    if result.started is None:
        raise ValueError("a verdict comes after the point")
    return whole_of(result.spec, result.started, result.weights, result.sample, result.advice)
