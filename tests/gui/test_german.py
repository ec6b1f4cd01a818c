"""The second language in every panel and dialog: nothing is cut off, no letter is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.gui.dialogs.guide import Guide
from nnd_gui.gui.folder.folder_window import FolderWindow
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.markdown_view import MarkdownView
from nnd_gui.model.cover import Revealed
from nnd_gui.model.guide import guide_sections
from nnd_gui.model.lesson_list import load_lesson, shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.words import choose_language, tr
from tests.gui.conftest import OpenWindow
from tests.gui.faces import actions, only, settle, turn
from tests.gui.test_actions import is_key, mnemonics
from tests.gui.test_main_window import (
    EXPERIMENTS,
    cut_off,
    cut_off_headings,
    states,
    stays_cut_off,
)

LESSON = lesson_spec()
SIZES = [(1024, 640, 1.0), (1280, 720, 1.0), (1920, 1080, 1.0), (1920, 1080, 2.0)]


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    choose_language("de")
    yield
    choose_language("en")


def by_key(window: MainWindow, key: str) -> None:
    """Trigger what has a key; its text is another in each language."""
    next(x for x in actions(window) if key in [k.toString() for k in x.shortcuts()]).trigger()
    turn()


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_no_text_is_cut_off(
    qtbot: QtBot,
    open_window: OpenWindow,
    themes: ThemeManager,
    width: int,
    height: int,
    scale: float,
) -> None:
    themes.set_scale(scale)
    window = open_window(size=(width, height))
    cut: dict[str, list[str]] = {}
    for state in states(qtbot, window):
        cut[state] = [*stays_cut_off(window), *cut_off_headings(only(window, ResultsTable))]
        assert (window.width(), window.height()) == (width, height)
    assert {name: found for name, found in cut.items() if found} == {}


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_no_text_is_cut_off_in_any_picture_or_panel(
    qtbot: QtBot, open_window: OpenWindow, size: tuple[int, int]
) -> None:
    window = open_window(size=size)
    cut: dict[str, list[str]] = {}

    def look(state: str) -> None:
        settle(qtbot, window)
        qtbot.waitUntil(lambda: not any(slot.running for slot in window.store.slots))
        turn()
        assert (window.width(), window.height()) == size, state
        cut[state] = stays_cut_off(window)

    stage = only(window, Stage)
    for selected in (-1, 4):
        window.store.select(selected)
        for row in stage.rows:
            stage.enlarge(row.name)
            look(f"{row.name} {selected}")
            stage.show_below(row.name)
    stage.enlarge(stage.rows[0].name)
    by_key(window, "Ctrl+B")
    for bug in ("sign", "factor", "unbroadcast-bias", "single-weight", "updated-weight-used"):
        window.store.edit(replace(EXPERIMENTS["one block untested"], bug=Bug(bug)))
        look(f"bug {bug}")
    by_key(window, "Ctrl+B")
    for revealed in Revealed:
        window.store.cover.set_revealed(revealed)
        look(f"revealed {revealed.name}")
    window.store.edit(LESSON)
    settle(qtbot, window)
    by_key(window, "F8")
    look("steps")
    by_key(window, "F8")
    by_key(window, "Ctrl+P")
    window.store.edit(replace(LESSON, epsilon=1e-2))
    look("pinned")
    assert {state: found for state, found in cut.items() if found} == {}


@pytest.mark.parametrize("entry", shipped_lessons(), ids=lambda entry: entry.name)
def test_no_text_is_cut_off_beside_a_lesson(
    entry: object, qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(size=(1280, 720))
    name = str(getattr(entry, "name", ""))
    window.documents.open_lesson(name)
    for step in load_lesson(name).steps:
        settle(qtbot, window)
        turn()
        assert (window.width(), window.height()) == (1280, 720), step.name
        assert stays_cut_off(window) == [], step.name
        window.lessons.next_step()
    settle(qtbot, window)


def test_the_smallest_window_fits_a_small_screen(qtbot: QtBot, window: MainWindow) -> None:
    for spec in EXPERIMENTS.values():
        window.store.edit(spec)
        settle(qtbot, window)
        least = window.minimumSizeHint()
        assert least.width() <= 1024
        assert least.height() <= 640


def test_every_menu_can_be_walked_by_letters(window: MainWindow) -> None:
    clashes = []
    for menu in window.menuBar().findChildren(QMenu):
        texts = [x.text() for x in menu.actions() if not x.isSeparator()]
        letters = mnemonics(texts)
        if len(letters) != len(texts) or len(set(letters)) != len(letters):
            clashes.append((texts, sorted(k for k, n in Counter(letters).items() if n > 1)))
    assert clashes == []


def test_no_letter_leads_to_two_places(window: MainWindow) -> None:
    texts = [x.text() for x in window.menuBar().actions()]
    texts += [x.text() for x in window.findChildren(QLabel) if x.isVisible() and is_key(x)]
    texts += [x.text() for x in window.findChildren(QToolButton) if x.isVisible()]
    found = Counter(mnemonics(texts))
    twice = {key for key, count in found.items() if count > 1}
    assert [x for x in texts if mnemonics([x]) and mnemonics([x])[0] in twice] == []


@pytest.mark.parametrize("key", ["Ctrl+F1", "F1", "Shift+F1", "Ctrl+Shift+M"])
def test_no_text_is_cut_off_in_a_dialog(key: str, window: MainWindow) -> None:
    by_key(window, key)
    (dialog,) = [x for x in window.findChildren(QDialog) if x.isVisible()]
    assert cut_off(dialog) == []
    dialog.reject()
    turn()


def ask_about_work(window: MainWindow) -> None:
    window.store.edit(replace(LESSON, epsilon=1e-3))
    window.documents.new()


def open_code(window: MainWindow) -> None:
    file = Path.home() / "net.py"
    file.write_text("def value(t): ...\ndef gradient(t): ...\ntheta0 = 1\n", encoding="utf-8")
    window.documents.open_file(file)


def open_nothing(window: MainWindow) -> None:
    window.documents.open_file(Path("/nowhere/gone.nndcheck"))


@pytest.mark.parametrize("act", [ask_about_work, open_code, open_nothing])
def test_questions_are_whole(
    act: Callable[[MainWindow], None], qtbot: QtBot, window: MainWindow
) -> None:
    act(window)
    turn()
    (box,) = [x for x in window.findChildren(QMessageBox) if x.isVisible()]
    assert cut_off(box) == []
    letters = mnemonics([x.text() for x in box.buttons()])
    assert len(set(letters)) == len(letters)
    box.reject()
    settle(qtbot, window)


def test_submissions_are_told_in_german(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    room = tmp_path / "abgaben"
    room.mkdir()
    (room / "ada.py").write_text("def f(:\n", encoding="utf-8")
    window.folders.open(room)
    other = window.folders.folder_window
    assert isinstance(other, FolderWindow)
    qtbot.waitUntil(lambda: other.findChildren(QMessageBox) != [])
    turn()
    assert [x for x in cut_off(other) if x] == []
    other.findChildren(QMessageBox)[0].reject()
    window.folders.shut_down()
    turn()


def test_the_guide_opens_at_its_place(window: MainWindow) -> None:
    part = only(window, CheckBar)
    inside = [part, *part.findChildren(QWidget)]
    next(x for x in inside if x.isVisible() and x.focusPolicy().value & 1).setFocus()
    turn()
    by_key(window, "F1")
    (guide,) = [x for x in window.findChildren(Guide) if x.isVisible()]
    title = next(section.title for section in guide_sections() if section.name == "epsilon")
    assert only(guide, MarkdownView).toPlainText().startswith(title)
    assert guide.windowTitle() == tr("Guide") != "Guide"


def test_epsilon_is_typed_as_ever(qtbot: QtBot, window: MainWindow) -> None:
    field = only(window, CheckBar)
    QTest.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    for sign in "1e-5":
        QTest.keyClicks(field.window().focusWidget(), sign)
    QTest.keyClick(field.window().focusWidget(), Qt.Key.Key_Return)
    assert window.store.spec.epsilon == 1e-5
    settle(qtbot, window)
