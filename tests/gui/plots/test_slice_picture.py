"""The cost along one weight: the right curve, the two slopes, the zoom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.slice_curve import SliceCurve
from nnd_gui.gui.plots.slice_picture import SlicePicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.slice_result import SliceResult
from tests.gui.faces import only, settle, turn

LESSON = lesson_spec()
# The lesson's own numbers: inputs by their largest, scores by 100; W1 is 2x3, W2 3x1.
X = np.array([[3, 5], [5, 1], [10, 2]]) / np.array([10, 5])
Y = np.array([[75], [82], [93]]) / 100


def cost(theta: np.ndarray) -> float:
    """The lesson's cost, written down once more."""
    w1, w2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)

    def f(z: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-z)))

    return float(0.5 * np.sum((Y - f(f(X @ w1) @ w2)) ** 2))


def sliced(spec: ExperimentSpec, index: int, window: float = 1.0) -> SliceResult:
    asked = SliceAsked(index, window)
    result = SliceResult(spec, asked)
    for event in run(slice_along(spec, asked)):
        result.add(event)
    return result


@pytest.fixture
def picture(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[SlicePicture], None]
) -> SlicePicture:
    picture = SlicePicture(themes)
    hold(picture)
    picture.resize(860, 440)
    picture.show()
    qtbot.waitExposed(picture)
    show(picture, LESSON, 4)
    return picture


def show(picture: SlicePicture, spec: ExperimentSpec, index: int, window: float = 1.0) -> None:
    picture.show_spec(spec)
    picture.show_selected(index)
    picture.show_result(sliced(spec, index, window))
    turn()


def words(picture: SlicePicture) -> str:
    return " ".join(label.text() for label in picture.findChildren(QLabel))


def lines(picture: SlicePicture) -> list[tuple[np.ndarray, np.ndarray]]:
    """What is drawn as lines: the curve, the secant, the tangent."""
    items = only(picture, SliceCurve).getPlotItem().items
    return [item.getData() for item in items if type(item) is pg.PlotCurveItem]


def test_the_curve_is_the_cost(picture: SlicePicture) -> None:
    theta = np.array(LESSON.network.weights.values)  # type: ignore[union-attr]
    (x, y), *_ = lines(picture)
    known = np.isfinite(y)
    offsets = x[known]
    assert len(offsets) > 30
    costs = []
    for offset in offsets:
        moved = theta.copy()
        moved[4] += offset
        costs.append(cost(moved) - cost(theta))
    # Drawn as shares of the largest.
    assert y[known] == pytest.approx(np.array(costs) / np.max(np.abs(costs)), abs=1e-9)


def test_the_two_lines_have_the_two_slopes(picture: SlicePicture) -> None:
    (_, y), secant, tangent = lines(picture)
    tall = sliced(LESSON, 4).height
    unit = max(abs(tall[0]), abs(tall[1]))
    for across, up in (secant, tangent):
        slope = (up[1] - up[0]) / (across[1] - across[0]) * unit
        # The hand-out's fifth gradient.
        assert slope == pytest.approx(0.02962221, abs=1e-7)
    assert np.nanmax(np.abs(y)) == pytest.approx(1)


def test_it_says_whose_curve_it_is_and_what_is_not_to_scale(picture: SlicePicture) -> None:
    text = words(picture)
    assert "from study to hidden unit 2" in text
    assert "0.0296222" in text
    assert "not to scale" in text
    assert picture.accessibleDescription() in text


def test_a_wrong_gradient_parts_the_lines(picture: SlicePicture) -> None:
    show(picture, replace(LESSON, bug=Bug("sign")), 4)
    _, secant, tangent = lines(picture)
    assert (secant[1][1] - secant[1][0]) * (tangent[1][1] - tangent[1][0]) < 0
    assert "to the eye they are one line" not in words(picture)


def test_without_a_weight_there_is_a_hint(picture: SlicePicture) -> None:
    picture.show_selected(-1)
    picture.show_result(None)
    turn()
    assert "Choose a weight" in words(picture)
    assert all(not len(x) for x, _ in lines(picture))


def test_the_zoom_goes_from_one_to_epsilon(picture: SlicePicture) -> None:
    told: list[float] = []
    picture.settings_chosen.connect(lambda settings: told.append(settings.window))
    QTest.keyClick(picture, Qt.Key.Key_Minus)
    assert told == []
    for _ in range(20):
        QTest.keyClick(picture, Qt.Key.Key_Plus)
    assert told[0] == pytest.approx(10**-0.5)
    assert told[-1] == pytest.approx(1e-4)
    assert len(told) == 8
    QTest.keyClick(picture, Qt.Key.Key_0)
    assert told[-1] == 1.0


def test_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, SlicePicture)
    assert "Choose a weight" in words(picture)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    slot = window.store.slot("slice")

    def done() -> bool:
        result = slot.result
        return isinstance(result, SliceResult) and result.finished is not None

    qtbot.waitUntil(done, timeout=30_000)
    turn()
    assert "from sleep to hidden unit 1" in words(picture)
    QTest.keyClick(picture, Qt.Key.Key_Plus)

    def nearer() -> bool:
        result = slot.result
        return isinstance(result, SliceResult) and result.asked.window < 1 and done()

    qtbot.waitUntil(nearer, timeout=30_000)
    turn()
    assert "w ± 0.32" in words(picture)
