"""Training with either gradient: the right curves, what cannot be drawn, and the way to a bug."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.training import TrainingAsked, training
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.bug_panel import BugPanel
from nnd_gui.gui.plots.training_curves import TrainingCurves, thinned
from nnd_gui.gui.plots.training_picture import TrainingPicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lesson_list import shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.training_result import TrainingResult
from tests.gui.faces import button, only, settle, texts, turn

LESSON = lesson_spec()
X = np.array([[3, 5], [5, 1], [10, 2]]) / np.array([10, 5])
Y = np.array([[75], [82], [93]]) / 100
Curve = tuple[np.ndarray, np.ndarray]


def descent(rate: float, steps: int, *, forgotten: bool = False) -> list[float]:
    """The lesson's training, written down once more; W1's gradient may be forgotten."""
    theta = np.array(LESSON.network.weights.values)  # type: ignore[union-attr]
    w1, w2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)

    def f(z: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-z)))

    costs = []
    for _ in range(steps + 1):
        a2 = f(X @ w1)
        y = f(a2 @ w2)
        costs.append(float(0.5 * np.sum((Y - y) ** 2)))
        delta3 = (y - Y) * y * (1 - y)
        delta2 = delta3 @ w2.T * a2 * (1 - a2)
        w2 = w2 - rate * a2.T @ delta3
        if not forgotten:
            w1 = w1 - rate * X.T @ delta2
    return costs


def trained(spec: ExperimentSpec, asked: TrainingAsked) -> TrainingResult:
    result = TrainingResult(asked)
    for event in run(training(spec, asked)):
        result.add(event)
    return result


@pytest.fixture
def picture(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[TrainingPicture], None]
) -> TrainingPicture:
    picture = TrainingPicture(themes)
    hold(picture)
    picture.resize(900, 480)
    picture.show()
    qtbot.waitExposed(picture)
    return picture


def show(picture: TrainingPicture, spec: ExperimentSpec, asked: TrainingAsked) -> TrainingResult:
    result = trained(spec, asked)
    picture.show_spec(spec)
    picture.show_result(result)
    turn()
    return result


def curves(picture: TrainingPicture) -> list[Curve]:
    """Both curves in costs, whatever the axis is; an empty one where there is none."""
    chart = only(picture, TrainingCurves)
    axis = chart.getPlotItem().getAxis("left")
    drawn = [x.getData() for x in chart.getPlotItem().items if type(x) is pg.PlotCurveItem]
    empty = np.empty(0)
    return [
        (empty, empty) if x is None or not len(x)
        else (x, 10.0**y if axis.unit is None else y * axis.unit)
        for x, y in drawn
    ]  # fmt: skip


def marks(picture: TrainingPicture, symbol: str) -> np.ndarray:
    chart = only(picture, TrainingCurves)
    items = [x for x in chart.getPlotItem().items if isinstance(x, pg.ScatterPlotItem)]
    return next(np.asarray(x.getData()[0]) for x in items if x.opts["symbol"] == symbol)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_both_curves_are_the_lessons_descent(picture: TrainingPicture, logarithmic: bool) -> None:
    if logarithmic:
        QTest.keyClick(picture, Qt.Key.Key_L)
    assert only(picture, QCheckBox).isChecked() == logarithmic
    show(picture, replace(LESSON, bug=Bug("zero-layer", "W1")), TrainingAsked(0.7, 90))
    right, broken = curves(picture)
    assert right[0].tolist() == list(range(91))
    assert right[1] == pytest.approx(descent(0.7, 90), rel=1e-9)
    assert broken[1] == pytest.approx(descent(0.7, 90, forgotten=True), rel=1e-9)


def test_its_numbers_and_its_warning(picture: TrainingPicture) -> None:
    show(picture, replace(LESSON, bug=Bug("zero-layer", "W1")), TrainingAsked(0.7, 90))
    said = " ".join(texts(picture))
    for cost in (descent(0.7, 90)[-1], descent(0.7, 90, forgotten=True)[-1]):
        assert f"{cost:.3e}" in said
    assert "Training hides the mistake" in said
    assert "who only watches the cost never finds the mistake" in said
    assert "broken gradient" in picture.accessibleDescription()
    assert not picture.findChildren(QPushButton)[-1].isVisible()


def test_without_a_bug_it_offers_one(qtbot: QtBot, picture: TrainingPicture) -> None:
    show(picture, LESSON, TrainingAsked(0.5, 50))
    assert len(curves(picture)[1][0]) == 0
    said = " ".join(texts(picture))
    assert "This gradient has no bug" in said
    assert "broken gradient" not in said
    with qtbot.waitSignal(picture.bugs_asked):
        button(picture, "").click()


def test_what_gets_out_of_hand_has_its_mark(picture: TrainingPicture) -> None:
    network = Network((1, 1), ("identity",), weights=SeededWeights(1), data=RandomData(3))
    spec = ExperimentSpec(network, bug=Bug("factor", factor=1e6))
    result = show(picture, spec, TrainingAsked(0.01, 200))
    assert marks(picture, "x").tolist() == [result.diverged(1)]
    assert "out of hand" in " ".join(texts(picture))
    for x, y in curves(picture):
        assert np.isfinite(x).all()
        assert np.isfinite(y).all()
    both = show(picture, replace(spec, bug=None), TrainingAsked(1e200, 50))
    assert marks(picture, "x").tolist() == [both.diverged(0)]
    assert "This learning rate is too large" in " ".join(texts(picture))


def test_a_cost_of_exactly_0_has_its_mark(picture: TrainingPicture) -> None:
    network = Network((1, 1), ("relu",), weights=SeededWeights(1), data=RandomData(3))
    result = TrainingResult(TrainingAsked(0.1, 3))
    for event in run(training(ExperimentSpec(network), result.asked)):
        result.add(event)
    result._costs[0] = [1.0, 0.5, 0.0, 0.0]  # noqa: SLF001 - no network comes to exactly 0 soon
    QTest.keyClick(picture, Qt.Key.Key_L)
    picture.show_result(result)
    turn()
    assert marks(picture, "t").tolist() == [2.0]


def test_a_long_curve_keeps_its_highs_and_lows() -> None:
    rng = np.random.default_rng(5)
    x, y = np.arange(100_001.0), rng.random(100_001)
    y[[777, 50_000]] = 9.0, -9.0
    few, kept = thinned(x, y, 300)
    assert len(few) <= 1200
    assert (np.diff(few) > 0).all()
    assert (few[0], few[-1]) == (0, 100_000)
    assert {9.0, -9.0} <= set(kept)
    assert all(y[int(at)] == value for at, value in zip(few, kept, strict=True))


def test_it_says_that_it_was_stopped(picture: TrainingPicture) -> None:
    asked = TrainingAsked(0.5, 100_000)
    result = TrainingResult(asked)
    seen: list[object] = []
    for event in run(training(LESSON, asked), lambda: len(seen) > 3):
        seen.append(event)
        result.add(event)
    picture.show_spec(LESSON)
    picture.show_result(result)
    turn()
    assert f"Stopped after step {result.steps:,} of 100,000" in " ".join(texts(picture))


def _finished(window: MainWindow, asked: TrainingAsked) -> bool:
    result = window.store.slot("training").result
    if not isinstance(result, TrainingResult) or result.finished is None:
        return False
    return result.asked == asked


def test_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, TrainingPicture)
    qtbot.waitUntil(lambda: _finished(window, TrainingAsked()), timeout=30_000)
    turn()
    button(picture, "").click()
    assert only(window, BugPanel).isVisible()
    window.store.edit(replace(LESSON, bug=Bug("sign")))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: _finished(window, TrainingAsked()), timeout=30_000)
    turn()
    assert "With the wrong gradient nothing is learned" in " ".join(texts(picture))
    # Epsilon has nothing to do with training: what was found stays.
    before = window.store.slot("training").result
    window.store.edit(replace(window.store.spec, epsilon=1e-6))
    settle(qtbot, window)
    assert window.store.slot("training").result is before
    # Another rate, typed.
    rate = next(x for x in picture.findChildren(QLineEdit) if x.accessibleName().endswith("rate"))
    rate.setFocus()
    rate.selectAll()
    QTest.keyClicks(rate, "0.25")
    QTest.keyClick(rate, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _finished(window, TrainingAsked(0.25, 100)), timeout=30_000)


def test_a_long_training_can_be_stopped(qtbot: QtBot, window: MainWindow) -> None:
    asked = TrainingAsked(0.1, 1_000_000)
    window.store.set_settings("training", asked)
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, TrainingPicture)

    def offered() -> bool:
        return any(x.text() == "Stop" for x in picture.findChildren(QPushButton))

    qtbot.waitUntil(offered, timeout=30_000)
    button(picture, "Stop").click()
    qtbot.waitUntil(lambda: _finished(window, asked), timeout=30_000)
    turn()
    assert "Stopped after step" in " ".join(texts(picture))
    assert button(picture, "Train again").isEnabled()
    assert QApplication.focusWidget() is not None


@pytest.mark.parametrize("step", range(4))
def test_the_lesson_opens_on_it(qtbot: QtBot, window: MainWindow, step: int) -> None:
    name = next(x.name for x in shipped_lessons() if x.name == "why-training-hides-it")
    window.documents.open_lesson(name)
    for _ in range(step):
        window.lessons.next_step()
    picture = only(window, TrainingPicture)
    assert picture.isVisible()
    qtbot.waitUntil(lambda: _finished(window, TrainingAsked()), timeout=30_000)
    settle(qtbot, window)
    turn()
    expected = (
        "This gradient has no bug",
        "Training hides the mistake",
        "Training hides the mistake",
        "nothing is learned",
    )
    assert expected[step] in " ".join(texts(picture))
