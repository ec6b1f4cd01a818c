"""A failure of the program itself is said once, and everything goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from nnd_gui.gui.dialogs.failure import FailureDialog
from nnd_gui.gui.failures import Failures
from nnd_gui.gui.later import later
from nnd_gui.gui.main_window import MainWindow
from tests.gui.faces import action, settle


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest.fixture
def failures(window: MainWindow, tmp_path: Path, kept: list[str]) -> Iterator[Failures]:
    made = Failures(window, tmp_path / "logs", lambda: kept.append("kept"))
    before = sys.excepthook, threading.excepthook
    made.install()
    yield made
    made.uninstall()
    sys.excepthook, threading.excepthook = before


def fail(number: int) -> None:
    raise RuntimeError(f"made to fail {number}")


def dialogs(window: MainWindow) -> list[FailureDialog]:
    return [x for x in window.findChildren(FailureDialog) if x.isVisible()]


def test_one_dialog_for_all(
    qtbot: QtBot,
    window: MainWindow,
    failures: Failures,
    kept: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in range(100):
        later(window, partial(fail, number))
    qtbot.waitUntil(lambda: "made to fail 99" in _log(tmp_path), timeout=20_000)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    (dialog,) = dialogs(window)
    labels = " ".join(x.text() for x in dialog.findChildren(type(dialog._said)))  # noqa: SLF001
    assert "a fault of the program" in labels
    assert "100 times" in labels
    assert kept == ["kept"]
    (details,) = dialog.findChildren(QPlainTextEdit)
    text = details.toPlainText()
    assert "made to fail 0" in text
    assert text.count("Traceback") == 20
    button = {x.text().replace("&", ""): x for x in dialog.findChildren(QPushButton)}
    button["Copy"].click()
    assert QApplication.clipboard().text() == text
    button["Go on"].click()
    qtbot.waitUntil(lambda: dialogs(window) == [])
    # The window works as before, and the next failure is said again.
    action(window, "Check again").trigger()
    assert settle(qtbot, window).completed
    later(window, partial(fail, 1000))
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    dialogs(window)[0].accept()
    assert "made to fail 0" in capsys.readouterr().err


def test_on_another_thread(
    qtbot: QtBot,
    window: MainWindow,
    failures: Failures,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    thread = threading.Thread(target=fail, args=(7,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    dialogs(window)[0].accept()
    assert "made to fail 7" in _log(tmp_path)
    assert "made to fail 7" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_stops_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    made = Failures(window, tmp_path / "file" / "logs", lambda: None)
    made.report(RuntimeError, RuntimeError("unlogged"), None)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    dialogs(window)[0].accept()
    made.uninstall()
    assert "unlogged" in capsys.readouterr().err


def _log(folder: Path) -> str:
    file = folder / "logs" / "log.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""
