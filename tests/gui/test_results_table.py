"""The table: its order, its texts, and the selection in both directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from nnd_gui.engine.sources import ExplicitWeights
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import LESSON_WEIGHTS, lesson_spec
from nnd_gui.model.numbers import gradient_text
from nnd_gui.model.result import CheckResult
from tests.gui.faces import network, result_of, spoilt, turn

ROLE = Qt.ItemDataRole
LESSON = lesson_spec()
COLUMNS = ["weight", "value", "numerical", "analytic", "relative error", "verdict"]


@pytest.fixture
def table(qtbot: QtBot, themes: ThemeManager, hold: Callable[[ResultsTable], None]) -> ResultsTable:
    table = ResultsTable(themes)
    hold(table)
    table.resize(800, 400)
    table.show()
    return table


def column(table: ResultsTable, place: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def head(table: ResultsTable, place: int) -> None:
    """Click on a column's heading."""
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(place) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_headings_and_names(table: ResultsTable) -> None:
    model = table.model()
    heads = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    assert heads == COLUMNS
    assert table.accessibleName() == "Results of every weight, the worst first"
    table.show_result(result_of(LESSON))
    assert QAccessible.queryAccessibleInterface(table).role() == QAccessible.Role.Table


def test_every_number_is_the_results(table: ResultsTable) -> None:
    result = result_of(LESSON)
    table.show_result(result)
    for row, weight in enumerate(result.worst_first().tolist()):
        cells = [column(table, place)[row] for place in range(6)]
        assert cells == [
            result.layout.name_of(weight),
            gradient_text(result.values[weight]),
            gradient_text(result.weights.numerical[weight]),
            gradient_text(result.analytic[weight]),
            f"{result.weights.relative_error[weight]:.1e}",
            "agree",
        ]


def test_the_worst_comes_first(table: ResultsTable) -> None:
    result = result_of(LESSON, spoilt(4, 0.5))
    table.show_result(result)
    assert column(table, 0)[0] == "W1[1,1]"
    assert column(table, 5) == ["disagree"] + ["agree"] * 8
    errors = [float(text) for text in column(table, 4)[1:]]
    assert errors == sorted(errors, reverse=True)


@pytest.mark.parametrize("place", range(6))
def test_a_heading_orders_by_its_column_and_back(table: ResultsTable, place: int) -> None:
    result = result_of(LESSON, spoilt(4, 0.5))
    table.show_result(result)
    worst_first = column(table, 0)
    numbers = {
        0: np.arange(9),
        1: result.values,
        2: result.weights.numerical,
        3: result.analytic,
        4: result.weights.relative_error,
        5: result.weights.verdict,
    }[place]
    by_name = {result.layout.name_of(i): float(numbers[i]) for i in range(9)}
    head(table, place)
    rising = [by_name[name] for name in column(table, 0)]
    assert rising == sorted(rising)
    head(table, place)
    falling = [by_name[name] for name in column(table, 0)]
    assert falling == sorted(falling, reverse=True)
    head(table, place)
    assert column(table, 0) == worst_first


def test_the_order_holds_through_another_result(table: ResultsTable) -> None:
    table.show_result(result_of(LESSON))
    head(table, 0)
    table.show_result(result_of(LESSON, spoilt(4, 0.5)))
    assert column(table, 0) == [result_of(LESSON).layout.name_of(i) for i in range(9)]


def test_a_row_that_is_clicked_is_told_once(qtbot: QtBot, table: ResultsTable) -> None:
    result = result_of(LESSON)
    table.show_result(result)
    told: list[int] = []
    table.weight_chosen.connect(told.append)
    at = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(table, Qt.Key.Key_Down)
    order = result.worst_first().tolist()
    assert told == [order[2], order[3]]


def test_what_is_selected_from_outside_is_not_told_back(table: ResultsTable) -> None:
    result = result_of(LESSON)
    table.show_result(result)
    told: list[int] = []
    table.weight_chosen.connect(told.append)
    for weight in (5, 0, -1, 8):
        table.show_selected(weight)
        rows = [index.row() for index in table.selectionModel().selectedRows()]
        wanted = result.worst_first().tolist().index(weight) if weight >= 0 else None
        assert rows == ([] if wanted is None else [wanted])
    assert told == []


def test_the_selected_weight_stays_selected_through_orders_and_results(
    table: ResultsTable,
) -> None:
    table.show_result(result_of(LESSON))
    table.show_selected(4)
    told: list[int] = []
    table.weight_chosen.connect(told.append)

    def selected() -> list[object]:
        return [index.data() for index in table.selectionModel().selectedRows()]

    for _ in range(3):
        head(table, 3)
        assert selected() == ["W1[1,1]"]
    table.show_result(result_of(LESSON, spoilt(4, 0.5)))
    assert selected() == ["W1[1,1]"]
    table.show_result(CheckResult(LESSON))
    assert (selected(), told) == ([], [])


def test_copy(table: ResultsTable) -> None:
    result = result_of(LESSON)
    table.show_result(result)
    QGuiApplication.clipboard().setText("before")
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    table.show_selected(6)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = QGuiApplication.clipboard().text().split("\t")
    # All the digits, whatever there is room for.
    numbers = [result.values[6], result.weights.numerical[6], result.analytic[6]]
    assert cells[0] == "W2[0,0]"
    assert [float(cell) for cell in cells[1:4]] == numbers
    assert cells[5] == "agree"


