"""Undo and redo, from the menu, by their keys, and from within an editor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.gui.widgets.sizes_field import SizesField
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, actions, only, settle

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LESSON = lesson_spec()


def entry(window: MainWindow, word: str) -> QAction:
    return next(x for x in actions(window) if x.text().replace("&", "").startswith(word))


def shown(window: MainWindow, word: str) -> tuple[str, bool]:
    found = entry(window, word)
    return found.text().replace("&", ""), found.isEnabled()


def test_it_says_what_it_would_undo(qtbot: QtBot, window: MainWindow) -> None:
    assert shown(window, "Undo") == ("Undo", False)
    assert shown(window, "Redo") == ("Redo", False)
    action(window, "Epsilon ten times larger").trigger()
    assert shown(window, "Undo") == ("Undo epsilon 1e-03", True)
    entry(window, "Undo").trigger()
    assert window.store.spec == LESSON
    assert shown(window, "Undo") == ("Undo", False)
    assert shown(window, "Redo") == ("Redo epsilon 1e-03", True)
    entry(window, "Redo").trigger()
    assert window.store.spec == replace(LESSON, epsilon=1e-3)
    assert only(window, EpsilonSpinBox).value() == 1e-3
    settle(qtbot, window)


def test_by_its_keys(qtbot: QtBot, window: MainWindow) -> None:
    plot = only(window, GradientPlot)
    window.store.edit(replace(LESSON, dtype="float32"))
    QTest.keyClick(plot, Qt.Key.Key_Z, CTRL)
    assert window.store.spec == LESSON
    QTest.keyClick(plot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.store.spec.dtype == "float32"
    QTest.keyClick(plot, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(plot, Qt.Key.Key_Y, CTRL)
    assert window.store.spec.dtype == "float32"
    settle(qtbot, window)


@pytest.mark.parametrize("kind", [EpsilonSpinBox, SizesField])
def test_from_within_an_editor(
    kind: type[EpsilonSpinBox | SizesField], qtbot: QtBot, window: MainWindow
) -> None:
    editor = only(window, kind)
    editor.setFocus()
    line = editor.lineEdit() if isinstance(editor, EpsilonSpinBox) else editor
    before = line.text()
    line.selectAll()
    QTest.keyClicks(editor, "1e-2" if kind is EpsilonSpinBox else "2-4-1")
    # Still being typed: the text is taken back, not the experiment.
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert line.text() == before
    assert window.store.spec == LESSON
    line.selectAll()
    QTest.keyClicks(editor, "1e-2" if kind is EpsilonSpinBox else "2-4-1")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert window.store.spec != LESSON
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert window.store.spec == LESSON
    assert line.text() == before
    settle(qtbot, window)


def test_a_walk_of_many_changes_and_back(qtbot: QtBot, window: MainWindow) -> None:
    seen = [LESSON]
    action(window, "New random weights").trigger()
    seen.append(window.store.spec)
    for change in ({"dtype": "float32"}, {"scheme": "forward"}, {"step": "relative"}):
        window.store.edit(replace(window.store.spec, **change))  # type: ignore[arg-type]
        seen.append(window.store.spec)
    for spec in reversed(seen[:-1]):
        entry(window, "Undo").trigger()
        assert window.store.spec == spec
    for spec in seen[1:]:
        entry(window, "Redo").trigger()
        assert window.store.spec == spec
    assert settle(qtbot, window).spec == seen[-1]
