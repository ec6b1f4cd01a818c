"""Breaking backpropagation on purpose: from the list to the bars, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QToolButton
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import BUG_TABLE
from nnd_gui.engine.bugs import Bug
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.bug_panel import BugPanel
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.bug_choices import bug_choices, bug_obstacles
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import action, network, only, settle, texts, turn

CTRL = Qt.KeyboardModifier.ControlModifier
LESSON = lesson_spec()
TITLES = {row.name: row.title for row in bug_choices()}


def opened(window: MainWindow) -> BugPanel:
    QTest.keyClick(window, Qt.Key.Key_B, CTRL)
    turn()
    panel = only(window, BugPanel)
    assert panel.isVisible()
    return panel


def rows(panel: BugPanel) -> QListWidget:
    return only(panel, QListWidget)


def go_to(panel: BugPanel, name: str) -> None:
    found = rows(panel).findItems(TITLES[name], Qt.MatchFlag.MatchExactly)
    rows(panel).setCurrentItem(found[0])


def box(panel: BugPanel, name: str) -> QComboBox:
    return next(x for x in panel.findChildren(QComboBox) if x.accessibleName() == name)


def pick(panel: BugPanel, name: str, text: str) -> None:
    combo = box(panel, name)
    combo.setCurrentIndex(combo.findText(text))


def test_it_takes_the_place_of_the_weight_and_gives_it_back(window: MainWindow) -> None:
    panel = opened(window)
    assert not only(window, WeightPanel).isVisible()
    assert rows(panel).hasFocus()
    QTest.keyClick(rows(panel), Qt.Key.Key_Escape)
    turn()
    assert only(window, WeightPanel).isVisible()
    assert not action(window, "Break it").isChecked()
    assert window.store.spec == LESSON


def test_arrows_put_one_in_after_the_other(qtbot: QtBot, window: MainWindow) -> None:
    panel = opened(window)
    seen = []
    for _ in range(3):
        QTest.keyClick(rows(panel), Qt.Key.Key_Down)
        seen.append(window.store.spec.bug)
        assert settle(qtbot, window).count(2) > 0
    assert seen == [Bug("sign"), Bug("factor"), Bug("mean-or-sum")]
    assert texts(only(window, VerdictBar))[0].startswith("Backpropagation is wrong")
    QTest.keyClick(rows(panel), Qt.Key.Key_Home)
    assert window.store.spec == LESSON
    assert settle(qtbot, window).overall is not None


def test_the_tool_bar_says_what_is_broken_and_the_menu_repairs(
    qtbot: QtBot, window: MainWindow
) -> None:
    tool = next(x for x in window.findChildren(QToolButton) if x.text() == "Break it")
    repair = action(window, "Take the bug out")
    assert not repair.isEnabled()
    panel = opened(window)
    go_to(panel, "missing-activation-derivative")
    assert tool.text() == "Broken: Missing f′(z)"
    assert repair.isEnabled()
    settle(qtbot, window)
    repair.trigger()
    assert window.store.spec == LESSON
    assert (tool.text(), rows(panel).currentRow()) == ("Break it", 0)


def test_what_cannot_show_is_greyed_says_why_and_puts_nothing_in(window: MainWindow) -> None:
    panel = opened(window)
    go_to(panel, "sign")
    for name, reason in bug_obstacles(LESSON).items():
        go_to(panel, name)
        assert window.store.spec.bug == Bug("sign")
        assert reason in texts(panel)
        item = rows(panel).currentItem()
        assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == reason
        assert item.foreground() != rows(panel).item(1).foreground()
    assert "This network has no biases." in bug_obstacles(LESSON).values()


def test_every_bug_has_its_words(window: MainWindow) -> None:
    panel = opened(window)
    assert [x.name for x in bug_choices()] == list(BUG_TABLE)
    assert len(set(TITLES.values())) == len(BUG_TABLE) == rows(panel).count() - 1
    for row in bug_choices():
        go_to(panel, row.name)
        said = texts(panel)
        assert row.sentence in said
        assert row.right != row.wrong


def test_where_and_how_strong(qtbot: QtBot, window: MainWindow) -> None:
    panel = opened(window)
    go_to(panel, "factor")
    pick(panel, "Where", "W2")
    assert window.store.spec.bug == Bug("factor", "W2")
    factor = only(panel, NumberField)
    factor.selectAll()
    QTest.keyClicks(factor, "3")
    QTest.keyClick(factor, Qt.Key.Key_Return)
    assert window.store.spec.bug == Bug("factor", "W2", 3.0)
    result = settle(qtbot, window)
    assert result.overall is not None
    assert result.overall.blocks == ("W2",)
    # The list stays where it is, and so does the focus.
    assert rows(panel).currentItem().text() == TITLES["factor"]
    factor.selectAll()
    QTest.keyClicks(factor, "1")
    QTest.keyClick(factor, Qt.Key.Key_Return)
    assert window.store.spec.bug == Bug("factor", "W2", 3.0)
    assert any("cannot be “1”" in said for said in texts(panel))


def test_forms(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(network((2, 3, 2), bias=True))
    panel = opened(window)
    go_to(panel, "unbroadcast-bias")
    pick(panel, "Form", "One sample")
    pick(panel, "Where", "b1")
    assert window.store.spec.bug == Bug("unbroadcast-bias", "b1", variant="one-sample")
    result = settle(qtbot, window)
    assert result.overall is not None
    assert result.overall.blocks == ("b1",)


def test_in_a_large_network_each_is_put_in_or_refused_with_a_sentence(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    # Too large to try every bug beforehand: some are tried only when they are asked for.
    spec = network((60, 60, 2), samples=8)
    assert "stale-activation" not in bug_obstacles(spec)
    window = open_window(spec)
    panel = opened(window)
    for name in BUG_TABLE:
        go_to(panel, name)
        bug = window.store.spec.bug
        shown = bug is not None and bug.name == name
        reasons = [x for x in panel.findChildren(QLabel) if x.property("look") == "problem"]
        assert shown != any(x.isVisible() and x.text() for x in reasons)
    settle(qtbot, window)


def test_a_network_that_the_bug_no_longer_fits_loses_it_and_says_so(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    spec = network((2, 3, 1), bias=True)
    window = open_window(replace(spec, bug=Bug("zero-bias")))
    assert texts(only(window, VerdictBar))[0] == "Backpropagation is wrong in b1"
    switch = next(x for x in window.findChildren(QLabel) if x.text() == "&Biases").buddy()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert window.store.spec.bug is None
    assert not window.store.spec.network.bias
    assert window.statusBar().currentMessage() == (
        "This network has no biases. The bug was taken out."
    )
    assert settle(qtbot, window).count(2) == 0


@pytest.mark.parametrize("name", sorted(BUG_TABLE))
def test_places_are_those_of_the_network(window: MainWindow, name: str) -> None:
    panel = opened(window)
    go_to(panel, name)
    bug = window.store.spec.bug
    if bug is None or bug.name != name or not box(panel, "Where").isVisible():
        return
    where = box(panel, "Where")
    offered = [where.itemText(place) for place in range(where.count())]
    assert offered[0] == "As usual"
    assert set(offered[1:]) <= {"W1", "W2"}
    for place in offered[1:]:
        pick(panel, "Where", place)
        assert window.store.spec.bug == Bug(name, place)
