"""The guide in a window of its own, which may stay open beside the work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from nnd_gui.gui.dialogs.guide_search import GuideSearch
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.markdown_view import MarkdownView, plain_text
from nnd_gui.model.guide import FIRST, guide_sections, section_at
from nnd_gui.model.words import tr

__all__ = ["HELP", "PLACE", "Guide", "give_help", "place_of"]

PLACE = "guide"
"""Property of a widget: the section that tells of it and of all that is in it."""

HELP = "help"
"""Name of the action that opens the guide at the place where the person is."""

_WIDTHS = (190, 520)
_HEIGHT = 560


class Guide(QDialog):
    """The sections on the left, those with the words that are looked for; one on the right.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    parent : QWidget
        The window that it helps with.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Guide"))
        self._list = QListWidget(self)
        self._list.setAccessibleName(tr("Sections of the guide"))
        self._list.setSpacing(2)
        self._list.addItems([section.title for section in guide_sections()])
        self._view = MarkdownView(themes, self)
        self._view.setViewportMargins(20, 14, 12, 14)
        self._view.setAccessibleName(tr("Text of the guide"))
        self._search = GuideSearch(self)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self._search)
        side.addWidget(self._list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 16, 12)
        row.setSpacing(20)
        row.addLayout(side)
        row.addWidget(self._view, 1)
        self._list.currentRowChanged.connect(self._show_row)
        self._search.changed.connect(self._find)
        self._search.next_asked.connect(self._go_on)
        for key, act in (
            (QKeySequence.StandardKey.Find, self._search.go_to),
            (QKeySequence.StandardKey.FindNext, self._go_on),
            (QKeySequence.StandardKey.FindPrevious, self._go_back),
        ):
            QShortcut(QKeySequence(key), self, activated=act)  # type: ignore[call-overload]
        # As one reads it, and not what was written last.
        self._list.setFocus()
        scale = themes.scale
        for part in (self._search, self._list):
            part.setFixedWidth(round(_WIDTHS[0] * scale))
        self.resize(round(sum(_WIDTHS) * scale), round(_HEIGHT * scale))

    def show_section(self, name: str) -> None:
        """Go to a section."""
        self._list.setCurrentRow(guide_sections().index(section_at(name)))

    @property
    def section(self) -> str:
        """Name of the section that is shown."""
        return guide_sections()[max(self._list.currentRow(), 0)].name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape end a search before it closes the window (called by Qt)."""
        if event.key() == Qt.Key.Key_Escape and self._search.words:
            self._search.clear()
        else:
            super().keyPressEvent(event)

    def _show_row(self, row: int) -> None:
        self._view.show_markdown(guide_sections()[row].text)
        self._view.mark(self._search.words)

    def _find(self, words: str) -> None:
        """List the sections that have the words, and go to their first place."""
        # Not folded further: to Qt, which finds the places, "ß" is not "ss".
        counts = [
            plain_text(section.text).lower().count(words.lower()) if words else 1
            for section in guide_sections()
        ]
        self._search.show_count(sum(counts) if words else 0)
        for row, count in enumerate(counts):
            self._list.setRowHidden(row, bool(words) and not count and any(counts))
        if self._list.isRowHidden(self._list.currentRow()):
            self._list.setCurrentRow(next(row for row, count in enumerate(counts) if count))
        self._view.mark(words)
        self._view.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self._view.find(words)

    def _go_on(self) -> None:
        self._go(1)

    def _go_back(self) -> None:
        self._go(-1)

    def _go(self, way: int) -> None:
        """Go to the next or previous place, in another section after the last of this one."""
        words = self._search.words
        if not words:
            self._search.go_to()
            return
        flags = QTextDocument.FindFlag(0) if way > 0 else QTextDocument.FindFlag.FindBackward
        if self._view.find(words, flags):
            return
        listed = [x for x in range(self._list.count()) if not self._list.isRowHidden(x)]
        at = listed.index(self._list.currentRow())
        self._list.setCurrentRow(listed[(at + way) % len(listed)])
        end = QTextCursor.MoveOperation.Start if way > 0 else QTextCursor.MoveOperation.End
        self._view.moveCursor(end)
        self._view.find(words, flags)


def give_help(dialog: QWidget, place: str) -> None:
    """Let the key for help open a section from within a dialog too.

    Parameters
    ----------
    dialog : QWidget
        Its parent's window has the key.
    place : str
        The section that tells of it.
    """
    dialog.setProperty(PLACE, place)
    parent = dialog.parentWidget()
    action = None if parent is None else parent.window().findChild(QAction, HELP)
    if action is not None:
        dialog.addAction(action)


def place_of(widget: QWidget | None) -> str:
    """Name of the section that tells of a widget, or of what it lies in."""
    while widget is not None:
        place = widget.property(PLACE)
        if place:
            return str(place)
        widget = widget.parentWidget()
    return FIRST
