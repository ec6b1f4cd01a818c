"""A person's file from save to save: what stays, what is seen of before, and in every picture."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.source import Source, read_source
from nnd_gui.gui.commands.person_commands import PersonCommands
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.legend import Legend
from nnd_gui.gui.runs.run_kind import SLICE, SWEEP
from nnd_gui.gui.widgets.veil import Veil
from nnd_gui.model.check_edits import with_bug
from nnd_gui.model.slice_result import SliceResult
from nnd_gui.model.sweep_result import SweepResult
from tests.gui.faces import only, settle, turn
from tests.gui.test_person_file import marked_lines, opened

FILE = """import numpy as np

X = np.random.rand(3, 2)
y = np.random.rand(3, 1)


class NeuralNetwork:
    def __init__(self):
        self.W1 = np.random.randn(2, 3)
        self.W2 = np.random.randn(3, 1)

    def forward(self, X):
        self.a2 = np.tanh(np.dot(X, self.W1))
        return np.dot(self.a2, self.W2)

    def costFunction(self, X, y):
        return 0.5 * np.sum((y - self.forward(X)) ** 2)

    def costFunctionPrime(self, X, y):
        delta3 = self.forward(X) - y
        dJdW2 = np.dot(self.a2.T, delta3)
        delta2 = np.dot(delta3, self.W2.T) * (1 - self.a2 ** 2)
        dJdW1 = np.dot(X.T, delta2)
        return dJdW1, dJdW2
