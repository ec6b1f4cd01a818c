"""What the plot draws is the result, number for number."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCheckBox

from nnd_gui.engine.events import Event, Measured
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.legend import Legend
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import DARK, LIGHT
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import (
    bars,
    charts,
    heights,
    marks,
    network,
    only,
    pixel_of,
    result_of,
    spoilt,
    turn,
)
from tests.gui.plots.conftest import Show

LESSON = lesson_spec()


def y_range(plot: GradientPlot) -> tuple[float, float]:
    low, high = charts(plot)[0].box.viewRange()[1]
    return low, high


def in_view(plot: GradientPlot) -> tuple[float, float]:
    low, high = charts(plot)[0].box.viewRange()[0]
    return low, high


def test_bars_are_the_results_numbers(plot: GradientPlot, show: Show) -> None:
    result = result_of(LESSON)
    show(result)
    upper, _ = charts(plot)
    numerical, analytic = (bars(upper, colour) for colour in (LIGHT.numerical, LIGHT.analytic))
    np.testing.assert_array_equal(heights(numerical), result.weights.numerical)
    np.testing.assert_array_equal(heights(analytic), result.analytic)
    # A pair stands around its weight's place, the numerical on the left.
    middles = (numerical.opts["x"] + analytic.opts["x"]) / 2
    np.testing.assert_allclose(np.diff(middles), [1, 1, 1, 1, 1, 1.6, 1, 1])
    assert (numerical.opts["x"] < analytic.opts["x"]).all()
    low, high = y_range(plot)
    assert low < result.analytic.min() < 0 < result.analytic.max() < high


def test_marks_are_the_errors_and_their_verdicts(plot: GradientPlot, show: Show) -> None:
    result = result_of(LESSON, spoilt(4, 0.5))
    show(result)
    upper, lower = charts(plot)
    _, y = marks(lower, "o")
    agree = np.delete(np.arange(9), 4)
    np.testing.assert_allclose(y, np.log10(result.weights.relative_error[agree]))
    wrong_x, wrong_y = marks(lower, "x")
    assert wrong_y == pytest.approx(np.log10(result.weights.relative_error[[4]]))
    assert wrong_x == pytest.approx([4.0])
    assert len(marks(lower, "d")[0]) == 0
    # The wrong one has its sign above its bars too.
    above_x, above_y = marks(upper, "x")
    assert above_x == pytest.approx([4.0])
    assert 0.5 < above_y[0] < y_range(plot)[1]


@pytest.mark.parametrize("height", [560, 300, 272])
@pytest.mark.parametrize("wrong", [(4, 0.5), (8, -0.5), (0, 0.0)])
def test_no_mark_is_cut_however_low_the_plot(
    plot: GradientPlot, show: Show, height: int, wrong: tuple[int, float]
) -> None:
    plot.resize(880, height)
    result = result_of(LESSON, spoilt(*wrong))
    result.weights.relative_error[2] = 0.0  # the lowest mark there is
    show(result)
    for chart, symbol in ((charts(plot)[0], "x"), (charts(plot)[1], "x"), (charts(plot)[1], "o")):
        x, y = marks(chart, symbol)
        assert len(x)
        box = chart.mapFromScene(chart.box.sceneBoundingRect()).boundingRect()
        half = 5 if symbol == "x" else 4
        for at in zip(x, y, strict=True):
            middle = pixel_of(chart, *at).y()
            assert box.top() + half <= middle <= box.bottom() - half


@pytest.mark.parametrize("width", [440, 520, 576, 640, 720])
def test_titles_and_legends_are_whole_after_every_change_of_size(
    plot: GradientPlot, show: Show, themes: ThemeManager, width: int
) -> None:
    plot.resize(width, 640)
    show(result_of(LESSON))
    for scale in (1.1, 1.21, 1.331, 1.4641, 1.2, 1.0):
        themes.set_scale(scale)
        turn()
        for legend in plot.findChildren(Legend):
            if legend.isVisible():
                header = legend.parentWidget()
                assert header is not None
                assert legend.width() >= legend.sizeHint().width()
                assert header.rect().contains(legend.geometry()), (scale, legend.accessibleName())


def test_the_tolerance_line_stands_at_its_logarithm(plot: GradientPlot, show: Show) -> None:
    for tolerance in (1e-5, 1e-2, 3e-8):
        show(result_of(network((2, 3, 1), tolerance=tolerance)))
        _, lower = charts(plot)
        items = lower.getPlotItem().items
        (line,) = [x for x in items if isinstance(x, pg.InfiniteLine) and x.angle == 0]
        assert line.value() == pytest.approx(np.log10(tolerance))
        low, high = lower.box.viewRange()[1]
        assert low < line.value() < high
    assert line.label.format == "tolerance 3e-08"


def test_an_error_of_exactly_0_is_drawn(plot: GradientPlot, show: Show) -> None:
    result = result_of(LESSON)
    result.weights.relative_error[2] = 0.0
    show(result)
    _, lower = charts(plot)
    x, y = marks(lower, "o")
    assert len(x) == 9
    assert np.isfinite(y).all()
    low, high = lower.box.viewRange()[1]
    assert low < y[2] == y.min() < high


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308, -1.7e308, 5e-324, 0.0], ids=str)
def test_no_value_breaks_the_picture(plot: GradientPlot, show: Show, value: float) -> None:
    def change(event: Event) -> Event:
        if isinstance(event, Measured):
            event.costs[:, 0] = np.where(event.indices == 7, value, event.costs[:, 0])
        return spoilt(4, value)(event)

    for own in (False, True):
        plot.set_own_scales(own)
        show(result_of(LESSON, change))
        low, high = y_range(plot)
        assert np.isfinite([low, high]).all()
        assert low < 0 < high
        upper, lower = charts(plot)
        for colour in (LIGHT.numerical, LIGHT.analytic):
            drawn = heights(bars(upper, colour))
            assert np.isfinite(drawn).all()
            assert len(drawn) >= 7
        for chart in (upper, lower):
            for symbol in "dx":
                assert np.isfinite(marks(chart, symbol)).all()


@pytest.mark.parametrize("size", [1.7e308, 1e-320])
def test_gradients_at_the_ends_of_what_a_number_holds(
    plot: GradientPlot, show: Show, size: float
) -> None:
    result = result_of(LESSON)
    result.analytic[:] = size * np.linspace(-1, 1, 9)
    result.weights.numerical[:] = result.analytic
    for own in (False, True):
        plot.set_own_scales(own)
        show(result)
        low, high = y_range(plot)
        assert np.isfinite([low, high]).all()
        assert low < high


def test_nothing_but_zeros(plot: GradientPlot, show: Show) -> None:
    result = result_of(LESSON)
    result.analytic[:] = 0
    result.weights.numerical[:] = 0
    show(result)
    assert y_range(plot) == pytest.approx((-1, 1))


def test_own_scales(plot: GradientPlot, show: Show) -> None:
    result = result_of(LESSON)
    show(result)
    plot.set_own_scales(True)
    turn()
    drawn = heights(bars(charts(plot)[0], LIGHT.analytic))
    for block in result.layout.blocks:
        here = slice(block.start, block.stop)
        assert np.abs(drawn[here]).max() == pytest.approx(1.0)
        np.testing.assert_allclose(
            drawn[here] / drawn[here][0], result.analytic[here] / result.analytic[here][0]
        )
    assert y_range(plot) == pytest.approx((-1.2, 1.2))
    only(plot, QCheckBox).click()
    turn()
    np.testing.assert_array_equal(heights(bars(charts(plot)[0], LIGHT.analytic)), result.analytic)


def test_a_theme_recolours_everything(plot: GradientPlot, show: Show, themes: ThemeManager) -> None:
    show(result_of(LESSON, spoilt(4, 0.5)))
    upper, _ = charts(plot)
    grounds = []
    for theme in (LIGHT, DARK):
        themes.set_mode(theme.name)
        turn()
        item = bars(upper, theme.numerical)
        # The tallest numerical bar that stands apart, in its middle.
        x, height = float(item.opts["x"][7]), float(heights(item)[7])
        image = upper.grab().toImage()
        assert colour_at(image, upper, x, height / 2) == QColor(theme.numerical)
        grounds.append(colour_at(image, upper, x, -0.9 * height))
    assert grounds == [QColor(LIGHT.plot), QColor(DARK.plot)]


def colour_at(image: QImage, chart: pg.PlotWidget, x: float, y: float) -> QColor:
    ratio = image.devicePixelRatio()
    return image.pixelColor(pixel_of(chart, x, y) * ratio)


@pytest.mark.parametrize("sizes", [(1, 1), (2, 3, 1), (3,) * 64, (1,) * 64, (30, 40, 7)], ids=str)
def test_a_network_of_any_shape_is_shown_whole(
    plot: GradientPlot, show: Show, sizes: tuple[int, ...]
) -> None:
    show(result_of(LESSON))
    result = result_of(network(sizes, bias=True))
    show(result)
    upper, lower = charts(plot)
    left, right = in_view(plot)
    item = bars(upper, LIGHT.numerical)
    assert left < item.opts["x"].min() < item.opts["x"].max() < right
    gap = max(0.6, 0.012 * result.total) * (len(result.layout.blocks) - 1)
    assert right - left == pytest.approx((result.total + gap) * 1.02, rel=1e-3)
    assert lower.box.viewRange()[0] == pytest.approx([left, right], rel=1e-6)
    if len(heights(item)) == result.total:
        np.testing.assert_array_equal(heights(item), result.weights.numerical)
    else:
        # Each bar is one weight's own number.
        assert np.isin(heights(item), result.weights.numerical).all()
        largest = np.abs(result.weights.numerical).max()
        assert np.abs(heights(item)).max() == largest


def test_an_empty_result_empties_the_picture(plot: GradientPlot, show: Show) -> None:
    show(result_of(LESSON))
    show(CheckResult(LESSON))
    upper, lower = charts(plot)
    for colour in (LIGHT.numerical, LIGHT.analytic):
        assert len(heights(bars(upper, colour))) == 0
    assert len(marks(lower, "o")[0]) == 0
    show(result_of(LESSON))
    assert len(heights(bars(upper, LIGHT.numerical))) == 9


def test_a_running_check_draws_what_there_is(plot: GradientPlot, show: Show) -> None:
    spec = network((30, 40, 7))
    part = result_of(spec, weights=500)
    show(part)
    upper, lower = charts(plot)
    drawn = heights(bars(upper, LIGHT.numerical))
    assert 0 < len(drawn) < len(heights(bars(upper, LIGHT.analytic)))
    assert np.isin(drawn, part.weights.numerical).all()
    assert len(marks(lower, "o")[0]) <= part.checked


def test_many_weights_share_a_column_and_it_says_so(plot: GradientPlot, show: Show) -> None:
    show(result_of(network((30, 40, 7))))
    from tests.gui.faces import texts

    (said,) = [text for text in texts(plot) if text.endswith("weights a column")]
    size = int(said.split()[0])
    assert size > 1
    x, _ = marks(charts(plot)[1], "o")
    assert len(x) <= 1480 / size + 4


def test_it_is_named_for_a_screen_reader(plot: GradientPlot) -> None:
    assert plot.accessibleName() == "Plot of the gradients, weight by weight"
    assert plot.focusPolicy() == Qt.FocusPolicy.StrongFocus
