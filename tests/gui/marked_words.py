"""The window read in every state, in the marked language of `marking`.

`main` prints, as JSON, each text that is seen or read out and has words without marks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from nnd_gui.engine.sources import SeededWeights
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.axes import BlockAxis
from nnd_gui.gui.plots.chart import Chart
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.hover_card import HoverCard
from nnd_gui.gui.runs import run_kinds
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.gui.widgets.sizes_field import SizesField
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import SLOW, actions, charts, network, paced, pixel_of, turn
from tests.gui.marking import has_unmarked_words


def texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QMenu):
        yield widget.title()
    if isinstance(widget, QComboBox):
        yield from choices_of(widget)
    if isinstance(widget, QTableView):
        yield from cells_of(widget)
    if isinstance(widget, Chart):
        yield from labels_of(widget)


def choices_of(box: QComboBox) -> Iterator[str]:
    for row in range(box.count()):
        yield box.itemText(row)
        yield box.itemData(row, Qt.ItemDataRole.ToolTipRole) or ""


def labels_of(chart: Chart) -> Iterator[str]:
    for axis in chart.getPlotItem().axes.values():
        if isinstance(axis["item"], BlockAxis):
            left, right = chart.box.viewRange()[0]
            ((_, places),) = axis["item"].tickValues(left, right, chart.box.width())
            yield from axis["item"].tickStrings(places, 1.0, 1.0)
    for item in chart.getPlotItem().items:
        if getattr(item, "label", None) is not None:
            yield item.label.format


def cells_of(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(min(model.rowCount(), 5)):
            yield str(model.index(row, column).data())


class Reader:
    """Collects what is unmarked, state by state."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.seen = 0
        self.unmarked: dict[str, set[str]] = {}

    def read(self, state: str) -> None:
        turn()
        for widget in (self.window, *self.window.findChildren(QWidget)):
            for text in texts_of(widget):
                self.note(state, text)
            for action in widget.actions():
                self.note(state, action.toolTip())
        for action in actions(self.window):
            self.note(state, action.text())
            self.note(state, action.toolTip())

    def note(self, state: str, text: str) -> None:
        self.seen += bool(text)
        if text and has_unmarked_words(text):
            self.unmarked.setdefault(state, set()).add(text)

    def settle(self) -> None:
        self.wait(lambda: not self.window.store.running)

    def wait(self, condition: Callable[[], bool]) -> None:
        loop, look = QEventLoop(), QTimer()
        look.timeout.connect(lambda: loop.quit() if condition() else None)
        look.start(5)
        loop.exec()
        turn()


def retype(editor: QWidget, text: str) -> None:
    line = editor.findChild(QLineEdit) if isinstance(editor, QAbstractSpinBox) else editor
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def walk(window: MainWindow) -> Reader:
    """Bring the window into its states, and read each."""
    reader, store, lesson = Reader(window), window.store, lesson_spec()
    reader.settle()
    reader.read("lesson")
    store.select(0)
    reader.read("a weight")
    plot = window.findChild(GradientPlot)
    assert plot is not None
    upper, _ = charts(plot)
    QTest.mouseMove(upper.viewport(), pixel_of(upper, 1.0, 0.0))
    upper.pointed.emit(1.0)
    card = window.findChild(HoverCard)
    assert card is not None
    assert card.isVisible()
    reader.read("hover")
    experiments = {
        "undecided": replace(lesson, epsilon=0.1),
        "rounding": replace(lesson, epsilon=1e-15),
        "lost": replace(lesson, epsilon=1e-17),
        "deep": network((2, 3, 3, 1), bias=True),
        "many": network((30, 170, 4)),
        "float32": replace(lesson, dtype="float32", step="relative"),
        "softmax": network((2, 3, 2)).with_network(
            loss="softmax-cross-entropy", activations=("relu", "softmax")
        ),
        "failed": network((2, 3, 1)).with_network(
            activations=("identity", "identity"),
            weights=SeededWeights(1, scale=1e200),
        ),
    }
    for name, spec in experiments.items():
        store.edit(spec)
        reader.settle()
        store.select(0)
        reader.read(name)
    store.edit(SLOW)
    reader.wait(lambda: store.result.checked > 0)
    reader.read("running")
    next(x for x in actions(window) if "Stop" in x.text()).trigger()
    reader.settle()
    reader.read("stopped")
    store.edit(lesson)
    reader.settle()
    for kind, wrong in ((EpsilonSpinBox, "1..2"), (SizesField, "2-0-1")):
        editor = window.findChild(kind)
        assert editor is not None
        retype(editor, wrong)
        reader.read(f"{kind.__name__} {wrong}")
        retype(editor, "1e-4" if kind is EpsilonSpinBox else "2-3-1")
    for wanted in ("Keyboard", "About"):
        next(x for x in actions(window) if wanted in x.text().replace("&", "")).trigger()
        reader.read(wanted)
        dialog = window.findChild(QDialog)
        assert dialog is not None
        dialog.reject()
    return reader


def main() -> None:
    vars(run_kinds)["check"] = paced
    app = QApplication([])
    themes = ThemeManager("light")
    window = MainWindow(Store(lesson_spec()), themes)
    window.resize(1440, 900)
    window.show()
    reader = walk(window)
    window.close()
    del app
    found = {state: sorted(texts) for state, texts in reader.unmarked.items()}
    print(json.dumps({"seen": reader.seen, "unmarked": found}))
