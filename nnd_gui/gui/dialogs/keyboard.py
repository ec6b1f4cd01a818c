"""The sheet of keys: every action's, by menu, and those of the pictures and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.dialogs.closing import close_button
from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.model.words import tr

__all__ = ["show_shortcuts"]

_COLUMNS = 3
# A heading takes so many rows.
_HEADING = 2
_WIDTH, _HEIGHT = 1060, 620
# What is beside the sheet in its window, and beside that on the screen.
_AROUND = 110

Group = tuple[str, list[tuple[str, str]]]


def show_shortcuts(parent: QWidget, menus: QMenuBar) -> None:
    """List the keys of every action, and those of pictures and fields."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Keyboard"))
    give_help(dialog, "first-steps")
    room = parent.screen().availableGeometry()
    groups = [*_of_menus(menus), _of_places()]
    # As many columns as the screen has room for at this size of the text.
    columns = _COLUMNS
    sheet = _sheet(dialog, groups, columns)
    while columns > 1 and sheet.sizeHint().width() > room.width() - _AROUND:
        sheet.deleteLater()
        columns -= 1
        sheet = _sheet(dialog, groups, columns)
    scroll = QScrollArea(dialog)
    scroll.setProperty("look", "reading")
    scroll.setWidgetResizable(True)
    scroll.setWidget(sheet)
    scroll.setAccessibleName(tr("Keyboard"))
    buttons = close_button(dialog)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(12)
    column.addWidget(scroll, 1)
    column.addWidget(buttons)
    needed = sheet.sizeHint()
    width = max(_WIDTH, needed.width() + _AROUND - 40)
    height = max(_HEIGHT, needed.height() + _AROUND)
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 60))
    dialog.open()


def _sheet(dialog: QDialog, groups: list[Group], columns: int) -> QWidget:
    sheet = QWidget(dialog)
    row = QHBoxLayout(sheet)
    row.setContentsMargins(14, 12, 14, 12)
    row.setSpacing(28)
    for dealt in _dealt(groups, columns):
        # One table for each column, so that all its keys stand below each other.
        label = QLabel(f"<table cellpadding='2'>{_html(dealt)}</table>", sheet)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.ensurePolished()
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
    sheet.hide()
    return sheet


def _of_menus(menus: QMenuBar) -> Iterator[Group]:
    # No action is asked for its menu: Python would take it for its own, and delete it.
    known = {menu.menuAction(): menu for menu in menus.findChildren(QMenu)}
    for action in menus.actions():
        if action in known:
            rows = list(_keys_in(known[action], known))
            if rows:
                yield action.text().replace("&", ""), rows


def _keys_in(menu: QMenu, known: Mapping[QAction, QMenu]) -> Iterator[tuple[str, str]]:
    """Names and keys of a menu's actions, those of its submenus among them."""
    for action in menu.actions():
        if action in known:
            yield from _keys_in(known[action], known)
        elif not action.shortcut().isEmpty():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield action.text().replace("&", "").rstrip("…"), keys


def _of_places() -> Group:
    """Keys that no menu has."""
    return tr("In pictures and fields"), [
        (tr("Next or previous weight, in the plot"), "→  ←"),
        (tr("First or last weight"), "Home  End"),
        (tr("Zoom in, out, show all, in the plot"), "+  −  0"),
        (tr("Epsilon, in its field"), "↑  ↓"),
        (tr("Find, in the guide and among submissions"), "Ctrl+F"),
        (tr("Next or previous place, in the guide"), "F3  Shift+F3"),
    ]


def _dealt(groups: list[Group], count: int) -> list[list[Group]]:
    """Groups in columns of about the same height, in their order."""
    heights = [len(rows) + _HEADING for _, rows in groups]
    aim = sum(heights) / count
    columns: list[list[Group]] = [[]]
    filled = 0.0
    for group, height in zip(groups, heights, strict=True):
        if columns[-1] and filled + height / 2 > aim and len(columns) < count:
            columns.append([])
            filled = 0.0
        columns[-1].append(group)
        filled += height
    return columns


def _html(groups: list[Group]) -> str:
    lines = []
    for place, (title, rows) in enumerate(groups):
        above = 14 if place else 0
        lines.append(
            f"<tr><td colspan='2' style='padding-top:{above}px'><b>{escape(title)}</b></td></tr>"
        )
        lines += [
            f"<tr><td style='padding-right:16px'>{escape(name)}</td><td>{escape(keys)}</td></tr>"
            for name, keys in rows
        ]
    return "".join(lines)
