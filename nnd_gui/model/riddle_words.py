"""What is said of a guess at a riddle."""

from __future__ import annotations

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.riddle import Guess, Judgement, judge_guess
from nnd_gui.engine.subject import Network
from nnd_gui.model.words import tr

__all__ = ["guess_sentence", "judgement_sentence"]


def judgement_sentence(judgement: Judgement) -> str:
    """What to say of a guess."""
    return {
        "right": tr("That is it."),
        "twin": tr(
            "On this network that would give the very same numbers: nobody could tell them apart."
        ),
        "other-place": tr("That is the mistake, but it sits elsewhere."),
        "wrong": tr("That is not it."),
    }[judgement]


def guess_sentence(name: str, drawn: Bug | None, network: Network, dtype: str) -> str:
    """What to say of a guess, once it is known what was wrong.

    Parameters
    ----------
    name : str
        The bug that was guessed.
    drawn : Bug, optional
        What was there; None where nothing was wrong.
    network : Network
        Where it was.
    dtype : str
        The precision of the check.
    """
    if drawn is None:
        return tr("There was no mistake.")
    return judgement_sentence(judge_guess(Guess(name), drawn, network, dtype))
