"""A person's file as an experiment: what in it is checked, and with what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.engine.usercode.candidates import Candidate, find_candidates
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.by_hand import HandChoice, hand_plan, hand_problems
from nnd_gui.model.problems import problem_text, sentence_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = [
    "PERSON_SUFFIXES",
    "PersonChoices",
    "candidate_text",
    "fact_notes",
    "hand_text",
    "person_file",
]

PERSON_SUFFIXES = (".py", ".ipynb")
"""Ends of the names of files that people write their gradients in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoices:
    """What is chosen beside the file, the same for each of many.

    Parameters
    ----------
    interpreter : str, optional
        Path of the Python that runs it; the program's own when left out.
    seconds : float, optional
        How long setting up, and one evaluation, may take each.
    data : LessonData or TableData, optional
        In place of the file's own X and y.
    target_columns : int
        How many columns of a table, its last, are the targets.
    seed : int, optional
        Of everything random.
    named : str, optional
        Class or function to check where a file has it; the best guess elsewhere.
    trusted : bool
        Whether the person said that it may be run.
    hand : HandChoice, optional
        Functions and arguments chosen by hand, in place of the best guess.
    """

    interpreter: str | None = None
    seconds: float | None = None
    data: LessonData | TableData | None = None
    target_columns: int = 1
    seed: int | None = None
    named: str | None = None
    trusted: bool = False
    hand: HandChoice | None = None


def person_file(path: Path, choices: PersonChoices) -> tuple[PersonFile, tuple[str, ...]]:
    """Find what is most likely meant to be checked in a file, without running it.

    Returns
    -------
    file : PersonFile
    notes : tuple of str
        What is checked, and what else could be.

    Raises
    ------
    CheckFailure
        ``missing-file``, ``syntax-error`` or another reason why it cannot be read, and
        ``no-objective`` where nothing in it has both a cost and a gradient.
    SpecError
        If a choice is not one that a file can be checked with.
    """
    source = read_source(path)
    problem = source.problem
    if problem is not None:
        where = None if problem.line is None else source.place(problem.line)
        raise CheckFailure(problem.kind, problem.template, **problem.values).at(where)
    candidates = find_candidates(source)
    by_hand = choices.hand is not None and not hand_problems(source, choices.hand)
    if not candidates and not by_hand:
        raise CheckFailure(
            "no-objective",
            "“{name}” has no cost with a gradient that could be checked: a class or a function "
            "that gives both, or the functions value(theta) and gradient(theta) beside a start "
            "theta0.",
            name=path.name,
        )
    if choices.named is not None:
        # What is named comes first; the order stays as it is otherwise.
        candidates = tuple(
            sorted(candidates, key=lambda one: choices.named not in one.plan.names.values())
        )
    if by_hand and choices.hand is not None:
        plan = hand_plan(source, choices.hand)
        checked = [tr("Checked: {what}", what=hand_text(choices.hand))]
    else:
        plan, checked = candidates[0].plan, list(_checked(candidates))
    if choices.seed is not None:
        plan = replace(plan, seed=choices.seed)
    limits = Limits()
    if choices.seconds is not None:
        limits = Limits(import_seconds=choices.seconds, evaluation_seconds=choices.seconds)
    file = PersonFile(
        plan,
        interpreter=choices.interpreter,
        data=choices.data,
        target_columns=choices.target_columns,
        limits=limits,
        trusted=choices.trusted,
    )
    return file, (
        *checked,
        *(problem_text(note) for note in source.notes),
    )


def candidate_text(candidate: Candidate) -> str:
    """What can be checked, in a sentence."""
    return problem_text(candidate)


def fact_notes(result: CheckResult) -> tuple[str, ...]:
    """What was found out while a person's file was set up: its data, its shapes, its oddities."""
    facts = result.facts or {}
    found = facts.get("notes", ())
    texts = [sentence_text(note["template"], note.get("values", {})) for note in found]
    if result.first_wrong is not None:
        texts.insert(0, problem_text(result.first_wrong))
    if "python" in facts:
        texts.append(
            tr(
                "Run by Python {python} with NumPy {numpy} ({path}).",
                python=facts["python"],
                numpy=facts["numpy"],
                path=facts["executable"],
            )
        )
    return tuple(texts)


def hand_text(choice: HandChoice) -> str:
    """What was chosen by hand, in a sentence."""
    if choice.gradient is None:
        return tr("By hand: {cost}, which returns both", cost=choice.cost)
    return tr("By hand: {cost} and {gradient}", cost=choice.cost, gradient=choice.gradient)


def _checked(candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    notes = [tr("Checked: {what}", what=candidate_text(candidates[0]))]
    if len(candidates) > 1:
        notes.append(
            trn(
                "{count} other thing in it could be checked.",
                "{count} other things in it could be checked.",
                len(candidates) - 1,
            )
        )
    return tuple(notes)
