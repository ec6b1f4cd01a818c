"""Riddles: while the diagnosis is covered, nothing in the window tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.sources import SeededWeights
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.model.bug_choices import bug_choices
from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.document import Document
from nnd_gui.model.document_file import load_document
from nnd_gui.model.explain import explain
from nnd_gui.model.export import report
from nnd_gui.model.lesson_list import load_lesson, shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, actions, only, settle, turn

RIDDLES = [entry.name for entry in shipped_lessons() if entry.riddle]


def said(window: MainWindow) -> Iterator[str]:
    """Whatever can be read or heard in the window."""
    yield window.windowTitle()
    for widget in window.findChildren(QWidget):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        if isinstance(widget, (QLabel, QAbstractButton)) and widget.isVisible():
            yield widget.text()
            yield widget.toolTip()
        if isinstance(widget, QTextEdit):
            yield widget.toPlainText()
    for entry in actions(window):
        yield entry.text()
        yield entry.iconText()
        yield entry.toolTip()


def telling(window: MainWindow, bug: Bug) -> list[str]:
    """What of it tells a bug."""
    title = next(row.title for row in bug_choices() if row.name == bug.name)
    secrets = (bug_label(bug.name), title, str(bug))
    return [text for text in said(window) if any(x.lower() in text.lower() for x in secrets)]


def verdict(window: MainWindow) -> str:
    return only(window, VerdictBar).accessibleDescription()


@pytest.mark.parametrize("name", RIDDLES)
def test_a_riddle_tells_nothing_until_the_answer(
    name: str, qtbot: QtBot, window: MainWindow
) -> None:
    document: Document = load_lesson(name)
    bug = document.state.spec.bug
    assert bug is not None
    window.documents.open_lesson(name)
    for _ in range(2):
        result = settle(qtbot, window)
        assert telling(window, bug) == []
        assert result.findings == ()
        assert report(result)["diagnosis"] == []
        assert "Backpropagation is wrong in " in explain(result).sentence
        for index in range(result.total):
            window.store.select(index)
            assert telling(window, bug) == []
        window.store.select(-1)
        action(window, "Cover the answer").isChecked()
        window.lessons.next_step()
    result = settle(qtbot, window)
    assert result.findings[0].bug == bug.name
    assert "It looks like" in verdict(window)
    assert not action(window, "Cover the answer").isChecked()
    # And back: silent again.
    window.lessons.previous_step()
    settle(qtbot, window)
    assert telling(window, bug) == []


def test_the_panel_of_bugs_does_not_tell_what_is_covered(qtbot: QtBot, window: MainWindow) -> None:
    window.documents.open_lesson("riddle-1")
    settle(qtbot, window)
    before = action(window, "Break it").iconText()
    action(window, "Break it").trigger()
    turn()
    assert before == action(window, "Break it").iconText() == "Guess what"
    assert window.store.spec.bug == draw_bug(3, _network(window))
    plain = [text for text in said(window) if "wrong sign" in text.lower()]
    window.documents.new()
    settle(qtbot, window)
    # The list of all bugs names this one as it does without a riddle.
    assert plain == [text for text in said(window) if "wrong sign" in text.lower()]


def _network(window: MainWindow):  # type: ignore[no-untyped-def]
    network = window.store.spec.network
    assert network is not None
    return network


def ask(window: MainWindow, number: int) -> None:
    action(window, "Mystery bug").trigger()
    turn()
    dialog = only(window, QDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setIntValue(number)
    dialog.accept()
    turn()


def test_the_same_number_is_the_same_riddle(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    ask(window, 4711)
    settle(qtbot, window)
    bug = draw_bug(4711, _network(window))
    assert window.store.spec.bug == bug
    assert window.store.covered
    assert telling(window, bug) == []
    file = tmp_path / "riddle.nndcheck"
    window.documents._write_to(file, lambda: None)  # noqa: SLF001  # what the dialog would call
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["experiment"]["bug"]["mystery"] == 4711
    assert bug.name not in file.read_text(encoding="utf-8")
    assert load_document(file).document.state.spec.bug == bug
    cover: QAction = action(window, "Cover the answer")
    assert cover.isChecked()
    # The diagnosis alone is covered: to cover is to tell less, never more.
    cover.trigger()
    assert settle(qtbot, window).findings == ()
    cover.trigger()
    assert settle(qtbot, window).findings != ()
    cover.trigger()
    assert settle(qtbot, window).findings == ()
    # Out of the menu a bug is no riddle.
    action(window, "Take the bug out").trigger()
    settle(qtbot, window)


def test_a_network_without_a_bug_to_show(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(
        lesson_spec().with_network(
            activations=("relu", "relu"), weights=SeededWeights(0, scale=0.0)
        )
    )
    settle(qtbot, window)
    before = window.store.spec
    ask(window, 1)
    box = only(window, QMessageBox)
    assert box.text() == "No bug can show on this network: there is nothing to guess."
    box.accept()
    turn()
    assert window.store.spec == before
    assert not window.store.covered
