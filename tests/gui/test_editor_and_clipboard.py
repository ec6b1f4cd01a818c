"""Out of the window: the person's file at its line in an editor, the verdict on the clipboard."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.model.check_edits import with_bug
from nnd_gui.model.cover import Revealed
from tests.gui.faces import only, settle, turn
from tests.gui.test_person_file import DELTA_LINE, opened
from tests.student import WRONG

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in editor is a shell script")


@pytest.fixture
def net(tmp_path: Path) -> Path:
    file = tmp_path / "net.py"
    file.write_text(WRONG, encoding="utf-8")
    return file


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor called code, which writes down how it was called."""
    folder, trace = tmp_path / "bin", tmp_path / "told"
    folder.mkdir()
    editor = folder / "code"
    part = trace.with_suffix(".part")
    script = f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{part}' && mv '{part}' '{trace}'\n"
    editor.write_text(script, encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return trace


def press(window: MainWindow) -> None:
    buttons = {
        b.text().replace("&", ""): b for b in only(window, FilePanel).findChildren(QPushButton)
    }
    QTest.mouseClick(buttons["Open in editor"], Qt.MouseButton.LeftButton)


def entry(window: MainWindow, text: str) -> QAction:
    return next(one for one in window.findChildren(QAction) if one.text().replace("&", "") == text)


def test_the_editor_opens_at_the_line_that_is_told(
    qtbot: QtBot, window: MainWindow, net: Path, told: Path
) -> None:
    opened(qtbot, window, net)
    press(window)
    qtbot.waitUntil(told.exists, timeout=30_000)
    # No more than the hints say: where the wrong gradient is made.
    assert told.read_text() == f"--goto\n{net}:{DELTA_LINE + 1}\n"
    told.unlink()
    for _ in range(2):
        window.store.hints.ask()
    turn()
    press(window)
    qtbot.waitUntil(told.exists, timeout=30_000)
    assert told.read_text() == f"--goto\n{net}:{DELTA_LINE}\n"


def test_of_a_save_that_cannot_be_read_it_is_that_line(
    qtbot: QtBot, window: MainWindow, net: Path, told: Path
) -> None:
    opened(qtbot, window, net)
    net.write_text(WRONG.replace("return dJdW1, dJdW2", "return dJdW1 dJdW2"), encoding="utf-8")
    press(window)
    qtbot.waitUntil(told.exists, timeout=30_000)
    assert told.read_text() == f"--goto\n{net}:25\n"


def test_an_editor_of_ones_own(qtbot: QtBot, window: MainWindow, net: Path, told: Path) -> None:
    opened(qtbot, window, net)
    entry(window, "Choose the editor…").trigger()
    turn()
    dialog = next(x for x in window.findChildren(QInputDialog) if x.isVisible())
    assert "code" in dialog.labelText()
    dialog.setTextValue("code --new {line} {file}")
    dialog.accept()
    turn()
    press(window)
    qtbot.waitUntil(told.exists, timeout=30_000)
    assert told.read_text() == f"--new\n{DELTA_LINE + 1}\n{net}\n"


def test_what_cannot_be_started_is_said(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    opened(qtbot, window, net)
    entry(window, "Choose the editor…").trigger()
    turn()
    dialog = next(x for x in window.findChildren(QInputDialog) if x.isVisible())
    dialog.setTextValue("/no/such/editor")
    dialog.accept()
    turn()
    press(window)
    turn()
    assert "/no/such/editor" in window.statusBar().currentMessage()


def test_the_verdict_is_copied(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    assert not entry(window, "Open in editor").isEnabled()
    entry(window, "Copy the verdict as text").trigger()
    by_menu = QGuiApplication.clipboard().text()
    assert by_menu.startswith("Backpropagation matches")
    QGuiApplication.clipboard().setText("")
    button = only(only(window, VerdictBar), QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == by_menu


def test_what_is_covered_is_not_copied(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(with_bug(window.store.spec, Bug("sign", None)).spec)
    settle(qtbot, window)
    entry(window, "Copy the verdict as text").trigger()
    assert "wrong" in QGuiApplication.clipboard().text()
    assert "sign" in QGuiApplication.clipboard().text()
    window.store.cover.set_revealed(Revealed.NOTHING)
    settle(qtbot, window)
    entry(window, "Copy the verdict as text").trigger()
    text = QGuiApplication.clipboard().text()
    for told in ("wrong", "sign", "disagree", "J =", "W1["):
        assert told not in text
