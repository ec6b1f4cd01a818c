"""The spin box for epsilon, as a person uses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox

pytestmark = [
    pytest.mark.usefixtures("themes"),
    # Qt's platform without a screen says this of every window that is shown.
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
]

StepEnabled = QAbstractSpinBox.StepEnabledFlag


@pytest.fixture
def box(qtbot: QtBot) -> EpsilonSpinBox:
    made = EpsilonSpinBox()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def retype(box: EpsilonSpinBox, text: str) -> None:
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    QTest.keyClicks(box, text)


def test_shows_the_lessons_epsilon(box: EpsilonSpinBox) -> None:
    assert box.text() == "1e-04"
    assert box.value() == 1e-4


def test_arrow_keys_step_by_decades_and_come_back_exactly(box: EpsilonSpinBox) -> None:
    values: list[float] = []
    box.value_changed.connect(values.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(box, key)
    assert values == [1e-3, 1e-4, 1e-5, 1e-4]
    QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert box.value() == 1e-7
    QTest.keyClick(box, Qt.Key.Key_PageUp)
    assert box.value() == 1e-4


def test_arrows_are_off_at_the_ends(box: EpsilonSpinBox) -> None:
    assert box.stepEnabled() == StepEnabled.StepUpEnabled | StepEnabled.StepDownEnabled
    box.set_value(1e1)
    assert box.stepEnabled() == StepEnabled.StepDownEnabled
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 1e1
    box.set_value(5e-16)
    assert box.stepEnabled() == StepEnabled.StepUpEnabled


def test_a_click_on_an_arrow_steps(box: EpsilonSpinBox) -> None:
    right = box.width() - 12
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(right, box.height() // 4))
    assert box.text() == "1e-03"
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(right, box.height() * 3 // 4))
    assert box.text() == "1e-04"


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("2.5e-6", 2.5e-6, "2.5e-06"),
        ("2,5e-6", 2.5e-6, "2.5e-06"),
        ("10^-5", 1e-5, "1e-05"),
        (" 0.001 ", 1e-3, "1e-03"),
    ],
)
def test_enter_takes_what_is_typed(
    box: EpsilonSpinBox, qtbot: QtBot, typed: str, value: float, shown: str
) -> None:
    retype(box, typed)
    with qtbot.waitSignal(box.value_changed, timeout=300) as told:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert told.args == [value]
    assert (box.value(), box.text()) == (value, shown)


def test_a_pause_takes_what_is_typed_and_leaves_it_as_it_is(
    box: EpsilonSpinBox, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(box.value_changed, timeout=3000) as told:
        retype(box, "0.00001")
    assert told.args == [1e-5]
    assert box.text() == "0.00001"


def test_leaving_takes_what_is_typed(box: EpsilonSpinBox, qtbot: QtBot) -> None:
    retype(box, "1e-6")
    with qtbot.waitSignal(box.value_changed, timeout=300):
        box.clearFocus()
    assert box.text() == "1e-06"


@pytest.mark.parametrize("typed", ["0", "-1", "nan", "inf", "1e400", "", "abc", "1e", "11"])
def test_what_cannot_be_used_is_kept_and_told(
    box: EpsilonSpinBox, qtbot: QtBot, typed: str
) -> None:
    values: list[float] = []
    box.value_changed.connect(values.append)
    with qtbot.waitSignal(box.problem_changed, timeout=3000) as told:
        retype(box, typed)
    assert told.args is not None
    assert told.args[0].endswith(".")
    QTest.keyClick(box, Qt.Key.Key_Return)
    box.clearFocus()
    assert box.text() == typed
    assert box.value() == 1e-4
    assert values == []


def test_a_problem_goes_as_soon_as_it_is_answered(box: EpsilonSpinBox, qtbot: QtBot) -> None:
    retype(box, "1e")
    with qtbot.waitSignal(box.problem_changed, timeout=300):
        QTest.keyClick(box, Qt.Key.Key_Return)
    box.lineEdit().end(False)
    with qtbot.waitSignal(box.problem_changed, timeout=300) as told:
        QTest.keyClicks(box, "-5")
    assert told.args == [""]


def test_escape_returns_to_the_last_good_value(box: EpsilonSpinBox, qtbot: QtBot) -> None:
    retype(box, "abc")
    QTest.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.problem_changed, timeout=300) as told:
        QTest.keyClick(box, Qt.Key.Key_Escape)
    assert told.args == [""]
    assert box.text() == "1e-04"


def test_a_step_takes_what_is_typed_along(box: EpsilonSpinBox) -> None:
    retype(box, "3e-7")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.text() == "3e-06"


def test_set_value_does_not_echo(box: EpsilonSpinBox, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(box.value_changed, wait=0):
        box.set_value(2.5e-6)
    assert box.text() == "2.5e-06"
    assert box.value() == 2.5e-6


def test_set_value_of_the_same_value_lets_the_person_type_on(box: EpsilonSpinBox) -> None:
    retype(box, "1e")
    box.set_value(1e-4)
    assert box.text() == "1e"
    box.set_value(1e-3)
    assert box.text() == "1e-03"


def wheel(target: QWidget, delta: int) -> None:
    middle = QPointF(target.rect().center())
    event = QWheelEvent(
        middle,
        target.mapToGlobal(middle),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def test_the_wheel_turns_only_what_has_the_focus(box: EpsilonSpinBox, qtbot: QtBot) -> None:
    wheel(box, 120)
    assert box.value() == 1e-3
    # A touch pad's small parts add up.
    for _ in range(4):
        wheel(box, -30)
    assert box.value() == 1e-4
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    wheel(box, 120)
    assert box.value() == 1e-4


def test_a_screen_reader_hears_name_and_value(box: EpsilonSpinBox) -> None:
    told = QAccessible.queryAccessibleInterface(box)
    assert told.text(QAccessible.Text.Name) == "Epsilon"
    assert told.text(QAccessible.Text.Value) == "1e-04"
    assert "tenfold" in told.text(QAccessible.Text.Description)
    assert told.role() == QAccessible.Role.SpinBox


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_number_is_never_cut_off(
    box: EpsilonSpinBox, themes: ThemeManager, scale: float
) -> None:
    themes.set_scale(scale)
    try:
        box.resize(box.sizeHint())
        QApplication.processEvents()
        line = box.lineEdit()
        assert line.width() >= line.fontMetrics().horizontalAdvance("2.5e-06")
        assert line.fontInfo().fixedPitch()
        assert box.height() >= line.fontMetrics().height()
    finally:
        themes.set_scale(1.0)
