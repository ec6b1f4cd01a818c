"""The named rules beside our verdict."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from nnd_gui.engine.named_rules import NAMED_RULES
from nnd_gui.gui.plots.rules_picture import RulesPicture
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from nnd_gui.model.rule_rows import rule_rows
from tests.gui.faces import only, result_of, spoilt, texts, turn

LESSON = lesson_spec()


@pytest.fixture
def picture(
    qtbot: QtBot, themes: ThemeManager, hold: Callable[[RulesPicture], None]
) -> RulesPicture:
    picture = RulesPicture(themes)
    hold(picture)
    picture.resize(760, 400)
    picture.show()
    qtbot.waitExposed(picture)
    return picture


def cells(picture: RulesPicture) -> list[list[str]]:
    model = only(picture, QTableView).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_lesson_by_every_rule(picture: RulesPicture) -> None:
    picture.show_result(result_of(LESSON))
    turn()
    found = cells(picture)
    assert [row[0] for row in found] == [
        "This program",
        "The lesson",
        "CS231n",
        "Coursera",
        "deeplearning.ai",
        "torch allclose",
    ]
    assert found[0][2:] == ["9 agree", "t = 1e-05", "", "agree"]
    assert found[1][2:] == ["2.75e-10", "≤ 1e-08", "", "holds"]
    assert [row[5] for row in found[1:]] == ["holds"] * 5
    (sentence,) = texts(picture)
    assert sentence.startswith("5 of 5 named rules hold. On this gradient they are of one mind.")


def test_values_are_those_of_the_formulas(picture: RulesPicture) -> None:
    result = result_of(LESSON, spoilt(2, 0.02332))
    a, n = result.analytic, result.weights.numerical
    worst = max(
        abs(x - y) / max(abs(x), abs(y)) for x, y in zip(a.tolist(), n.tolist(), strict=True)
    )
    rows = {row.title: row for row in rule_rows(result)}
    assert rows["CS231n"].place == pytest.approx(worst, rel=1e-12)
    ratio = math.dist(a, n) / (np.linalg.norm(a) + np.linalg.norm(n))
    assert rows["deeplearning.ai"].place == pytest.approx(ratio, rel=1e-12)
    assert [row.line for row in rows.values()][1:] == [rule.threshold for rule in NAMED_RULES]


def test_rules_that_overlook_an_error_are_seen_to_hold(picture: RulesPicture) -> None:
    """A weight off by 1e-4 of itself: torch allows it, the others and we do not."""
    picture.show_result(result_of(LESSON, spoilt(3, -0.01261438 * 1.0001)))
    turn()
    found = cells(picture)
    assert found[0][2] == "8 agree, 1 disagree"
    assert found[0][5] == "disagree"
    assert [row[5] for row in found[1:]] == ["fails", "fails", "fails", "fails", "holds"]
    (sentence,) = texts(picture)
    assert "Each of those overlooks something" in sentence


def test_rules_that_fail_a_right_gradient(picture: RulesPicture) -> None:
    picture.show_result(result_of(replace(LESSON, scheme="forward")))
    turn()
    found = cells(picture)
    assert (found[0][5], found[1][5]) == ("agree", "fails")
    (sentence,) = texts(picture)
    assert "The others draw a finer line" in sentence


def test_a_rule_that_is_gone_to_says_what_it_is_blind_to(picture: RulesPicture) -> None:
    picture.show_result(result_of(LESSON))
    table = only(picture, QTableView)
    table.setFocus()
    assert not table.currentIndex().isValid()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    turn()
    (sentence,) = texts(picture)
    assert sentence.startswith("The lesson: One ratio for all weights")
    assert table.accessibleDescription() == sentence


def test_nothing_is_judged_before_the_end(picture: RulesPicture) -> None:
    picture.show_result(result_of(LESSON, weights=5))
    turn()
    assert cells(picture) == []
    assert texts(picture) == ["Not checked yet."]
    picture.show_result(CheckResult(LESSON))
    assert cells(picture) == []


def test_numbers_are_whole_and_low_pictures_are_all_table(picture: RulesPicture) -> None:
    picture.resize(724, 360)
    picture.show_result(result_of(LESSON))
    turn()
    table = only(picture, QTableView)
    for column in range(table.model().columnCount()):
        if column != 4:
            assert table.sizeHintForColumn(column) <= table.columnWidth(column)
    assert not table.horizontalScrollBar().isVisible()
    picture.resize(724, 120)
    turn()
    assert texts(picture) == []


def test_it_is_drawn(picture: RulesPicture, themes: ThemeManager) -> None:
    picture.show_result(result_of(LESSON, spoilt(0, 5.0)))
    turn()
    image = picture.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert themes.theme.disagree.lower() in colours
