"""Riddles as a class types and reads them: ``lesson5 bug 4711``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.riddle import MAX_SEED, Guess, Judgement, draw_bug, judge_guess
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.bug_words import bug_label, factor_text
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.words import tr

__all__ = [
    "RiddleName",
    "guess_sentence",
    "judgement_sentence",
    "read_riddle",
    "reveal_sentence",
    "riddle_spec",
    "riddle_text",
]

_RIDDLE = re.compile(
    r"(?:(?P<lesson>lesson\s*5)(?:[\s,;:/.\-–—]+|(?=bug|riddle|mystery)))?"
    r"(?:(?:mystery\s+)?(?:bug|riddle|mystery)[\s,;:/.#\-–—]*(?:no\.?|number)?\s*)?#?\s*"
    r"(?P<seed>\d+)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RiddleName:
    """Which riddle.

    Parameters
    ----------
    seed : int
        Its number.
    of_lesson : bool
        Whether it is put into the lesson's network, or into whichever is open.
    """

    seed: int
    of_lesson: bool


def read_riddle(text: str) -> RiddleName:
    """Read what a class was told to type.

    Parameters
    ----------
    text : str
        ``lesson5 bug 4711``, or ``bug 4711`` and ``4711`` for the network that is open.

    Raises
    ------
    SpecError
        If it names no riddle.
    """
    found = _RIDDLE.fullmatch(" ".join(text.split()))
    if found is None:
        raise SpecError(
            "bug", "“{text}” names no riddle: type “lesson5 bug 4711” or just a number.", text=text
        )
    if len(found["seed"].lstrip("0")) > len(str(MAX_SEED)):
        raise SpecError("bug", "The number of a riddle must be from 0 to {most:,}.", most=MAX_SEED)
    return RiddleName(int(found["seed"]), found["lesson"] is not None)


def riddle_spec(name: RiddleName, spec: ExperimentSpec) -> ExperimentSpec:
    """The experiment of a riddle, its bug in place.

    Parameters
    ----------
    name : RiddleName
    spec : ExperimentSpec
        What is open: kept, but for its bug, unless the riddle is the lesson's.

    Raises
    ------
    SpecError
        If no bug can show there, or a person's file is open.
    """
    base = lesson_spec() if name.of_lesson else spec
    if not isinstance(base.subject, Network):
        raise SpecError("bug", "A bug can be put into a network of the program's own only.")
    return replace(base, bug=draw_bug(name.seed, base.subject, base.dtype))


def riddle_text(name: RiddleName) -> str:
    """What a class has to type, not translated so that it means the same everywhere."""
    return f"lesson5 bug {name.seed}" if name.of_lesson else f"bug {name.seed}"


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


def reveal_sentence(bug: Bug) -> str:
    """What the riddle was."""
    words = {"bug": bug_label(bug.name), "place": bug.block or ""}
    strength = bug.factor if bug.name in ("factor", "single-weight") else None
    if bug.block is None:
        told = tr("It was {bug}", **words)
    else:
        told = tr("It was {bug}, in {place}", **words)
    if strength is None:
        return f"{told}."
    return tr("{told}: times {factor}.", told=told, factor=factor_text(strength))
