"""A dialog that is open while the theme changes looks, and acts, as one that is opened later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from nnd_gui.engine.usercode.source import read_source
from nnd_gui.gui.dialogs.by_hand import choose_by_hand
from nnd_gui.gui.dialogs.data_file import choose_data
from nnd_gui.gui.dialogs.editor import ask_editor
from nnd_gui.gui.dialogs.failure import FailureDialog
from nnd_gui.gui.dialogs.questions import Answer, ask
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.theme.manager import ThemeManager
from tests.gui.faces import action, turn
from tests.gui.scenes import dialog_of

Open = Callable[[MainWindow, ThemeManager, Path], object]


def _data(window: MainWindow, themes: ThemeManager, folder: Path) -> None:
    table = folder / "scores.csv"
    table.write_text("id;sleep;study;score\n1;3;5;75\n2;5;x;82\n3;10;2;93\n", encoding="utf-8")
    choose_data(window, themes, table, lambda *_: None, one_hot=False)


def _by_hand(window: MainWindow, themes: ThemeManager, folder: Path) -> None:
    file = folder / "strange.py"
    file.write_text(
        "def one(u, v, s):\n    return v @ u - s\n\n\ndef two(u, v, s):\n    return v\n", "utf-8"
    )
    source = read_source(file)
    choose_by_hand(window, themes, source, None, lambda _: None)


DIALOGS: dict[str, Open] = {
    "keyboard": lambda window, *_: action(window, "Keyboard").trigger(),
    "about": lambda window, *_: action(window, "About Gradient Checker").trigger(),
    "guide": lambda window, *_: action(window, "Glossary").trigger(),
    "riddle": lambda window, *_: action(window, "Mystery bug").trigger(),
    "picture": lambda window, *_: action(window, "Export picture").trigger(),
    "editor": lambda window, *_: ask_editor(window, "", "gedit", lambda _: None),
    "data": _data,
    "by hand": _by_hand,
    "failure": lambda window, _, folder: FailureDialog("RuntimeError: x", folder, window).open(),
    "question": lambda window, *_: ask(window, "Q", "Why?", [Answer("&Because", lambda: None)]),
}


def _seen(dialog: QDialog) -> QImage:
    turn(5)
    return dialog.grab().toImage()


def _closed(dialog: QDialog) -> None:
    dialog.reject()
    turn()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _steady_cursor(qapp: QApplication) -> Iterator[None]:
    """A text cursor that does not blink: pictures are compared."""
    usual = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(usual)


@pytest.mark.parametrize("mode", ["dark", "high-contrast"])
@pytest.mark.parametrize("name", DIALOGS)
def test_opened_before_or_after(
    name: str, mode: str, window: MainWindow, themes: ThemeManager, tmp_path: Path
) -> None:
    DIALOGS[name](window, themes, tmp_path)
    dialog = dialog_of(window)
    at: QWidget | None = dialog.focusWidget()
    assert at is not None
    before = _seen(dialog)
    themes.set_mode(mode)
    changed = _seen(dialog)
    assert dialog.focusWidget() is at
    assert changed != before
    size = dialog.size()
    _closed(dialog)
    DIALOGS[name](window, themes, tmp_path)
    again = dialog_of(window)
    assert again.size() == size
    assert _seen(again) == changed
    _closed(again)
