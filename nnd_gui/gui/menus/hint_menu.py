"""Hints on a person's file: the next one, all of them, and where a document ends them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.hint_texts import hint_end
from nnd_gui.model.hints import HINTS
from nnd_gui.model.words import tr

__all__ = ["HintMenu"]


class HintMenu(QObject):
    """Puts the entries into a menu, and keeps them up to date.

    Parameters
    ----------
    menu : QMenu
        Where they stand.
    store : Store
        Has the hints.
    parent : QObject
        Owner.
    """

    def __init__(self, menu: QMenu, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._next = add_entry(self, menu, tr("Next &hint"), store.hints.ask, "Ctrl+H")
        self._all = add_entry(self, menu, tr("&All hints at once"), None, "Ctrl+Shift+H")
        self._all.setCheckable(True)
        self._all.toggled.connect(self._tell_all)
        self._ends = QActionGroup(self)
        submenu = menu.addMenu(tr("Hints of this document &end"))
        for step in HINTS:
            action = add_entry(self, submenu, hint_end(step), None)
            action.setData(step)
            action.setCheckable(True)
            self._ends.addAction(action)
        self._ends.triggered.connect(self._end)
        store.hints.changed.connect(self._show)
        store.result_changed.connect(self._show)
        self._show()

    def _tell_all(self, told: bool) -> None:
        self._store.hints.choose(self._store.hints.state.end, at_once=told)

    def _end(self, action: QAction) -> None:
        self._store.hints.choose(str(action.data()))

    def _show(self) -> None:
        hints = self._store.hints.state
        self._next.setEnabled(hints.next is not None)
        self._all.setChecked(hints.at_once)
        for action in self._ends.actions():
            action.setChecked(action.data() == hints.end)
