"""Presented, the window is for the back row; ended, it is exactly what it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.presentation import presented_scale
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.fitting_tabs import FittingTabs
from tests.gui.faces import action, only, settle, turn


def press(window: MainWindow, key: Qt.Key, *, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window, key, held)
    turn()


def present(window: MainWindow) -> None:
    action(window, "Present").trigger()
    turn()


def seen(window: MainWindow, kind: type[QWidget]) -> bool:
    return only(window, kind).isVisible()


@pytest.mark.parametrize("maximised", [False, True])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_escape_gives_back_what_was_there(
    maximised: bool, mode: str, qtbot: QtBot, window: MainWindow, themes: ThemeManager
) -> None:
    themes.set_mode(mode)
    themes.set_scale(1.1)
    action(window, "Network").trigger()  # put away by the person, and so not brought back
    if maximised:
        window.showMaximized()
    else:
        window.setGeometry(60, 50, 1300, 800)
    turn()
    before = window.geometry()
    chosen: list[None] = []
    themes.chosen.connect(lambda: chosen.append(None))
    present(window)
    assert window.isFullScreen()
    assert window.screen().geometry().contains(window.geometry().center())
    assert themes.theme.name == "light"
    assert themes.scale == pytest.approx(presented_scale(window.screen().size()))
    assert not seen(window, WeightPanel)
    assert window.menuBar().height() == 0
    assert not window.statusBar().isVisible()
    # Its keys are alive, and what is chosen for the room is nobody's own setting.
    action(window, "Light or dark").trigger()
    action(window, "Larger").trigger()
    assert themes.theme.name == "dark"
    press(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.isMaximized() == maximised
    assert window.geometry() == before
    assert (themes.mode, themes.scale) == (mode, 1.1)
    assert chosen == []
    assert seen(window, WeightPanel)
    assert not seen(window, NetworkPanel)
    assert window.menuBar().height() > 0
    assert window.statusBar().isVisible()


def test_escape_leaves_it_and_the_selected_weight_stays(qtbot: QtBot, window: MainWindow) -> None:
    window.store.select(4)
    plot = only(window, GradientPlot)
    present(window)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    turn()
    assert not window.isFullScreen()
    assert window.store.selected == 4
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert window.store.selected == -1
    settle(qtbot, window)


def test_a_panel_that_is_called_for_comes_alone(qtbot: QtBot, window: MainWindow) -> None:
    present(window)
    action(window, "Break it").trigger()
    turn()
    assert seen(window, CheckBar)
    assert not seen(window, NetworkPanel)
    press(window, Qt.Key.Key_Escape)
    assert seen(window, NetworkPanel)


def test_a_lesson_is_walked_while_it_is_presented(qtbot: QtBot, window: MainWindow) -> None:
    window.documents.open_lesson("part-5")
    settle(qtbot, window)
    present(window)
    step = window.desk.page.step
    press(window, Qt.Key.Key_PageDown)
    assert window.desk.page.step == step + 1
    press(window, Qt.Key.Key_PageUp)
    assert window.desk.page.step == step
    assert window.isFullScreen()
    press(window, Qt.Key.Key_Escape)


def test_what_is_saved_meanwhile_knows_nothing_of_it(qtbot: QtBot, window: MainWindow) -> None:
    before = window.desk.state()
    present(window)
    assert window.desk.state() == before
    press(window, Qt.Key.Key_Escape)
    assert window.desk.state() == before


def test_closed_while_presented(qtbot: QtBot, window: MainWindow, themes: ThemeManager) -> None:
    present(window)
    window.close_without_asking()
    assert themes.scale == 1.0


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080), (3840, 2160)])
def test_the_larger_the_screen_the_larger_all_is(size: tuple[int, int]) -> None:
    scale = presented_scale(QSize(*size))
    assert 1.15 <= scale <= 2.2
    assert scale >= presented_scale(QSize(1024, 768))


@pytest.mark.parametrize("width", [1024, 1280, 1440])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_tabs_are_whole_or_in_a_menu(
    width: int, scale: float, qtbot: QtBot, window: MainWindow, themes: ThemeManager
) -> None:
    themes.set_scale(scale)
    window.resize(width, 768)
    turn()
    stage, tabs = only(window, Stage), only(window, FittingTabs)
    bar: QTabBar = tabs.bar
    for row in stage.rows[1:]:
        stage.show_below(row.name)
        turn()
        shown = [place for place in range(bar.count()) if bar.isTabVisible(place)]
        assert bar.currentIndex() in shown
        assert max(bar.tabRect(place).right() for place in shown) <= bar.width()
        hidden = bar.count() - len(shown)
        assert tabs.more.isVisible() == (hidden > 0)
        if hidden:
            menu = tabs.more.menu()
            menu.aboutToShow.emit()
            names = [entry.text() for entry in menu.actions()]
            places = [place for place in range(bar.count()) if place not in shown]
            assert names == [bar.tabText(place) for place in places]
            menu.actions()[-1].trigger()
            turn()
            assert bar.tabText(bar.currentIndex()) == names[-1]
            assert stage.below == bar.tabData(bar.currentIndex())
