"""Results kept with a document: it opens showing them, and nothing is run for that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.events import Step
from nnd_gui.engine.kept_check import KeptCheck
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.document_file import save_document
from nnd_gui.model.export import report
from nnd_gui.model.kept_results import kept_results
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, only, paced, result_of, settle, turn

LESSON = lesson_spec()
WRONG = replace(LESSON, bug=Bug("sign", "W2"))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the engine was asked to check."""
    asked: list[object] = []

    def noted(spec: ExperimentSpec, kept: KeptCheck | None = None) -> Iterator[Step]:
        asked.append(spec)
        yield from paced(spec, kept)

    monkeypatch.setattr("nnd_gui.gui.runs.run_kinds.check", noted)
    return asked


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "found.nndcheck"
    state = State(WRONG, view=View("W2[1,0]"))
    save_document(Document(state, keeps_results=True, results=kept_results(result_of(WRONG))), file)
    return file


def facts(window: MainWindow) -> str:
    return " ".join(x.text() for x in only(window, StatusLine).findChildren(QLabel))


def test_it_opens_showing_them_without_a_run(
    qtbot: QtBot, runs: list[object], window: MainWindow, saved: Path
) -> None:
    runs.clear()
    window.documents.open_file(saved)
    # There at once.
    assert window.store.result.completed
    assert not window.store.running
    assert "as saved with the document" in facts(window)
    qtbot.wait(150)  # longer than a run takes to be begun
    assert runs == []
    found, expected = report(window.store.result), report(result_of(WRONG))
    for one in (found, expected):
        one.pop("seconds")
    assert found == expected
    assert window.windowTitle().startswith("disagree · ratio")
    assert window.store.result.layout.name_of(window.store.selected) == "W2[1,0]"
    assert not window.isWindowModified()
    # Measured here and now, where that is asked for.
    action(window, "Check again").trigger()
    settle(qtbot, window)
    assert runs == [WRONG]
    assert "as saved" not in facts(window)


def test_another_experiment_is_run(
    qtbot: QtBot, runs: list[object], window: MainWindow, saved: Path
) -> None:
    runs.clear()
    window.documents.open_file(saved)
    window.store.edit(LESSON)
    settle(qtbot, window)
    assert runs == [LESSON]
    # Another tolerance judges the numbers of the file.
    window.store.edit(replace(LESSON, tolerance=1e-3))
    settle(qtbot, window)
    assert window.windowTitle().startswith("agree")


def test_damaged_results_are_left_out_and_that_is_said(
    qtbot: QtBot, runs: list[object], window: MainWindow, saved: Path
) -> None:
    found = json.loads(saved.read_text(encoding="utf-8"))
    found["results"]["analytic"]["W2"][1][0] *= -1
    saved.write_text(json.dumps(found), encoding="utf-8")
    runs.clear()
    window.documents.open_file(saved)
    assert "checked again" in only(window, StatusLine).currentMessage()
    settle(qtbot, window)
    assert runs == [WRONG]
    assert window.windowTitle().startswith("disagree")


def test_saved_where_it_is_wanted(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, open_window: Callable[[], MainWindow]
) -> None:
    file = tmp_path / "mine.nndcheck"
    save_document(Document(State(LESSON)), file)
    window.documents.open_file(file)
    settle(qtbot, window)
    assert "results" not in json.loads(file.read_text(encoding="utf-8"))
    keep = action(window, "Save the results with it")
    assert not keep.isChecked()
    keep.trigger()
    # It is a change of the document, which can be saved.
    assert window.isWindowModified()
    action(window, "Save").trigger()
    assert not window.isWindowModified()
    assert only(window, StatusLine).currentMessage() == f"Saved as {file}"
    assert json.loads(file.read_text(encoding="utf-8"))["results"]["cost"] == pytest.approx(
        0.41243, abs=1e-5
    )
    # Those of what is saved, and not of what was opened.
    window.store.edit(replace(LESSON, epsilon=1e-3))
    settle(qtbot, window)
    action(window, "Save").trigger()
    steps = json.loads(file.read_text(encoding="utf-8"))["results"]["measured"][0]["steps"]
    assert steps[0] == pytest.approx(1e-3)
    other = open_window()
    other.documents.open_file(file)
    assert other.store.result.completed
    assert action(other, "Save the results with it").isChecked()
    # Without them again.
    action(other, "Save the results with it").trigger()
    action(other, "Save").trigger()
    assert "results" not in json.loads(file.read_text(encoding="utf-8"))


def test_what_is_covered_is_not_saved_and_that_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "riddle.nndcheck"
    save_document(Document(State(LESSON)), file)
    window.documents.open_file(file)
    window.lessons.begin_riddle(4711)
    settle(qtbot, window)
    action(window, "Save the results with it").trigger()
    action(window, "Save").trigger()
    assert json.loads(file.read_text(encoding="utf-8"))["results"] is None
    assert "Without results" in only(window, StatusLine).currentMessage()


def test_the_file_is_shown_in_its_folder(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("nnd_gui.gui.panels.message_line.show_in_folder", shown.append)
    monkeypatch.setattr("nnd_gui.gui.commands.document_commands.show_in_folder", shown.append)
    status = only(window, StatusLine)
    offer = next(x for x in status.findChildren(QToolButton) if x.text() == "Show in folder")
    entry = action(window, "Show in its folder")
    assert not offer.isVisible()
    assert not entry.isEnabled()
    file = tmp_path / "a.nndcheck"
    save_document(Document(State(LESSON)), file)
    window.documents.open_file(file)
    action(window, "Save").trigger()
    turn()
    assert offer.isVisible()
    offer.click()
    entry.trigger()
    assert shown == [file, file]
    # What is said next is about something else.
    status.tell("something else")
    assert not offer.isVisible()
    assert entry.isEnabled()
