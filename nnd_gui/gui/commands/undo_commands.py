"""Undo and redo of the experiment, as two actions that say what they would do."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import keys_of
from nnd_gui.model.history import History
from nnd_gui.model.words import tr

__all__ = ["UndoCommands"]


class UndoCommands(QObject):
    """Remembers every change of the experiment, whoever made it.

    Parameters
    ----------
    store : Store
        Whose experiment is remembered, and gone back in.
    parent : QObject, optional
        Owner.
    history : History, optional
        What was remembered before; a new one when left out.

    Attributes
    ----------
    undo, redo : QAction
        Say what they would do: "Undo epsilon 1e-03".
    """

    def __init__(
        self, store: Store, parent: QObject | None = None, history: History | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._history = history or History(store.spec)
        self.undo, self.redo = QAction(self), QAction(self)
        self.undo.setShortcuts(keys_of(QKeySequence.StandardKey.Undo, "Ctrl+Z"))
        redo = QKeySequence.StandardKey.Redo
        self.redo.setShortcuts(keys_of(redo, "Ctrl+Shift+Z", "Ctrl+Y"))
        self.undo.triggered.connect(self._undo)
        self.redo.triggered.connect(self._redo)
        store.spec_changed.connect(self._record)
        self._name()

    @property
    def history(self) -> History:
        """Where the experiment has been."""
        return self._history

    def restart(self) -> None:
        """Begin a new history, as where another document has been opened."""
        self._history.restart(self._store.spec)
        self._name()

    def _record(self, spec: ExperimentSpec) -> None:
        # What was undone comes back here as a change to what it already is.
        self._history.record(spec, time.monotonic())
        self._name()

    def _undo(self) -> None:
        self._store.edit(self._history.undo())
        self._name()

    def _redo(self) -> None:
        self._store.edit(self._history.redo())
        self._name()

    def _name(self) -> None:
        undo, redo = self._history.undo_name, self._history.redo_name
        self.undo.setText(tr("&Undo {change}", change=_plain(undo)) if undo else tr("&Undo"))
        self.redo.setText(tr("&Redo {change}", change=_plain(redo)) if redo else tr("&Redo"))
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)


def _plain(name: str) -> str:
    """A name as a menu shows it: a file's may hold what a menu takes for a letter's mark."""
    return name.replace("&", "&&")
