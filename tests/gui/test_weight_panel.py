"""The arithmetic beside the plot: every shown digit is the engine's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.sources import ExplicitWeights
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import DARK, LIGHT
from nnd_gui.model.arithmetic import weight_lines
from nnd_gui.model.explain_cause import cause_sentence
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import only, result_of, settle, texts, turn

LESSON = lesson_spec()


@pytest.fixture
def panel(qtbot: QtBot, themes: ThemeManager, hold: Callable[[WeightPanel], None]) -> WeightPanel:
    panel = WeightPanel(themes)
    hold(panel)
    panel.resize(286, 700)
    panel.show()
    return panel


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace("&nbsp;", " ")


def test_without_a_selection_it_explains_the_ratio(panel: WeightPanel) -> None:
    result = result_of(LESSON)
    panel.show_result(result)
    title, role, numbers, sentence = texts(panel)
    assert (title, role) == ("The whole gradient", "The lesson's one number")
    apart = np.linalg.norm(result.analytic - result.weights.numerical)
    together = np.linalg.norm(result.analytic + result.weights.numerical)
    said = plain(numbers)
    for value in (f"{result.cost:.8g}", f"{apart:.3e}", f"{together:.4g}", "2.751e-10", "1e-05"):
        assert value in said
    assert sentence.startswith("Click a bar")


@pytest.mark.parametrize("index", range(9))
def test_the_steps_of_a_weight(panel: WeightPanel, index: int) -> None:
    result = result_of(LESSON)
    panel.show_result(result)
    panel.show_selected(index)
    title, _, numbers, sentence, cause = texts(panel)
    assert title == result.layout.name_of(index)
    said = "".join(plain(numbers).split())
    for line in weight_lines(result, index):
        assert "".join(line.text.split()) in said
    assert sentence.startswith("Backpropagation and the measured slope agree.")
    assert cause == cause_sentence(result, index)


@pytest.mark.parametrize(
    ("epsilon", "bug", "words"),
    [
        (1e-2, None, "Curvature dominates"),
        (1e-7, None, "Cancellation dominates"),
        (1e-4, Bug("sign"), "Neither explains why the two gradients differ by 0.059"),
    ],
)
def test_what_limits_the_slope_is_told_last(
    panel: WeightPanel, epsilon: float, bug: Bug | None, words: str
) -> None:
    panel.show_result(result_of(replace(LESSON, epsilon=epsilon, bug=bug)))
    panel.show_selected(4)
    assert words in texts(panel)[-1]
    assert words in panel.accessibleDescription()
    panel.show_selected(-1)
    assert words not in " ".join(texts(panel))


def test_a_screen_reader_is_told_the_same(panel: WeightPanel) -> None:
    panel.show_result(result_of(LESSON))
    panel.show_selected(6)
    said = panel.accessibleDescription()
    assert said.startswith("W2[0,0]; w 0.33314751; J(w + ε) 0.4124")
    assert "numerical -0.19123277" in said
    assert "<" not in said


def test_only_the_digits_that_cancel_are_faint(panel: WeightPanel) -> None:
    result = result_of(LESSON)
    panel.show_result(result)
    panel.show_selected(0)
    html = texts(panel)[2]
    shared = re.findall(rf'<span style="color:{LIGHT.text_faint}">([^<]*)</span>', html)
    plus, minus = (f"{cost:.17g}" for cost in result.taken.costs_of(0)[:2])
    assert [x for x in shared if x] == [plus[: len(shared[1])], minus[: len(shared[1])]]
    length = len(shared[1])
    assert plus[:length] == minus[:length]
    assert plus[length] != minus[length]


def test_nothing_of_another_experiment_stays(panel: WeightPanel) -> None:
    panel.show_result(result_of(LESSON))
    panel.show_selected(3)
    panel.show_result(CheckResult(LESSON))
    said = plain(" ".join(texts(panel)))
    assert "Not checked yet." in said
    assert not re.search(r"\d", said)


def test_a_weight_whose_turn_has_not_come(panel: WeightPanel) -> None:
    panel.show_result(result_of(LESSON, weights=0))
    panel.show_selected(6)
    title, _, numbers, sentence = texts(panel)
    assert (title, sentence) == ("W2[0,0]", "Not checked yet.")
    assert "analytic -0.19123277" in plain(numbers)
    assert "J(w" not in numbers


def test_it_follows_the_window(qtbot: QtBot, window: MainWindow) -> None:
    panel = only(window, WeightPanel)
    window.store.select(8)
    assert texts(panel)[:2] == ["W2[2,0]", "from hidden unit 3 to test score"]
    window.store.edit(LESSON.with_network(bias=True, weights=ExplicitWeights((0.5,) * 13)))
    settle(qtbot, window)
    assert texts(panel)[0] == "W2[2,0]"
    window.store.select(-1)
    assert texts(panel)[0] == "The whole gradient"


def test_colours_follow_the_theme(panel: WeightPanel, themes: ThemeManager) -> None:
    panel.show_result(result_of(LESSON))
    panel.show_selected(0)
    assert LIGHT.numerical in texts(panel)[2]
    themes.set_mode("dark")
    assert DARK.numerical in texts(panel)[2]
    assert LIGHT.text_faint not in texts(panel)[2]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_line_of_numbers_is_cut(
    qtbot: QtBot, window: MainWindow, themes: ThemeManager, scale: float
) -> None:
    themes.set_scale(scale)
    panel = only(window, WeightPanel)
    for index in range(-1, 9):
        window.store.select(index)
        page = panel.widget()
        assert page is not None
        assert page.sizeHint().width() <= page.width()
        assert page.minimumSizeHint().width() <= panel.viewport().width()


def rows(panel: WeightPanel) -> list[list[str]]:
    """The cells of the arithmetic, row by row."""
    html = texts(panel)[2]
    return [
        [plain(cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", html)
    ]


def test_what_is_compared_stands_in_one_column_where_it_has_room(panel: WeightPanel) -> None:
    result = result_of(LESSON)
    panel.show_result(result)
    panel.show_selected(1)
    wide = rows(panel)
    pairs = [row for row in wide if len(row) == 2]
    assert [name.removeprefix("■").strip() for name, _ in pairs] == [
        "numerical",
        "known to",
        "analytic",
        "relative error",
    ]
    assert pairs[0][1] == pairs[2][1] == "+0.04553206"
    panel.resize(170, 700)
    narrow = rows(panel)
    assert all(len(row) == 1 for row in narrow)
    # The same is said in both.
    assert [cell for row in narrow for cell in row] == [cell for row in wide for cell in row]
    panel.resize(286, 700)
    assert rows(panel) == wide


def test_the_keyboard_scrolls_it_where_not_all_is_seen(panel: WeightPanel) -> None:
    panel.show_result(result_of(LESSON))
    panel.show_selected(1)
    turn()
    assert panel.verticalScrollBar().maximum() == 0
    assert panel.focusPolicy() == Qt.FocusPolicy.NoFocus
    panel.resize(286, 300)
    turn()
    assert panel.focusPolicy() == Qt.FocusPolicy.TabFocus
    QTest.keyClick(panel, Qt.Key.Key_PageDown)
    assert panel.verticalScrollBar().value() > 0
