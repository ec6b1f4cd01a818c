"""The verdict that the back row reads: words, sign, ratio and progress."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from nnd_gui.engine.events import Finished
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.cover import Cover, Revealed
from nnd_gui.model.explain import explain
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import network, only, result_of, spoilt, texts, turn
from tests.gui.test_main_window import cut_off

LESSON = lesson_spec()


@pytest.fixture
def bar(qtbot: QtBot, themes: ThemeManager, hold: Callable[[VerdictBar], None]) -> VerdictBar:
    bar = VerdictBar(themes)
    hold(bar)
    bar.resize(1000, 60)
    bar.show()
    return bar


def ground(bar: VerdictBar) -> str:
    return bar.grab().toImage().pixelColor(3, bar.height() // 2).name().upper()


CASES = {
    "agree": result_of(LESSON),
    "disagree": result_of(LESSON, spoilt(4, 0.5)),
    "undecided": result_of(replace(LESSON, epsilon=0.1)),
    "stopped": result_of(LESSON, weights=9),
    "begun": CheckResult(LESSON),
}
CASES["stopped"].add(Finished("cancelled", 5, 0.1))


@pytest.mark.parametrize("case", CASES)
def test_it_says_what_was_found(bar: VerdictBar, case: str) -> None:
    result = CASES[case]
    bar.show_result(result)
    said, wanted = texts(bar), explain(result)
    assert said[0] == wanted.headline
    if wanted.detail:
        assert wanted.detail in said
    assert any(text.startswith("ratio ") for text in said) == result.completed
    assert bar.accessibleName() == "Verdict"
    assert bar.accessibleDescription().startswith(wanted.headline)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_verdict_has_its_own_ground_and_sign(
    bar: VerdictBar, themes: ThemeManager, mode: str
) -> None:
    themes.set_mode(mode)
    grounds = {}
    for case in ("agree", "disagree", "undecided"):
        bar.show_result(CASES[case])
        grounds[case] = ground(bar)
    assert len(set(grounds.values())) == 3
    assert grounds["agree"] == "#00795A"
    assert grounds["disagree"] == "#B24A00"
    # Words stand out from each of them, by the measure of the accessibility guidelines.
    assert contrast(grounds["agree"], "#FFFFFF") > 4.5
    assert contrast(grounds["disagree"], "#FFFFFF") > 4.5


def contrast(one: str, other: str) -> float:
    def light(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_wrong_gradient_keeps_the_ratio_of_the_lesson(bar: VerdictBar) -> None:
    result = CASES["disagree"]
    bar.show_result(result)
    ratio = next(text for text in texts(bar) if text.startswith("ratio "))
    assert result.ratio is not None
    assert float(ratio.removeprefix("ratio ")) == pytest.approx(result.ratio, rel=5e-3)
    assert "lesson: ≤ 1e-08 fails" in texts(bar)


def test_progress_is_shown_while_it_runs_and_then_goes(bar: VerdictBar) -> None:
    spec = network((30, 30, 2))
    part = result_of(spec, weights=400)
    bar.show_result(part)
    progress = only(bar, QProgressBar)
    # As much as is measured, and never all of it while something is left to do.
    share = progress.value() / progress.maximum()
    assert share == pytest.approx(0.9 * part.checked / 960, abs=0.002)
    assert progress.isVisible()
    assert progress.accessibleName() == "Progress of the check"
    assert f"{part.checked} of 960 weights" in texts(bar)
    # Along the lower edge, and nothing is pushed aside by it.
    assert progress.geometry().bottom() == bar.rect().bottom()
    bar.show_result(result_of(spec))
    assert not progress.isVisible()
    assert re.fullmatch(r"ratio \d\.\d+e-\d+", texts(bar)[-2])


def test_the_stale_ratio_goes_with_its_result(bar: VerdictBar) -> None:
    bar.show_result(CASES["agree"])
    bar.show_result(CASES["begun"])
    assert texts(bar) == ["Checking…"]
    assert "ratio" not in bar.accessibleDescription()


def test_it_grows_with_the_text(bar: VerdictBar, themes: ThemeManager) -> None:
    bar.show_result(CASES["agree"])
    before = bar.sizeHint().height()
    themes.set_scale(2.0)
    assert bar.sizeHint().height() > 1.4 * before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_in_a_narrow_window_the_verdict_goes_before_the_ratio(
    bar: VerdictBar, themes: ThemeManager, scale: float
) -> None:
    themes.set_scale(scale)
    result = result_of(LESSON, spoilt(4, 0.5))
    bar.setMinimumWidth(1)  # as in a window that is as wide as its screen
    # With the button that reveals the diagnosis it has the least room.
    result.cover = Cover(Revealed.VERDICT, ended=True, completed=True)
    bar.show_result(result)
    for width, has_ratio in ((1200, True), (480, False), (1200, True)):
        bar.resize(round(width * scale), round(260 * scale))
        turn()
        assert any("ratio" in text for text in texts(bar)) == has_ratio, width
        assert cut_off(bar) == []
        assert "ratio" in bar.accessibleDescription()
