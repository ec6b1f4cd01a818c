"""The parts of the window of submissions, each in its place."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nnd_gui.gui.folder.choice_list import ChoiceList
from nnd_gui.gui.folder.choices_panel import ChoicesPanel
from nnd_gui.gui.folder.detail_part import DetailPart
from nnd_gui.gui.folder.folder_table import FolderTable
from nnd_gui.gui.folder.summary_bar import SummaryBar
from nnd_gui.gui.panels.message_line import MessageLine
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.beside import rule
from nnd_gui.gui.widgets.reading_order import tab_as_read
from nnd_gui.model.words import tr

__all__ = ["FolderParts"]

_SIDE_PX = 268


class FolderParts(QWidget):
    """All that the window of submissions shows.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    bar : SummaryBar
        What has come out, and what can be done.
    groups : ChoiceList
        What is alike, to show that alone.
    choices : ChoicesPanel
        How all of them are checked.
    search : QLineEdit
        Words of the rows that are shown.
    table : FolderTable
        The submissions.
    detail : DetailPart
        The one that is gone to.
    status : MessageLine
        What was just done.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.bar = SummaryBar(self)
        self.groups = ChoiceList(themes, self)
        self.choices = ChoicesPanel(themes, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find a student, a file, a word of the diagnosis"))
        self.search.setAccessibleName(tr("Find"))
        self.search.setToolTip(tr("Only rows with these words are shown (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.table = FolderTable(themes, self)
        self.detail = DetailPart(themes, self)
        self.status = MessageLine(self)
        self.status.setAccessibleName(tr("What was just done"))
        self._side = QWidget(self)
        self._build()
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def go_to_search(self) -> None:
        """Give the field of words the keyboard."""
        self.search.setFocus()
        self.search.selectAll()

    def _build(self) -> None:
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.groups, 3)
        left.addWidget(_line(self))
        left.addWidget(self.choices, 4)
        field = QHBoxLayout()
        field.setContentsMargins(12, 10, 12, 8)
        field.addWidget(self.search)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(field)
        middle.addWidget(self.table, 1)
        middle.addWidget(_line(self))
        middle.addWidget(self.detail)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._side)
        body.addWidget(rule())
        body.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(body, 1)
        column.addWidget(self.status)
        # What is chosen for all of them is rarely gone to: it comes last.
        tab_as_read(self.bar, self.groups, self.search, self.table, self.detail, self.choices)

    def _restyle(self, _theme: Theme) -> None:
        self._side.setFixedWidth(round(_SIDE_PX * self._themes.scale))


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("look", "line")
    return line
