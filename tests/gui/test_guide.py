"""The guide opens where the person is, and tells of all that there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.gui.dialogs.failure import FailureDialog
from nnd_gui.gui.dialogs.guide import PLACE, Guide, place_of
from nnd_gui.gui.dialogs.guide_search import GuideSearch
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.stage.pictures import picture_rows
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.markdown_view import MarkdownView
from nnd_gui.model.guide import FIRST, guide_sections
from nnd_gui.model.words import choose_language, tr
from tests.gui.faces import action, actions, only, settle, turn

NAMES = [section.name for section in guide_sections()]


def heading(window: MainWindow) -> str:
    (guide,) = [x for x in window.findChildren(Guide) if x.isVisible()]
    text: str = only(guide, MarkdownView).toPlainText()
    return text.partition("\n")[0]


@pytest.mark.parametrize(("kind", "title"), [
    (CheckBar, "Epsilon"), (NetworkPanel, "Network"), (ResultsTable, "Weights"),
    (GradientPlot, "Gradients"),
])  # fmt: skip
def test_it_opens_at_what_one_is_looking_at(
    kind: type[QWidget], title: str, window: MainWindow
) -> None:
    part = only(window, kind)
    inside = [part, *part.findChildren(QWidget)]
    focused = next(x for x in inside if x.isVisible() and x.focusPolicy().value & 1)
    focused.setFocus()
    turn()
    action(window, "Guide").trigger()
    turn()
    assert heading(window) == title


def test_one_guide_however_often_it_is_asked_for(window: MainWindow) -> None:
    action(window, "Guide").trigger()
    action(window, "Glossary").trigger()
    assert heading(window) == "Glossary"
    (guide,) = window.findChildren(Guide)
    rows = only(guide, QListWidget)
    assert [rows.item(i).text() for i in range(rows.count())] == [
        section.title for section in guide_sections()
    ]
    rows.setCurrentRow(0)
    assert heading(window) == "First steps"
    guide.close()
    turn()
    action(window, "Guide").trigger()
    assert len([x for x in window.findChildren(Guide) if x.isVisible()]) == 1


def test_every_place_has_its_section(window: MainWindow) -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert FIRST in NAMES
    places = {x.property(PLACE) for x in window.findChildren(QWidget) if x.property(PLACE)}
    assert places <= set(NAMES)
    assert [row.guide for row in picture_rows() if row.guide not in NAMES] == []
    assert place_of(None) == place_of(window) == FIRST


def _unsaved(window: MainWindow) -> None:
    window.store.edit(replace(window.store.spec, epsilon=1e-3))
    action(window, "New").trigger()


DIALOGS: dict[str, tuple[Callable[[MainWindow], object], str]] = {
    "about": (lambda window: action(window, "About Gradient Checker").trigger(), "First steps"),
    "keyboard": (lambda window: action(window, "Keyboard").trigger(), "First steps"),
    "riddle": (lambda window: action(window, "Mystery bug").trigger(), "Break it"),
    "editor": (lambda window: action(window, "Choose the editor").trigger(), "Your own code"),
    "question": (_unsaved, "Documents and exports"),
    "failure": (
        lambda window: FailureDialog("it failed", Path(), window).open(),
        "Documents and exports",
    ),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_has_its_section_too(qtbot: QtBot, window: MainWindow, name: str) -> None:
    ask, title = DIALOGS[name]
    settle(qtbot, window)
    ask(window)
    turn()
    dialog = QApplication.activeModalWidget() or next(
        x for x in window.findChildren(QDialog) if x.isVisible()
    )
    assert place_of(dialog) in NAMES
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    turn()
    guide = only(dialog, Guide) if dialog.isModal() else only(window, Guide)
    assert guide.isVisible()
    assert only(guide, MarkdownView).toPlainText().partition("\n")[0] == title
    # It goes with the dialog, and comes again afterwards.
    dialog.close()
    turn()
    action(window, "Glossary").trigger()
    assert heading(window) == "Glossary"


def test_the_keys_that_it_names_are_those_of_the_actions(window: MainWindow) -> None:
    known = {key.toString() for x in actions(window) for key in x.shortcuts()}
    # Epsilon's access key, and what text fields and tables have of their own.
    known |= {"Alt+E", "Ctrl+C"}
    text = "".join(section.text for section in guide_sections())
    named = set(re.findall(r"\b(?<!\+)(?:Ctrl\+|Alt\+)(?:Shift\+|Alt\+)?[A-Z0-9]\b|\bF\d+\b", text))
    assert named
    assert named - known == set()


def test_the_versions_can_be_copied(window: MainWindow) -> None:
    action(window, "About Gradient Checker").trigger()
    (dialog,) = [x for x in window.findChildren(QDialog) if x.isVisible()]
    assert only(dialog, QLabel).text()
    next(x for x in dialog.findChildren(QPushButton) if "Copy" in x.text()).click()
    assert re.fullmatch(
        r"Gradient Checker \d\S*, Python 3\.\S+, Qt for Python 6\.\S+, numpy \d\S+, "
        r"pyqtgraph \d\S+, \S.*",
        QApplication.clipboard().text(),
    )
    dialog.close()


def sought(guide: Guide, words: str) -> tuple[list[str], str]:
    """The sections that are listed for some words, and what is said of them."""
    field = only(guide, QLineEdit)
    field.clear()
    field.insert(words)  # QTest types no umlauts
    rows = only(guide, QListWidget)
    listed = [rows.item(i).text() for i in range(rows.count()) if not rows.isRowHidden(i)]
    told = [x.text() for x in only(guide, GuideSearch).findChildren(QLabel) if x.isVisible()]
    return listed, " ".join(told)


def test_words_are_found_in_every_section(window: MainWindow) -> None:
    action(window, "Guide").trigger()
    turn()
    guide = only(window, Guide)
    view = only(guide, MarkdownView)
    sections = [x.title for x in guide_sections()]
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is only(guide, QLineEdit)
    listed, told = sought(guide, "Kink")
    texts = [re.sub(r"[*`]", "", x.text).casefold().count("kink") for x in guide_sections()]
    assert listed == [x for x, count in zip(sections, texts, strict=True) if count]
    assert told == f"{sum(texts)} places"
    # Every place in turn, through all of these sections and round again.
    places = []
    for _ in range(sum(texts) + 1):
        cursor = view.textCursor()
        assert cursor.selectedText().casefold() == "kink"
        places.append((guide.section, cursor.position()))
        QTest.keyClick(guide, Qt.Key.Key_F3)
    assert len(set(places[:-1])) == sum(texts)
    assert places[-1] == places[0]
    QTest.keyClick(guide, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert (guide.section, view.textCursor().position()) == places[0]
    here = view.toPlainText().casefold().count("kink")
    assert len(view.extraSelections()) == here
    # Escape ends the search first, and the window with the next.
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    assert guide.isVisible()
    assert view.extraSelections() == []
    assert sought(guide, "")[0] == sections
    listed, told = sought(guide, "zebra")
    assert (listed, told) == (sections, "Not in the guide")
    assert "Not in the guide" in only(guide, QLineEdit).accessibleDescription()
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()


@pytest.fixture
def german() -> Iterator[None]:
    choose_language("de")
    yield
    choose_language("en")


@pytest.mark.parametrize("words", ["größe", "grösse", "ss", "Über"])
def test_what_is_counted_is_reached(
    words: str, german: None, window: MainWindow, themes: ThemeManager
) -> None:
    guide_window = Guide(themes, window)
    guide_window.show()
    turn()
    sought(guide_window, words)
    told = only(guide_window, QLineEdit).accessibleDescription()
    view = only(guide_window, MarkdownView)
    reached = set()
    for _ in range(60):
        if view.textCursor().hasSelection():
            reached.add((guide_window.section, view.textCursor().position()))
        QTest.keyClick(guide_window, Qt.Key.Key_F3)
    said = {0: tr("Not in the guide"), 1: "1 Stelle"}.get(len(reached), f"{len(reached)} Stellen")
    assert told == said
    guide_window.close()


def test_marks_follow_the_theme(window: MainWindow, themes: ThemeManager) -> None:
    action(window, "Glossary").trigger()
    turn()
    guide = only(window, Guide)
    sought(guide, "epsilon")
    view = only(guide, MarkdownView)
    before = {x.format.background().color().name() for x in view.extraSelections()}
    themes.set_mode("dark")
    turn()
    after = {x.format.background().color().name() for x in view.extraSelections()}
    assert len(before) == len(after) == 1
    assert before != after
