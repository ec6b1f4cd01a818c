"""The schemes as a menu: the one that is used is ticked."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.check_edits import with_scheme
from nnd_gui.model.scheme_words import scheme_entry
from nnd_gui.model.words import tr

__all__ = ["SchemeMenu"]


class SchemeMenu(QObject):
    """Adds itself to a menu, and follows the experiment.

    Parameters
    ----------
    menu : QMenu
        Where it goes.
    store : Store
        Whose experiment it edits.
    parent : QObject
        Owner.
    """

    def __init__(self, menu: QMenu, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._group = QActionGroup(self)
        submenu = menu.addMenu(tr("S&cheme"))
        for name in SCHEMES:
            action = submenu.addAction(scheme_entry(name))
            action.setData(name)
            action.setCheckable(True)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        store.spec_changed.connect(self._show)
        self._show(store.spec)

    def _choose(self, action: QAction) -> None:
        self._store.edit(with_scheme(self._store.spec, str(action.data())).spec)

    def _show(self, spec: ExperimentSpec) -> None:
        for action in self._group.actions():
            action.setChecked(action.data() == spec.scheme)
