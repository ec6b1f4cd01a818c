"""The menus of documents: what stands in File, Edit and Lessons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from nnd_gui.gui.commands.document_commands import DocumentCommands
from nnd_gui.gui.commands.document_desk import TEXT_PANEL, DocumentDesk
from nnd_gui.gui.commands.lesson_commands import LessonCommands
from nnd_gui.gui.commands.undo_commands import UndoCommands
from nnd_gui.gui.panels.lesson_panel import LessonPanel
from nnd_gui.gui.stage.side_panels import SidePanels
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.lesson_list import shipped_lessons
from nnd_gui.model.words import tr

__all__ = ["DocumentMenus"]

_KEY = QKeySequence.StandardKey


class DocumentMenus(QObject):
    """Fills menus with what can be done with documents, and keeps it up to date.

    Parameters
    ----------
    desk : DocumentDesk
        The document at hand.
    documents, lessons, undo, panels, panel
        What the entries act on.
    parent : QObject, optional
        Owner of the actions.
    """

    def __init__(
        self,
        desk: DocumentDesk,
        documents: DocumentCommands,
        lessons: LessonCommands,
        undo: UndoCommands,
        panels: SidePanels,
        panel: LessonPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._documents, self._lessons = desk, documents, lessons
        self._undo = undo
        self._openings: list[Callable[[QMenu], object]] = []
        self._panels, self._panel = panels, panel
        desk.changed.connect(self._show_document)
        panels.changed.connect(self._show_panels)

    def begin_riddle(self, number: int) -> None:
        """Put the bug of a riddle's number in, covered."""
        self._lessons.begin_riddle(number)

    def add_opening(self, fill: Callable[[QMenu], object]) -> None:
        """Have somebody else add to what can be opened, before the menu is filled."""
        self._openings.append(fill)

    def fill_file(self, menu: QMenu) -> None:
        """What stands at the top of File."""
        documents = self._documents
        add_entry(self, menu, tr("&New"), documents.new, _KEY.New, "Ctrl+N")
        add_entry(self, menu, tr("&Open…"), documents.ask_open, _KEY.Open, "Ctrl+O")
        self._recent = menu.addMenu(tr("Open re&cent"))
        self._recent.setToolTipsVisible(True)
        self._recent.triggered.connect(self._recent_chosen)
        for fill in self._openings:
            fill(menu)
        menu.addSeparator()
        add_entry(self, menu, tr("&Save"), documents.save, _KEY.Save, "Ctrl+S")
        save_as = tr("Save &as…")
        add_entry(self, menu, save_as, documents.save_as, _KEY.SaveAs, "Ctrl+Shift+S")
        self._keep = add_entry(self, menu, tr("Save the res&ults with it"), None, "Ctrl+Alt+S")
        self._keep.setCheckable(True)
        self._keep.triggered.connect(self._desk.keep_results)
        self._revert = add_entry(self, menu, tr("Re&vert"), documents.ask_revert)
        show = tr("Show in its fo&lder")
        self._show = add_entry(self, menu, show, documents.show_file, "Ctrl+Alt+F")
        documents.file_saved.connect(self._show_document)
        menu.addSeparator()

    def fill_edit(self, menu: QMenu) -> None:
        """What stands in Edit."""
        menu.addAction(self._undo.undo)
        menu.addAction(self._undo.redo)
        menu.addSeparator()
        documents = self._documents
        add_entry(self, menu, tr("&Copy as a short text"), documents.copy_text, "Ctrl+Shift+X")
        add_entry(self, menu, tr("&Paste an experiment"), documents.paste_text, "Ctrl+Shift+V")

    def fill_panels(self, menu: QMenu) -> None:
        """What can be put away."""
        names = {
            "network": (tr("&Network"), "Ctrl+Shift+1"),
            "weight": (tr("&Weight"), "Ctrl+Shift+2"),
            TEXT_PANEL: (tr("&Text of the lesson, or notes"), "Ctrl+Shift+3"),
        }
        group = self._group(self._panel_toggled)
        for name, (text, key) in names.items():
            action = add_entry(self, menu, text, None, key)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
        self._panel_actions = group.actions()
        self._show_panels()

    def fill_lessons(self, menu: QMenu) -> None:
        """What stands in Lessons."""
        group = self._group(self._lesson_chosen)
        entries = shipped_lessons()
        for riddle in (False, True):
            into = menu.addMenu(tr("&Riddles")) if riddle else menu
            titles = [(entry.name, entry.title) for entry in entries if entry.riddle == riddle]
            for number, (name, title) in enumerate(titles, start=1):
                action = add_entry(self, into, f"&{number}  {title}", None)
                action.setData(name)
                group.addAction(action)
        menu.addSeparator()
        lessons = self._lessons
        self._next = add_entry(self, menu, tr("Ne&xt step"), lessons.next_step, "PgDown")
        self._previous = add_entry(self, menu, tr("&Previous step"), lessons.previous_step, "PgUp")
        self._again = add_entry(self, menu, "", lessons.step_again)
        menu.addSeparator()
        self._write = add_entry(self, menu, tr("&Write the text"), self._write_text, "Ctrl+Shift+N")
        self._write.setCheckable(True)
        self._panel.writing_changed.connect(self._write.setChecked)
        add_entry(self, menu, tr("&Add what is shown as a step"), self._add_step, "Ctrl+Shift+A")
        retake, remove = tr("Let this &step show what is shown"), tr("Re&move this step")
        self._retake = add_entry(self, menu, retake, lessons.retake_step)
        self._remove = add_entry(self, menu, remove, lessons.remove_step)
        self._show_document()

    def _group(self, act: Callable[[QAction], object]) -> QActionGroup:
        """Actions that are told apart by their data."""
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        group.triggered.connect(act)
        return group

    def _list_recent(self) -> None:
        """List the files opened last, as they are now."""
        menu, files = self._recent, self._documents.recent.files
        # The menu owns these, and deletes them.
        menu.clear()
        for place, file in enumerate(files, start=1):
            action = QAction(f"&{place}  {file.name.replace('&', '&&')}", menu)
            action.setData(str(file))
            action.setToolTip(str(file))
            menu.addAction(action)
        menu.setEnabled(bool(files))
        if files:
            menu.addSeparator()
            menu.addAction(QAction(tr("&Clear this list"), menu))

    def _recent_chosen(self, action: QAction) -> None:
        if action.data() is None:
            self._documents.recent.clear()
            self._list_recent()
        else:
            self._documents.open_file(Path(action.data()))

    def _lesson_chosen(self, action: QAction) -> None:
        self._documents.open_lesson(action.data())

    def _panel_toggled(self, action: QAction) -> None:
        self._panels.want(action.data(), action.isChecked())

    def _write_text(self) -> None:
        if self._write.isChecked():
            self._panels.want(TEXT_PANEL, True)
        self._panel.set_writing(self._write.isChecked())

    def _add_step(self) -> None:
        self._lessons.add_step()
        self._panel.set_writing(True)

    def _show_document(self) -> None:
        """Offer what can be done with the document as it is."""
        page, lesson = self._desk.page, self._desk.is_lesson
        self._revert.setEnabled(self._desk.is_changed)
        self._show.setEnabled(self._documents.shown_file is not None)
        self._keep.setChecked(self._desk.keeps_results)
        self._keep.setEnabled(not lesson)
        self._next.setEnabled(page.step + 1 < page.steps)
        self._previous.setEnabled(page.step > 0)
        self._retake.setEnabled(lesson)
        self._remove.setEnabled(lesson)
        self._again.setText(tr("&Back to this step") if lesson else tr("&Back to the lesson"))
        # A plain key only where there is a step to come back to.
        keys = ("Ctrl+L", "Backspace") if lesson else ("Ctrl+L",)
        self._again.setShortcuts([QKeySequence(key) for key in keys])
        self._list_recent()

    def _show_panels(self) -> None:
        for action in self._panel_actions:
            action.setChecked(self._panels.is_called(action.data()))
