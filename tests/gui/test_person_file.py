"""A person's own file in the window: nothing runs untrusted, and saving it checks it again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.source_picture import Code, SourcePicture
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.widgets.choice_box import ChoiceBox
from nnd_gui.model.result import CheckResult
from tests.gui.faces import only, settle, turn
from tests.student import RIGHT, WRONG

# The line of delta2 in both: what is wrong is made there, and dJdW1 only inherits it.
DELTA_LINE = 1 + WRONG.splitlines().index("        delta2 = np.dot(delta3, self.W2.T)")


@pytest.fixture
def net(tmp_path: Path) -> Path:
    file = tmp_path / "net.py"
    file.write_text(WRONG, encoding="utf-8")
    return file


def answer(qtbot: QtBot, window: MainWindow, button: str) -> str:
    """Give an answer to the question that is open; what it asked."""
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    text = box.text()
    buttons = {one.text().replace("&", ""): one for one in box.findChildren(QPushButton)}
    QTest.mouseClick(buttons[button], Qt.MouseButton.LeftButton)
    turn()
    return text


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> CheckResult:
    settle(qtbot, window)
    window.documents.open_file(file)
    answer(qtbot, window, "Run it")
    return checked(qtbot, window, file)


def checked(qtbot: QtBot, window: MainWindow, file: Path) -> CheckResult:
    def is_done() -> bool:
        subject, result = window.store.spec.subject, window.store.result
        mine = isinstance(subject, PersonFile) and subject.path == file
        return mine and not window.store.running and result.finished is not None

    qtbot.waitUntil(is_done, timeout=60_000)
    turn()
    return window.store.result


def words(window: MainWindow, kind: type[QWidget]) -> str:
    return " ".join(x.text() for x in only(window, kind).findChildren(QLabel) if x.isVisible())


def marked_lines(window: MainWindow) -> list[int]:
    code = only(only(window, SourcePicture), QPlainTextEdit)
    return [one.cursor.blockNumber() + 1 for one in code.extraSelections()]


def test_nothing_runs_before_it_is_trusted(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file, trace = tmp_path / "net.py", tmp_path / "was-here"
    file.write_text(RIGHT + f"\nopen({str(trace)!r}, 'w').close()\n", encoding="utf-8")
    settle(qtbot, window)
    before = window.store.spec
    window.documents.open_file(file)
    assert "is a program" in answer(qtbot, window, "Cancel")
    assert window.store.spec == before
    assert not trace.exists()


def test_a_file_is_checked_as_our_own_network_is(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    result = opened(qtbot, window, net)
    assert result.overall is not None
    assert result.overall.verdict == "disagree"
    assert "W1" in words(window, VerdictBar)
    assert "net.py" in words(window, FilePanel)
    # The source is there, and where the wrong gradient is made is marked.
    code = only(only(window, SourcePicture), QPlainTextEdit)
    assert code.toPlainText() == WRONG
    assert marked_lines(window) == [DELTA_LINE + 1]


def test_without_a_file_its_place_says_so(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    only(window, Stage).enlarge("source")
    turn()
    assert "Open a file of yours" in words(window, SourcePicture)
    window.store.edit(replace(window.store.spec, epsilon=1e-3))
    settle(qtbot, window)
    assert "Open a file of yours" in words(window, SourcePicture)


def test_lines_of_a_notebook_are_counted_as_they_are_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file, cells = tmp_path / "net.ipynb", WRONG.partition("class ")
    sources = [cells[0], cells[1] + cells[2]]
    file.write_text(
        json.dumps(
            {
                "cells": [
                    {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}
                    for text in sources
                ],
                "metadata": {},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        ),
        encoding="utf-8",
    )
    opened(qtbot, window, file)
    picture = only(window, SourcePicture)
    (line,) = marked_lines(window)
    where = sources[1].splitlines().index("        dJdW1 = np.dot(X.T, delta2)") + 1
    assert f"cell 2, line {where}" in " ".join(x.text() for x in picture.findChildren(QLabel))
    code = only(picture, Code)
    assert code.number_of(line) == where
    assert code.number_of(line) < line


def test_saving_it_checks_it_again_and_does_not_ask(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    opened(qtbot, window, net)
    net.write_text(RIGHT, encoding="utf-8")

    def agrees() -> bool:
        overall = window.store.result.overall
        return overall is not None and overall.verdict == "agree"

    qtbot.waitUntil(agrees, timeout=60_000)
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_a_save_that_cannot_be_read_leaves_what_was_found(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    result = opened(qtbot, window, net)
    net.write_text(WRONG.replace("return dJdW1, dJdW2", "return dJdW1 dJdW2"), encoding="utf-8")
    qtbot.waitUntil(lambda: "net.py:25" in words(window, FilePanel), timeout=60_000)
    assert window.store.result is result
    net.write_text(RIGHT, encoding="utf-8")
    qtbot.waitUntil(lambda: "net.py:25" not in words(window, FilePanel), timeout=60_000)


def test_another_thing_in_the_file_is_one_click_away(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "two.py"
    pair = "\n\ndef f(x):\n    return x ** 2\n\n\ndef df(x):\n    return 2 * x\n"
    file.write_text(RIGHT + pair, encoding="utf-8")
    opened(qtbot, window, file)
    panel = only(window, FilePanel)
    box = next(
        box for box in panel.findChildren(ChoiceBox) if box.accessibleName() == "What is checked"
    )
    # The two, and the choice by hand.
    assert box.count() == 3
    box.setCurrentIndex(1)
    result = checked(qtbot, window, file)
    assert result.total == 1
    assert result.overall is not None
    assert result.overall.verdict == "agree"


def test_what_holds_nothing_to_check_is_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "empty.py"
    file.write_text("x = 1\n", encoding="utf-8")
    settle(qtbot, window)
    before = window.store.spec
    window.documents.open_file(file)
    assert "no cost with a gradient" in answer(qtbot, window, "OK")
    assert window.store.spec == before


def test_undo_and_other_schemes_work_with_a_file(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    opened(qtbot, window, net)
    for key in (Qt.Key.Key_4, Qt.Key.Key_8, Qt.Key.Key_2, Qt.Key.Key_1):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        turn()
    window.store.select(0)
    turn()
    result = checked(qtbot, window, net)
    assert result.completed
