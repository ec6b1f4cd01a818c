"""The network panel as a person meets it: by its controls' names, and by its sentences."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from nnd_gui.gui.panels.network_panel import NetworkPanel

W = TypeVar("W", bound=QWidget)


def control(panel: NetworkPanel, kind: type[W], name: str) -> W:
    found = [w for w in panel.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def line_of(panel: NetworkPanel, name: str) -> QLineEdit:
    editor = control(panel, QWidget, name)
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def retype(panel: NetworkPanel, name: str, text: str) -> None:
    """Type into an editor and press Enter."""
    editor = control(panel, QWidget, name)
    line = line_of(panel, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def pick(panel: NetworkPanel, name: str, text: str) -> None:
    """Pick a choice by its first letters, as on a keyboard."""
    box = control(panel, QComboBox, name)
    row = box.findText(text)
    assert row >= 0, text
    box.setFocus()
    while box.currentIndex() != row:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if row > before else Qt.Key.Key_Up)
        assert box.currentIndex() != before, f"{text} cannot be reached"


def press(panel: NetworkPanel, name: str) -> None:
    QTest.mouseClick(control(panel, QAbstractButton, name), Qt.MouseButton.LeftButton)


def shown(panel: NetworkPanel, look: str) -> list[str]:
    labels = panel.findChildren(QLabel)
    return [x.text() for x in labels if x.property("look") == look and x.isVisible() and x.text()]


def problems(panel: NetworkPanel) -> list[str]:
    return shown(panel, "problem")


def texts(panel: NetworkPanel) -> dict[str, str]:
    """What each editor shows."""
    read: dict[str, str] = {}
    for widget in panel.findChildren(QWidget):
        if not widget.isVisible() or not widget.accessibleName():
            continue
        if isinstance(widget, QComboBox):
            read[widget.accessibleName()] = widget.currentText()
        elif isinstance(widget, (QLineEdit, QAbstractSpinBox)):
            read[widget.accessibleName()] = widget.text()
    return read


def focusable(panel: NetworkPanel) -> list[QWidget]:
    return [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def turn_wheel(widget: QWidget, angle: int) -> None:
    window = widget.window()
    place = widget.mapTo(window, widget.rect().center())
    handle = window.windowHandle()
    QTest.wheelEvent(handle, QPointF(place), QPoint(0, angle))
    QApplication.processEvents()
