"""Going through a check weight by weight, from the keyboard, by the buttons, and by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.panels.step_bar import StepBar
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.runs.stepper import SPEEDS, Stepper
from nnd_gui.gui.theme.tokens import LIGHT
from nnd_gui.gui.widgets.network_diagram import NetworkDiagram
from nnd_gui.model.cover import Revealed
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import action, bars, charts, heights, network, only, settle, texts, turn

LESSON = lesson_spec()
Key = Qt.Key


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)
        turn()


def drawn(window: MainWindow) -> list[float]:
    """Heights of the numerical bars, the first weight's first."""
    item = bars(charts(only(window, GradientPlot))[0], LIGHT.numerical)
    order = np.argsort(np.asarray(item.opts["x"]))
    return [float(height) for height in heights(item)[order]]


def seen(window: MainWindow) -> tuple[object, ...]:
    """All that a person sees of a step."""
    return (
        drawn(window),
        texts(only(window, StepBar)),
        texts(only(window, WeightPanel)),
        only(window, NetworkDiagram).accessibleDescription(),
        only(window, ResultsTable).model().rowCount(),
        window.store.selected,
    )


def test_bars_appear_one_by_one(window: MainWindow) -> None:
    whole = drawn(window)
    assert len(whole) == 9
    press(window, Key.Key_F8)
    assert drawn(window) == []
    assert not only(window, VerdictBar).isVisible()
    assert only(window, StepBar).isVisible()
    for step in range(1, 10):
        press(window, Key.Key_Right)
        assert drawn(window) == whole[:step]
        assert window.store.selected == step - 1
        assert only(window, ResultsTable).model().rowCount() == step
    press(window, Key.Key_Right)
    assert drawn(window) == whole
    press(window, Key.Key_Escape)
    assert only(window, VerdictBar).isVisible()
    assert not only(window, StepBar).isVisible()
    assert drawn(window) == whole


def test_what_is_perturbed_is_lit_and_told(window: MainWindow) -> None:
    press(window, Key.Key_F8, *[Key.Key_Right] * 5)
    bar = only(window, StepBar)
    said = " ".join(texts(bar))
    assert "W1[1,1]" in said
    assert "from study to hidden unit 2" in said
    assert "5 of 9" in said
    assert "+0.02962221" in said
    assert "agree" in said
    assert "0.02962221" in bar.accessibleDescription()
    assert (
        "Selected: the weight from input 2" in only(window, NetworkDiagram).accessibleDescription()
    )
    table = only(window, ResultsTable)
    assert table.currentIndex().siblingAtColumn(0).data() == "W1[1,1]"


def test_back_works_exactly(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(replace(LESSON, bug=Bug("factor", "W1", factor=3.0)))
    settle(qtbot, window)
    press(window, Key.Key_F8)
    there = []
    for _ in range(10):
        there.append(seen(window))
        press(window, Key.Key_Right)
    back = []
    for _ in range(10):
        back.append(seen(window))
        press(window, Key.Key_Left)
    assert back[::-1] == there
    press(window, Key.Key_End)
    assert seen(window) == there[-1]
    press(window, Key.Key_Home)
    assert seen(window) == there[0]


def test_it_runs_nothing(window: MainWindow) -> None:
    before = window.store.result
    number = window.store.slot("check").number
    press(window, Key.Key_F8, *[Key.Key_Right] * 9, Key.Key_Home, Key.Key_End, Key.Key_Escape)
    assert window.store.result is before
    assert window.store.slot("check").number == number


def test_matrix_by_matrix(window: MainWindow) -> None:
    press(window, Key.Key_F8)
    shift = Qt.KeyboardModifier.ShiftModifier
    places = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Left):
        QTest.keyClick(window, key, shift)
        turn()
        places.append(window.store.steps.step)
    # W1 begins with the first weight, W2 with the seventh.
    assert places == [1, 7, 9, 7, 1]


def test_it_plays_to_its_end_and_pauses(qtbot: QtBot, window: MainWindow) -> None:
    stepper = only_stepper(window)
    stepper.set_speed(20.0)
    press(window, Key.Key_F8, Key.Key_Space)
    assert playing(window)
    qtbot.waitUntil(lambda: window.store.steps.step == 9, timeout=30_000)
    qtbot.waitUntil(lambda: not stepper.playing, timeout=30_000)
    # From the last weight it begins anew; the same key holds it.
    stepper.set_speed(1.0)
    press(window, Key.Key_Space)
    assert playing(window)
    assert window.store.steps.step == 0
    press(window, Key.Key_Space)
    assert not playing(window)
    press(window, Key.Key_Space, Key.Key_Right)
    assert (playing(window), window.store.steps.step) == (False, 1)
    press(window, Key.Key_Space, Key.Key_Escape)
    assert not playing(window)


def at(window: MainWindow) -> int | None:
    return window.store.steps.step


def playing(window: MainWindow) -> bool:
    return only_stepper(window).playing


def only_stepper(window: MainWindow) -> Stepper:
    (stepper,) = window.findChildren(Stepper)
    return stepper


