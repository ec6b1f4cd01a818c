"""The heat map: each weight in its place, what is wrong seen at once, nothing hidden by crowds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.matrix_grid import MatrixGrid
from nnd_gui.gui.plots.matrix_picture import MatrixPicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import LIGHT
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import network, only, result_of, settle, spoilt, turn

LESSON = lesson_spec()
WIDE = network((40, 30, 7), bias=True)


@pytest.fixture
def picture(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[MatrixPicture], None]
) -> MatrixPicture:
    picture = MatrixPicture(themes)
    hold(picture)
    picture.resize(860, 440)
    picture.show()
    qtbot.waitExposed(picture)
    show(picture, result_of(LESSON))
    return picture


def show(picture: MatrixPicture, result: CheckResult) -> None:
    picture.show_result(result)
    turn()


def choose(picture: MatrixPicture, kind: str) -> None:
    box = only(picture, QComboBox)
    box.setCurrentIndex(box.findData(kind))
    turn()


def centres(picture: MatrixPicture, count: int) -> dict[int, QPointF]:
    """Where each weight is drawn, found by asking every pixel; the middle of its cell."""
    grid = only(picture, MatrixGrid)
    found: dict[int, list[tuple[int, int]]] = {}
    for y in range(0, grid.height(), 2):
        for x in range(0, grid.width(), 2):
            index = grid.weight_at(QPointF(x, y))
            if index >= 0:
                found.setdefault(index, []).append((x, y))
    assert set(found) <= set(range(count))
    return {index: QPointF(*np.mean(places, axis=0)) for index, places in found.items()}


def colour(picture: MatrixPicture, at: QPointF) -> QColor:
    """Colour of a cell, in its corner where no mark and no number is."""
    image = only(picture, MatrixGrid).grab().toImage()
    return QColor(image.pixel(int(at.x()) - 30, int(at.y()) - 30))


def near(one: QColor, other: str) -> bool:
    two = QColor(other)
    pairs = zip(one.getRgb()[:3], two.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(a - b) < 12 for a, b in pairs)


def words(picture: MatrixPicture) -> str:
    return " ".join(label.text() for label in picture.findChildren(QLabel))


def test_each_weight_is_at_its_row_and_column(picture: MatrixPicture) -> None:
    places = centres(picture, 9)
    assert len(places) == 9
    w1, w2 = np.arange(6).reshape(2, 3), np.arange(6, 9).reshape(3, 1)
    for block in (w1, w2):
        for row in block:
            assert len({round(places[i].y()) for i in row.tolist()}) == 1
            assert sorted(row.tolist(), key=lambda i: places[i].x()) == row.tolist()
        for column in block.T:
            assert len({round(places[i].x()) for i in column.tolist()}) == 1
            assert sorted(column.tolist(), key=lambda i: places[i].y()) == column.tolist()


def test_a_wrong_weight_is_the_one_that_is_coloured(picture: MatrixPicture) -> None:
    show(picture, result_of(LESSON, spoilt(4, 1.0)))
    places = centres(picture, 9)
    wrong = [i for i, at in places.items() if near(colour(picture, at), LIGHT.disagree)]
    assert wrong == [4]


def test_signs_have_colours_of_their_own(picture: MatrixPicture) -> None:
    choose(picture, "analytic")
    result = result_of(LESSON)
    for index, at in centres(picture, 9).items():
        seen = colour(picture, at)
        warm = seen.red() > seen.blue()
        assert warm == (result.analytic[index] > 0), index


@pytest.mark.parametrize("kind", ["error", "analytic", "numerical", "value"])
def test_what_is_no_number_is_drawn_all_the_same(picture: MatrixPicture, kind: str) -> None:
    choose(picture, kind)
    show(picture, result_of(LESSON, spoilt(2, float("nan"))))
    show(picture, CheckResult(LESSON))
    show(picture, result_of(replace(LESSON, bug=Bug("zero-layer", "W1"))))


def test_one_wrong_weight_of_a_crowd_is_seen(picture: MatrixPicture) -> None:
    spec = network((300, 280, 7))
    show(picture, result_of(spec, spoilt(43_210, 9.0)))
    grid = only(picture, MatrixGrid)
    assert grid.shared > 1
    assert f"stands for {grid.shared**2} weights" in words(picture)
    image = grid.grab().toImage()
    seen = sum(
        near(QColor(image.pixel(x, y)), LIGHT.disagree)
        for x in range(image.width())
        for y in range(image.height())
    )
    assert seen >= 4


def test_a_click_chooses(picture: MatrixPicture) -> None:
    told: list[int] = []
    picture.weight_chosen.connect(told.append)
    grid = only(picture, MatrixGrid)
    for index, at in centres(picture, 9).items():
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at.toPoint())
        assert told[-1] == index
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(grid.width() - 2, 2))
    assert len(told) == 9


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (0, Qt.Key.Key_Down, 3),
        (3, Qt.Key.Key_Up, 0),
        (4, Qt.Key.Key_Right, 5),
        (5, Qt.Key.Key_Right, 7),
        (7, Qt.Key.Key_Left, 5),
        (-1, Qt.Key.Key_Right, 0),
    ],
)
def test_arrow_keys_walk(picture: MatrixPicture, start: int, key: Qt.Key, end: int) -> None:
    picture.show_selected(start)
    told: list[int] = []
    picture.weight_chosen.connect(told.append)
    QTest.keyClick(picture, key)
    assert told == [end]


def test_biases_are_rows(picture: MatrixPicture) -> None:
    show(picture, result_of(WIDE))
    blocks = result_of(WIDE).layout.blocks
    assert [block.is_bias for block in blocks].count(True) == 2
    assert centres(picture, result_of(WIDE).total)


def test_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, MatrixPicture)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert window.store.selected == 3
