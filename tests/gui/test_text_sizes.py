"""At every size of the text all words of every window and dialog have room, and are on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.theme.manager import ThemeManager
from tests.engine.usercode.conftest import sessions
from tests.gui.faces import turn
from tests.gui.scenes import scenes
from tests.gui.test_main_window import cut_off

__all__ = ["sessions"]


def shortened(root: QWidget) -> set[str]:
    """Texts that may be cut off, as all of them is in their tips or paths."""
    labels = {x.text() for x in root.findChildren(QLabel) if x.minimumWidth() == 1}
    links = {x.text() for x in root.findChildren(QAbstractButton) if x.minimumWidth() == 1}
    return labels | links


def beyond(root: QWidget) -> str:
    """In what a window is larger than its screen."""
    room = root.screen().availableGeometry()
    least = root.minimumSizeHint()
    if least.width() > room.width() or least.height() > room.height():
        return f"needs {least.width()}x{least.height()} of {room.width()}x{room.height()}"
    return ""


def outside(root: QWidget) -> list[str]:
    """Controls that stick out of what they are in, where nothing can be scrolled."""
    found = []
    for button in root.findChildren(QAbstractButton):
        parent = button.parentWidget()
        if not button.isVisible() or button.window() is not root or parent is None:
            continue
        inside = parent.rect().contains(button.geometry())
        scrolled = isinstance(parent.parentWidget(), QScrollArea)
        if not inside and not scrolled and button.text():
            found.append(button.text())
    return found


@pytest.mark.parametrize("scale", [0.8, 1.5, 2.0])
def test_words_have_room_in_every_window(
    scale: float, sessions: Path, window: MainWindow, themes: ThemeManager, tmp_path: Path
) -> None:
    window.resize(1900, 1040)
    themes.set_scale(scale)
    turn(6)
    wrong: dict[str, list[str]] = {}
    for name, root in scenes(window, themes, tmp_path):
        turn(6)
        said = [text for text in cut_off(root) if text not in shortened(root)]
        said += outside(root)
        said += [beyond(root)] if beyond(root) else []
        if said:
            wrong[name] = said
    assert wrong == {}
