"""The window as a whole: nothing cut off, everything named, Tab in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import network, only, settle, turn

LESSON = lesson_spec()
SIZES = [
    (1024, 640, 1.0),
    (1280, 720, 1.0),
    (1920, 1080, 1.0),
    (1440, 900, 1.5),
    (1920, 1080, 1.5),
    (1920, 1080, 2.0),
]
EXPERIMENTS = {
    "agree": LESSON,
    "undecided": replace(LESSON, epsilon=1e-15),
    "one block untested": replace(
        network((2, 3, 1), bias=True).with_network(activations=("relu", "relu")), epsilon=1e-17
    ),
    "deep": network((2, 3, 3, 3, 1), bias=True),
    "grouped": network((30, 40, 7)),
}


def states(qtbot: QtBot, window: MainWindow) -> Iterator[str]:
    """Bring a window to each experiment, with no weight selected and with one; their names."""
    for name, spec in EXPERIMENTS.items():
        window.store.edit(spec)
        settle(qtbot, window)
        for selected in (-1, 0):
            window.store.select(selected)
            turn()
            yield f"{name} {selected}"


def cut_off(window: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    found = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            fits = label.heightForWidth(label.width()) <= label.height()
        else:
            fits = label.sizeHint().width() <= label.width()
        if not (fits and label.minimumSizeHint().height() <= label.height()):
            found.append(label.text())
    for button in window.findChildren(QAbstractButton):
        text = button.text().replace("&", "")
        bare = Qt.ToolButtonStyle.ToolButtonIconOnly
        if isinstance(button, QToolButton) and button.toolButtonStyle() == bare:
            continue
        if button.isVisible() and text:
            words = QFontMetrics(button.font()).size(Qt.TextFlag.TextShowMnemonic, text)
            # Its box and what is around it grow with the text.
            mark = button.sizeHint().width() - words.width()
            mark = mark if isinstance(button, QCheckBox) else 0
            if words.width() + mark > button.width() or words.height() > button.height():
                found.append(text)
    return found


def stays_cut_off(window: QWidget) -> list[str]:
    """Texts that have less room than they need, once all that has just been told is laid out."""
    for _ in range(50):
        if not cut_off(window):
            return []
        QTest.qWait(20)  # what a run finds comes from another thread
    return cut_off(window)


def cut_off_headings(table: QTableView) -> list[str]:
    header = table.horizontalHeader()
    return [
        str(table.model().headerData(i, Qt.Orientation.Horizontal))
        for i in range(header.count())
        if header.sectionSizeHint(i) > header.sectionSize(i)
    ]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_no_text_is_cut_off(
    qtbot: QtBot,
    open_window: OpenWindow,
    themes: ThemeManager,
    width: int,
    height: int,
    scale: float,
) -> None:
    themes.set_scale(scale)
    window = open_window(size=(width, height))
    assert (window.width(), window.height()) == (width, height)
    for state in states(qtbot, window):
        assert stays_cut_off(window) == [], state
        assert cut_off_headings(only(window, ResultsTable)) == [], state


def test_the_smallest_window_fits_a_small_screen(qtbot: QtBot, window: MainWindow) -> None:
    for spec in EXPERIMENTS.values():
        window.store.edit(spec)
        settle(qtbot, window)
        least = window.minimumSizeHint()
        assert least.width() <= 1024
        assert least.height() <= 640


@pytest.mark.parametrize("scale", [1.25, 1.5])
def test_large_text_fits_a_small_screen(
    scale: float, qtbot: QtBot, window: MainWindow, themes: ThemeManager
) -> None:
    """A usual laptop's 1366 by 768, less a task bar."""
    window.resize(1366, 728)
    themes.set_scale(scale)
    turn(8)
    for row in only(window, Stage).rows:
        only(window, Stage).enlarge(row.name)
        turn(4)
        least = window.minimumSizeHint()
        assert (least.width() <= 1366, least.height() <= 728) == (True, True), row.name
        # What a picture says comes when its run has ended.
        qtbot.waitUntil(lambda: cut_off(window) == [])


def test_numbers_in_the_table_are_whole(window: MainWindow) -> None:
    window.resize(1024, 640)
    turn()
    table = only(window, ResultsTable)
    seen = [x for x in range(table.model().columnCount()) if not table.isColumnHidden(x)]
    assert len(seen) >= 5
    for column in seen:
        assert table.sizeHintForColumn(column) <= table.columnWidth(column)


def test_the_plot_is_the_largest_thing(window: MainWindow) -> None:
    areas = {
        kind.__name__: only(window, kind).width() * only(window, kind).height()
        for kind in (GradientPlot, ResultsTable, NetworkPanel, WeightPanel, VerdictBar, CheckBar)
    }
    assert max(areas, key=lambda name: areas[name]) == "GradientPlot"


