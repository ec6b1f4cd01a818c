"""Samples and random directions, chosen in the window and told there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.model.check_edits import with_directions, with_sample
from nnd_gui.model.history import History
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import network, only, settle, texts, turn

LESSON = lesson_spec()


def sample_box(window: MainWindow) -> QComboBox:
    boxes = window.findChildren(QComboBox)
    return next(x for x in boxes if x.accessibleName() == "Weights checked")


def directions_box(window: MainWindow) -> CountSpinBox:
    boxes = window.findChildren(CountSpinBox)
    return next(x for x in boxes if x.accessibleName() == "Random directions")


def pick(box: QComboBox, text: str) -> None:
    assert box.findText(text) >= 0
    box.setCurrentIndex(box.findText(text))


def test_a_sample_is_checked_and_said(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(network((20, 30, 2)))
    pick(sample_box(window), "100")
    assert window.store.spec.sample == 100
    result = settle(qtbot, window)
    assert (result.planned, result.total) == (100, 660)
    assert only(window, ResultsTable).model().rowCount() == 100
    said = " ".join(texts(only(window, WeightPanel)))
    assert "100 of 660 weights are a sample" in said
    # A weight that was left out says so, and nothing of it is made up.
    (left_out, *_) = np.flatnonzero(np.isnan(result.weights.numerical)).tolist()
    window.store.select(left_out)
    turn()
    said = " ".join(texts(only(window, WeightPanel)))
    assert "Not checked yet." not in said
    assert "Not in the sample." in said
    pick(sample_box(window), "All")
    whole = settle(qtbot, window)
    assert (whole.planned, whole.sampled) == (660, False)


def test_directions_beside_the_weights(qtbot: QtBot, window: MainWindow) -> None:
    box = directions_box(window)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert window.store.spec.directions == 2
    result = settle(qtbot, window)
    assert result.directions is not None
    assert "2 random directions (seed " in " ".join(texts(only(window, WeightPanel)))


def test_directions_alone_and_back(qtbot: QtBot, window: MainWindow) -> None:
    pick(sample_box(window), "None")
    assert (window.store.spec.sample, window.store.spec.directions) == (0, 8)
    assert directions_box(window).value() == 8
    result = settle(qtbot, window)
    assert result.overall is not None
    assert result.overall.verdict == "agree"
    # Without directions there would be nothing to check: the weights come back.
    directions_box(window).selectAll()
    QTest.keyClicks(directions_box(window), "0")
    QTest.keyClick(directions_box(window), Qt.Key.Key_Return)
    assert window.store.spec == LESSON
    assert sample_box(window).currentText() == "All"
    settle(qtbot, window)


def test_a_sample_of_another_size_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(with_sample(LESSON, 5).spec)
    settle(qtbot, window)
    assert sample_box(window).currentText() == "5"


def test_undo_knows_their_names() -> None:
    history = History(LESSON)
    for edited, name in (
        (with_sample(LESSON, 5), "5 weights checked"),
        (with_directions(with_sample(LESSON, 5).spec, 3), "3 random directions"),
    ):
        history.record(edited.spec, float(10 * edited.spec.directions))
        assert name in (history.undo_name or "")
