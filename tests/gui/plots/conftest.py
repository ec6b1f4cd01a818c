"""Plots by themselves, at the size that they have in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.result import CheckResult
from tests.gui.faces import turn

Show = Callable[[CheckResult], None]


@pytest.fixture
def plot(qtbot: QtBot, themes: ThemeManager, hold: Callable[[GradientPlot], None]) -> GradientPlot:
    plot = GradientPlot(themes)
    hold(plot)
    plot.resize(880, 600)
    plot.show()
    qtbot.waitExposed(plot)
    turn()
    return plot


@pytest.fixture
def show(plot: GradientPlot) -> Show:
    """Show a result, and draw it."""

    def show_result(result: CheckResult) -> None:
        plot.show_result(result)
        turn()

    return show_result
