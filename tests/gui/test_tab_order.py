"""Tab goes through every window and dialog as it is read, reaches all, and is nowhere trapped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from nnd_gui.gui.folder.choice_list import ChoiceList
from nnd_gui.gui.folder.choices_panel import ChoicesPanel
from nnd_gui.gui.folder.detail_part import DetailPart
from nnd_gui.gui.folder.folder_table import FolderTable
from nnd_gui.gui.folder.summary_bar import SummaryBar
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.bug_panel import BugPanel
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.compare_bar import CompareBar
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.lesson_panel import LessonPanel
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.step_bar import StepBar
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.picture import Picture
from tests.engine.usercode.conftest import sessions
from tests.gui.faces import turn
from tests.gui.scenes import scenes

__all__ = ["sessions"]

_PARTS = (
    CheckBar, VerdictBar, CompareBar, StepBar, LessonPanel, NetworkPanel, FilePanel, BugPanel,
    Picture, SummaryBar, ChoiceList, FolderTable, DetailPart, ChoicesPanel,
)  # fmt: skip
_CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
    QPlainTextEdit, QTabBar, QTextEdit, Picture,
)  # fmt: skip
_TAB = Qt.FocusPolicy.TabFocus


def ring(root: QWidget) -> list[QWidget]:
    """What Tab comes to, from the first control of a window until it is there again."""
    reachable = [x for x in controls(root) if x.focusPolicy() & _TAB == _TAB]
    first = min(reachable, key=lambda x: (place(root, x).center().y() // 40, place(root, x).left()))
    root.activateWindow()
    turn()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(100):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in found:
            assert widget is first, f"Tab is trapped at {told(widget)}"
            return found
        found.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


def back(root: QWidget, first: QWidget, count: int) -> list[QWidget]:
    """What Shift+Tab comes to."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(count):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        now = QApplication.focusWidget()
        assert now is not None
        found.append(now)
    return found


def controls(root: QWidget) -> Iterator[QWidget]:
    """What a person can use of a window, but for what Qt puts inside of other controls."""
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        inner = isinstance(
            parent, (QAbstractSpinBox, QComboBox, QAbstractItemView, QLineEdit, QMenuBar, QTabBar)
        )
        if (
            isinstance(widget, _CONTROLS)
            and not isinstance(widget, (QHeaderView, QScrollBar))
            and not inner
            and widget.isVisible()
            and widget.isEnabled()
            and widget.window() is root
        ):
            yield widget


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"


def region(widget: QWidget) -> QWidget:
    """The panel that a control is in; what is in none is its own."""
    part: QWidget | None = widget
    while part is not None and not isinstance(part, _PARTS):
        part = part.parentWidget()
    return part or widget.window()


def place(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size())


def is_before(one: QRect, other: QRect) -> bool:
    """Whether somebody who reads comes to one place before the other."""
    beside = one.top() <= other.bottom() and other.top() <= one.bottom()
    return one.left() < other.left() if beside else one.top() < other.top()


def look(root: QWidget) -> Iterator[str]:
    """What is wrong with the way through a window."""
    found = ring(root)
    # A picture that is a table or a text is come to by that.
    parts = [x.keyboard_part if isinstance(x, Picture) else x for x in controls(root)]
    missed = [told(x) for x in parts if x not in found]
    if missed:
        yield f"not reached: {missed}"
    regions = [part for part, _ in groupby(found, region)]
    window = [part for part in regions if part is not root]
    if len(window) != len(set(window)):
        yield f"left and come back to: {[type(part).__name__ for part in window]}"
    for part in set(regions) - {root}:
        # A panel or picture that takes the keyboard itself comes before what is in it.
        own = [x for x in found if region(x) is part and x is not part]
        for one, other in pairwise(own):
            if not is_before(place(root, one), place(root, other)):
                yield f"{told(other)} comes after {told(one)}"
    wanted = list(reversed(found))
    if back(root, found[0], len(found)) != wanted:
        yield "Shift+Tab goes another way back"


def test_tab_goes_through_every_window_as_it_is_read(
    sessions: Path, window: MainWindow, themes: ThemeManager, tmp_path: Path
) -> None:
    wrong: dict[str, list[str]] = {}
    seen = 0
    for name, root in scenes(window, themes, tmp_path):
        turn()
        seen += 1
        wrong[name] = list(look(root))
    assert {name: said for name, said in wrong.items() if said} == {}
    assert seen > 25


@pytest.mark.parametrize("size", [(1024, 640), (1920, 1080)])
def test_tab_reaches_all_whatever_the_window_has_room_for(
    size: tuple[int, int], window: MainWindow
) -> None:
    window.resize(*size)
    turn(6)
    assert list(look(window)) == []
