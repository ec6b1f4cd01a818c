"""Two runs side by side: the bars, the table's column, both verdicts, and what differs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.sources import SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.compare_bar import CompareBar
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.theme.tokens import LIGHT
from nnd_gui.model.cover import Revealed
from nnd_gui.model.document_file import load_document
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, charts, heights, marks, only, result_of, settle, turn

LESSON = lesson_spec()
WRONG = replace(LESSON, bug=Bug("sign"))


def pin(window: MainWindow) -> None:
    action(window, "Pin this run").trigger()
    turn()


def change(qtbot: QtBot, window: MainWindow, spec: ExperimentSpec) -> None:
    window.store.edit(spec)
    settle(qtbot, window)
    turn(6)


def said(window: MainWindow) -> str:
    return only(window, CompareBar).accessibleDescription()


def changed(window: MainWindow) -> bool:
    return window.desk.is_changed


def ghosts(window: MainWindow) -> int:
    upper, _ = charts(only(window, GradientPlot))
    items = [x for x in upper.getPlotItem().items if isinstance(x, pg.BarGraphItem)]
    faint = [x for x in items if x.opts["brush"].color().name() == LIGHT.text_faint.lower()]
    assert len(faint) == 2  # behind either gradient
    return sum(len(heights(x)) for x in faint)


@pytest.mark.parametrize(
    ("other", "differs", "outcome"),
    [
        (replace(LESSON, epsilon=1e-8), "epsilon 1e-04 | 1e-08", ""),
        (replace(LESSON, scheme="forward"), "central differences | forward differences", ""),
        (replace(LESSON, dtype="float32"), "float64 | float32", ""),
        (WRONG, "no bug | ", "disagree, ratio"),
    ],
    ids=["epsilon", "scheme", "precision", "bug"],
)
def test_what_differs_and_both_verdicts(
    other: ExperimentSpec, differs: str, outcome: str, qtbot: QtBot, window: MainWindow
) -> None:
    pin(window)
    assert "the same experiment" in said(window)
    change(qtbot, window, other)
    pinned, now = said(window).rsplit(" — ", 1)[1].split(" | now ")
    assert said(window).startswith(differs)
    assert pinned == "agree, ratio 2.75e-10"
    result = window.store.result
    assert result.overall is not None
    assert now.startswith(result.overall.verdict)
    assert outcome in now


def test_bars_and_the_column_are_those_of_the_pinned_run(qtbot: QtBot, window: MainWindow) -> None:
    action(window, "Weights").trigger()
    action(window, "Gradients").trigger()
    table = only(window, ResultsTable).model()
    assert table.columnCount() == 6
    pin(window)
    assert ghosts(window) == 0  # nothing differs
    change(qtbot, window, WRONG)
    assert ghosts(window) == 9
    _, lower = charts(only(window, GradientPlot))
    places = sorted(marks(lower, "s")[1])
    assert places == pytest.approx(sorted(np.log10(result_of(LESSON).weights.relative_error)))
    assert table.columnCount() == 7
    expected = result_of(LESSON).weights.relative_error
    shown = {table.index(row, 0).data(): table.index(row, 6).data() for row in range(9)}
    for index, error in enumerate(expected):
        name = window.store.result.layout.name_of(index)
        assert float(shown[name]) == pytest.approx(error, rel=0.06)
    action(window, "Unpin").trigger()
    turn(6)
    assert ghosts(window) == 0
    assert len(marks(lower, "s")[0]) == 0
    assert table.columnCount() == 6
    assert only(window, CompareBar).isHidden()


def test_another_network_has_no_bars_to_compare(qtbot: QtBot, window: MainWindow) -> None:
    pin(window)
    change(qtbot, window, LESSON.with_network(bias=True, weights=SeededWeights(0)))
    assert ghosts(window) == 0
    assert "without biases | with biases" in said(window)


def test_swapped(qtbot: QtBot, window: MainWindow) -> None:
    pin(window)
    change(qtbot, window, WRONG)
    before = said(window)
    action(window, "Swap with the pinned run").trigger()
    settle(qtbot, window)
    assert window.store.spec == LESSON
    assert said(window).split(" — ")[1] == " | now ".join(
        reversed(before.split(" — ")[1].split(" | now "))
    )
    action(window, "Swap with the pinned run").trigger()
    settle(qtbot, window)
    assert window.store.spec == WRONG
    assert said(window) == before


def test_several_pins(qtbot: QtBot, window: MainWindow) -> None:
    pin(window)
    change(qtbot, window, replace(LESSON, epsilon=1e-2))
    pin(window)
    change(qtbot, window, replace(LESSON, epsilon=1e-3))
    bar = only(window, CompareBar)
    assert said(window).startswith("epsilon 1e-02 | 1e-03")
    bar.chosen.emit(0)
    assert said(window).startswith("epsilon 1e-04 | 1e-03")
    action(window, "Unpin").trigger()
    assert said(window).startswith("epsilon 1e-02 | 1e-03")
    action(window, "Unpin").trigger()
    assert bar.isHidden()
    assert not action(window, "Unpin").isEnabled()


def test_a_document_keeps_them_and_they_are_measured_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    pin(window)
    change(qtbot, window, WRONG)
    assert changed(window)
    file = tmp_path / "two.nndcheck"
    window.documents._write_to(file, lambda: None)  # noqa: SLF001  # what the dialog would call
    assert [run.spec for run in load_document(file).document.pinned] == [LESSON]
    assert not changed(window)
    before = said(window)
    window.documents.new()
    settle(qtbot, window)
    assert only(window, CompareBar).isHidden()
    window.documents.open_file(file)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "on its way" not in said(window), timeout=30_000)
    assert said(window) == before
    qtbot.waitUntil(lambda: ghosts(window) == 9, timeout=30_000)
    assert not changed(window)


def test_what_is_covered_is_not_told_by_a_pin(qtbot: QtBot, window: MainWindow) -> None:
    change(qtbot, window, WRONG)
    pin(window)
    window.store.cover.set_revealed(Revealed.NOTHING)
    turn(6)
    assert only(window, CompareBar).isHidden()
    assert not {"agree", "disagree"} & set(said(window).split())
    assert not action(window, "Pin this run").isEnabled()
    assert ghosts(window) == 0
    window.store.cover.set_revealed(Revealed.ALL)
    turn(6)
    assert "disagree" in said(window)
