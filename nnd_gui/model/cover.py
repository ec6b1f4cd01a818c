"""Predict, then reveal: how much of an answer may be told, in the order of the lesson."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.words import tr

__all__ = ["Cover", "Revealed", "reveal_text", "told_spec"]


class Revealed(IntEnum):
    """How far an answer is revealed; each stage tells all that the ones before it tell."""

    NOTHING = 0
    NUMERICAL = 1
    ANALYTIC = 2
    RATIO = 3
    VERDICT = 4
    ALL = 5
    """The diagnosis too: nothing is covered."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before a result that is not wholly told.

    Parameters
    ----------
    revealed : Revealed
        How far it is told.
    ended : bool
        Whether the check has come to its end, which the rest of the result does not say.
    completed : bool
        Whether it ended as it should.
    """

    revealed: Revealed
    ended: bool = False
    completed: bool = False


def told_spec(spec: ExperimentSpec, revealed: Revealed) -> ExperimentSpec:
    """An experiment as far as it may be told: without its bug, until that is revealed."""
    return spec if revealed >= Revealed.ALL else replace(spec, bug=None)


def reveal_text(revealed: Revealed) -> str:
    """What a button says that reveals the next."""
    texts = {
        Revealed.NOTHING: tr("Reveal the numerical gradient"),
        Revealed.NUMERICAL: tr("Reveal the analytic gradient"),
        Revealed.ANALYTIC: tr("Reveal the ratio"),
        Revealed.RATIO: tr("Reveal the verdict"),
        Revealed.VERDICT: tr("Reveal the diagnosis"),
    }
    return texts.get(revealed, "")