def test_a_small_screen_is_filled(open_window: OpenWindow) -> None:
    window = open_window()
    window.show_fitting(QRect(0, 0, 1280, 720))
    assert window.isMaximized()
    window.showNormal()
    window.show_fitting(QRect(100, 0, 2560, 1440))
    assert window.geometry().center() == QRect(100, 0, 2560, 1440).center()


def chain(window: MainWindow) -> list[QWidget]:
    """What Tab reaches, in its order, from the first control of the window."""
    only(window, CheckBar).findChildren(QAbstractButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    while True:
        widget = QApplication.focusWidget()
        if widget is None or widget in reached:
            return reached
        reached.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)


def region(window: MainWindow, widget: QWidget) -> str:
    for kind in (CheckBar, VerdictBar, NetworkPanel, GradientPlot, ResultsTable, WeightPanel):
        part = only(window, kind)
        if part is widget or part.isAncestorOf(widget):
            return kind.__name__
    return type(widget).__name__


def test_tab_goes_in_the_order_of_reading(window: MainWindow) -> None:
    reached = chain(window)
    regions = [name for name, _ in groupby(region(window, widget) for widget in reached)]
    pictures = ["GradientPlot", "PictureTabBar", "EnlargeButton", "ResultsTable"]
    assert regions == ["CheckBar", "VerdictBar", "NetworkPanel", *pictures]
    for name in regions:
        own = [widget for widget in reached if region(window, widget) == name]
        if name == "GradientPlot":
            # The picture itself comes before what is set about it.
            assert own[0] is only(window, GradientPlot)
            own = own[1:]
        places = [middle(window, widget) for widget in own]
        assert places == sorted(places, key=row_then_column), [w.accessibleName() for w in own]
        assert len(own) == len([w for w in reached if region(window, w) == name]) - (
            name == "GradientPlot"
        )


def middle(window: QWidget, widget: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


def row_then_column(place: QPoint) -> tuple[int, int]:
    return round(place.y() / 24), place.x()


def test_tab_reaches_every_control(window: MainWindow) -> None:
    reached = chain(window)
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QTableView, GradientPlot)
    controls = [
        x
        for kind in kinds
        for x in window.findChildren(kind)
        if x.isVisible() and x.isEnabled() and x.window() is window
    ]
    assert [x.accessibleName() for x in controls if x not in reached and not inner(x)] == []


def inner(widget: QWidget) -> bool:
    """Whether it is Qt's own part of another control, such as a scroll bar's or a header's."""
    parent = widget.parentWidget()
    return isinstance(parent, (QTableView, QHeaderView, QAbstractSpinBox, QLineEdit, QComboBox))


def test_everything_that_takes_the_focus_is_named(window: MainWindow) -> None:
    for widget in chain(window):
        face = QAccessible.queryAccessibleInterface(widget)
        assert face is not None
        assert face.text(QAccessible.Text.Name), type(widget).__name__
        assert face.role() != QAccessible.Role.NoRole, widget.accessibleName()


@pytest.mark.parametrize(
    "kind", [VerdictBar, NetworkPanel, GradientPlot, ResultsTable, WeightPanel]
)
def test_every_part_is_named(window: MainWindow, kind: type[QWidget]) -> None:
    assert only(window, kind).accessibleName()


def test_the_selection_is_the_same_in_every_view(qtbot: QtBot, window: MainWindow) -> None:
    window.store.select(4)
    assert selected_names(window) == ["W1[1,1]"]
    assert "W1[1,1]" in only(window, WeightPanel).accessibleDescription()
    table = only(window, ResultsTable)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert window.store.selected == window.store.result.worst_first()[0]
    window.store.select(8)
    window.store.edit(network((2, 4, 1)))
    settle(qtbot, window)
    assert selected_names(window) == ["W2[2,0]"]
    assert "W2[2,0]" in only(window, WeightPanel).accessibleDescription()


def selected_names(window: MainWindow) -> list[str]:
    rows = only(window, ResultsTable).selectionModel().selectedRows()
    return [str(index.data()) for index in rows]


def test_an_edit_from_outside_shows_in_the_editors(qtbot: QtBot, window: MainWindow) -> None:
    spec: ExperimentSpec = network((4, 5, 2), epsilon=2.5e-6)
    window.store.edit(spec)
    assert only(window, CheckBar).value() == 2.5e-6
    assert only(window, NetworkPanel).value() == spec
    settle(qtbot, window)
    assert window.store.spec is spec
