"""Menus and keys: everything the window can do, once."""

from __future__ import annotations

import gc
from collections import Counter
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from nnd_gui.engine.sources import SeededWeights
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.model.lesson_list import shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, actions, charts, only, settle, turn

CTRL = Qt.KeyboardModifier.ControlModifier


def is_key(label: QLabel) -> bool:
    return label.buddy() is not None


def mnemonics(texts: list[str]) -> list[str]:
    found = [QKeySequence.mnemonic(text).toString() for text in texts]
    return [key for key in found if key]


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = Counter(key.toString() for x in actions(window) for key in x.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) > 15


def test_every_action_but_a_choice_of_theme_has_a_key_or_is_rare(window: MainWindow) -> None:
    without = [x.text().replace("&", "") for x in actions(window) if not x.shortcuts()]
    rare = [
        "As the system",
        "Light",
        "Dark",
        "High contrast",
        "About Gradient Checker",
        "Show all weights",
    ]
    rare += ["The system's language", "English", "Deutsch"]
    rare += ["Forward", "Backward", "Central", "Four-point", "Richardson", "Complex step"]
    rare += ["After where it is wrong", "After the kind of mistake", "After the line"]
    rare += ["Choose the editor…", "Reset the settings"]
    rare += ["Check a zip…", "Revert", "Let this step show what is shown", "Remove this step"]
    lessons = {entry.title for entry in shipped_lessons()}
    assert sorted(x for x in without if x[3:] not in lessons) == sorted(rare)


def test_every_menu_can_be_walked_by_letters(window: MainWindow) -> None:
    menus = window.menuBar().findChildren(QMenu)
    assert len(menus) >= 5
    for menu in menus:
        texts = [x.text() for x in menu.actions() if not x.isSeparator()]
        letters = mnemonics(texts)
        assert len(letters) == len(texts), texts
        assert len(set(letters)) == len(letters), texts


def test_no_letter_leads_to_two_places(window: MainWindow) -> None:
    texts = [x.text() for x in window.menuBar().actions()]
    texts += [x.text() for x in window.findChildren(QLabel) if x.isVisible() and is_key(x)]
    texts += [x.text() for x in window.findChildren(QToolButton) if x.isVisible()]
    assert [key for key, count in Counter(mnemonics(texts)).items() if count > 1] == []


@pytest.mark.parametrize(("start", "ups"), [(1e-4, 5), (2.5e-6, 6), (1.2345678901234567e-3, 3)])
def test_epsilon_ten_times_larger_is_exact_up_to_the_end(
    qtbot: QtBot, window: MainWindow, start: float, ups: int
) -> None:
    bar = only(window, CheckBar)
    only(window, EpsilonSpinBox).setFocus()
    bar.set_value(start)
    larger, smaller = (action(window, f"Epsilon ten times {x}") for x in ("larger", "smaller"))
    for _ in range(25):
        larger.trigger()
    assert window.store.spec.epsilon == float(Decimal(repr(start)).scaleb(ups)) <= 10.0
    for _ in range(40):
        smaller.trigger()
    assert 1e-16 <= window.store.spec.epsilon < 1e-15
    while window.store.spec.epsilon < start:
        larger.trigger()
    assert window.store.spec.epsilon == start == bar.value()
    settle(qtbot, window)


def test_epsilon_by_its_keys_from_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_Down, CTRL)
    assert window.store.spec.epsilon == 1e-5
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_Up, CTRL)
    assert window.store.spec.epsilon == 1e-4
    settle(qtbot, window)


def test_new_weights_and_back_to_the_lesson(qtbot: QtBot, window: MainWindow) -> None:
    seen = []
    for _ in range(2):
        action(window, "New random weights").trigger()
        weights = window.store.spec.network.weights
        assert isinstance(weights, SeededWeights)
        seen.append(settle(qtbot, window).values.tolist())
    assert seen[0] != seen[1]
    action(window, "Back to the lesson").trigger()
    assert window.store.spec == lesson_spec()
    assert settle(qtbot, window).ratio == pytest.approx(2.75e-10, rel=1e-3)


def test_own_scales_by_menu_and_box_agree(window: MainWindow) -> None:
    own = action(window, "Each matrix on its own scale")
    box = next(
        x
        for x in window.findChildren(QCheckBox)
        if x.accessibleName() == "Each matrix on its own scale"
    )
    own.trigger()
    assert (own.isChecked(), box.isChecked()) == (True, True)
    turn()
    assert charts(only(window, GradientPlot))[0].box.viewRange()[1] == pytest.approx([-1.2, 1.2])
    box.click()
    assert (own.isChecked(), box.isChecked()) == (False, False)


