"""Predict, then reveal: what is covered cannot be told, seen, heard, copied or exported.

Two windows whose experiments differ only in what is covered must be the same to whoever looks:
every text, whether it is shown or only read out, every cell, every entry of a menu and every
pixel, in every picture that there is. So a new picture, panel or text is tested without being
named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QInputDialog,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.model.bug_choices import bug_choices
from nnd_gui.model.cover import Revealed
from nnd_gui.model.document_file import load_document
from nnd_gui.model.export import report, table_csv
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.short_text import read_short_text, short_text
from tests.gui.faces import action, actions, button, only, settle, turn

OpenWindow = Callable[..., MainWindow]

# Another than what the window opens on: that it has been changed says nothing then.
RIGHT = replace(lesson_spec(), epsilon=2e-4)
WRONG = replace(RIGHT, bug=Bug("missing-activation-derivative", "W1"))
# The same gradient, and another name.
TWIN, OTHER_TWIN = (
    replace(RIGHT, bug=Bug("missing-half-or-two", factor=2.0)),
    replace(RIGHT, bug=Bug("factor", factor=2.0)),
)
_TEXTS = ("text", "placeholderText", "toolTip", "statusTip", "whatsThis", "title", "windowTitle")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """Nothing that differs by itself: how long a check took, and a cursor that blinks."""
    monkeypatch.setattr("nnd_gui.gui.panels.status_line.duration", lambda _seconds: "a while")
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    root = QModelIndex()
    for row in range(model.rowCount(root)):
        # A list has one column, and does not say so.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
        for column in range(columns):
            index = model.index(row, column)
            yield from (f"{row},{column}: {model.data(index, role)}" for role in _ROLES)


def read(window: MainWindow) -> list[str]:
    """Whatever can be read in the window, or read out."""
    found = []
    things: list[QObject] = [window, *window.findChildren(QWidget)]
    for widget in things:
        if not isinstance(widget, QWidget) or not widget.isVisible():
            continue
        kind = type(widget).__name__
        found += [
            f"{kind} says {widget.accessibleName()} / {widget.accessibleDescription()}",
            f"{kind} can be used: {widget.isEnabled()}, verdict {widget.property('verdict')}",
        ]
        found += [
            f"{kind}.{name} = {widget.property(name)}"
            for name in _TEXTS
            if isinstance(widget.property(name), str)
        ]
        if isinstance(widget, QTextEdit):
            found.append(widget.toPlainText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(place) for place in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _cells(widget.model())
    for entry in actions(window):
        state = entry.isEnabled(), entry.isChecked()
        found.append(f"{entry.text()} {entry.iconText()} {entry.toolTip()} {state}")
    return sorted(found)


def copied(window: MainWindow) -> list[str]:
    """What Ctrl+C leaves of each row of each list that is seen."""
    found = []
    for view in window.findChildren(QAbstractItemView):
        if not view.isVisible() or view.window() is not window or view.model() is None:
            continue
        for row in range(view.model().rowCount()):
            QGuiApplication.clipboard().clear()
            view.setCurrentIndex(view.model().index(row, 0))
            QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            found.append(QGuiApplication.clipboard().text())
    return found


def exported(window: MainWindow) -> list[str]:
    """What the files hold, where they can be written."""
    result = window.store.result
    found = [str(action(window, name).isEnabled()) for name in ("Export report", "Export table")]
    for name in ("Copy the verdict as text", "Copy table"):
        QGuiApplication.clipboard().clear()
        action(window, name).trigger()
        found.append(QGuiApplication.clipboard().text())
    if result.finished is not None:
        parts = report(result)
        parts["seconds"] = None
        found += [str(parts), table_csv(result)]
    return found


def seen(window: MainWindow) -> bytes:
    """Every pixel, as a picture of the window has them."""
    turn(6)
    image = window.grab().toImage()
    return bytes(image.constBits())


def observed(
    qtbot: QtBot, open_window: OpenWindow, spec: ExperimentSpec, stage: Revealed
) -> dict[str, object]:
    """All that there is to be observed, in every picture, of the whole and of one weight."""
    window = open_window()
    store = window.store
    store.edit(spec)  # and shown whole at first
    settle(qtbot, window)
    store.cover.set_revealed(stage)
    for row in only(window, Stage).rows:
        only(window, Stage).enlarge(row.name)  # so that all of them are there
    window._desk.begin_history()  # noqa: SLF001  # how it was made is no part of it
    found: dict[str, object] = {}
    pictures = only(window, Stage)
    first, second = pictures.rows[:2]
    for row in pictures.rows:
        # The same below it, whatever was looked at before.
        pictures.enlarge(first.name)
        pictures.show_below(second.name)
        pictures.enlarge(row.name)
        for weight in (-1, 7):
            store.select(weight)
            turn()
            qtbot.waitUntil(lambda: not any(slot.running for slot in store.slots), timeout=30_000)
            turn()
            found[f"{row.name} {weight} read"] = read(window)
            found[f"{row.name} {weight} seen"] = seen(window)
        found[f"{row.name} copied"] = copied(window)
    found["exported"] = exported(window)
    window.hide()
    return found


def different(first: dict[str, object], second: dict[str, object]) -> list[str]:
    """Where two windows differ, and in which text."""
    found = []
    for key, one in first.items():
        other = second[key]
        if one == other:
            continue
        texts = ""
        if isinstance(one, list) and isinstance(other, list):
            texts = str([pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]][:4])
        found.append(f"{key}: {texts}")
    return found


@pytest.mark.parametrize(
    ("stage", "first", "second"),
    [
        (Revealed.NOTHING, RIGHT, WRONG),
        (Revealed.NUMERICAL, RIGHT, WRONG),
        (Revealed.ANALYTIC, TWIN, OTHER_TWIN),
        (Revealed.RATIO, TWIN, OTHER_TWIN),
        (Revealed.VERDICT, TWIN, OTHER_TWIN),
    ],
    ids=lambda value: value.name if isinstance(value, Revealed) else "",
)
def test_nothing_that_is_covered_can_be_observed(
    stage: Revealed,
    first: ExperimentSpec,
    second: ExperimentSpec,
    qtbot: QtBot,
    open_window: OpenWindow,
) -> None:
    one = observed(qtbot, open_window, first, stage)
    other = observed(qtbot, open_window, second, stage)
    assert different(one, other) == []


def test_what_is_revealed_is_observed(qtbot: QtBot, open_window: OpenWindow) -> None:
    # So the test above sees something: texts, cells, pixels and files, each in its place.
    one = observed(qtbot, open_window, RIGHT, Revealed.ALL)
    other = observed(qtbot, open_window, WRONG, Revealed.ALL)
    told = {line.split(":")[0] for line in different(one, other)}
    assert {"gradients -1 read", "gradients -1 seen", "weights copied", "exported"} <= told
    twins = [observed(qtbot, open_window, spec, Revealed.ALL) for spec in (TWIN, OTHER_TWIN)]
    assert different(*twins) != []


@pytest.mark.parametrize("stage", [Revealed.ANALYTIC, Revealed.RATIO])
def test_a_verdict_is_told_by_nothing_before_its_turn(
    stage: Revealed, qtbot: QtBot, window: MainWindow
) -> None:
    window.store.cover.set_revealed(Revealed.NOTHING)
    window.store.edit(WRONG)
    settle(qtbot, window)
    words = {"agree", "disagree", "undecided", "wrong", "right", "mismatch", "fails", "holds"}

    def telling() -> list[str]:
        return [text for text in read(window) if words & set(text.lower().split())]

    before = telling()  # legends, and what menus call things
    window.store.cover.set_revealed(stage)
    for weight in (-1, 0, 7):
        window.store.select(weight)
        turn()
        said = [text for text in telling() if text not in before]
        assert [text for text in said if "Is backpropagation right?" not in text] == []
    assert only(window, VerdictBar).property("verdict") == "covered"
    window.store.cover.set_revealed(Revealed.VERDICT)
    turn()
    assert telling() != before


def test_one_key_reveals_in_the_order_of_the_lesson(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(WRONG)
    settle(qtbot, window)
    bar = only(window, VerdictBar)
    action(window, "Cover the answer").trigger()
    turn()
    ratio = "ratio 0."
    assert "What do you expect?" in bar.accessibleDescription()
    assert ratio not in bar.accessibleDescription()
    heard = []
    for name in ("numerical gradient", "analytic gradient", "ratio", "verdict", "diagnosis"):
        reveal = action(window, f"Reveal the {name}")
        assert reveal.shortcut().toString() == "F9"
        assert button(window, "").text() == f"Reveal the {name}"
        QTest.mouseClick(button(window, ""), Qt.MouseButton.LeftButton)
        turn()
        heard.append(bar.accessibleDescription())
    assert "This is what was measured" in heard[0]
    assert "Predict the ratio" in heard[1]
    assert ratio not in heard[1]
    assert ratio in heard[2]
    assert "Backpropagation is wrong" in heard[3]
    assert "It looks like" not in heard[3]
    assert "It looks like" in heard[4]
    assert not window.store.covered
    assert not action(window, "Reveal the next").isEnabled()
    # And back, as far as one likes.
    action(window, "Cover one again").trigger()
    turn()
    assert "It looks like" not in bar.accessibleDescription()
    assert window.store.cover.revealed is Revealed.VERDICT


def test_a_document_keeps_how_far_it_is_revealed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "predict.nndcheck"
    for stage in Revealed:
        window.store.cover.set_revealed(Revealed.ALL)
        window.store.edit(WRONG)
        window.store.cover.set_revealed(stage)
        window.documents._write_to(file, lambda: None)  # noqa: SLF001  # what the dialog would call
        text = file.read_text(encoding="utf-8")
        assert ("missing-activation-derivative" in text) == (stage is Revealed.ALL)
        assert load_document(file).document.state.view.told is stage
        line = short_text(load_document(file).document.state)
        assert read_short_text(line).state.view.told is stage
        window.store.cover.set_revealed(Revealed.ALL)
        window.documents.open_file(file)
        settle(qtbot, window)
        assert window.store.cover.revealed is stage
        assert window.store.spec == WRONG


def test_going_on_never_shows_what_was_covered(qtbot: QtBot, window: MainWindow) -> None:
    shown = []
    window.store.result_changed.connect(lambda result: shown.append(result.findings))
    window.documents.open_lesson("riddle-1")
    settle(qtbot, window)
    shown.clear()
    window.documents.open_lesson("part-5")
    settle(qtbot, window)
    assert all(findings == () for findings in shown)
    assert not window.store.covered


def test_an_uncovered_answer_is_not_measured_again(qtbot: QtBot, window: MainWindow) -> None:
    window.store.cover.set_revealed(Revealed.NOTHING)
    number = window.store.slot("check").number
    for _ in range(5):
        window.store.cover.reveal_next()
    assert window.store.slot("check").number == number
    assert window.store.result.completed


def test_guesses_are_kept_and_judged_when_all_is_revealed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.store.edit(TWIN)
    settle(qtbot, window)
    assert not action(window, "Note a guess").isEnabled()
    window.store.cover.set_revealed(Revealed.VERDICT)
    titles = [row.title for row in bug_choices()]
    names = [row.name for row in bug_choices()]
    for name in ("sign", "factor", "missing-half-or-two"):
        action(window, "Note a guess").trigger()
        turn()
        dialog = only(window, QInputDialog)
        dialog.setTextValue(titles[names.index(name)])
        dialog.accept()
        turn()
    assert window.store.cover.guesses == ("sign", "factor", "missing-half-or-two")
    assert not any("That is" in text for text in read(window))
    file = tmp_path / "guessed.nndcheck"
    window.documents._write_to(file, lambda: None)  # noqa: SLF001  # what the dialog would call
    window.documents.new()
    window.documents.open_file(file)
    settle(qtbot, window)
    assert window.store.cover.guesses == ("sign", "factor", "missing-half-or-two")
    action(window, "Reveal the diagnosis").trigger()
    turn()
    said = window.statusBar().currentMessage()
    assert f"{titles[names.index('sign')]}: That is not it." in said
    assert f"{titles[names.index('missing-half-or-two')]}: That is it." in said
    assert "nobody could tell them apart" in said  # its twin


def test_covering_what_is_partly_covered_tells_nothing(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    cover = action(window, "Cover the answer")
    for revealed in tuple(Revealed)[1:-1]:
        window.store.cover.set_revealed(revealed)
        cover.trigger()
        assert window.store.cover.revealed is Revealed.NOTHING
        assert cover.isChecked()
    cover.trigger()
    assert window.store.cover.revealed is Revealed.ALL
    assert not cover.isChecked()