def test_slow_and_fast(window: MainWindow) -> None:
    press(window, Key.Key_F8)
    box = only(only(window, StepBar), QComboBox)
    assert box.currentText() == "1 weight a second"
    for _ in range(9):
        QTest.keyClicks(window, ">")
    turn()
    # So fast that nine weights could not be followed, it does not go.
    assert box.currentText() == "5 weights a second"
    for _ in range(9):
        QTest.keyClicks(window, "<")
    turn()
    assert box.currentText() == "1 weight in 2 seconds"
    assert only_stepper(window).speed == SPEEDS[0]


def test_large_networks_go_by_many_weights(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(network((40, 50, 20)))
    stepper = only_stepper(window)
    press(window, Key.Key_F8)
    assert stepper.speeds()[-1] == 1000.0
    stepper.set_speed(1000.0)
    seen_steps: list[object] = []
    window.store.steps.changed.connect(seen_steps.append)
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.store.steps.step == 3000, timeout=30_000)
    assert seen_steps == list(range(50, 3001, 50))
    assert only(window, ResultsTable).model().rowCount() == 3000


def test_plain_keys_are_an_editors_own(window: MainWindow) -> None:
    press(window, Key.Key_F8, Key.Key_Right)
    field = next(x for x in window.findChildren(QLineEdit) if x.text() == "2-3-1")
    field.setFocus()
    turn()
    field.setCursorPosition(2)
    for key in (Key.Key_Left, Key.Key_Home, Key.Key_End, Key.Key_Space):
        QTest.keyClick(field, key)
    assert window.store.steps.step == 1
    assert not playing(window)
    field.setText("2-3-1")
    window.setFocus()
    only(window, GradientPlot).setFocus()
    turn()
    press(window, Key.Key_Right)
    assert window.store.steps.step == 2


def test_the_keys_do_nothing_before(window: MainWindow) -> None:
    assert window.store.steps.step is None
    for text in ("One weight on", "Play or pause", "Leave", "Faster"):
        assert not action(window, text).isEnabled()
    # The plot's own arrows select, as ever.
    press(window, Key.Key_Right)
    assert window.store.steps.step is None
    assert window.store.selected == 0


def test_a_click_goes_to_a_weights_step(window: MainWindow) -> None:
    press(window, Key.Key_F8)
    window.store.select(6)
    turn()
    assert window.store.steps.step == 7
    assert len(drawn(window)) == 7


def test_another_epsilon_stays_at_the_weight(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Key.Key_F8, *[Key.Key_Right] * 5)
    before = texts(only(window, StepBar))
    window.store.edit(replace(LESSON, epsilon=1e-2))
    settle(qtbot, window)
    assert at(window) == 5
    assert len(drawn(window)) == 5
    said = texts(only(window, StepBar))
    assert said != before
    assert "5 of 9" in said
    # Another network is another check.
    window.store.edit(network((2, 2, 1)))
    settle(qtbot, window)
    assert at(window) is None
    assert only(window, VerdictBar).isVisible()
    assert len(drawn(window)) == 6


def test_a_lesson_leaves_it(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Key.Key_F8, Key.Key_Right)
    window.documents.open_lesson("part-5")
    settle(qtbot, window)
    assert window.store.steps.step is None


def test_by_the_mouse_alone(qtbot: QtBot, window: MainWindow) -> None:
    through = next(
        x for x in window.findChildren(QToolButton)
        if x.accessibleName() == "Step through the weights"
    )  # fmt: skip
    QTest.mouseClick(through, Qt.MouseButton.LeftButton)
    turn()
    bar = only(window, StepBar)

    def click(name: str) -> None:
        one = next(x for x in bar.findChildren(QToolButton) if x.accessibleName() == name)
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        turn()

    click("One weight on")
    click("One weight on")
    assert window.store.steps.step == 2
    click("One weight back")
    assert window.store.steps.step == 1
    click("To the last weight")
    assert window.store.steps.step == 9
    assert "Backpropagation matches the measured slopes" in " ".join(texts(bar))
    click("Before the first weight")
    assert window.store.steps.step == 0
    click("Play")
    assert playing(window)
    click("Pause")
    assert not playing(window)
    click("Leave")
    assert window.store.steps.step is None


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_its_numbers_fit(open_window: OpenWindow, width: int) -> None:
    window = open_window(size=(width, 768))
    press(window, Key.Key_F8, Key.Key_Right)
    assert window.width() == width
    bar = only(window, StepBar)
    for label in bar.findChildren(QToolButton):
        assert label.geometry().right() < bar.width()
    said = " ".join(texts(bar))
    assert "numerical" in said
    assert "agree" in said


def test_a_sample_can_be_gone_through(open_window: OpenWindow) -> None:
    window = open_window(replace(LESSON, sample=4))
    press(window, Key.Key_F8, Key.Key_End)
    assert window.store.steps.step == 4


def test_what_is_predicted_is_not_gone_through(window: MainWindow) -> None:
    press(window, Key.Key_F8, Key.Key_Right)
    window.store.cover.set_revealed(Revealed.NUMERICAL)
    turn()
    assert window.store.steps.step is None
    assert not only(window, StepBar).isVisible()
    assert not action(window, "Step through the weights").isEnabled()
    window.store.cover.set_revealed(Revealed.ALL)
    turn()
    press(window, Key.Key_F8)
    assert window.store.steps.step == 0
