"""How long the teaching pictures take to be drawn, without a screen: whole repaints, in ms.

Run from the checkout's root: ``python tests/bench/teaching_drawn.py``. Each is to be there
within a frame or two, 33 ms.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from nnd_gui.engine.bugs import Bug, parse_bug
from nnd_gui.engine.chain import tracing
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.training import TrainingAsked, training
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.slice_picture import SlicePicture
from nnd_gui.gui.plots.training_picture import TrainingPicture
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.chain_result import ChainResult
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.slice_result import SliceResult
from nnd_gui.model.training_result import TrainingResult

LESSON = lesson_spec()
LARGE = ExperimentSpec(
    Network((300, 330, 3), ("sigmoid", "sigmoid"), data=RandomData(4))
)  # 99,990 weights
REPEATS = 15


def told(name: str, draw: Callable[[], object]) -> None:
    """Print the median and the longest of some drawings."""
    draw()
    found = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        draw()
        found.append(1e3 * (time.perf_counter() - began))
    print(f"{name:44}{statistics.median(found):10.1f}{max(found):10.1f}")


def shown(picture: QWidget) -> QWidget:
    """Show a picture at the size that it has in a large window."""
    picture.resize(1200, 620)
    picture.show()
    QApplication.processEvents()
    return picture


def slices(themes: ThemeManager) -> None:
    """The cost along one weight, with its chain rule."""
    spec = replace(LESSON, bug=parse_bug("missing-activation-derivative@W1"))
    result, chain = SliceResult(spec, SliceAsked(4)), ChainResult(spec.network, 4)
    for event in run(slice_along(spec, result.asked)):
        result.add(event)
    for traced in run(tracing(spec, 4)):
        chain.add(traced)
    picture = SlicePicture(themes)
    shown(picture)
    picture.show_spec(spec)
    picture.show_selected(4)

    def draw() -> None:
        picture.show_result(result)
        picture.show_other("chain", chain)
        picture.grab()

    told("the lesson's slice and chain rule", draw)
    picture.close()


def trainings(themes: ThemeManager) -> None:
    """Two curves of some thousand steps."""
    picture = TrainingPicture(themes)
    shown(picture)
    spec = replace(LESSON, bug=Bug("zero-layer", "W1"))
    for steps in (100, 2_000, 20_000):
        result = TrainingResult(TrainingAsked(0.5, steps))
        for event in run(training(spec, result.asked)):
            result.add(event)

        def draw(result: TrainingResult = result) -> None:
            picture.show_result(result)
            picture.grab()

        told(f"a training of {steps:,} steps", draw)
    picture.close()


def steps(themes: ThemeManager, spec: ExperimentSpec) -> None:
    """One weight forward, in the whole window."""
    window = MainWindow(Store(spec), themes)
    window.resize(1440, 900)
    window.show()
    store = window.store
    while store.running or not store.steps.count:
        QApplication.processEvents()
        time.sleep(0.002)
    store.steps.go(0)

    def draw() -> None:
        step = store.steps.step or 0
        store.steps.go(step + 1 if step < store.steps.count else 0)
        for _ in range(3):
            QApplication.processEvents()

    told(f"a step of {store.steps.count:,}, the window", draw)
    window.close_without_asking()


def main() -> None:
    """Print a line for each."""
    application = QApplication([])
    themes = ThemeManager("light", parent=application)
    print(f"{'':44}{'median':>10}{'longest':>10}  ms")
    slices(themes)
    trainings(themes)
    steps(themes, LESSON)
    steps(themes, LARGE)


if __name__ == "__main__":
    main()
