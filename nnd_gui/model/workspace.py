"""The document at hand: where its file is, what was saved, and at which step of it one is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnd_gui.model.document import Document, LessonStep, Pinned, State
from nnd_gui.model.document_file import SUFFIX

__all__ = ["Workspace"]


class Workspace:
    """One document being worked on.

    Of a document without steps, what the window shows is its content. In a lesson it is
    not: whoever tries something out at a step has not changed the lesson, is not asked to save
    it, and loses it by going on. Only notes and steps that were written change a lesson.

    Parameters
    ----------
    document : Document
        What it begins with, as if it had just been saved.
    """

    def __init__(self, document: Document) -> None:
        self.file: Path | None = None
        self._document = self._saved = document
        self._step = 0

    @property
    def document(self) -> Document:
        """The document, without what the window shows of it now."""
        return self._document

    @property
    def is_lesson(self) -> bool:
        """Whether it has steps."""
        return bool(self._document.steps)

    @property
    def step(self) -> int:
        """Which step one is at, counted from 0."""
        return self._step

    @property
    def name(self) -> str:
        """What it is called: by its file, or by itself; empty where neither has a name."""
        if self.file is None:
            return self._document.title
        return self.file.stem if self.file.suffix.lower() == SUFFIX else self.file.name

    @property
    def heading(self) -> str:
        """What the text at hand is headed by."""
        return self._document.steps[self._step].name if self.is_lesson else self._document.title

    @property
    def text(self) -> str:
        """The text at hand: that of the step, or the notes."""
        return self._document.steps[self._step].text if self.is_lesson else self._document.notes

    @property
    def state(self) -> State:
        """The clean state at hand: of the step, or as the document was opened or saved."""
        return self._document.steps[self._step].state if self.is_lesson else self._saved.state

    @property
    def reverted(self) -> Document:
        """The document as it was opened, or saved last."""
        return self._saved

    def open(
        self, document: Document, file: Path | None = None, saved: Document | None = None
    ) -> None:
        """Begin with another document, at its first step.

        Parameters
        ----------
        document : Document
            The document.
        file : pathlib.Path, optional
            Where it was opened from.
        saved : Document, optional
            What is in that file, where it is not the same: work that was brought back.
        """
        self.file = file
        self._document = document
        self._saved = document if saved is None else saved
        self._step = 0

    def saved(self, document: Document, file: Path) -> None:
        """Take note that it was saved."""
        self.file = file
        self._document = self._saved = document

    def current(self, state: State) -> Document:
        """The document as it would be saved, the window showing a state."""
        if self.is_lesson:
            return self._document
        # What was found belongs to the experiment that it was found of.
        same = state.spec == self._document.state.spec
        results = self._document.results if same else None
        return replace(self._document, state=state, results=results)

    def is_changed(self, state: State) -> bool:
        """Whether there is work in it that is not in its file."""
        return not self.current(state).same_work(self._saved)

    def go(self, by: int) -> bool:
        """Go to another step; whether there is one."""
        wanted = self._step + by
        if not 0 <= wanted < len(self._document.steps):
            return False
        self._step = wanted
        return True

    def write(self, heading: str, text: str) -> None:
        """Change the text at hand, and what it is headed by."""
        if self.is_lesson:
            self._put(replace(self._document.steps[self._step], name=heading, text=text))
        else:
            self._document = replace(self._document, title=heading, notes=text)

    def translate(self, document: Document) -> None:
        """Take the words of the same document in another language; where one is in it stays."""
        self._document = replace(self._document, title=document.title, steps=document.steps)
        self._saved = replace(self._saved, title=document.title, steps=document.steps)

    def pin(self, pinned: tuple[Pinned, ...]) -> None:
        """Keep other runs for comparison."""
        self._document = replace(self._document, pinned=pinned)

    def keep_results(self, kept: bool) -> None:
        """Have results saved with it from now on, or no more."""
        self._document = replace(self._document, keeps_results=kept, results=None)

    def add_step(self, heading: str, state: State) -> None:
        """Put a state behind the step one is at, as another; the first makes it a lesson."""
        steps = list(self._document.steps)
        text = "" if steps else self._document.notes
        at = self._step + 1 if steps else 0
        steps.insert(at, LessonStep(heading, text, state))
        self._with(steps)
        self._step = at

    def retake_step(self, state: State) -> None:
        """Let the step one is at show another state."""
        self._put(replace(self._document.steps[self._step], state=state))

    def remove_step(self) -> None:
        """Take the step one is at away; the one behind it takes its place."""
        steps = list(self._document.steps)
        del steps[self._step]
        self._with(steps)
        self._step = max(min(self._step, len(steps) - 1), 0)

    def _put(self, step: LessonStep) -> None:
        steps = list(self._document.steps)
        steps[self._step] = step
        self._with(steps)

    def _with(self, steps: list[LessonStep]) -> None:
        """Change the steps; a lesson opens on its first."""
        state = steps[0].state if steps else self._document.state
        self._document = replace(self._document, steps=tuple(steps), state=state)
