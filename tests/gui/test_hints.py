"""Hints on a person's file: one step for each question, and no step beyond where they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.hint_box import HintBox
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.model.cover import Revealed
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.document_file import save_document
from nnd_gui.model.export import report
from tests.gui.faces import only, settle, turn
from tests.gui.test_person_file import DELTA_LINE, checked, marked_lines, opened
from tests.gui.test_person_saves import saved
from tests.student import RIGHT, WRONG

KIND, LINE = "activation derivative", f"net.py:{DELTA_LINE} is the first line"


@pytest.fixture
def net(tmp_path: Path) -> Path:
    file = tmp_path / "net.py"
    file.write_text(WRONG, encoding="utf-8")
    return file


def all_texts(window: MainWindow) -> str:
    """Everything that can be read in the window, or heard of it."""
    labels = " ".join(label.text() for label in window.findChildren(QLabel))
    heard = " ".join(
        only(window, kind).accessibleDescription() for kind in (VerdictBar, WeightPanel, HintBox)
    )
    return f"{labels} {heard} {window.windowTitle()}"


def question(window: MainWindow) -> QPushButton:
    return only(only(window, HintBox), QPushButton)


def ask(window: MainWindow) -> None:
    QTest.mouseClick(question(window), Qt.MouseButton.LeftButton)
    turn()


def entry(window: MainWindow, text: str) -> QAction:
    return next(one for one in window.findChildren(QAction) if one.text().replace("&", "") == text)


def test_where_what_kind_which_line(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    result = opened(qtbot, window, net)
    hints = only(window, HintBox)
    assert "Wrong: 6 of 6 weights of W1." in [label.text() for label in hints.findChildren(QLabel)]
    assert KIND not in all_texts(window)
    assert LINE not in all_texts(window)
    assert result.findings == ()
    assert question(window).text().replace("&", "") == "What kind of mistake?"
    ask(window)
    assert KIND in all_texts(window)
    assert LINE not in all_texts(window)
    assert marked_lines(window) == [DELTA_LINE + 1]
    ask(window)
    assert LINE in all_texts(window)
    assert marked_lines(window) == [DELTA_LINE]
    assert not question(window).isVisible()
    assert not entry(window, "Next hint").isEnabled()


def test_the_same_mistake_stays_told_and_another_is_not(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    opened(qtbot, window, net)
    entry(window, "Next hint").trigger()
    turn()
    saved(qtbot, window, net, WRONG + "\n# the same, with a comment\n")
    assert KIND in all_texts(window)
    saved(qtbot, window, net, RIGHT.replace("dJdW2 = np.dot(", "dJdW2 = -np.dot("))
    assert "sign" not in all_texts(window)
    assert not only(window, HintBox).isHidden()
    saved(qtbot, window, net, RIGHT)
    assert only(window, HintBox).isHidden()


def test_a_document_may_end_them(
    qtbot: QtBot, window: MainWindow, net: Path, tmp_path: Path
) -> None:
    opened(qtbot, window, net)
    spec = window.store.spec
    document = Document(State(spec, view=View(hints="kind")), title="Exercise 5")
    file = tmp_path / "exercise.nndcheck"
    save_document(document, file)
    assert '"hints": "kind"' in file.read_text(encoding="utf-8")
    window.documents.open_file(file)
    turn()
    # A document names the file: that is asked for again.
    panel = only(window, FilePanel)
    trust = next(
        b for b in panel.findChildren(QPushButton) if b.text().replace("&", "") == "Run it"
    )
    if trust.isVisible():
        QTest.mouseClick(trust, Qt.MouseButton.LeftButton)
        turn()
    checked(qtbot, window, net)
    qtbot.waitUntil(lambda: window.store.hints.state.holds, timeout=60_000)
    turn()
    ask(window)
    assert KIND in all_texts(window)
    assert "Hints end here" in all_texts(window)
    assert not question(window).isVisible()
    window.store.hints.ask()
    turn()
    assert LINE not in all_texts(window)
    assert window.store.result.first_wrong is None
    # Another document does not end them.
    settle(qtbot, window)
    window.documents.new()
    turn()
    assert window.store.hints.state.end == "line"


def test_all_at_once_for_whoever_marks_them(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    entry(window, "All hints at once").trigger()
    opened(qtbot, window, net)
    assert LINE in all_texts(window)
    entry(window, "All hints at once").trigger()
    turn()
    assert LINE not in all_texts(window)
    assert KIND not in all_texts(window)


def test_covered_there_are_none(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    opened(qtbot, window, net)
    window.store.cover.set_revealed(Revealed.VERDICT)
    checked(qtbot, window, net)
    assert only(window, HintBox).isHidden()


def test_a_report_tells_no_more_than_the_window(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    result = opened(qtbot, window, net)
    assert report(result)["diagnosis"] == []
