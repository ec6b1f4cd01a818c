"""The drawn network: every weight an edge, its numbers to be seen, an edge to be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.forward import ForwardAsked, forward_pass
from nnd_gui.engine.person_layout import layout_of_blocks
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.hover_card import HoverCard
from nnd_gui.gui.plots.network_drawing import NetworkDrawing
from nnd_gui.gui.plots.network_picture import NetworkPicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.forward_result import ForwardResult
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.picture_settings import DrawingSettings
from nnd_gui.model.result import CheckResult
from tests.gui.faces import network, only, result_of, settle, spoilt, turn

LESSON = lesson_spec()
WIDE = network((40, 30, 7), bias=True)


@pytest.fixture
def picture(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[NetworkPicture], None]
) -> NetworkPicture:
    picture = NetworkPicture(themes)
    hold(picture)
    picture.resize(860, 480)
    picture.show()
    qtbot.waitExposed(picture)
    show(picture, LESSON)
    return picture


def show(
    picture: NetworkPicture, spec: ExperimentSpec, result: CheckResult | None = None
) -> CheckResult:
    result = result or result_of(spec)
    picture.show_spec(spec)
    picture.show_result(result)
    turn()
    return result


def values(picture: NetworkPicture, spec: ExperimentSpec, sample: int = 0) -> ForwardResult:
    found = ForwardResult()
    for event in run(forward_pass(spec, ForwardAsked(sample))):
        found.add(event)
    picture.show_other("forward", found)
    turn()
    return found


def drawing(picture: NetworkPicture) -> NetworkDrawing:
    return only(picture, NetworkDrawing)


def image(picture: NetworkPicture) -> QImage:
    return drawing(picture).grab().toImage()


def middle(picture: NetworkPicture, index: int, share: float = 0.2) -> QPoint:
    """A place on the edge of a weight, where it is drawn alone."""
    edge = next(edge for edge in drawing(picture).edges if edge.index == index)
    return (edge.start + (edge.end - edge.start) * share).toPoint()


def words(picture: NetworkPicture) -> str:
    return " ".join(label.text() for label in picture.findChildren(QLabel))


def choose(picture: NetworkPicture, kind: str) -> None:
    box = only(picture, QComboBox)
    box.setCurrentIndex(box.findData(kind))
    box.activated.emit(box.currentIndex())
    turn()


def thickness(picture: NetworkPicture, index: int, colour: str) -> int:
    """How many pixels of a colour stand over each other where an edge passes."""
    edge = next(edge for edge in drawing(picture).edges if edge.index == index)
    wanted, most = QColor(colour), 0
    found = image(picture)
    for share in np.linspace(0.16, 0.3, 30):
        at = edge.start + (edge.end - edge.start) * float(share)
        column = [
            found.pixelColor(round(at.x()), round(at.y()) + dy) == wanted for dy in range(-9, 10)
        ]
        most = max(most, sum(column))
    return most


def test_every_weight_has_an_edge_between_its_units(picture: NetworkPicture) -> None:
    edges = drawing(picture).edges
    assert sorted(edge.index for edge in edges) == list(range(9))
    assert {edge.count for edge in edges} == {1}
    for edge in edges:
        layer = 1 if edge.index < 6 else 2
        row, column = divmod(edge.index - (0 if layer == 1 else 6), 3 if layer == 1 else 1)
        assert (edge.layer, edge.source, edge.target) == (layer, row, column)
        assert edge.start.x() < edge.end.x()


def test_a_larger_weight_is_thicker_and_a_negative_one_is_dashed(
    picture: NetworkPicture, themes: ThemeManager
) -> None:
    blue, orange = themes.theme.numerical, themes.theme.analytic
    # W1[1,1] = 1.6 and W1[0,1] = 0.3 are positive, W1[0,2] = -2.2 is negative.
    assert thickness(picture, 4, orange) > thickness(picture, 1, orange) > 0
    assert thickness(picture, 2, blue) > 0
    assert thickness(picture, 2, orange) == 0
    edge = next(edge for edge in drawing(picture).edges if edge.index == 2)
    found, wanted = image(picture), QColor(blue)
    on = [
        found.pixelColor((edge.start + (edge.end - edge.start) * float(share)).toPoint()) == wanted
        for share in np.linspace(0.2, 0.8, 200)
    ]
    # The line comes and goes.
    assert sum(a != b for a, b in pairwise(on)) >= 8


def test_an_edge_that_is_clicked_is_chosen(picture: NetworkPicture, qtbot: QtBot) -> None:
    for index in range(9):
        with qtbot.waitSignal(picture.weight_chosen) as seen:
            QTest.mouseClick(
                drawing(picture), Qt.MouseButton.LeftButton, pos=middle(picture, index)
            )
        assert seen.args == [index]


def test_a_click_beside_all_edges_chooses_nothing(picture: NetworkPicture, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(picture.weight_chosen):
        QTest.mouseClick(drawing(picture), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_hovering_shows_the_numbers_and_moves_nothing(picture: NetworkPicture) -> None:
    places = [(edge.start, edge.end) for edge in drawing(picture).edges]
    card = only(picture, HoverCard)
    QTest.mouseMove(drawing(picture), middle(picture, 4))
    turn()
    assert card.isVisible()
    assert "W1[1,1]" in card.text()
    assert "+0.02962221" in card.text()
    assert [(edge.start, edge.end) for edge in drawing(picture).edges] == places
    QTest.mouseMove(drawing(picture), QPoint(3, 3))
    turn()
    assert not card.isVisible()


def test_the_selected_weights_path_is_lit_and_told(
    picture: NetworkPicture, themes: ThemeManager
) -> None:
    before = image(picture)
    picture.show_selected(4)
    turn()
    after = image(picture)
    assert "W1[1,1]: from study to hidden unit 2." in words(picture)
    assert "goes on to one unit, and so to the cost" in words(picture)
    focus = QColor(themes.theme.focus)

    def lit(at: QPointF, radius: float = 25.0) -> bool:
        """Whether a circle has a lit edge: looked at above it, where no line ends."""
        reach = range(round(at.y() - radius) - 3, round(at.y() - radius) + 4)
        return any(after.pixelColor(round(at.x()), y) == focus for y in reach)

    edges = {edge.index: edge for edge in drawing(picture).edges}
    assert lit(edges[4].start)
    assert lit(edges[4].end)
    assert lit(edges[7].end)  # the output, which it reaches
    assert not lit(edges[0].start)
    assert not lit(edges[0].end)
    # What it does not reach steps back.
    at = (edges[8].start + (edges[8].end - edges[8].start) * 0.5).toPoint()
    assert before.pixelColor(at) != after.pixelColor(at)
    picture.show_selected(6)
    turn()
    assert "through this output alone" in words(picture)


def test_nothing_moves_when_a_weight_is_selected(picture: NetworkPicture) -> None:
    before = drawing(picture).geometry()
    picture.show_selected(0)
    turn()
    assert drawing(picture).geometry() == before


def test_the_values_of_a_chosen_sample(picture: NetworkPicture, qtbot: QtBot) -> None:
    bare = image(picture)
    values(picture, LESSON)
    first = image(picture)
    assert bare != first
    box = only(picture, QSpinBox)
    assert box.text() == "1 of 3"
    with qtbot.waitSignal(picture.settings_chosen) as seen:
        QTest.keyClick(picture, Qt.Key.Key_Up)
    assert seen.args == [DrawingSettings(sample=1)]
    values(picture, LESSON, 1)
    assert image(picture) != first
    assert "sample 2 of 3" in picture.accessibleDescription()
    box.setValue(0)
    turn()
    assert box.text() == "none"
    assert image(picture) == bare


def test_an_error_is_seen_by_its_mark(picture: NetworkPicture, themes: ThemeManager) -> None:
    choose(picture, "error")
    right = image(picture)
    show(picture, replace(LESSON, bug=Bug("sign", "W1")))
    wrong = image(picture)

    def count(found: QImage, colour: str) -> int:
        wanted = QColor(colour)
        return sum(
            found.pixelColor(x, y) == wanted
            for x in range(0, found.width(), 2)
            for y in range(0, found.height(), 2)
        )

    assert count(right, themes.theme.disagree) == 0
    assert count(wrong, themes.theme.disagree) > 300
    assert "orange with a cross disagrees" in words(picture)


def test_numbers_that_are_none_have_a_mark(picture: NetworkPicture, themes: ThemeManager) -> None:
    choose(picture, "analytic")
    show(picture, LESSON, result_of(LESSON, spoilt(4, float("nan"))))
    assert thickness(picture, 4, themes.theme.undecided) > 3
    show(picture, LESSON, result_of(LESSON, spoilt(4, float("inf"))))
    assert thickness(picture, 4, themes.theme.undecided) > 3


def test_what_is_not_measured_yet(picture: NetworkPicture) -> None:
    choose(picture, "numerical")
    show(picture, LESSON, result_of(LESSON, weights=3))
    assert len(drawing(picture).edges) == 9
    choose(picture, "error")
    show(picture, LESSON, CheckResult(LESSON))
    assert "Measuring…" in words(picture)


def test_many_weights_share_lines_and_the_worst_is_shown(picture: NetworkPicture) -> None:
    wrong = 40 * 30 - 200  # in the middle of what has no edge of its own
    result = show(picture, WIDE, result_of(WIDE, spoilt(wrong, 5.0)))
    choose(picture, "error")
    edges = drawing(picture).edges
    assert sum(edge.count for edge in edges) == result.total
    assert wrong in {edge.index for edge in edges if edge.count > 1}
    alone = sum(edge.count == 1 for edge in edges)
    told = words(picture)
    assert f"{result.total - alone:,} of {result.total:,} weights share dotted lines" in told
    assert "One of them disagrees." in told
    # One that is hidden has its way lit all the same.
    before = image(picture)
    picture.show_selected(wrong)
    turn()
    assert image(picture) != before
    assert "goes on to 7 units" in words(picture)


@pytest.mark.parametrize(
    "spec",
    [network((1, 1)), network((784, 30, 10)), network((3,) * 20, bias=True), network((2000, 50))],
    ids=lambda spec: "-".join(map(str, spec.network.sizes[:3])),
)
@pytest.mark.parametrize("size", [(860, 480), (420, 96), (300, 200), (1800, 1000)])
def test_any_network_at_any_size(
    picture: NetworkPicture, spec: ExperimentSpec, size: tuple[int, int]
) -> None:
    picture.resize(*size)
    result = begun(spec)
    picture.show_spec(spec)
    picture.show_result(result)
    picture.show_selected(result.total - 1)
    turn()
    room = drawing(picture).rect()
    for edge in drawing(picture).edges:
        assert room.contains(edge.start.toPoint())
        assert room.contains(edge.end.toPoint())


def begun(spec: ExperimentSpec) -> CheckResult:
    """A check that has only started: where a whole one would take long."""
    result = CheckResult(spec)
    for event in check(spec):
        result.add(event)
        if result.total:
            break
    return result


def test_a_persons_matrices_are_drawn_where_they_follow_each_other(
    picture: NetworkPicture,
) -> None:
    def of(blocks: tuple[tuple[str, tuple[int, ...]], ...]) -> CheckResult:
        result = result_of(LESSON)
        result.layout = layout_of_blocks(blocks)
        return result

    picture.show_result(of((("W1", (3, 2)), ("W2", (1, 3)))))
    turn()
    # Rows are the units behind: W1[1,0] leads from the first input to the second unit.
    edge = next(edge for edge in drawing(picture).edges if edge.index == 2)
    assert (edge.layer, edge.source, edge.target) == (1, 0, 1)
    picture.show_result(of((("theta", (9,)),)))
    turn()
    assert drawing(picture).edges == []
    assert "no network to draw" in words(picture)


def test_in_the_window_by_key_with_values_and_kept(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, NetworkPicture)
    slot = window.store.slot("forward")
    qtbot.waitUntil(lambda: slot.result is not None and slot.result.finished is not None)
    assert only(picture, QSpinBox).text() == "1 of 3"
    QTest.mouseClick(drawing(picture), Qt.MouseButton.LeftButton, pos=middle(picture, 7))
    assert window.store.selected == 7
    QTest.keyClick(picture, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: "sample 2 of 3" in picture.accessibleDescription())
    assert window.store.settings["network"] == DrawingSettings(sample=1)
    settle(qtbot, window)
