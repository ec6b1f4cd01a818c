"""A document: an experiment with what belongs to it, and, where it is a lesson, its steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.cover import Revealed
from nnd_gui.model.hints import LINE
from nnd_gui.model.kept_results import KeptResults
from nnd_gui.model.settings_codec import PictureSettings, work_in

__all__ = ["Document", "LessonStep", "Pinned", "State", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of an experiment, as far as it is worth keeping.

    Parameters
    ----------
    selected : str, optional
        Name of the selected weight, such as ``"W1[2,0]"``. A name and not an index, which
        another network would give to another weight.
    picture : str, optional
        Name of the large picture; the usual one where left out or unknown.
    covered : bool
        Whether the answer is covered, to be predicted first.
    revealed : Revealed
        How far it is revealed where it is covered; a riddle covers its diagnosis.
    guesses : tuple of str
        Names of the bugs that it was taken for.
    hidden : tuple of str
        Names of the panels that are put away.
    settings : tuple of (str, object)
        What was chosen for single pictures, by their names; see `settings_codec`.
    hints : str
        How far the hints on a person's file go: one of `HINTS`.
    """

    selected: str | None = None
    picture: str | None = None
    covered: bool = False
    hidden: tuple[str, ...] = ()
    settings: PictureSettings = ()
    hints: str = LINE
    revealed: Revealed = Revealed.VERDICT
    guesses: tuple[str, ...] = ()

    @property
    def told(self) -> Revealed:
        """How far the answer may be told."""
        return self.revealed if self.covered else Revealed.ALL

    def with_told(self, told: Revealed) -> View:
        """The same view with more of the answer covered, or less."""
        if told >= Revealed.ALL:
            return replace(self, covered=False, revealed=Revealed.VERDICT)
        return replace(self, covered=True, revealed=told)


@dataclass(frozen=True, slots=True)
class State:
    """What the window can be brought back to.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment, its deliberate bug among it.
    mystery : int, optional
        Number of the riddle that the bug was drawn for, which is then not to be told.
    view : View
        What is seen of it.
    """

    spec: ExperimentSpec
    mystery: int | None = None
    view: View = View()

    @property
    def is_riddle(self) -> bool:
        """Whether the bug must not be told, in the file as in the window."""
        return self.mystery is not None or self.view.covered


@dataclass(frozen=True, slots=True)
class Pinned:
    """A run kept for comparison. Its result is measured again: the engine repeats itself."""

    name: str
    spec: ExperimentSpec


@dataclass(frozen=True, slots=True)
class LessonStep:
    """One state of a lesson, with what is said to it.

    Parameters
    ----------
    name : str
        What the step is called: one line.
    text : str
        Markdown, shown beside the window.
    state : State
        What the window shows.
    """

    name: str
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class Document:
    """What one file holds.

    Parameters
    ----------
    state : State
        The experiment and what is seen of it; of a lesson, what it opens on.
    title : str
        What it is called; the file's name where left out.
    notes : str
        Markdown.
    pinned : tuple of Pinned
        Runs kept for comparison.
    steps : tuple of LessonStep
        The lesson, in order; empty where it is none.
    keeps_results : bool
        Whether results are to be saved with it.
    results : KeptResults, optional
        What was found, where it was saved.
    """

    state: State
    title: str = ""
    notes: str = ""
    pinned: tuple[Pinned, ...] = ()
    steps: tuple[LessonStep, ...] = ()
    keeps_results: bool = False
    results: KeptResults | None = None

    @property
    def is_lesson(self) -> bool:
        """Whether it has steps."""
        return bool(self.steps)

    def same_work(self, other: Document) -> bool:
        """Whether two documents differ in nothing that a person would miss.

        What is selected, or which picture is large, is kept with a document but is not
        work: who only looked around is not asked to save. A function that was typed is.
        """
        return _without_view(self) == _without_view(other)


def _without_view(document: Document) -> Document:
    work = View(settings=work_in(document.state.view.settings))
    # Results come of the experiment: there is nothing in them to be lost.
    return replace(document, state=replace(document.state, view=work), results=None)
