"""The derivative's picture: its two slopes, its fields, its zoom, and its marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from nnd_gui.engine.derivative import derivative
from nnd_gui.engine.functions import Function
from nnd_gui.engine.run import run
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.derivative_picture import DerivativePicture
from nnd_gui.gui.plots.offset_axis import OffsetAxis
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import LIGHT
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.model.derivative_result import DerivativeResult
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import only, settle, turn

LESSON = lesson_spec()


def looked(
    text: str = "x^2", point: float = 1.5, believed: str = "2x", zoom: int = 0, **lesson: object
) -> DerivativeResult:
    settings = DerivativeSettings(Function(text, believed, point), zoom=zoom)
    ask = settings.asked(replace(LESSON, **lesson))  # type: ignore[arg-type]
    result = DerivativeResult(ask)
    for event in run(derivative(ask)):
        result.add(event)
    return result


@pytest.fixture
def picture(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[DerivativePicture], None]
) -> DerivativePicture:
    made = DerivativePicture(themes)
    hold(made)
    made.resize(860, 480)
    made.show()
    qtbot.waitExposed(made)
    made.show_spec(LESSON)
    made.show_result(looked())
    turn()
    return made


def chosen(picture: DerivativePicture) -> list[DerivativeSettings]:
    """Settings that the person chooses in it, from now on."""
    told: list[DerivativeSettings] = []
    picture.settings_chosen.connect(told.append)
    return told


def words(picture: DerivativePicture) -> str:
    return " ".join(x.text() for x in picture.findChildren(QLabel) if not x.isHidden())


def field(picture: DerivativePicture, name: str) -> QLineEdit:
    return next(x for x in picture.findChildren(QLineEdit) if x.accessibleName() == name)


def retype(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def plotted(picture: DerivativePicture, kind: type) -> list[pg.GraphicsObject]:
    return [x for x in only(picture, pg.PlotWidget).getPlotItem().items if type(x) is kind]


def line(picture: DerivativePicture, colour: str) -> pg.PlotCurveItem:
    lines = plotted(picture, pg.PlotCurveItem)
    return next(x for x in lines if x.opts["pen"].color().name() == colour.lower())


def marks(picture: DerivativePicture, symbol: str) -> int:
    items = plotted(picture, pg.ScatterPlotItem)
    return sum(len(x.getData()[0]) for x in items if x.opts["symbol"] == symbol)


def names(picture: DerivativePicture) -> list[str]:
    return [text.toPlainText() for text in plotted(picture, pg.TextItem)]


def test_the_lessons_two_numbers_with_every_digit(picture: DerivativePicture) -> None:
    text = words(picture)
    for part in ("2.9999999999996696", "3.0000000000000000", "agree to 12 decimals"):
        assert part in text
        assert part in picture.accessibleDescription()
    assert "Yours agrees" in text
    assert "rounding of the step" in text


def test_curve_secant_and_tangent_are_where_they_belong(picture: DerivativePicture) -> None:
    axes = {axis.orientation: axis for axis in plotted_axes(picture)}
    x, y = line(picture, LIGHT.text).getData()
    known = np.isfinite(x)
    # Back from places on the plot to numbers, by two that are known: 1.5 and 1.5 + 3.
    numbers = 1.5 + (x[known] - 0.5) * 6
    low, high = axes["left"].place(-2.25), axes["left"].place(20.25 - 2.25)
    assert y[known] == pytest.approx(low + (high - low) * numbers**2 / 20.25, abs=1e-9)
    for colour in (LIGHT.numerical, LIGHT.analytic):
        across, up = line(picture, colour).getData()
        slope = (up[1] - up[0]) / (high - low) * 20.25 / ((across[1] - across[0]) * 6)
        assert slope == pytest.approx(3.0, rel=1e-9)
    styles = [line(picture, c).opts["pen"].style() for c in (LIGHT.numerical, LIGHT.analytic)]
    assert styles == [Qt.PenStyle.SolidLine, Qt.PenStyle.CustomDashLine]


def bend(text: str, zoom: int) -> float:
    """How far the curve leaves its tangent, as a share of the height."""
    curve = looked(text, zoom=zoom).curve
    assert curve is not None
    assert curve.bend is not None
    return curve.bend


def plotted_axes(picture: DerivativePicture) -> list[OffsetAxis]:
    item = only(picture, pg.PlotWidget).getPlotItem()
    return [item.getAxis(side) for side in ("left", "bottom")]


@pytest.mark.parametrize("height", [96, 150, 240, 480, 700])
def test_of_use_at_any_height(picture: DerivativePicture, height: int) -> None:
    picture.resize(640, height)
    turn()
    assert picture.height() == height
    assert only(picture, pg.PlotWidget).height() >= 60
    assert field(picture, "The function f(x)").isVisible() == (height >= 240)
    # Whoever hears the picture hears all of it, whatever its size.
    assert "2.9999999999996696" in picture.accessibleDescription()


def test_axes_name_the_numbers_and_close_up_what_is_added(picture: DerivativePicture) -> None:
    across = plotted_axes(picture)[1]
    ((step, places),) = across.tickValues(0.0, 1.0, 600.0)
    assert across.tickStrings(places, 1.0, step) == ["-1", "0", "1", "2", "3", "4"]
    picture.show_result(looked(zoom=99))
    ((step, places),) = across.tickValues(0.0, 1.0, 600.0)
    texts = across.tickStrings(places, 1.0, step)
    assert texts[len(texts) // 2] == "1.5"
    assert texts[0] == "-0.0001"
    assert texts[-1] == "+0.0001"


def test_a_shipped_function_comes_with_its_derivative_and_point(
    picture: DerivativePicture,
) -> None:
    told, box = chosen(picture), only(picture, QComboBox)
    assert box.currentText() == "x^2"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert told[-1].function == Function("x^3", "3x^2", 1.0)
    assert field(picture, "The derivative that you believe in").text() == "3x^2"
    retype(field(picture, "The function f(x)"), "x^3 + 1")
    assert told[-1].function == Function("x^3 + 1", "3x^2", 1.0)
    assert box.currentIndex() == -1


@pytest.mark.parametrize("typed", ["__import__('os')", "sin(", "y^2", "1/2x"])
def test_a_wrong_text_gets_its_sentence(picture: DerivativePicture, typed: str) -> None:
    told, line = chosen(picture), field(picture, "The function f(x)")
    before = words(picture)
    retype(line, typed)
    assert told == []
    sentence = line.accessibleDescription()
    assert sentence.endswith((".", "?"))
    assert sentence in words(picture)
    assert sentence not in before
    retype(line, "x^4")
    assert told[-1].function.text == "x^4"
    assert sentence not in words(picture)


def test_an_epsilon_of_its_own_and_the_checks(picture: DerivativePicture) -> None:
    told, box, follows = chosen(picture), only(picture, EpsilonSpinBox), only(picture, QCheckBox)
    box.stepBy(-1)
    assert box.value() == 1e-5
    assert follows.checkState() == Qt.CheckState.Unchecked
    picture.show_spec(replace(LESSON, epsilon=1e-2))
    assert box.value() == 1e-5
    follows.setChecked(True)
    assert [settings.own_epsilon for settings in told] == [1e-5, None]
    assert box.value() == 1e-2


def test_zoom_by_keys_and_slider_until_the_curve_is_a_line(picture: DerivativePicture) -> None:
    told, slider = chosen(picture), only(picture, QSlider)
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Plus)
    assert (told[-1].zoom, slider.value()) == (1, 1)
    QTest.keyClick(picture, Qt.Key.Key_Minus)
    assert told[-1].zoom == 0
    widths = []
    for place in range(slider.maximum() + 1):
        slider.setValue(place)
        widths.append(told[-1].asked(LESSON).window)
    assert widths == pytest.approx([3, 1, 0.1, 0.01, 0.001, 1.25e-4])
    QTest.keyClick(picture, Qt.Key.Key_0)
    assert told[-1].zoom == 0
    assert "leaves its tangent" in words(picture)
    picture.show_result(looked(zoom=slider.maximum()))
    assert "one line to the eye" in words(picture)
    assert {"x + ε", "x − ε"} <= set(names(picture))


@pytest.mark.parametrize(
    ("text", "point", "name", "missing"),
    [
        ("abs(x)", 1.0, "kink", 0),
        ("1/x", 1.0, "pole", 0),
        ("sqrt(x)", 1.0, "no value", 0),
        ("sqrt(x)", 1.0, "the curve ends", 0),
        ("sign(x)", 1.0, "jump", 0),
        ("1/x", 0.0, "pole", 1),
        ("1/x", 5e-5, "pole", 0),
        ("sqrt(x)", -1.0, "no value", 3),
        ("sqrt(x)", 5e-5, "the curve ends", 1),
        ("exp(x)", 1000.0, "no value", 3),
    ],
)
def test_what_is_no_number_has_a_mark(
    picture: DerivativePicture, text: str, point: float, name: str, missing: int
) -> None:
    picture.show_result(looked(text, point, ""))
    turn()
    assert name in names(picture)
    assert marks(picture, "x") == missing
    for item in plotted(picture, pg.ScatterPlotItem):
        assert np.isfinite(item.getData()).all()


def test_a_kink_has_two_tangents(picture: DerivativePicture) -> None:
    picture.show_result(looked("abs(x)", 0.0, ""))
    x, _ = line(picture, LIGHT.analytic).getData()
    assert np.isnan(x).sum() == 1
    assert "-1 left, 1 right" in words(picture)


def test_a_wrong_belief_has_a_line_of_its_own(picture: DerivativePicture) -> None:
    assert len(line(picture, LIGHT.disagree).getData()[0]) == 0
    picture.show_result(looked(believed="x"))
    assert len(line(picture, LIGHT.disagree).getData()[0]) == 2
    assert "Yours disagrees" in words(picture)
    assert "but the slope is 3" in words(picture)


@pytest.mark.parametrize(
    "scheme", ["central", "forward", "backward", "four-point", "richardson", "complex-step"]
)
@pytest.mark.parametrize("epsilon", [1.0, 1e-4, 1e-16])
def test_every_scheme_at_the_closest_zoom(
    picture: DerivativePicture, scheme: str, epsilon: float
) -> None:
    result = looked(zoom=99, scheme=scheme, epsilon=epsilon)
    picture.show_result(result)
    turn()
    assert result.curve is not None
    assert result.probed is not None
    # Every probe that the scheme has of its own is inside the picture, and drawn.
    own = {"complex-step": 0, "forward": 1, "backward": 1, "central": 2}.get(scheme, 4)
    filled = next(
        x for x in plotted(picture, pg.ScatterPlotItem)
        if x.opts["brush"].color().name() == LIGHT.numerical.lower()
    )  # fmt: skip
    x, y = filled.getData()
    assert len(x) == own
    assert np.all((x >= 0) & (x <= 1))
    assert np.all(np.isfinite(y))


def test_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    picture = only(window, DerivativePicture)
    qtbot.waitUntil(lambda: "2.9999999999996696" in words(picture))
    window.store.edit(replace(LESSON, epsilon=1e-2))
    qtbot.waitUntil(lambda: "ε = 1e-02" in words(picture))
    settle(qtbot, window)
    check = window.store.slot("check").number
    retype(field(picture, "The function f(x)"), "sin(x)")
    qtbot.waitUntil(lambda: "sin(x) at x = 1.5" in words(picture))
    QTest.keyClick(picture, Qt.Key.Key_Plus)
    zoomed = f"{100 * bend('sin(x)', 1):.2g} % of the picture"
    qtbot.waitUntil(lambda: zoomed in words(picture))
    settle(qtbot, window)
    # What is looked at here is no part of the experiment.
    assert window.store.spec == replace(LESSON, epsilon=1e-2)
    assert window.store.slot("check").number == check
