"""Unsaved work outlives the window that had it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.work_keeper import WorkKeeper
from nnd_gui.model.document import Document, State
from nnd_gui.model.document_file import save_document
from nnd_gui.model.kept_work import keep
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import settle, turn

LESSON = lesson_spec()
OTHER = replace(LESSON, epsilon=1e-3)


@pytest.fixture
def keeper(window: MainWindow, tmp_path: Path) -> Iterator[WorkKeeper]:
    made = WorkKeeper(window, window.store, window.desk, tmp_path / "unsaved")
    yield made
    made.end()


def questions(window: MainWindow) -> list[QMessageBox]:
    return [x for x in window.findChildren(QMessageBox) if x.isVisible()]


def press(window: MainWindow, text: str) -> None:
    (box,) = questions(window)
    next(x for x in box.buttons() if x.text().replace("&", "") == text).click()
    turn()


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "unsaved").glob("*.nndcheck"))


def test_changes_are_kept_until_they_are_undone(
    qtbot: QtBot, window: MainWindow, keeper: WorkKeeper, tmp_path: Path
) -> None:
    assert kept(tmp_path) == []
    window.store.edit(OTHER)
    qtbot.waitUntil(lambda: kept(tmp_path) != [], timeout=20_000)
    # Another window does not offer what this one is working on.
    WorkKeeper(window, window.store, window.desk, tmp_path / "unsaved").offer()
    assert questions(window) == []
    window.store.edit(LESSON)
    qtbot.waitUntil(lambda: kept(tmp_path) == [], timeout=20_000)
    settle(qtbot, window)


def test_an_orderly_end_leaves_nothing(
    window: MainWindow, keeper: WorkKeeper, tmp_path: Path, qtbot: QtBot
) -> None:
    window.store.edit(OTHER)
    keeper.keep_now()
    assert len(kept(tmp_path)) == 1
    keeper.end()
    assert list((tmp_path / "unsaved").iterdir()) == []
    settle(qtbot, window)


def test_what_was_left_is_brought_back_as_unsaved(
    qtbot: QtBot, window: MainWindow, keeper: WorkKeeper, tmp_path: Path
) -> None:
    file = tmp_path / "mine.nndcheck"
    save_document(Document(State(LESSON), title="mine"), file)
    keep(tmp_path / "unsaved", "left", Document(State(OTHER), title="mine"), file)
    keeper.offer()
    (box,) = questions(window)
    assert "“mine.nndcheck”" in box.text()
    press(window, "Bring it back")
    settle(qtbot, window)
    assert window.store.spec == OTHER
    assert window.desk.is_changed
    assert window.desk.file == file
    # It is kept on, now as this window's.
    assert [x.stem for x in kept(tmp_path)] != ["left"]
    assert len(kept(tmp_path)) == 1
    # And there is a way back to what is in the file.
    window.documents.ask_revert()
    press(window, "Revert")
    settle(qtbot, window)
    assert window.store.spec == LESSON


def test_without_its_file_it_is_work_without_a_file(
    qtbot: QtBot, window: MainWindow, keeper: WorkKeeper, tmp_path: Path
) -> None:
    keep(tmp_path / "unsaved", "left", Document(State(OTHER)), tmp_path / "gone.nndcheck")
    keeper.offer()
    press(window, "Bring it back")
    assert window.store.spec == OTHER
    assert window.desk.file is None
    settle(qtbot, window)


def test_it_can_be_thrown_away_or_left_for_later(
    window: MainWindow, keeper: WorkKeeper, tmp_path: Path
) -> None:
    keep(tmp_path / "unsaved", "left", Document(State(OTHER)), None)
    keeper.offer()
    press(window, "Cancel")
    assert [x.stem for x in kept(tmp_path)] == ["left"]
    keeper.offer()
    press(window, "Throw it away")
    assert kept(tmp_path) == []
    assert window.store.spec == LESSON


def test_torn_work_is_not_offered(window: MainWindow, keeper: WorkKeeper, tmp_path: Path) -> None:
    keep(tmp_path / "unsaved", "left", Document(State(OTHER)), None)
    (tmp_path / "unsaved" / "left.nndcheck").write_text("{")
    keeper.offer()
    assert questions(window) == []
    assert kept(tmp_path) == []


def test_a_folder_that_cannot_be_written_disturbs_nobody(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("")
    made = WorkKeeper(window, window.store, window.desk, tmp_path / "file" / "unsaved")
    window.store.edit(OTHER)
    made.keep_now()
    made.offer()
    made.end()
    settle(qtbot, window)
