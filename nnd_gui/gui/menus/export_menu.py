"""What leaves the program: the menu Export."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from nnd_gui.gui.commands.export_commands import ExportCommands
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.calm_table import COPY_CELL
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.script import can_be_repeated
from nnd_gui.model.words import tr

__all__ = ["ExportMenu"]


class ExportMenu(QObject):
    """Fills menus, and offers what there is to write.

    Parameters
    ----------
    exports : ExportCommands
        What the entries do.
    store : Store
        Has the result that is written.
    parent : QObject
        Owner of the actions.
    """

    def __init__(self, exports: ExportCommands, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._exports, self._store = exports, store
        self._finished: list[QAction] = []
        for signal in (store.result_changed, store.spec_changed):
            signal.connect(self._show_finished)

    @property
    def report(self) -> QAction:
        """What is exported most."""
        return self._report

    def fill_file(self, menu: QMenu) -> None:
        """The submenu of File."""
        exports, into = self._exports, menu.addMenu(tr("&Export"))
        # Not Ctrl+E, which in a text field goes to the end of the line.
        self._report = add_entry(
            self, into, tr("Export &report…"), exports.export_report, "Ctrl+Shift+E"
        )
        table = add_entry(self, into, tr("Export &table…"), exports.export_table, "Ctrl+Shift+T")
        self._program = add_entry(
            self, into, tr("Export pro&gram…"), exports.export_program, "Ctrl+Shift+Y"
        )
        into.addSeparator()
        add_entry(self, into, tr("Export &picture…"), exports.export_picture, "Ctrl+Shift+P")
        add_entry(self, into, tr("Export &window…"), exports.export_window, "Ctrl+Shift+W")
        self._finished += [self._report, table]
        self._show_finished()

    def fill_edit(self, menu: QMenu) -> None:
        """What Edit copies."""
        exports = self._exports
        menu.addSeparator()
        add_entry(self, menu, tr("Copy the &verdict as text"), exports.copy_verdict, "Ctrl+Alt+V")
        add_entry(self, menu, tr("Copy c&ell"), exports.copy_cell, COPY_CELL)
        table = add_entry(self, menu, tr("Copy &table"), exports.copy_table, "Ctrl+Alt+T")
        add_entry(self, menu, tr("Copy p&icture"), exports.copy_picture, "Ctrl+Alt+P")
        self._finished.append(table)

    def _show_finished(self) -> None:
        for action in self._finished:
            action.setEnabled(self._store.result.finished is not None)
        repeats = can_be_repeated(self._store.spec)
        told = self._store.result.completed and not self._store.covered
        self._program.setEnabled(repeats and told)
