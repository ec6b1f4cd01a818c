"""The epsilon valley: what it says, and its handle, which is the epsilon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.sweep import sweep
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.valley_picture import ValleyPicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.edit_result import Change
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.sweep_result import SweepResult
from tests.gui.faces import only, settle, turn

LESSON = lesson_spec()
BROKEN = replace(LESSON, bug=Bug("missing-activation-derivative", "W1"))


def swept(spec: ExperimentSpec) -> SweepResult:
    result = SweepResult(spec)
    for event in run(sweep(spec)):
        result.add(event)
    return result


@pytest.fixture
def valley(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[ValleyPicture], None]
) -> ValleyPicture:
    picture = ValleyPicture(themes)
    hold(picture)
    picture.resize(860, 480)
    picture.show()
    qtbot.waitExposed(picture)
    picture.show_spec(LESSON)
    picture.show_result(swept(LESSON))
    turn()
    return picture


def asked(picture: ValleyPicture) -> list[float]:
    """Epsilons that the person asks for by it, from now on."""
    told: list[float] = []

    def take(change: Change) -> None:
        told.append(change(LESSON).spec.epsilon)

    picture.change_asked.connect(take)
    return told


def words(picture: ValleyPicture) -> str:
    return " ".join(label.text() for label in picture.findChildren(QLabel))


def items(picture: ValleyPicture, kind: type) -> list[pg.GraphicsObject]:
    return [item for item in only(picture, pg.PlotWidget).getPlotItem().items if type(item) is kind]


def handle(picture: ValleyPicture) -> pg.InfiniteLine:
    return next(line for line in items(picture, pg.InfiniteLine) if line.angle == 90)


def names(picture: ValleyPicture) -> set[str]:
    return {text.toPlainText() for text in items(picture, pg.TextItem)}


def at(picture: ValleyPicture, x: float, share: float) -> QPoint:
    """Pixel of an x, at a share of the height."""
    chart = only(picture, pg.PlotWidget)
    box = chart.getPlotItem().getViewBox()
    low, high = box.viewRange()[1]
    place: QPoint = chart.mapFromScene(box.mapViewToScene(pg.Point(x, low + share * (high - low))))
    return place


@pytest.fixture
def every_move() -> Iterator[None]:
    """Let pyqtgraph look at all of the mouse's moves, and not at a hundred a second."""
    before = pg.getConfigOption("mouseRateLimit")
    pg.setConfigOption("mouseRateLimit", -1)
    yield
    pg.setConfigOption("mouseRateLimit", before)


def mouse(picture: ValleyPicture, kind: QEvent.Type, where: QPoint, held: Qt.MouseButton) -> None:
    """One thing that the mouse does, with the buttons that are held meanwhile."""
    view = only(picture, pg.PlotWidget).viewport()
    moves = kind == QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if moves else Qt.MouseButton.LeftButton
    place = QPointF(where), QPointF(view.mapToGlobal(where))
    event = QMouseEvent(kind, *place, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def test_it_says_which_epsilons_decide_and_what_this_one_does(valley: ValleyPicture) -> None:
    text = words(valley)
    assert "an epsilon can decide" in text
    assert "At 1e-04 the error is 2.8e-10" in text
    assert "ratio of all weights" in text
    assert valley.accessibleDescription() in text


def test_every_scheme_is_named_and_the_other_precision(valley: ValleyPicture) -> None:
    whole = {
        "central", "forward", "backward", "four-point", "Richardson", "complex step", "float32",
    }  # fmt: skip
    assert whole <= names(valley)
    only(valley, QCheckBox).setChecked(False)
    turn()
    assert names(valley) & whole == {"central", "float32"}


def test_the_curve_is_the_error_of_the_lessons_loop(valley: ValleyPicture) -> None:
    # The ratio at 1e-4 is on the hand-out: 2.75e-10, here of the norms' own sum.
    marks = [
        item for item in items(valley, pg.ScatterPlotItem)
        if len(item.getData()[0]) and np.any(np.isclose(item.getData()[0], -4.0))
    ]  # fmt: skip
    x, y = marks[0].getData()
    assert 10 ** y[np.argmin(np.abs(x + 4))] == pytest.approx(2.75e-10, rel=0.02)


def test_a_weight_of_its_own(valley: ValleyPicture) -> None:
    valley.show_selected(4)
    turn()
    assert "W1[1,1]" in words(valley)


def test_a_wrong_gradient_has_a_floor(valley: ValleyPicture) -> None:
    valley.show_spec(BROKEN)
    valley.show_result(swept(BROKEN))
    turn()
    assert "does not fall with epsilon" in words(valley)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Qt.Key.Key_Left, 1e-4, 1e-5),
        (Qt.Key.Key_Right, 1e-4, 1e-3),
        (Qt.Key.Key_Left, 2.5e-6, 1e-6),
        (Qt.Key.Key_Right, 2.5e-6, 1e-5),
    ],
)
def test_arrow_keys_go_by_decades(
    valley: ValleyPicture, key: Qt.Key, before: float, after: float
) -> None:
    valley.show_spec(replace(LESSON, epsilon=before))
    told = asked(valley)
    QTest.keyClick(valley, key)
    assert told == [after]


@pytest.mark.parametrize(("place", "epsilon"), [(-6.02, 1e-6), (-6.5, 3e-7), (-2.3, 5e-3)])
def test_the_handle_asks_for_what_it_is_dragged_to(
    every_move: None, valley: ValleyPicture, place: float, epsilon: float
) -> None:
    told = asked(valley)
    start, end = at(valley, -4.0, 0.75), at(valley, place, 0.75)
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton

    for away in (QPoint(1, 0), QPoint(0, 0)):
        mouse(valley, QEvent.Type.MouseMove, start + away, none)
    assert handle(valley).mouseHovering
    mouse(valley, QEvent.Type.MouseButtonPress, start, left)
    for share in (0.3, 0.6, 1.0):
        mouse(valley, QEvent.Type.MouseMove, start + (end - start) * share, left)
    mouse(valley, QEvent.Type.MouseButtonRelease, end, none)
    assert told[-1] == pytest.approx(epsilon, rel=0.35)
    # What is asked for reads well: one digit.
    assert all(float(f"{value:.0e}") == value for value in told)


def test_it_follows_the_epsilon(valley: ValleyPicture) -> None:
    valley.show_spec(replace(LESSON, epsilon=1e-9))
    turn()
    assert handle(valley).value() == pytest.approx(-9)
    assert "At 1e-09" in words(valley)


def test_in_the_window_it_moves_the_spin_box(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, ValleyPicture)
    slot = window.store.slot("sweep")
    qtbot.waitUntil(lambda: slot.result is not None and slot.result.finished is not None)
    number = slot.number
    QTest.keyClick(picture, Qt.Key.Key_Left)
    settle(qtbot, window)
    assert window.store.spec.epsilon == 1e-5
    assert "At 1e-05" in words(picture)
    # Another epsilon asks for no other sweep.
    assert slot.number == number
