"""Documents in the window: new, open, save, revert, and nothing lost unasked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.sources import SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.document_file import load_document, save_document
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, actions, network, only, settle, turn

LESSON = lesson_spec()
OTHER = replace(LESSON, epsilon=1e-3)
SUFFIX = ".nndcheck"


@pytest.fixture(autouse=True)
def _own_dialogs(qapp: QApplication) -> None:
    """Qt's own dialogs, which can be driven, whatever the desktop offers."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A document that is not what the program opens on."""
    file = tmp_path / "mine.nndcheck"
    view = View("W2[1,0]", "weights", hidden=("network",))
    save_document(Document(State(OTHER, view=view)), file)
    return file


def dialog(window: MainWindow) -> QDialog | None:
    """The dialog that is open."""
    turn()
    found = [x for x in window.findChildren(QDialog) if x.isVisible()]
    assert len(found) <= 1
    return found[0] if found else None


def question(window: MainWindow) -> QMessageBox:
    found = dialog(window)
    assert isinstance(found, QMessageBox)
    return found


def answer(window: MainWindow, text: str) -> None:
    box = question(window)
    buttons = box.findChildren(QPushButton)
    next(x for x in buttons if x.text().replace("&", "") == text).click()
    turn()


def choose(window: MainWindow, file: Path) -> None:
    """Type a file's name into the file dialog that is open, and accept it."""
    found = dialog(window)
    assert isinstance(found, QFileDialog)
    found.findChildren(QLineEdit)[0].setText(str(file))
    found.accept()
    turn()


def title(window: MainWindow) -> str:
    return window.windowTitle().replace("[*]", "*" if window.isWindowModified() else "")


def test_a_new_window_has_nothing_to_save(window: MainWindow) -> None:
    assert title(window) == "agree · ratio 2.75e-10 — Gradient Checker"
    assert not action(window, "Revert").isEnabled()
    window.close()
    assert not window.isVisible()


