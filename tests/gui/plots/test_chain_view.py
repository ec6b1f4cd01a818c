"""The chain rule beside the curve: factors to add up, a box round what is off, and its room."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bugs import Bug, parse_bug
from nnd_gui.engine.chain import tracing
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.chain_table_view import ChainTableView
from nnd_gui.gui.plots.chain_view import ChainView
from nnd_gui.gui.plots.slice_curve import SliceCurve
from nnd_gui.gui.plots.slice_picture import SlicePicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.chain_result import ChainResult
from nnd_gui.model.cover import Revealed
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import only, result_of, settle, turn

LESSON = lesson_spec()
WIDE = ExperimentSpec(Network((8, 20, 9, 7), ("relu", "tanh", "identity"), data=RandomData(30)))


def traced(spec: ExperimentSpec, index: int) -> ChainResult:
    result = ChainResult(spec.network, index)
    for event in run(tracing(spec, index)):
        result.add(event)
    return result


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeManager, hold: Callable[[ChainView], None]) -> ChainView:
    view = ChainView(themes)
    hold(view)
    view.apply_theme(themes.theme)
    view.resize(900, 420)
    view.show()
    qtbot.waitExposed(view)
    return view


def shown(view: ChainView) -> list[ChainTableView]:
    return [table for table in view.findChildren(ChainTableView) if table.isVisible()]


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"[+-]\d\.\d+", text)]


def test_a_student_can_add_up_what_is_drawn(view: ChainView) -> None:
    view.show_chain(traced(LESSON, 4))
    view.show_check(result_of(LESSON))
    turn()
    (table,) = shown(view)
    *samples, total = table.accessibleDescription().split(". ")
    assert len(samples) == 3
    terms = []
    for sample in samples:
        *factors, term = numbers(sample)
        assert np.prod(factors) == pytest.approx(term, abs=1e-8)
        terms.append(term)
    # The hand-out's fifth gradient.
    assert numbers(total) == pytest.approx([0.02962221])
    assert sum(terms) == pytest.approx(0.02962221, abs=2e-8)
    said = view.accessibleDescription()
    assert "dJ/dW1[1,1] = Σ x[1] · δ2[1] = +0.02962221" in said
    assert "numerical +0.02962221 ±" in said
    assert "Every factor is as it should be." in said


def coloured(table: ChainTableView, colour: str) -> int:
    """How many pixels are of a colour, or near it."""
    image = table.grab().toImage()
    wanted = QColor(colour)
    count = 0
    for y in range(image.height()):
        for x in range(image.width()):
            found = image.pixelColor(x, y)
            count += all(
                abs(a - b) < 40
                for a, b in zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
            )
    return count


def test_a_missing_factor_is_boxed(view: ChainView, themes: ThemeManager) -> None:
    view.show_chain(traced(LESSON, 4))
    turn()
    whole = coloured(shown(view)[0], themes.theme.disagree)
    view.show_chain(traced(replace(LESSON, bug=parse_bug("missing-activation-derivative@W1")), 4))
    view.show_check(result_of(LESSON))
    turn()
    (table,) = shown(view)
    assert whole < 20
    assert coloured(table, themes.theme.disagree) > whole + 100
    said = view.accessibleDescription()
    assert "The factor f'(z2) of hidden unit 2 is missing" in said
    assert "f'(z2) +1.00000000 missing due" in said
    assert "due +0.02962221" in said


@pytest.mark.parametrize("name", ["sign", "transposed", "zero-layer", "stale-activation"])
@pytest.mark.parametrize("spec", [LESSON, WIDE])
def test_every_table_fits_in_its_own_size(view: ChainView, name: str, spec: ExperimentSpec) -> None:
    for index in (0, spec.network.weight_count - 1):
        view.show_chain(traced(replace(spec, bug=Bug(name)), index))
        turn()
        assert shown(view)
        for table in shown(view):
            assert table.size() == table.sizeHint()
            assert table.accessibleDescription()
            assert "nan" not in table.accessibleDescription()


def test_what_is_left_out_is_said(view: ChainView) -> None:
    view.show_chain(traced(WIDE, 0))
    turn()
    first = shown(view)[0]
    assert "27 samples are in the sum, but not shown" in first.accessibleDescription()
    # Fewer tables for another weight: none of the old ones stays.
    several = len(shown(view))
    view.show_chain(traced(LESSON, 0))
    turn()
    assert several > len(shown(view)) == 1
    view.show_chain(None)
    turn()
    assert shown(view) == []


def test_another_networks_check_says_nothing(view: ChainView) -> None:
    view.show_chain(traced(LESSON, 4))
    view.show_check(result_of(WIDE))
    turn()
    assert "numerical" not in view.accessibleDescription()
    view.show_check(result_of(LESSON, weights=3))
    turn()
    assert "numerical" not in view.accessibleDescription()


@pytest.mark.parametrize(
    ("size", "both"), [((1400, 500), True), ((900, 520), True), ((700, 320), False)]
)
def test_its_room(
    qtbot: QtBot,
    themes: ThemeManager,
    hold: Callable[[SlicePicture], None],
    size: tuple[int, int],
    both: bool,
) -> None:
    picture = SlicePicture(themes)
    hold(picture)
    picture.resize(*size)
    picture.show()
    qtbot.waitExposed(picture)
    picture.show_spec(LESSON)
    picture.show_selected(4)
    picture.show_other("chain", traced(LESSON, 4))
    turn()
    chain, curve = only(picture, ChainView), only(picture, SliceCurve)
    assert curve.isVisible()
    assert chain.isVisible() == both
    for part in (chain, curve):
        if part.isVisible():
            assert picture.rect().contains(part.geometry())
    # One key: where there is no room for both, the one or the other.
    QTest.keyClick(picture, Qt.Key.Key_C)
    turn()
    assert chain.isVisible() != both
    assert curve.isVisible() == both
    QTest.keyClick(picture, Qt.Key.Key_C)
    turn()
    assert chain.isVisible() == both


def test_in_the_window(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(replace(LESSON, bug=parse_bug("missing-activation-derivative@W1")))
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    window.store.select(4)
    qtbot.waitUntil(lambda: chained(window) == 4, timeout=30_000)
    turn()
    chain = only(window, ChainView)
    assert "is missing" in chain.accessibleDescription()
    assert "numerical +0.02962221" in chain.accessibleDescription()
    # Epsilon has nothing to do with it: what was traced stays.
    before = window.store.slot("chain").result
    window.store.edit(replace(window.store.spec, epsilon=1e-3))
    settle(qtbot, window)
    assert window.store.slot("chain").result is before
    window.store.edit(LESSON)
    settle(qtbot, window)

    def mended() -> bool:
        turn()
        return "Every factor is as it should be." in chain.accessibleDescription()

    qtbot.waitUntil(mended, timeout=30_000)
    labels = [label.text() for label in only(window, SlicePicture).findChildren(QLabel)]
    assert any("from study to hidden unit 2" in text for text in labels)


def test_it_waits_for_the_diagnosis(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(replace(LESSON, bug=parse_bug("missing-activation-derivative@W1")))
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    window.store.cover.set_revealed(Revealed.VERDICT)
    window.store.select(4)
    settle(qtbot, window)
    picture, chain = only(window, SlicePicture), only(window, ChainView)

    def drawn() -> bool:
        turn()
        return "The secant rises" in picture.accessibleDescription()

    qtbot.waitUntil(drawn, timeout=30_000)
    assert "missing" not in chain.accessibleDescription()
    assert "told with the diagnosis" in chain.accessibleDescription()
    window.store.cover.set_revealed(Revealed.ALL)

    def told() -> bool:
        turn()
        return "f'(z2) of hidden unit 2 is missing" in chain.accessibleDescription()

    qtbot.waitUntil(told, timeout=30_000)


def chained(window: MainWindow) -> int | None:
    result = window.store.slot("chain").result
    if not isinstance(result, ChainResult) or result.chain is None:
        return None
    return result.index
