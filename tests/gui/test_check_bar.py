"""The bar at the top: check or stop, the epsilon, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from tests.gui.conftest import OpenWindow
from tests.gui.faces import action, only, settle, texts, turn

LABELS = ("&Epsilon", "Sche&me")


@pytest.fixture
def bar(qtbot: QtBot, themes: ThemeManager, hold: Callable[[CheckBar], None]) -> CheckBar:
    bar = CheckBar(themes)
    hold(bar)
    bar.resize(1000, 60)
    bar.show()
    return bar


def retype(bar: CheckBar, text: str) -> None:
    box = only(bar, EpsilonSpinBox)
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_the_button_checks_or_stops(qtbot: QtBot, bar: CheckBar) -> None:
    button = only(bar, QPushButton)
    assert (button.text(), button.accessibleName()) == ("Check again", "Check again")
    with qtbot.waitSignal(bar.check_asked), qtbot.assertNotEmitted(bar.stop_asked):
        button.click()
    width = button.width()
    bar.show_running(True)
    assert (button.text(), button.accessibleName()) == ("Stop", "Stop")
    assert button.width() == width
    with qtbot.waitSignal(bar.stop_asked), qtbot.assertNotEmitted(bar.check_asked):
        button.click()
    bar.show_running(False)
    assert button.text() == "Check again"


def test_an_epsilon_shown_is_not_told_back(qtbot: QtBot, bar: CheckBar) -> None:
    with qtbot.assertNotEmitted(bar.value_changed):
        bar.set_value(1e-7)
    assert bar.value() == 1e-7
    assert only(bar, EpsilonSpinBox).text() == "1e-07"


def test_its_label_leads_to_it(bar: CheckBar) -> None:
    label = next(x for x in bar.findChildren(QLabel) if x.text() == "&Epsilon")
    assert label.buddy() is only(bar, EpsilonSpinBox)
    assert only(bar, EpsilonSpinBox).accessibleName() == "Epsilon"


@pytest.mark.parametrize("text", ["0", "-1", "nan", "1e400", "", "abc", "1e-99", "inf"])
def test_a_bad_epsilon_is_a_sentence_and_the_last_good_one_stays(
    qtbot: QtBot, window: MainWindow, text: str
) -> None:
    bar = only(window, CheckBar)
    before = window.store.result
    retype(bar, text)
    (sentence,) = [x for x in texts(bar) if x not in LABELS]
    assert sentence.endswith(".")
    assert "1e-04 is still used." in sentence
    assert window.store.spec.epsilon == 1e-4
    assert window.store.result is before
    assert not window.store.running
    retype(bar, "1e-5")
    assert [x for x in texts(bar) if x not in LABELS] == []
    assert settle(qtbot, window).spec.epsilon == 1e-5


def test_a_problem_is_told_to_a_screen_reader_and_taken_back(bar: CheckBar) -> None:
    box = only(bar, EpsilonSpinBox)
    usual = box.accessibleDescription()
    retype(bar, "0")
    assert box.accessibleDescription() == ("Epsilon must be larger than 0. 1e-04 is still used.")
    retype(bar, "1e-5")
    assert box.accessibleDescription() == usual


def test_a_long_problem_does_not_push_anything(window: MainWindow) -> None:
    window.resize(1024, 640)
    bar = only(window, CheckBar)
    before = {x: x.geometry() for x in bar.findChildren(QPushButton)}
    retype(bar, "something that is far too long to be a number and goes on")
    label = next(x for x in bar.findChildren(QLabel) if x.property("look") == "problem")
    assert label.heightForWidth(label.width()) <= bar.height()
    assert {x: x.geometry().left() for x in before} == {x: r.left() for x, r in before.items()}


def combo(bar: CheckBar) -> QComboBox:
    return next(x for x in bar.findChildren(QComboBox) if x.accessibleName() == "Scheme")


def test_schemes_by_box_and_menu_agree(qtbot: QtBot, window: MainWindow) -> None:
    bar = only(window, CheckBar)
    box = combo(bar)
    assert [box.itemText(i) for i in range(box.count())] == [
        "Forward",
        "Backward",
        "Central",
        "Four-point",
        "Richardson",
        "Complex step",
    ]
    box.setCurrentIndex(3)
    assert window.store.spec.scheme == "four-point"
    assert action(window, "Four-point").isChecked()
    assert box.toolTip().startswith("(8 (J(w + ε)")
    assert settle(qtbot, window).ratio == pytest.approx(1.96e-12, rel=0.5)
    action(window, "Richardson").trigger()
    assert (window.store.spec.scheme, bar.scheme()) == ("richardson", "richardson")
    assert not action(window, "Four-point").isChecked()
    settle(qtbot, window)


def test_a_complex_step_where_the_cost_is_not_analytic_says_so(
    qtbot: QtBot, window: MainWindow
) -> None:
    bar = only(window, CheckBar)
    combo(bar).setCurrentIndex(5)
    assert not any("not analytic" in text for text in texts(bar))
    window.store.edit(window.store.spec.with_network(activations=("relu", "sigmoid")))
    (note,) = [text for text in texts(bar) if "not analytic" in text]
    assert note in combo(bar).accessibleDescription()
    settle(qtbot, window)
    # What is wrong with the epsilon comes before what is good to know.
    retype(bar, "1..2")
    assert not any("not analytic" in text for text in texts(bar))
    retype(bar, "1e-5")
    assert note in texts(bar)
    combo(bar).setCurrentIndex(2)
    assert not any("not analytic" in text for text in texts(bar))
    settle(qtbot, window)


class _Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("width", [1024, 1440])
def test_a_tool_gives_way_and_then_all_is_quiet(open_window: OpenWindow, width: int) -> None:
    window = open_window(size=(width, 640))
    bar = only(window, CheckBar)
    tools = {x.accessibleName(): x for x in bar.findChildren(QToolButton)}
    step, breaks = tools["Step through the weights"], tools["Break it"]
    assert step.isVisible()
    breaks.defaultAction().setIconText("Broken: " + "a bug with quite a name")
    turn(10)
    assert step.isVisible() == (width > 1024)
    assert window.width() == width
    requests = _Requests(bar)
    turn(20)
    assert requests.count == 0
    breaks.defaultAction().setIconText("Break it")
    turn(10)
    assert step.isVisible()
    assert window.width() == width
