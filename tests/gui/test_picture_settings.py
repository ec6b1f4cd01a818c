"""What is chosen for single pictures: kept in documents and in steps, and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.engine.functions import Function
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.derivative_picture import DerivativePicture
from nnd_gui.gui.plots.network_picture import NetworkPicture
from nnd_gui.gui.plots.slice_picture import SlicePicture
from nnd_gui.gui.plots.valley_picture import ValleyPicture
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.document import Document, LessonStep, State, View
from nnd_gui.model.document_file import load_document, save_document
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.picture_settings import DrawingSettings, SliceSettings, ValleySettings
from nnd_gui.model.settings_codec import chosen
from tests.gui.faces import action, only, settle, turn

LESSON = lesson_spec()
FUNCTION = Function("sin(x)", "cos(x)", 0.75)
SETTINGS = chosen(
    {
        "derivative": DerivativeSettings(FUNCTION, 1e-3, 2),
        "network": DrawingSettings("error", 2),
        "slice": SliceSettings(0.01),
        "valley": ValleySettings(others=False),
    }
)


def saved(tmp_path: Path, view: View) -> Path:
    file = tmp_path / "mine.nndcheck"
    save_document(Document(State(LESSON, view=view)), file)
    return file


def field(parent: QWidget, name: str) -> QLineEdit:
    return next(x for x in parent.findChildren(QLineEdit) if x.accessibleName() == name)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    turn()


def kept(window: MainWindow, file: Path) -> View:
    window.documents._write_to(file, lambda: None)  # noqa: SLF001  # what the dialog would call
    return load_document(file).document.state.view


def test_all_of_them_come_back(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    # Some of the pictures are made before, and some after the document is opened.
    for key in (Qt.Key.Key_5, Qt.Key.Key_4):
        press(window, key)
    window.documents.open_file(saved(tmp_path, View(settings=SETTINGS)))
    settle(qtbot, window)
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_I):
        press(window, key)
    derivative = only(window, DerivativePicture)
    assert field(derivative, "The function f(x)").text() == "sin(x)"
    assert field(derivative, "The derivative that you believe in").text() == "cos(x)"
    assert field(derivative, "The point x").text() == "0.75"
    assert only(derivative, QSlider).value() == 2
    assert not only(only(window, ValleyPicture), QCheckBox).isChecked()
    assert any("0.01" in x for x in _labels(only(window, SlicePicture)))
    drawing = only(window, NetworkPicture)
    assert only(drawing, QComboBox).currentData() == "error"
    qtbot.waitUntil(lambda: "sample 3 of 3" in drawing.accessibleDescription())
    assert not window.isWindowModified()
    assert kept(window, tmp_path / "again.nndcheck").settings == SETTINGS
    # And the next document has the usual ones.
    action(window, "New").trigger()
    settle(qtbot, window)
    press(window, Qt.Key.Key_5)
    assert field(derivative, "The function f(x)").text() == "x^2"
    assert kept(window, tmp_path / "new.nndcheck") == View(picture="derivative")


def _labels(picture: QWidget) -> list[str]:
    return [label.text() for label in picture.findChildren(QLabel)]


def test_a_typed_function_is_work_and_a_zoom_is_none(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_5)
    picture = only(window, DerivativePicture)
    QTest.keyClick(picture, Qt.Key.Key_Plus)
    turn()
    assert not window.isWindowModified()
    text = field(picture, "The function f(x)")
    text.selectAll()
    QTest.keyClicks(text, "x^3")
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert window.isWindowModified()
    text.selectAll()
    QTest.keyClicks(text, "x^2")
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert not window.isWindowModified()
    settle(qtbot, window)


@pytest.mark.parametrize("text", ["x^", "x^2.5 + 1"])
def test_what_is_being_typed_gives_way_to_a_document(
    text: str, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_5)
    picture = only(window, DerivativePicture)
    typed = field(picture, "The function f(x)")
    typed.setFocus()
    typed.selectAll()
    QTest.keyClicks(typed, text)
    window.documents.open_file(saved(tmp_path, View(picture="derivative", settings=SETTINGS)))
    settle(qtbot, window)
    assert typed.text() == "sin(x)"


def test_each_step_of_a_lesson_has_its_own(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "lesson.nndcheck"
    first = View(picture="derivative", settings=SETTINGS)
    cube = chosen({"derivative": DerivativeSettings(Function("x^3", "3x^2", 2.0))})
    steps = tuple(
        LessonStep(name, "Text.", State(LESSON, view=view))
        for name, view in (("one", first), ("two", View(picture="derivative", settings=cube)))
    )
    save_document(Document(steps[0].state, steps=steps), file)
    window.documents.open_file(file)
    settle(qtbot, window)
    text = field(only(window, DerivativePicture), "The function f(x)")
    assert text.text() == "sin(x)"
    window.lessons.next_step()
    assert text.text() == "x^3"
    # Tried out at a step, and one key back.
    text.selectAll()
    QTest.keyClicks(text, "exp(x)")
    QTest.keyClick(text, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_L)
    assert text.text() == "x^3"
    assert not window.isWindowModified()
    window.lessons.previous_step()
    assert text.text() == "sin(x)"
    settle(qtbot, window)
