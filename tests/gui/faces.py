"""The window as a person, or a screen reader, meets it: what is shown, and what can be done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Event, Measured, Started, Step
from nnd_gui.engine.kept_check import KeptCheck
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.model.result import CheckResult

W = TypeVar("W", bound=QWidget)
Change = Callable[[Event], Event]
Floats = NDArray[np.float64]


def network(
    sizes: tuple[int, ...], *, bias: bool = False, samples: int = 4, **settings: Any
) -> ExperimentSpec:
    """A sigmoid network on random data."""
    subject = Network(
        sizes,
        ("sigmoid",) * (len(sizes) - 1),
        bias=bias,
        weights=SeededWeights(1),
        data=RandomData(samples, 0),
    )
    return ExperimentSpec(subject, **settings)


# `paced` takes seconds for this one, however fast the engine and the machine are.
SLOW = network((31, 41, 7))
_BEFORE_THE_FIRST, _FOR_A_WEIGHT = 0.3, 0.005


def paced(spec: ExperimentSpec, kept: KeptCheck | None = None) -> Iterator[Step]:
    """`check`, which for `SLOW` begins late and takes its time for every weight."""
    if spec != SLOW:
        yield from check(spec, kept=kept)
        return
    time.sleep(_BEFORE_THE_FIRST)
    for event in check(spec):
        if not isinstance(event, Measured):
            yield event
            continue
        for place in range(len(event.indices)):
            time.sleep(_FOR_A_WEIGHT)
            here = slice(place, place + 1)
            parts: dict[str, Any] = {x.name: getattr(event, x.name) for x in fields(event)}
            yield replace(
                event, **{name: part[here] for name, part in parts.items() if part is not None}
            )


def result_of(
    spec: ExperimentSpec,
    change: Change = lambda event: event,
    *,
    weights: int | None = None,
) -> CheckResult:
    """A result as the engine gives it, with each event changed on its way.

    With `weights` the run is in its middle: the first so many are measured, however many of
    them the engine reports at once, and nothing after them has come.
    """
    result = CheckResult(spec)
    for event in run(check(spec)):
        if weights is None or isinstance(event, Started):
            result.add(change(event))
        elif isinstance(event, Measured):
            here = event.indices < weights
            if np.any(here):
                result.add(change(_cut(event, here)))
    return result


def _cut(event: Measured, here: Any) -> Measured:
    parts: dict[str, Any] = {x.name: getattr(event, x.name) for x in fields(event)}
    return replace(event, **{name: part[here] for name, part in parts.items() if part is not None})


def spoilt(index: int, analytic: float) -> Change:
    """Put a wrong value into the analytic gradient."""

    def change(event: Event) -> Event:
        if isinstance(event, Started):
            event.analytic[index] = analytic
        return event

    return change


def turn(times: int = 3) -> None:
    """Let what is due now happen: drawing, layout."""
    for _ in range(times):
        QApplication.processEvents()


def settle(qtbot: QtBot, window: MainWindow) -> CheckResult:
    """Wait until the window shows the finished result of its experiment."""
    qtbot.waitUntil(lambda: not window.store.running, timeout=30_000)
    turn()
    return window.store.result


def only(parent: QWidget, kind: type[W]) -> W:
    """The one child of its kind."""
    found = parent.findChildren(kind)
    assert len(found) == 1, found
    return found[0]


def texts(parent: QWidget) -> list[str]:
    """What its visible labels say, from left to right and downwards."""
    labels = [x for x in parent.findChildren(QLabel) if x.isVisible() and x.text()]
    places = {label: label.mapTo(parent, QPoint(0, 0)) for label in labels}
    labels.sort(key=lambda label: (places[label].y(), places[label].x()))
    return [label.text() for label in labels]


def button(window: QWidget, name: str) -> QPushButton:
    """The visible push button with this accessible name."""
    return next(
        x for x in window.findChildren(QPushButton) if x.accessibleName() == name and x.isVisible()
    )


def actions(window: MainWindow) -> Iterator[QAction]:
    """Every action of the menus, those of submenus too."""
    menus = window.menuBar().findChildren(QMenu)
    # Not asked for its menu: Python would take it for its own, and delete it.
    titles = {menu.title() for menu in menus}
    for menu in menus:
        yield from (x for x in menu.actions() if not x.isSeparator() and x.text() not in titles)


def action(window: MainWindow, text: str) -> QAction:
    """The action that a menu shows by this text."""
    return next(x for x in actions(window) if x.text().replace("&", "").rstrip("…") == text)


def charts(plot: GradientPlot) -> tuple[Chart, Chart]:
    """Gradients, and errors."""
    upper, lower = plot.findChildren(Chart)
    return upper, lower


def bars(chart: Chart, colour: str) -> pg.BarGraphItem:
    """The bars that are filled with a colour."""
    items = [x for x in chart.getPlotItem().items if isinstance(x, pg.BarGraphItem)]
    return next(x for x in items if x.opts["brush"].color().name() == colour.lower())


def heights(item: pg.BarGraphItem) -> Floats:
    return np.asarray(item.opts["height"], dtype=np.float64)


def marks(chart: Chart, symbol: str) -> tuple[Floats, Floats]:
    """Places of all marks of a shape."""
    for item in chart.getPlotItem().items:
        if isinstance(item, pg.ScatterPlotItem) and item.opts["symbol"] == symbol:
            x, y = item.getData()
            return np.asarray(x), np.asarray(y)
    raise AssertionError(symbol)


def pixel_of(chart: Chart, x: float, y: float) -> QPoint:
    """Where a place of the plot is on the chart's widget."""
    scene = chart.box.mapViewToScene(QPointF(x, y))
    return chart.mapFromScene(scene)  # type: ignore[no-any-return]


def click(chart: Chart, x: float) -> None:
    """Click at an x of the plot, in the middle of its height."""
    (low, high) = chart.box.viewRange()[1]
    at = pixel_of(chart, x, (low + high) / 2)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