def test_copy_a_cell(table: ResultsTable, monkeypatch: pytest.MonkeyPatch) -> None:
    result = result_of(LESSON)
    table.show_result(result)
    table.show()
    QGuiApplication.clipboard().setText("before")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "before"
    model = table.model()
    # Ordered by the weights' names: the row is the weight.
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    at = model.index(4, 2)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(at).center())
    QTest.keyClick(table, Qt.Key.Key_C, both)
    assert float(QGuiApplication.clipboard().text()) == result.weights.numerical[4]
    # And by the menu, which opens where the pointer is; here nobody looks at it.
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    for text, expected in (("Copy cell", repr(float(result.analytic[7]))), ("Copy row", "W2[1,0]")):
        place = table.visualRect(model.index(7, 3)).center()
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place)
        )
        QCoreApplication.sendEvent(table.viewport(), event)
        menu = table.findChild(QMenu)
        assert isinstance(menu, QMenu)
        next(x for x in menu.actions() if x.text().replace("&", "") == text).trigger()
        menu.close()
        QCoreApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)
        assert QGuiApplication.clipboard().text().startswith(expected)


def test_a_verdict_has_its_mark(table: ResultsTable) -> None:
    table.show_result(result_of(LESSON, spoilt(4, 0.5)))
    model = table.model()
    icons = [model.index(row, 5).data(ROLE.DecorationRole) for row in range(2)]
    images = [icon.pixmap(14).toImage() for icon in icons]
    assert not images[0].isNull()
    assert images[0] != images[1]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_values_that_are_no_numbers(table: ResultsTable, value: float) -> None:
    table.show_result(result_of(LESSON, spoilt(4, value)))
    texts = {"nan": "not a number", "inf": "+∞", "-inf": "-∞"}
    assert column(table, 0)[0] == "W1[1,1]"
    assert column(table, 3)[0] == texts[str(value)]
    assert column(table, 4)[0] == "–"
    for place in range(6):
        for _ in range(3):
            head(table, place)
            assert len(set(column(table, 0))) == 9


def test_twenty_thousand_rows(qtbot: QtBot, table: ResultsTable) -> None:
    """Rows come while the check runs, not one refresh for each batch."""
    spec = network((100, 180, 11), samples=2)
    whole = result_of(spec)
    assert whole.total == 19_980
    part = result_of(spec, weights=400)
    table.show_result(part)
    rows = table.model().rowCount()
    assert rows == part.checked
    resets: list[int] = []
    table.model().modelReset.connect(lambda: resets.append(table.model().rowCount()))
    for event_count in (4, 5, 6):
        del event_count
        table.show_result(part)
    assert resets == []
    qtbot.waitUntil(lambda: len(resets) == 1)
    table.show_result(whole)
    assert table.model().rowCount() == 19_980
    table.show_selected(19_979)
    assert is_in_view(table)


def is_in_view(table: ResultsTable) -> bool:
    row = table.selectionModel().selectedRows()[0]
    return table.viewport().rect().contains(table.visualRect(row).center())


def test_a_batch_follows_the_selected_row_unless_the_person_has_scrolled_away(
    table: ResultsTable,
) -> None:
    spec = network((40, 40, 2))
    table.show_result(result_of(spec))
    table.show_selected(1_000)
    head(table, 0)
    assert is_in_view(table)
    table.verticalScrollBar().setValue(5)
    table.show_result(result_of(spec))
    turn()
    assert (table.verticalScrollBar().value(), is_in_view(table)) == (5, False)
    table.show_selected(300)
    assert is_in_view(table)


def test_sizes_follow_the_scale(table: ResultsTable, themes: ThemeManager) -> None:
    table.show_result(result_of(LESSON))
    before = table.rowHeight(0)
    themes.set_scale(2.0)
    assert table.rowHeight(0) == 2 * before
    font = table.model().index(0, 1).data(ROLE.FontRole)
    assert font.pixelSize() == 25


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("epsilon", [1e-12, 1.0, 1e-4])
def test_no_number_is_cut_off(
    scale: float, epsilon: float, table: ResultsTable, themes: ThemeManager
) -> None:
    # Tiny slopes, whose exponents would be what is lost, and undecided ones.
    themes.set_scale(scale)
    spec = replace(LESSON, epsilon=epsilon)
    weights = ExplicitWeights(tuple(6 * value for value in LESSON_WEIGHTS))
    for some in (spec, spec.with_network(weights=weights)):
        table.show_result(result_of(some))
        table.resize(300, 400)
        turn()
        model = table.model()
        # Too narrow for all: the weights' own values have given way.
        assert table.isColumnHidden(COLUMNS.index("value"))
        for place in (at for at in range(6) if not table.isColumnHidden(at)):
            needs = [
                table.sizeHintForIndex(model.index(row, place)).width()
                for row in range(model.rowCount())
            ]
            assert max(needs) <= table.columnWidth(place), COLUMNS[place]


def test_the_verdict_is_seen_before_the_values(table: ResultsTable) -> None:
    value, verdict = COLUMNS.index("value"), COLUMNS.index("verdict")
    table.show_result(result_of(LESSON))
    widths = {}
    for width in range(900, 400, -10):
        table.resize(width, 400)
        turn()
        sideways = table.horizontalScrollBar().maximum() > 0
        widths[width] = (table.isColumnHidden(value), sideways)
    # First it is spread, then it comes close, then the values give way, and only then it scrolls.
    assert widths[900] == (False, False)
    assert list(dict.fromkeys(widths.values())) == [(False, False), (True, False), (True, True)]
    # What the rows are ordered by stays where it is.
    table.resize(520, 400)
    table.sortByColumn(value, Qt.SortOrder.AscendingOrder)
    table.resize(510, 400)
    turn()
    assert not table.isColumnHidden(value)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    turn()
    table.resize(520, 400)
    turn()
    assert table.isColumnHidden(value)
    # A copied row is whole.
    table.selectRow(0)
    table.copy_row()
    assert len(QGuiApplication.clipboard().text().split("\t")) == len(COLUMNS)
    assert table.columnViewportPosition(verdict) > 0
