"""What is chosen once for all submissions of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Failure
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.source import Source
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.person_target import PersonChoices, person_file
from nnd_gui.model.spec_options import Request
from nnd_gui.model.submissions import Submission

__all__ = ["FolderChoices", "checkable_names", "reference_file", "request_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderChoices:
    """What is chosen once for all submissions.

    Parameters
    ----------
    settings : ExperimentSpec
        How they are checked; its subject does not matter.
    person : PersonChoices
        What is checked in each, with which data and seed, run by what, for how long.
    same_weights : bool
        Whether all are checked at the weights of the first one that can be run, wherever
        these fit, and not each at its own. With a reference they are always the reference's.
    reference : Path, optional
        A solution that is known to be right, with which all are compared.
    """

    settings: ExperimentSpec = field(default_factory=lesson_spec)
    person: PersonChoices = field(default_factory=PersonChoices)
    same_weights: bool = False
    reference: Path | None = None

    @property
    def trusted(self) -> FolderChoices:
        """The same, after somebody has said that the files may be run."""
        return replace(self, person=replace(self.person, trusted=True))


def request_of(submission: Submission, choices: FolderChoices) -> Request:
    """What is to be checked of one submission, or why nothing can be."""
    try:
        file, notes = person_file(submission.path, choices.person)
    except (CheckFailure, SpecError) as problem:
        kind = problem.kind if isinstance(problem, CheckFailure) else "bad-input"
        where = problem.where if isinstance(problem, CheckFailure) else None
        failure = Failure(kind, problem.template, problem.values, where)
        return Request(lesson_spec(), failure=failure, target=submission.name)
    spec = replace(choices.settings, subject=file, bug=None)
    return Request(spec, notes, target=submission.name)


def reference_file(choices: FolderChoices) -> PersonFile:
    """The reference solution as what is run.

    Raises
    ------
    CheckFailure
        If nothing in it can be checked.
    """
    if choices.reference is None:
        raise ValueError("no reference was chosen")
    return person_file(choices.reference, choices.person)[0]


def checkable_names(source: Source) -> Iterator[str]:
    """Names of the classes and functions in a file that can be checked, the best guess first."""
    for candidate in find_candidates(source):
        names = candidate.plan.names
        # A class with several costs is one choice.
        yield names.get("class") or names.get("cost") or next(iter(names.values()))
