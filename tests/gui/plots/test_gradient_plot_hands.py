"""The plot under mouse and keys."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.hover_card import HoverCard
from nnd_gui.gui.theme.tokens import LIGHT
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import (
    bars,
    charts,
    click,
    network,
    only,
    pixel_of,
    result_of,
    settle,
    spoilt,
    turn,
)
from tests.gui.plots.conftest import Show

LESSON = lesson_spec()
WIDE = network((30, 40, 7))


def point(chart: Chart, x: float) -> None:
    """Move the mouse over an x of the plot."""
    low, high = chart.box.viewRange()[1]
    at = pixel_of(chart, x, (low + high) / 2)
    QCursor.setPos(chart.viewport().mapToGlobal(at))
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(chart.viewport().mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(chart.viewport(), event)


def chosen(plot: GradientPlot) -> list[int]:
    told: list[int] = []
    plot.weight_chosen.connect(told.append)
    return told


def width_in_view(plot: GradientPlot) -> float:
    left, right = charts(plot)[0].box.viewRange()[0]
    return float(right - left)


def card_text(plot: GradientPlot) -> list[str]:
    return re.sub(r"<[^>]*>", "\n", only(plot, HoverCard).text()).split("\n")


@pytest.mark.parametrize("place", [0, 1])
def test_a_click_selects_the_nearest_weight(plot: GradientPlot, show: Show, place: int) -> None:
    show(result_of(LESSON))
    told = chosen(plot)
    chart = charts(plot)[place]
    for x in (0.0, 2.4, 4.6, 5.7, 8.6, 9.1):
        click(chart, x)
    assert told == [0, 2, 5, 5, 8, 8]


def test_a_drag_is_no_click(plot: GradientPlot, show: Show) -> None:
    show(result_of(LESSON))
    told = chosen(plot)
    view = charts(plot)[0].viewport()
    start, end = QPoint(200, 100), QPoint(260, 100)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=start)
    assert told == []


def test_arrow_keys_walk_and_stop_at_the_ends(qtbot: QtBot, window: MainWindow) -> None:
    plot, store = only(window, GradientPlot), window.store
    key = Qt.Key
    walk = [
        (key.Key_Right, 0),
        (key.Key_Right, 1),
        (key.Key_Left, 0),
        (key.Key_Left, 0),
        (key.Key_End, 8),
        (key.Key_Right, 8),
        (key.Key_Home, 0),
        (key.Key_Escape, -1),
        (key.Key_Left, 8),
    ]
    for pressed, weight in walk:
        QTest.keyClick(plot, pressed)
        assert store.selected == weight
    assert window.focusWidget() is plot


def test_keys_of_an_empty_plot_do_nothing(plot: GradientPlot, show: Show) -> None:
    show(CheckResult(LESSON))
    told = chosen(plot)
    key = Qt.Key
    for pressed in (key.Key_Right, key.Key_Left, key.Key_Home, key.Key_End, key.Key_Plus):
        QTest.keyClick(plot, pressed)
    assert all(weight <= 0 for weight in told)
    charts(plot)[0].clicked.emit(3.0)
    turn()


def test_zoom_keys(plot: GradientPlot, show: Show) -> None:
    show(result_of(WIDE))
    whole = width_in_view(plot)
    show_all = only(plot, QPushButton)
    assert not show_all.isVisible()
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    turn()
    assert width_in_view(plot) == pytest.approx(whole / 2, rel=1e-6)
    assert show_all.isVisible()
    QTest.keyClick(plot, Qt.Key.Key_Equal)
    turn()
    assert width_in_view(plot) == pytest.approx(whole / 4, rel=1e-6)
    QTest.keyClick(plot, Qt.Key.Key_Minus)
    turn()
    assert width_in_view(plot) == pytest.approx(whole / 2, rel=1e-6)
    QTest.keyClick(plot, Qt.Key.Key_0)
    turn()
    assert width_in_view(plot) == pytest.approx(whole, rel=1e-6)
    assert not show_all.isVisible()


def test_zooming_in_and_out_ends_at_a_few_weights_and_at_all(
    plot: GradientPlot, show: Show
) -> None:
    result = result_of(WIDE)
    show(result)
    whole = width_in_view(plot)
    for _ in range(30):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
        turn(1)
    assert width_in_view(plot) == pytest.approx(8.0)
    drawn = bars(charts(plot)[0], LIGHT.numerical).opts["height"]
    assert np.isin(drawn, result.weights.numerical).all()
    for _ in range(30):
        QTest.keyClick(plot, Qt.Key.Key_Minus)
        turn(1)
    assert width_in_view(plot) == pytest.approx(whole)


def test_zoom_goes_to_the_selected_weight(plot: GradientPlot, show: Show) -> None:
    show(result_of(WIDE))
    plot.show_selected(1_300)
    for _ in range(6):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
        turn(1)
    left, right = charts(plot)[0].box.viewRange()[0]
    x = 1_300 + 0.012 * 1_480
    assert left < x < right
    plot.show_selected(3)
    turn()
    left, right = charts(plot)[0].box.viewRange()[0]
    assert left < 3 < right


def test_show_all_by_the_button(plot: GradientPlot, show: Show) -> None:
    show(result_of(WIDE))
    whole = width_in_view(plot)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    turn()
    only(plot, QPushButton).click()
    turn()
    assert width_in_view(plot) == pytest.approx(whole)


def test_the_hover_card_has_the_weights_numbers(plot: GradientPlot, show: Show) -> None:
    show(result_of(LESSON, spoilt(4, 0.5)))
    upper, lower = charts(plot)
    point(upper, 6.6)
    said = card_text(plot)
    assert only(plot, HoverCard).isVisible()
    for text in ("W2[0,0]", "numerical", "analytic", "-0.19123277", "agree"):
        assert text in said
    point(lower, 4.1)
    said = card_text(plot)
    for text in ("W1[1,1]", "+0.02962221", "+0.50000000", "disagree"):
        assert text in said
    assert plot.rect().contains(only(plot, HoverCard).geometry())


def test_the_card_goes_with_the_mouse(plot: GradientPlot, show: Show) -> None:
    show(result_of(LESSON))
    upper, _ = charts(plot)
    point(upper, 6.6)
    QApplication.sendEvent(upper, QEvent(QEvent.Type.Leave))
    assert not only(plot, HoverCard).isVisible()


def test_the_card_never_keeps_an_old_number(plot: GradientPlot, show: Show) -> None:
    """The mouse rests while a key changes the epsilon."""
    show(result_of(LESSON))
    upper, _ = charts(plot)
    point(upper, 4.0)
    show(result_of(LESSON, spoilt(4, 0.5)))
    assert "+0.50000000" in card_text(plot)
    assert only(plot, HoverCard).isVisible()
    show(CheckResult(LESSON))
    assert not only(plot, HoverCard).isVisible()


def test_the_card_of_a_column_says_how_many_it_stands_for(plot: GradientPlot, show: Show) -> None:
    show(result_of(WIDE))
    point(charts(plot)[1], 700.0)
    assert any(re.search(r"one of \d+ in this column", text) for text in card_text(plot))


def test_a_card_before_the_weights_turn(plot: GradientPlot, show: Show) -> None:
    show(result_of(LESSON, weights=0))
    point(charts(plot)[0], 6.6)
    said = card_text(plot)
    assert "…" in said
    assert "verdict" not in said


def test_a_click_in_the_window_reaches_every_view(qtbot: QtBot, window: MainWindow) -> None:
    plot = only(window, GradientPlot)
    click(charts(plot)[0], 2.0)
    settle(qtbot, window)
    assert window.store.selected == 2
    assert plot.hasFocus()
