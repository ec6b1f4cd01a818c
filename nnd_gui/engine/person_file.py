"""A person's own file as the subject of an experiment: what of it is checked, and how it is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.plan import Plan

__all__ = ["Kept", "PersonFile"]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What a run found when it set a file up, for the next runs of it.

    Parameters
    ----------
    arrays : mapping of ndarray
        ``"theta"``, and ``"X_kept"`` and ``"y_kept"`` where there are data: used again
        wherever they fit, so that what the next save changes can be told from chance.
    seconds : float
        What one evaluation of the cost takes, about.
    """

    arrays: Mapping[str, NDArray[Any]]
    seconds: float

    @property
    def weight_count(self) -> int:
        """How many weights there are."""
        return int(self.arrays["theta"].size)


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A cost and a gradient in a person's file.

    Parameters
    ----------
    plan : Plan
        Which file, what in it, and how that is called; its seed is for everything random.
    interpreter : str, optional
        Path of the Python that runs it; the program's own when left out.
    data : LessonData or TableData, optional
        A data set to use in place of the file's own.
    target_columns : int
        How many columns of a table, its last, are the targets.
    limits : Limits
        How long it may take and how much memory it may have.
    trusted : bool
        Whether the person said that it may be run. No part of the experiment: two
        experiments that differ in this alone are equal, and no document says it.
    kept : Kept, optional
        Weights and data of the run before. No part of the experiment either, nor is
    saves : int
        how often the file has been saved since: what a run found is of one save.

    Raises
    ------
    SpecError
        If the parts do not fit each other.
    """

    plan: Plan
    interpreter: str | None = None
    data: LessonData | TableData | None = None
    target_columns: int = 1
    limits: Limits = field(default_factory=Limits)
    trusted: bool = field(default=False, compare=False)
    kept: Kept | None = field(default=None, compare=False, repr=False)
    saves: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.plan.path:
            raise SpecError("plan", "Which file is to be checked?")
        if self.target_columns < 1:
            raise SpecError("data", "At least one column holds the targets.")
        if not isinstance(self.data, LessonData | TableData | None):
            raise SpecError("data", "Data for a file is the lesson's, or a table.")
        if isinstance(self.data, TableData) and self.data.columns <= self.target_columns:
            raise SpecError(
                "data",
                "“{name}” has {columns} columns, which leaves none for the inputs.",
                name=self.data.name,
                columns=self.data.columns,
            )

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.plan.path)

    @property
    def seed(self) -> int:
        """Seed of everything random, in the file and beside it."""
        return self.plan.seed
