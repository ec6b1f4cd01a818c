"""What is done with the steps of a lesson, and with riddles: walk, write, draw."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.subject import Network
from nnd_gui.gui.commands.document_desk import DocumentDesk
from nnd_gui.gui.dialogs.questions import tell
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.cover import Revealed
from nnd_gui.model.document import State
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["LessonCommands"]


class LessonCommands(QObject):
    """What can be done with the steps of the document at hand.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    store : Store
        Has the experiment.
    desk : DocumentDesk
        Has the document.
    status : StatusLine
        Says what was done.
    """

    def __init__(
        self, window: QWidget, store: Store, desk: DocumentDesk, status: StatusLine
    ) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._desk, self._status = desk, status

    def next_step(self) -> None:
        """Go to the next step of the lesson."""
        self._walk(1)

    def previous_step(self) -> None:
        """Go to the step before."""
        self._walk(-1)

    def step_again(self) -> None:
        """Bring back the step's own state, or what the program opens on; can be undone."""
        state = self._desk.work.state if self._desk.is_lesson else State(lesson_spec())
        self._store.edit(state.spec)
        if self._desk.is_lesson:
            self._desk.show_view(state.view)

    def begin_riddle(self, number: int) -> None:
        """Put the bug of a riddle's number in, covered: the same for a whole class."""
        spec = self._store.spec
        try:
            if not isinstance(spec.subject, Network):
                raise SpecError("bug", "A riddle needs a network of the program's own.")
            bug = draw_bug(number, spec.subject, spec.dtype)
        except SpecError as problem:
            tell(self._window, tr("Mystery bug"), problem_text(problem))
            return
        self._desk.riddle = bug, number
        self._store.cover.set_revealed(min(self._store.cover.revealed, Revealed.VERDICT))
        self._store.edit(replace(spec, bug=bug))
        self._desk.changed.emit()

    def write(self, heading: str, text: str) -> None:
        """Change the text at hand."""
        self._desk.work.write(heading, text)
        self._desk.changed.emit()

    def add_step(self) -> None:
        """Make what is shown another step of the lesson, behind this one."""
        name = tr("Step {number}", number=len(self._desk.work.document.steps) + 1)
        self._desk.work.add_step(name, self._desk.state())
        self._desk.begin_history()
        self._desk.show_text()
        self._desk.changed.emit()

    def retake_step(self) -> None:
        """Let the step show what is shown now."""
        self._desk.work.retake_step(self._desk.state())
        self._status.tell(tr("The step shows this from now on."))
        self._desk.changed.emit()

    def remove_step(self) -> None:
        """Take the step out of the lesson."""
        self._desk.work.remove_step()
        if self._desk.is_lesson:
            self._desk.bring(self._desk.work.state)
        self._desk.changed.emit()

    def _walk(self, by: int) -> None:
        if self._desk.work.go(by):
            self._desk.bring(self._desk.work.state)
