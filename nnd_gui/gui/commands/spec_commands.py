"""What the panels ask to be changed of the experiment."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from nnd_gui.engine.errors import SpecError
from nnd_gui.gui.panels.bug_panel import BugPanel
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.check_edits import with_scheme
from nnd_gui.model.edit_result import Change
from nnd_gui.model.problems import problem_text

__all__ = ["SpecCommands"]


class SpecCommands(QObject):
    """Makes changes, and tells where one cannot be made.

    Parameters
    ----------
    store : Store
        Has the experiment.
    status : StatusLine
        Says what a picture asked for in vain.
    bug_panel : BugPanel
        Says what it asked for in vain itself.
    parent : QObject
        Owner.
    """

    def __init__(
        self, store: Store, status: StatusLine, bug_panel: BugPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._status, self._bug_panel = store, status, bug_panel

    def choose_epsilon(self, epsilon: float) -> None:
        """Take another epsilon."""
        self._store.edit(replace(self._store.spec, epsilon=epsilon))

    def choose_scheme(self, scheme: str) -> None:
        """Take another scheme."""
        self._store.edit(with_scheme(self._store.spec, scheme).spec)

    def change(self, change: Change) -> None:
        """Make a change that a picture asks for."""
        try:
            edit = change(self._store.spec)
        except SpecError as problem:
            self._status.tell(problem_text(problem))
            return
        self._store.edit(edit.spec)

    def change_bug(self, change: Change) -> None:
        """Make a change that the panel of bugs asks for."""
        try:
            edit = change(self._store.spec)
        except SpecError as problem:
            self._bug_panel.refuse(problem_text(problem))
            return
        self._store.edit(edit.spec)
