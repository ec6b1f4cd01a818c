"""A context menu is a short cut: whatever is in it can be found and done without it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.stage.pictures import picture_rows
from nnd_gui.gui.stage.stage import Stage
from tests.gui.faces import actions, only, settle, turn

# Their menus are Qt's own, for the system's own keys.
_OF_QT = (QScrollBar, QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit, QLabel, QComboBox)
PICTURES = [row.name for row in picture_rows()]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """The menus that are opened: not on the screen, where one would take the whole keyboard."""
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: menus.append(menu))
    return menus


def asked(widget: QWidget, opened: list[QMenu]) -> QMenu | None:
    """The menu that the key for it opens at a widget."""
    opened.clear()
    middle = widget.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, middle, widget.mapToGlobal(middle))
    QApplication.sendEvent(widget, event)
    # Nor one of Qt's or of a library, with words of its own.
    assert QApplication.activePopupWidget() is None
    return opened[0] if opened else None


def plain(text: str) -> str:
    return text.replace("&", "")


@pytest.mark.parametrize("picture", PICTURES)
def test_every_entry_is_elsewhere_too(
    qtbot: QtBot, window: MainWindow, opened: list[QMenu], picture: str
) -> None:
    settle(qtbot, window)
    only(window, Stage).enlarge(picture)
    settle(qtbot, window)
    elsewhere = {plain(x.text()) for x in actions(window)}
    found = set()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, _OF_QT) or widget.window() is not window:
            continue
        inside = widget.parentWidget()
        if isinstance(inside, _OF_QT):
            continue
        if isinstance(widget, QTableView) and widget.model().rowCount():
            widget.setCurrentIndex(widget.model().index(0, 0))
        menu = asked(widget, opened)
        if menu is None:
            continue
        for entry in menu.actions():
            found.add(plain(entry.text()))
            assert plain(entry.text()) in elsewhere or not entry.shortcut().isEmpty(), entry.text()
        menu.deleteLater()
    if picture == "weights":
        assert found == {"Copy cell", "Copy row"}


@pytest.mark.parametrize("place", [0, 1])
def test_a_key_does_what_the_entry_beside_it_does(
    qtbot: QtBot, window: MainWindow, opened: list[QMenu], place: int
) -> None:
    only(window, Stage).enlarge("weights")
    settle(qtbot, window)
    table = only(window, ResultsTable)
    table.setCurrentIndex(table.model().index(2, 1))
    menu = asked(table, opened)
    assert menu is not None
    entry = menu.actions()[place]
    key = entry.shortcut()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("nothing")
    entry.trigger()
    by_menu = clipboard.text()
    menu.deleteLater()
    assert by_menu not in ("", "nothing")
    clipboard.setText("nothing")
    table.setFocus()
    turn()
    QTest.keySequence(table, key)
    assert clipboard.text() == by_menu


def test_what_has_nothing_below_it_opens_no_menu(
    qtbot: QtBot, window: MainWindow, opened: list[QMenu]
) -> None:
    only(window, Stage).enlarge("weights")
    settle(qtbot, window)
    table = only(window, ResultsTable)
    reason = QContextMenuEvent.Reason.Mouse
    below = QPoint(4, table.viewport().height() + 4_000)
    event = QContextMenuEvent(reason, below, table.viewport().mapToGlobal(below))
    QApplication.sendEvent(table, event)
    assert opened == []