"""
WRONG = FILE.replace(" * (1 - self.a2 ** 2)", "")


@pytest.fixture
def net(tmp_path: Path) -> Path:
    file = tmp_path / "net.py"
    file.write_text(WRONG, encoding="utf-8")
    return file


def saved(qtbot: QtBot, window: MainWindow, file: Path, text: str) -> None:
    """Save, and wait until that version has been checked."""

    def saves() -> int:
        subject = window.store.result.spec.subject
        assert isinstance(subject, PersonFile)
        return subject.saves

    before = saves()
    file.write_text(text, encoding="utf-8")
    qtbot.waitUntil(
        lambda: saves() > before and window.store.result.finished is not None, timeout=60_000
    )
    turn()


def ghosts(window: MainWindow) -> int:
    """How many bars of the check before are drawn."""
    upper = only(window, GradientPlot).findChildren(pg.PlotWidget)[0]
    items = [
        item
        for item in upper.getPlotItem().items
        if isinstance(item, pg.BarGraphItem) and item.zValue() < 0
    ]
    return sum(len(item.opts["x"]) for item in items)


def legend_names_before(window: MainWindow) -> bool:
    legends = only(window, GradientPlot).findChildren(Legend)
    return any("before" in one.accessibleName() and one.isVisible() for one in legends)


def toggle(window: MainWindow, text: str) -> None:
    action = next(
        one for one in window.findChildren(QAction) if one.text().replace("&", "") == text
    )
    action.trigger()
    turn()


def test_a_fix_is_seen_beside_what_it_was(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    first = opened(qtbot, window, net)
    assert ghosts(window) == 0
    # One more random number: by the seed alone weights and data would be others.
    saved(qtbot, window, net, FILE.replace("\n\nclass", "\nnoise = np.random.rand()\n\n\nclass"))
    result = window.store.result
    assert result.overall is not None
    assert result.overall.verdict == "agree"
    np.testing.assert_array_equal(result.values, first.values)
    assert result.cost == first.cost
    # Of the six of W1 those that are seen to have moved; those of W2 have not.
    qtbot.waitUntil(lambda: 0 < ghosts(window) <= 6)
    assert legend_names_before(window)
    toggle(window, "Bars of the check before")
    qtbot.waitUntil(lambda: ghosts(window) == 0)
    assert not legend_names_before(window)


def test_other_shapes_have_no_before(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    opened(qtbot, window, net)
    saved(
        qtbot,
        window,
        net,
        FILE.replace("(2, 3)", "(2, 4)").replace("(3, 1)\n\n    def", "(4, 1)\n\n    def"),
    )
    assert window.store.result.total == 12
    assert ghosts(window) == 0


def test_a_failure_leaves_the_last_good_check_to_compare_with(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    opened(qtbot, window, net)
    saved(qtbot, window, net, FILE.replace("dJdW2 = np.dot(", "dJdW2 = np.dot(None, "))
    assert window.store.result.overall is None
    saved(qtbot, window, net, FILE)
    qtbot.waitUntil(lambda: 0 < ghosts(window) <= 6)


def test_our_own_network_shows_it_when_asked(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    window.store.edit(with_bug(window.store.spec, Bug("sign", None)).spec)
    settle(qtbot, window)
    turn()
    assert ghosts(window) == 0
    toggle(window, "Bars of the check before")
    qtbot.waitUntil(lambda: ghosts(window) == 9)


def test_valley_and_slice_of_a_file(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    opened(qtbot, window, net)
    window.store.select(4)

    def swept() -> bool:
        found = window.store.slot(SWEEP).result
        return isinstance(found, SweepResult) and found.finished is not None

    def sliced() -> bool:
        found = window.store.slot(SLICE).result
        return isinstance(found, SliceResult) and found.finished is not None

    toggle(window, "Epsilon valley")
    qtbot.waitUntil(swept, timeout=60_000)
    toggle(window, "One weight")
    qtbot.waitUntil(sliced, timeout=60_000)
    found, curve = window.store.slot(SWEEP).result, window.store.slot(SLICE).result
    assert isinstance(found, SweepResult)
    assert isinstance(curve, SliceResult)
    assert found.started is not None
    assert curve.started is not None
    result = window.store.result
    assert found.started.costs == {"float64": result.cost}
    assert curve.started.analytic == result.analytic[4]
    assert len(found.started.indices) == 9
    stage = window.centralWidget()
    heads = [x.text() for x in stage.findChildren(QLabel) if x.isVisible()]
    assert "row 2, column 2 of W1" in heads
    # A save makes them another file's.
    saved(qtbot, window, net, FILE)
    qtbot.waitUntil(
        lambda: window.store.slot(SLICE).result is not curve and sliced(), timeout=60_000
    )
    again = window.store.slot(SLICE).result
    assert isinstance(again, SliceResult)
    assert again.started is not None
    assert again.started.analytic == window.store.result.analytic[4] != curve.started.analytic


def test_other_random_numbers_by_the_key(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    first = opened(qtbot, window, net)
    toggle(window, "New random weights")
    settle(qtbot, window)
    subject = window.store.spec.subject
    assert isinstance(subject, PersonFile)
    assert subject.seed == 1
    assert not np.array_equal(window.store.result.values, first.values)
    assert ghosts(window) == 0


def test_a_save_that_cannot_be_read_dims_what_was_found_and_dates_it(
    qtbot: QtBot, window: MainWindow, net: Path
) -> None:
    result = opened(qtbot, window, net)

    def veils() -> list[str]:
        """What the veils over the visible pictures say."""
        return [veil.accessibleName() for veil in window.findChildren(Veil) if veil.isVisible()]

    assert veils() == []
    net.write_text(FILE.replace("return dJdW1, dJdW2", "return dJdW1 dJdW2"), encoding="utf-8")
    # The source below is not dimmed: the line is shown there.
    qtbot.waitUntil(lambda: len(veils()) == 1, timeout=60_000)
    (said,) = veils()
    assert re.match(r"As of \d\d:\d\d:\d\d\. net\.py:24 cannot be read", said)
    assert marked_lines(window) == [24]
    assert window.store.result is result
    assert only(window, VerdictBar).property("verdict") == "past"
    assert only(window, FilePanel).isVisible()
    saved(qtbot, window, net, FILE)
    assert veils() == []
    assert only(window, VerdictBar).property("verdict") == "agree"


def test_half_of_a_save_is_not_told(
    qtbot: QtBot, window: MainWindow, net: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stops in the middle is looked at again, and again, before anybody hears of it."""
    opened(qtbot, window, net)
    told: list[str] = []
    looks = 0

    def counted(path: Path) -> Source:
        nonlocal looks
        looks += 1
        return read_source(path)

    monkeypatch.setattr("nnd_gui.gui.commands.file_watch.read_source", counted)
    window.findChildren(PersonCommands)[0].source_changed.connect(
        lambda _source, problem: told.append(problem)
    )
    half = FILE[: FILE.index("np.dot(X.T, delta2)") + len("np.dot(X.T")]
    net.write_text(half, encoding="utf-8")
    qtbot.waitUntil(lambda: looks > 1, timeout=60_000)
    saved(qtbot, window, net, FILE)
    assert told == [""]