def test_save_asks_where_at_first_only(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.store.edit(OTHER)
    settle(qtbot, window)
    assert title(window) == "agree · ratio 2.75e-08 — Untitled* — Gradient Checker"
    action(window, "Save").trigger()
    choose(window, tmp_path / "first")
    file = tmp_path / f"first{SUFFIX}"
    assert load_document(file).document.state.spec == OTHER
    assert title(window) == "agree · ratio 2.75e-08 — first — Gradient Checker"
    assert only(window, StatusLine).currentMessage() == f"Saved as {file}"
    window.store.edit(LESSON)
    settle(qtbot, window)
    assert title(window) == "agree · ratio 2.75e-10 — first* — Gradient Checker"
    action(window, "Save").trigger()
    assert dialog(window) is None
    assert load_document(file).document.state.spec == LESSON
    assert title(window) == "agree · ratio 2.75e-10 — first — Gradient Checker"


def test_what_is_changed_after_it_was_saved_can_be_reverted(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.store.edit(OTHER)
    action(window, "Save").trigger()
    choose(window, tmp_path / "mine")
    assert not action(window, "Revert").isEnabled()
    window.store.edit(replace(OTHER, epsilon=1e-2))
    assert action(window, "Revert").isEnabled()
    settle(qtbot, window)


def test_undoing_all_is_no_change(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(OTHER)
    assert "*" in title(window)
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert "*" not in title(window)


@pytest.mark.parametrize("name", ["my.version2", "bare", f"whole{SUFFIX}", "WHOLE.NNDCHECK"])
def test_the_suffix_is_appended_where_it_is_missing(
    name: str, window: MainWindow, tmp_path: Path
) -> None:
    action(window, "Save as").trigger()
    choose(window, tmp_path / name)
    expected = name if name.lower().endswith(SUFFIX) else name + SUFFIX
    assert [x.name for x in tmp_path.glob("*.*")] == [expected]


def test_what_an_appended_suffix_would_replace_is_asked_about(
    window: MainWindow, saved: Path
) -> None:
    before = saved.rename(saved.with_name(f"my.version2{SUFFIX}")).read_bytes()
    file = saved.with_name(f"my.version2{SUFFIX}")
    for text, kept in (("Cancel", True), ("Replace", False)):
        action(window, "Save as").trigger()
        choose(window, saved.with_name("my.version2"))
        assert question(window).text() == f"There is already a file “{file.name}”. Replace it?"
        answer(window, text)
        assert (file.read_bytes() == before) == kept


def test_open(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    action(window, "Open").trigger()
    choose(window, saved)
    settle(qtbot, window)
    assert window.store.spec == OTHER
    assert window.store.result.layout.name_of(window.store.selected) == "W2[1,0]"
    assert not only(window, NetworkPanel).isVisible()
    assert action(window, "Weights").isChecked()
    assert title(window) == "agree · ratio 2.75e-08 — mine — Gradient Checker"
    undo = next(x for x in actions(window) if x.text() == "&Undo")
    assert not undo.isEnabled()
    # And what is saved of it is what was opened.
    content = saved.read_bytes()
    action(window, "Save").trigger()
    assert saved.read_bytes() == content


def test_what_cannot_be_opened_changes_nothing(
    qtbot: QtBot, window: MainWindow, saved: Path
) -> None:
    window.documents.open_file(saved)
    settle(qtbot, window)
    torn = saved.with_name("torn.nndcheck")
    torn.write_bytes(saved.read_bytes()[:300])
    before = (window.store.spec, title(window), window.store.selected)
    for file, said in ((torn, "It is damaged at line "), (saved.with_name("gone"), "no such file")):
        window.documents.open_file(file)
        assert said in question(window).text()
        answer(window, "OK")
        assert (window.store.spec, title(window), window.store.selected) == before


def test_unsaved_work_is_asked_about_once(
    qtbot: QtBot, window: MainWindow, saved: Path, tmp_path: Path
) -> None:
    window.store.edit(replace(LESSON, dtype="float32"))
    settle(qtbot, window)
    window.documents.open_file(saved)
    assert question(window).text() == "This experiment has changes that are not saved."
    answer(window, "Cancel")
    assert window.store.spec.dtype == "float32"
    window.documents.open_file(saved)
    answer(window, "Save")
    choose(window, tmp_path / "kept")
    assert load_document(tmp_path / "kept.nndcheck").document.state.spec.dtype == "float32"
    assert dialog(window) is None
    assert window.store.spec == OTHER
    window.store.edit(LESSON)
    action(window, "New").trigger()
    assert question(window).text() == "“mine” has changes that are not saved."
    answer(window, "Don't save")
    assert dialog(window) is None
    assert window.store.spec == LESSON
    assert load_document(saved).document.state.spec == OTHER
    settle(qtbot, window)


@pytest.mark.parametrize("text", ["Cancel", "Don't save", "Save"])
def test_closing_asks_once(text: str, window: MainWindow, saved: Path) -> None:
    window.documents.open_file(saved)
    window.store.edit(LESSON)
    window.close()
    assert window.isVisible()
    answer(window, text)
    assert window.isVisible() == (text == "Cancel")
    expected = LESSON if text == "Save" else OTHER
    assert load_document(saved).document.state.spec == expected


def test_closing_does_not_go_on_when_saving_fails(
    window: MainWindow, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.documents.open_file(saved)
    window.store.edit(LESSON)
    window.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    answer(window, "Save")
    assert window.isVisible()
    assert question(window).text() == "“mine.nndcheck” was not saved: Permission denied."
    answer(window, "OK")
    assert "mine*" in title(window)


def test_looking_around_is_no_work(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    window.documents.open_file(saved)
    settle(qtbot, window)
    window.store.select(0)
    action(window, "Gradients").trigger()
    for name in ("Network", "Weight"):
        action(window, name).trigger()
    assert "*" not in title(window)
    window.close()
    assert not window.isVisible()


def test_revert(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    window.documents.open_file(saved)
    window.store.edit(LESSON)
    for text, spec in (("Cancel", LESSON), ("Revert", OTHER)):
        action(window, "Revert").trigger()
        answer(window, text)
        assert window.store.spec == spec
    assert not action(window, "Revert").isEnabled()
    settle(qtbot, window)


def test_revert_of_what_has_no_file(qtbot: QtBot, window: MainWindow) -> None:
    window.store.edit(OTHER)
    action(window, "Revert").trigger()
    answer(window, "Revert")
    assert window.store.spec == LESSON
    settle(qtbot, window)


def test_a_file_that_something_else_has_changed(window: MainWindow, saved: Path) -> None:
    window.documents.open_file(saved)
    window.store.edit(LESSON)
    theirs = Document(State(replace(LESSON, scheme="forward")))
    save_document(theirs, saved)
    os.utime(saved, (1, 1))
    action(window, "Save").trigger()
    assert "was changed by something else" in question(window).text()
    answer(window, "Cancel")
    assert load_document(saved).document == theirs
    action(window, "Save").trigger()
    answer(window, "Replace")
    assert load_document(saved).document.state.spec == LESSON
    window.store.edit(OTHER)
    action(window, "Save").trigger()
    assert dialog(window) is None


def recent(window: MainWindow) -> list[str]:
    menu = next(x for x in window.findChildren(QMenu) if x.title() == "Open re&cent")
    return [x.toolTip() for x in menu.actions() if x.data()]


def test_recent_files(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    assert recent(window) == []
    other = saved.with_name("a & b.nndcheck")
    save_document(Document(State(LESSON)), other)
    for file in (saved, other):
        window.documents.open_file(file)
    assert recent(window) == [str(other), str(saved)]
    action(window, f"1  {other.name}".replace("&", "")).setEnabled(True)
    next(x for x in actions(window) if x.data() == str(saved)).trigger()
    assert window.store.spec == OTHER
    assert recent(window) == [str(saved), str(other)]
    other.unlink()
    next(x for x in actions(window) if x.data() == str(other)).trigger()
    assert "There is no such file." in question(window).text()
    answer(window, "OK")
    assert recent(window) == [str(saved)]
    action(window, "Clear this list").trigger()
    assert recent(window) == []
    settle(qtbot, window)


Make = Callable[[QMimeData], QDropEvent]


def drop(window: MainWindow, target: QWidget, data: QMimeData) -> bool:
    """Drop something on a widget, as the system does: at its place in the window."""
    at = target.mapTo(window, target.rect().center())
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(at), copy, data, left, none)
    QCoreApplication.sendEvent(window.windowHandle(), enter)
    event = QDropEvent(QPointF(at), copy, data, left, none)
    event.ignore()
    QCoreApplication.sendEvent(window.windowHandle(), event)
    turn()
    return event.isAccepted()


def of_files(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def test_a_file_is_dropped_anywhere(qtbot: QtBot, window: MainWindow, saved: Path) -> None:
    fields = window.findChildren(QLineEdit)[:2]
    for target in (only(window, GradientPlot), only(window, WeightPanel), *fields):
        before = [field.text() for field in fields]
        action(window, "New").trigger()
        assert drop(window, target, of_files(saved))
        assert window.store.spec == OTHER
        assert len(before) == 2
        assert not any("file:" in field.text() for field in fields)
    settle(qtbot, window)


def test_what_is_no_document_is_not_taken(window: MainWindow, saved: Path) -> None:
    plot = only(window, GradientPlot)
    assert not drop(window, plot, of_files(saved, saved))
    assert not drop(window, plot, of_files(saved.with_suffix(".png")))
    assert window.store.spec == LESSON


def test_an_unusual_experiment_comes_back_whole(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    spec: ExperimentSpec = replace(
        network((4, 5, 2), bias=True), epsilon=123.0, tolerance=1e-300, dtype="float32"
    ).with_network(weights=SeededWeights(10**17, 1e-300), activations=("gelu", "softplus"), l2=1e9)
    file = tmp_path / "odd.nndcheck"
    save_document(Document(State(spec)), file)
    window.documents.open_file(file)
    assert window.store.spec == spec
    settle(qtbot, window)
    assert window.store.spec == spec
    assert "*" not in title(window)


def test_copied_and_pasted_as_a_short_text(qtbot: QtBot, window: MainWindow) -> None:
    clipboard = QApplication.clipboard()
    window.store.edit(OTHER)
    action(window, "Copy as a short text").trigger()
    assert clipboard.text() == "lesson5 epsilon 0.001"
    for text, spec in (
        ("lesson5 epsilon 0.01", replace(LESSON, epsilon=1e-2)),
        ("lesson5", LESSON),
    ):
        clipboard.setText(text)
        action(window, "Paste an experiment").trigger()
        if text != "lesson5":
            answer(window, "Don't save")
        assert window.store.spec == spec
        assert "*" not in title(window)
    clipboard.setText("dead-units")
    action(window, "Paste an experiment").trigger()
    assert action(window, "Next step").isEnabled()
    before = window.store.spec
    clipboard.setText("something else")
    action(window, "Paste an experiment").trigger()
    assert question(window).text().startswith("This text is no experiment. ")
    answer(window, "OK")
    assert window.store.spec == before
    settle(qtbot, window)
