"""From an edit to its result: when runs begin, are stopped, and what the window says of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

import nnd_gui.engine.check as check_module
from nnd_gui.engine.sources import ExplicitWeights
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import SLOW, action, bars, charts, heights, only, result_of, settle, texts
from tests.gui.faces import network as some_network

LESSON = lesson_spec()


def main_button(window: MainWindow) -> QPushButton:
    return only(only(window, CheckBar), QPushButton)


def test_the_first_start_shows_the_lesson(window: MainWindow) -> None:
    assert window.windowTitle() == "agree · ratio 2.75e-10 — Gradient Checker"
    said = texts(only(window, VerdictBar))
    assert said[0] == "Backpropagation matches the measured slopes"
    assert "ratio 2.75e-10" in said
    assert main_button(window).text() == "Check again"


def test_an_edit_takes_the_verdict_from_the_title_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(replace(LESSON, epsilon=0.1))
    assert window.windowTitle() == "Untitled[*] — Gradient Checker"
    settle(qtbot, window)
    assert window.windowTitle().startswith("undecided · ratio ")


def test_a_typed_epsilon_ends_in_its_own_numbers(qtbot: QtBot, window: MainWindow) -> None:
    box = only(window, EpsilonSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "1e-15")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.store.spec.epsilon == 1e-15
    result = settle(qtbot, window)
    wanted = result_of(replace(LESSON, epsilon=1e-15))
    np.testing.assert_array_equal(result.weights.numerical, wanted.weights.numerical)
    assert texts(only(window, VerdictBar))[0] == "Undecided: epsilon is too small to tell"


def test_many_quick_steps_end_in_one_right_result(qtbot: QtBot, window: MainWindow) -> None:
    box = only(window, EpsilonSpinBox)
    for place in range(50):
        QTest.keyClick(box, Qt.Key.Key_Up if place % 10 < 5 else Qt.Key.Key_Down)
        if place % 7 == 0:
            QApplication.processEvents()
    QTest.keyClick(box, Qt.Key.Key_Down)
    result = settle(qtbot, window)
    assert result.spec.epsilon == window.store.spec.epsilon == 1e-5
    wanted = result_of(replace(LESSON, epsilon=1e-5))
    np.testing.assert_array_equal(result.weights.numerical, wanted.weights.numerical)
    upper, _ = charts(only(window, GradientPlot))
    drawn = heights(bars(upper, "#0072B2"))
    np.testing.assert_allclose(drawn, wanted.weights.numerical, rtol=1e-15)


def test_a_quick_run_never_flips_the_button(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.assertNotEmitted(window.store.run_changed):
        main_button(window).click()
        assert window.store.running
        settle(qtbot, window)
    assert main_button(window).text() == "Check again"
    assert not action(window, "Stop").isEnabled()


def test_a_slow_run_offers_to_stop_and_shows_how_far_it_is(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(SLOW, settled=False)
    qtbot.waitUntil(lambda: main_button(window).text() == "Stop")
    assert main_button(window).accessibleName() == "Stop"
    assert action(window, "Stop").isEnabled()
    assert window.windowTitle() == "Gradient Checker"
    progress = only(window, QProgressBar)
    qtbot.waitUntil(lambda: 0 < progress.value() < progress.maximum())
    # The weights are most of it, and not all: what is in doubt is looked at after them.
    qtbot.waitUntil(lambda: window.store.result.checked > 100)
    share = window.store.result.checked / SLOW.network.weight_count
    assert progress.value() / progress.maximum() == pytest.approx(0.9 * share, abs=0.01)
    assert texts(only(window, VerdictBar))[0] == "Checking…"


def test_stop_keeps_the_part_and_says_so(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(SLOW, settled=False)
    qtbot.waitUntil(lambda: main_button(window).text() == "Stop")
    qtbot.waitUntil(lambda: window.store.result.checked > 0)
    main_button(window).click()
    result = settle(qtbot, window)
    assert 0 < result.checked < result.total
    headline, detail = texts(only(window, VerdictBar))
    assert headline == "Stopped before the end"
    assert detail.startswith(f"{result.checked:,} of {result.total:,} weights were checked;")
    assert window.windowTitle() == "Stopped before the end — Gradient Checker"
    assert main_button(window).text() == "Check again"
    assert not only(window, QProgressBar).isVisible()
    assert only(window, ResultsTable).model().rowCount() == result.checked


def test_stop_before_the_run_has_begun(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(replace(LESSON, epsilon=1e-6))
    # At once, before the window shows that anything runs.
    QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert texts(only(window, VerdictBar))[:2] == ["Stopped before the end", "Nothing was checked."]


def test_the_old_result_leaves_every_view_when_a_slow_one_begins(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.store.select(3)
    window.store.edit(SLOW)
    qtbot.waitUntil(lambda: main_button(window).text() == "Stop")

    def gone() -> None:
        shown = "".join(texts(only(window, VerdictBar)) + texts(only(window, WeightPanel)))
        assert "2.75e-10" not in shown
        assert "0.012614" not in shown
        assert only(window, ResultsTable).model().rowCount() != 9
        upper, _ = charts(only(window, GradientPlot))
        assert len(heights(bars(upper, "#0072B2"))) != 9

    qtbot.waitUntil(gone)


def test_closing_in_mid_run(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(SLOW, settled=False)
    qtbot.waitUntil(lambda: window.store.result.checked > 0)
    window.close()
    with qtbot.assertNotEmitted(window.store.result_changed, wait=100):
        pass
    # Qt may ask a window that is closed to close, as when the session ends.
    window.close()


def test_check_again_starts_from_its_beginning(qtbot: QtBot, window: MainWindow) -> None:
    before = window.store.result
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.store.running
    after = settle(qtbot, window)
    assert after is not before
    np.testing.assert_array_equal(after.weights.numerical, before.weights.numerical)


@pytest.mark.parametrize("scale", [1e308, 1e200])
def test_a_cost_that_is_not_finite_is_a_sentence(
    qtbot: QtBot, window: MainWindow, scale: float
) -> None:
    window.store.select(2)
    weights = ExplicitWeights((scale,) * 9)
    spec = LESSON.with_network(activations=("identity", "identity"), weights=weights)
    window.store.edit(spec)
    result = settle(qtbot, window)
    assert result.finished is not None
    assert result.finished.outcome == "failed"
    headline, detail = texts(only(window, VerdictBar))
    assert headline == "Could not be checked"
    assert detail.startswith("The cost is not a finite number at these weights")
    assert window.windowTitle() == "Could not be checked — Untitled[*] — Gradient Checker"
    # Nothing of the experiment before is left on the screen.
    assert "Nothing was checked." in texts(only(window, WeightPanel))
    assert only(window, ResultsTable).model().rowCount() == 0
    assert window.store.selected == -1
    assert action(window, "Export report").isEnabled()
    action(window, "Back to the lesson").trigger()
    assert settle(qtbot, window).completed


def test_the_status_line_gives_the_facts(qtbot: QtBot, window: MainWindow) -> None:
    facts = only(window, StatusLine)
    said = " ".join(texts(facts))
    # Twice for the first look, nine times for the noise, four times for each weight.
    assert f"{2 + 9 + 4 * 9} evaluations of the cost" in said
    assert "central · float64" in said
    assert "Network 2-3-1" in said
    window.store.edit(some_network((30, 170, 4)))
    settle(qtbot, window)
    said = " ".join(texts(facts))
    assert "weights into one unit share their evaluations" in said
    assert "audit of 3" in said
    assert "Network 30-170-4" in said


def test_another_tolerance_judges_the_numbers_that_are_there(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settle(qtbot, window)
    wanted = result_of(replace(LESSON, tolerance=1e-12))
    with monkeypatch.context() as patch:
        patch.setattr(check_module, "measured", None)  # whoever measures fails
        window.store.edit(replace(LESSON, tolerance=1e-12))
        result = settle(qtbot, window)
        assert result.completed, result.finished
        assert result.overall == wanted.overall
        np.testing.assert_array_equal(result.weights.numerical, before.weights.numerical)
        # Who asks for a check gets one.
        main_button(window).click()
        failed = settle(qtbot, window)
        assert failed.finished is not None
        assert failed.finished.outcome == "failed"
