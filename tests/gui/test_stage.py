"""The stage: which picture is large, which below, and which hears of what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.stage.pictures import PictureRow, picture_rows
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.icons import ICON_NAMES
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, actions, only, turn

CTRL = Qt.KeyboardModifier.ControlModifier


class Noted(Picture):
    """A picture that notes what it is told."""

    def __init__(self, _themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self.told: list[object] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_result(self, result: Any) -> None:
        self.told.append(result)

    def show_selected(self, index: int) -> None:
        self.told.append(index)

    def show_spec(self, spec: ExperimentSpec) -> None:
        self.told.append(spec)


def row(name: str, kind: str = "check") -> PictureRow:
    return PictureRow(name, f"&{name}", "", "bars", Noted, kind)


@pytest.fixture
def stage(qtbot: QtBot, themes: ThemeManager, hold: Callable[[QWidget], None]) -> Stage:
    rows = [row("one"), row("two"), row("three", "sweep"), row("four")]
    stage = Stage(themes, rows)
    hold(stage)
    stage.resize(800, 600)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


def told(stage: Stage, name: str) -> list[object]:
    picture = stage.picture(name)
    assert isinstance(picture, Noted)
    return picture.told


def tabs(stage: Stage) -> list[str]:
    bar = only(stage, QTabBar)
    return [bar.tabText(place) for place in range(bar.count())]


def shown(stage: Stage) -> set[str]:
    return {row.name for row in stage.rows if stage.picture(row.name).isVisible()}


def test_the_first_is_large_and_the_others_are_tabs(stage: Stage) -> None:
    assert (stage.large, stage.below) == ("one", "two")
    assert tabs(stage) == ["two", "three", "four"]
    assert shown(stage) == {"one", "two"}
    assert stage.picture("one").height() > stage.picture("two").height()


def test_a_large_picture_goes_back_to_its_own_place(stage: Stage) -> None:
    sizes = stage.picture("one").size(), stage.picture("two").size()
    stage.enlarge("three")
    turn()
    # What was below stays there: one picture only moves.
    assert (stage.large, stage.below) == ("three", "two")
    assert tabs(stage) == ["one", "two", "four"]
    assert (stage.picture("three").size(), stage.picture("two").size()) == sizes
    stage.enlarge("two")
    # Here the two change places, so that none goes out of sight.
    assert (stage.large, stage.below) == ("two", "three")
    assert tabs(stage) == ["one", "three", "four"]
    stage.enlarge("one")
    stage.show_below("two")
    turn()
    assert tabs(stage) == ["two", "three", "four"]
    assert (stage.picture("one").size(), stage.picture("two").size()) == sizes


def test_on_a_low_screen_one_picture_is_left_and_none_covers_another(stage: Stage) -> None:
    stage.setMinimumSize(1, 1)  # as on a screen that has less than a window asks for
    tabs = only(stage, QTabBar)
    for height, both in ((150, False), (600, True), (185, False), (260, True)):
        stage.resize(800, height)
        turn()
        assert tabs.isVisible() == both, height
        assert stage.seen_large.isVisible()
    stage.resize(800, 150)
    turn()
    stage.enlarge("two")  # as its key does
    turn()
    assert stage.seen_large.isVisible()
    assert stage.seen_large.height() > 100


def test_a_hidden_picture_hears_nothing_until_it_is_looked_at(stage: Stage) -> None:
    spec, result, other = lesson_spec(), object(), object()
    stage.show_spec(spec)
    stage.show_result("check", result)
    stage.show_selected(3)
    assert told(stage, "one")[-3:] == [spec, result, 3]
    assert told(stage, "four") == []
    stage.show_below("four")
    assert told(stage, "four") == [spec, result, 3]
    before = list(told(stage, "two"))
    stage.show_result("check", other)
    assert told(stage, "two") == before
    assert told(stage, "four")[-1] is other
    stage.show_below("two")
    assert told(stage, "two")[len(before) :] == [spec, other, 3]


def test_a_picture_hears_of_its_own_kind_of_run_only(stage: Stage) -> None:
    stage.show_below("three")
    stage.show_result("check", "a check")
    stage.show_result("sweep", "a sweep")
    assert "a check" not in told(stage, "three")
    assert told(stage, "three")[-1] == "a sweep"
    assert "a sweep" not in told(stage, "one")


def test_the_kinds_that_are_looked_at(qtbot: QtBot, stage: Stage) -> None:
    assert stage.wanted == {"check"}
    with qtbot.waitSignal(stage.wanted_changed) as seen:
        stage.show_below("three")
    assert seen.args == [{"check", "sweep"}]
    with qtbot.assertNotEmitted(stage.wanted_changed):
        stage.enlarge("three")
    with qtbot.waitSignal(stage.wanted_changed) as seen:
        stage.enlarge("four")
    assert seen.args == [{"check"}]


def test_settings_come_with_the_name_of_their_picture(qtbot: QtBot, stage: Stage) -> None:
    stage.show_below("three")
    with qtbot.waitSignal(stage.settings_chosen) as seen:
        stage.picture("three").settings_chosen.emit((1, 2))
    assert seen.args == ["three", (1, 2)]


def test_by_tabs_button_and_double_click(stage: Stage) -> None:
    bar, button = only(stage, QTabBar), stage.findChildren(QToolButton)[-1]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    assert stage.below == "four"
    assert button.accessibleName() == "Make “four” the large picture"
    button.click()
    assert (stage.large, stage.below) == ("four", "one")
    assert stage.picture("four").hasFocus()
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert stage.large == "two"


def test_tab_goes_from_the_large_one_over_the_tabs_to_the_one_below(stage: Stage) -> None:
    stage.enlarge("three")
    stage.show_below("four")
    stage.picture("three").setFocus()
    reached = []
    for _ in range(4):
        widget = QApplication.focusWidget()
        assert widget is not None
        reached.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert reached[0] is stage.picture("three")
    assert isinstance(reached[1], QTabBar)
    assert isinstance(reached[2], QToolButton)
    assert reached[3] is stage.picture("four")


def test_every_row_can_be_made_and_reached(window: MainWindow) -> None:
    stage = only(window, Stage)
    rows = picture_rows()
    assert [x.name for x in stage.rows] == [x.name for x in rows]
    kinds = {slot.kind.name for slot in window.store.slots}
    offered = {x.text(): x.shortcut().toString() for x in actions(window)}
    for one in rows:
        assert one.icon in ICON_NAMES
        assert one.kind in kinds
        assert offered[one.title] == one.key
        action(window, one.label).trigger()
        turn()
        assert stage.large == one.name
        picture = stage.picture(one.name)
        assert picture.isVisible()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert picture is focus or picture.isAncestorOf(focus)
        assert action(window, one.label).isChecked()


def test_pictures_by_their_keys_and_back(window: MainWindow) -> None:
    stage = only(window, Stage)
    window.store.select(4)
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert (stage.large, stage.below) == ("weights", "gradients")
    assert window.store.selected == 4
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    assert (stage.large, stage.below) == ("gradients", "weights")
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_Right)
    assert window.store.selected == 5


def test_going_to_the_table_selects_nothing(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.store.selected == -1
    table = QApplication.focusWidget()
    assert table is not None
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert window.store.selected >= 0
