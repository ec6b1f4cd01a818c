"""The guide in a window of its own, which may stay open beside the work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QWidget

from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.markdown_view import MarkdownView
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
    """The sections on the left, and one of them on the right.

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
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 16, 12)
        row.setSpacing(20)
        row.addWidget(self._list)
        row.addWidget(self._view, 1)
        self._list.currentRowChanged.connect(self._show_row)
        scale = themes.scale
        self._list.setFixedWidth(round(_WIDTHS[0] * scale))
        self.resize(round(sum(_WIDTHS) * scale), round(_HEIGHT * scale))

    def show_section(self, name: str) -> None:
        """Go to a section."""
        self._list.setCurrentRow(guide_sections().index(section_at(name)))

    @property
    def section(self) -> str:
        """Name of the section that is shown."""
        return guide_sections()[max(self._list.currentRow(), 0)].name

    def _show_row(self, row: int) -> None:
        self._view.show_markdown(guide_sections()[row].text)


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