def theme_ticks(window: MainWindow) -> list[str]:
    names = ("As the system", "Light", "Dark")
    return [name for name in names if action(window, name).isChecked()]


def test_theme(window: MainWindow, themes: ThemeManager) -> None:
    assert theme_ticks(window) == ["Light"]
    before = window.grab().toImage().pixelColor(5, window.height() // 2)
    QTest.keyClick(window, Qt.Key.Key_T, CTRL)
    turn()
    assert (themes.mode, theme_ticks(window)) == ("dark", ["Dark"])
    after = window.grab().toImage().pixelColor(5, window.height() // 2)
    assert (before.lightness() > 200, after.lightness() < 60) == (True, True)
    QTest.keyClick(window, Qt.Key.Key_T, CTRL)
    assert (themes.mode, theme_ticks(window)) == ("light", ["Light"])
    action(window, "As the system").trigger()
    assert (themes.mode, theme_ticks(window)) == ("system", ["As the system"])


def test_text_size(window: MainWindow, themes: ThemeManager) -> None:
    label = next(x for x in window.findChildren(QLabel) if x.text() == "&Epsilon")
    before = label.fontInfo().pixelSize()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Plus):
        QTest.keyClick(window, key, CTRL)
    assert themes.scale == pytest.approx(1.331)
    assert label.fontInfo().pixelSize() > before
    QTest.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert themes.scale == pytest.approx(1.21)
    QTest.keyClick(window, Qt.Key.Key_0, CTRL)
    assert themes.scale == 1.0
    assert label.fontInfo().pixelSize() == before
    themes.set_scale(2.4)
    action(window, "Larger").trigger()
    assert themes.scale == 2.5


def test_full_screen_and_out_again(window: MainWindow) -> None:
    full = action(window, "Full screen")
    full.trigger()
    turn()
    assert window.isFullScreen()
    full.trigger()
    turn()
    assert not window.isFullScreen()
    window.showMaximized()
    turn()
    for _ in range(2):
        full.trigger()
        turn()
    assert window.isMaximized()


def test_escape_leaves_the_full_screen(window: MainWindow) -> None:
    action(window, "Full screen").trigger()
    turn()
    plot = only(window, GradientPlot)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    turn()
    assert (window.store.selected, window.isFullScreen()) == (0, False)
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert window.store.selected == -1


def test_the_key_list_names_every_key(window: MainWindow) -> None:
    action(window, "Keyboard").trigger()
    turn()
    dialog = only(window, QDialog)
    assert dialog.isVisible()
    said = " ".join(x.text() for x in dialog.findChildren(QLabel))
    for x in actions(window):
        if not x.shortcut().isEmpty():
            assert x.text().replace("&", "").rstrip("…") in said
            assert x.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in said
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    turn()
    assert window.findChildren(QDialog) == []
    # All menus that were listed are still there, those of files among them.
    gc.collect()
    window.desk.changed.emit()
    assert len(list(actions(window))) > 80


def test_about(window: MainWindow) -> None:
    action(window, "About Gradient Checker").trigger()
    turn()
    dialog = only(window, QDialog)
    said = " ".join(x.text() for x in dialog.findChildren(QLabel))
    for word in ("Gradient Checker 0.", "numpy 2.", "Qt for Python 6."):
        assert word in said
    dialog.reject()
    turn()


def test_quit(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Q, CTRL)
    assert not window.isVisible()


def test_tool_buttons_keep_their_looks_when_their_actions_change(window: MainWindow) -> None:
    tools = [x for x in only(window, CheckBar).findChildren(QToolButton) if x.isVisible()]
    looks = [(x.text(), x.toolTip(), x.icon().isNull()) for x in tools]
    for name in ("Export report", "New random weights", "Light or dark"):
        action(window, name).setEnabled(False)
        action(window, name).setEnabled(True)
    assert [(x.text(), x.toolTip(), x.icon().isNull()) for x in tools] == looks
    assert not any(null for _, _, null in looks)


def test_tool_buttons_do_what_their_menus_do(window: MainWindow) -> None:
    bar = only(window, CheckBar)
    tools = [x for x in bar.findChildren(QToolButton) if x.isVisible()]
    assert [x.accessibleName() for x in tools] == [
        "Break it",
        "Step through the weights",
        "New random weights",
        "Export report",
        "Light or dark",
    ]
    for tool in tools:
        default: QAction = tool.defaultAction()
        assert default in list(actions(window))
        keys = default.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert tool.toolTip().endswith(f" ({keys})")
        face = QAccessible.queryAccessibleInterface(tool)
        roles = QAccessible.Role
        assert face.role() in (roles.Button, roles.PushButton, roles.CheckBox)
