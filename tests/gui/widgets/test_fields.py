"""The lines for numbers and sizes, and what is shown around them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.gui.widgets.sizes_field import SizesField
from nnd_gui.model.sizes_text import SizeLimits

pytestmark = [
    pytest.mark.usefixtures("themes"),
    # Qt's platform without a screen says this of every window that is shown.
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
]


def shown_problems(field: Field) -> list[str]:
    labels = field.findChildren(QLabel)
    return [x.text() for x in labels if x.property("look") == "problem" and x.isVisible()]


def retype(editor: NumberField | SizesField, text: str) -> None:
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, text)


def test_number_field_takes_what_is_typed(qtbot: QtBot) -> None:
    editor = NumberField("L2", 0.0)
    qtbot.addWidget(editor)
    assert editor.text() == "0"
    retype(editor, "1e-3")
    with qtbot.waitSignal(editor.value_changed, timeout=300) as told:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == [0.001]
    assert (editor.value(), editor.text()) == (0.001, "0.001")
    assert editor.accessibleName() == "L2"


def test_number_field_does_not_echo(qtbot: QtBot) -> None:
    editor = NumberField("Scale", 1.0)
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.value_changed, wait=0):
        editor.set_value(0.5)
    assert editor.text() == "0.5"


def test_sizes_field_takes_other_ways_of_writing(qtbot: QtBot) -> None:
    editor = SizesField()
    qtbot.addWidget(editor)
    assert editor.text() == "2-3-1"
    with qtbot.waitSignal(editor.value_changed, timeout=3000) as told:
        retype(editor, "4 x 5 x 2")
    assert told.args == [(4, 5, 2)]
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "4-5-2"


def test_sizes_field_keeps_to_its_limits(qtbot: QtBot) -> None:
    editor = SizesField(limits=SizeLimits(layers=3, units=9, weights=50))
    qtbot.addWidget(editor)
    for text in ("1-1-1-1", "2-10-1", "9-9"):
        retype(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert (editor.value(), editor.text()) == ((2, 3, 1), text)


def test_a_problem_has_room_only_while_there_is_one(qtbot: QtBot) -> None:
    editor = SizesField()
    field = Field("Layer &sizes", editor)
    qtbot.addWidget(field)
    field.resize(240, field.sizeHint().height())
    field.show()
    quiet = field.sizeHint().height()
    said_before = editor.accessibleDescription()
    assert shown_problems(field) == []

    retype(editor, "2-0-1")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    sentence = "Layer 2 has 0 units; every layer needs at least 1."
    assert shown_problems(field) == [sentence]
    assert field.problem() == sentence
    assert editor.property("problem") is True
    assert editor.accessibleDescription() == sentence
    assert field.sizeHint().height() > quiet
    assert editor.value() == (2, 3, 1)

    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert shown_problems(field) == []
    assert editor.property("problem") is False
    assert editor.accessibleDescription() == said_before
    assert field.sizeHint().height() == quiet


def test_a_long_problem_is_shown_whole_in_a_narrow_panel(qtbot: QtBot) -> None:
    panel = QWidget()
    column = QVBoxLayout(panel)
    fields = [Field("Layer sizes", SizesField()) for _ in range(3)]
    for field in fields:
        column.addWidget(field)
    qtbot.addWidget(panel)
    panel.setFixedWidth(150)
    panel.show()
    for field in fields:
        field.set_problem("That network has 100,030,000 weights; at most 1,000,000 are possible.")

    def all_is_seen() -> None:
        for field in fields:
            label = next(x for x in field.findChildren(QLabel) if x.property("look") == "problem")
            assert label.height() >= label.heightForWidth(label.width())
            editor = field.findChild(SizesField)
            assert editor is not None
            assert editor.geometry().bottom() < label.geometry().top()
            assert label.geometry().bottom() <= field.rect().bottom()

    qtbot.waitUntil(all_is_seen)


def test_the_labels_key_leads_to_the_editor(qtbot: QtBot) -> None:
    editor = QComboBox()
    field = Field("&Activation", editor)
    qtbot.addWidget(field)
    label = field.findChild(QLabel)
    assert label is not None
    assert label.buddy() is editor
    assert editor.accessibleName() == "Activation"


@pytest.mark.parametrize("text", ["2-0-1", "a-b", "-3", "", "5", "2-99999999999-1"])
def test_bad_sizes_are_kept_and_told(qtbot: QtBot, text: str) -> None:
    editor = SizesField()
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.problem_changed, timeout=3000) as told:
        retype(editor, text)
    assert told.args is not None
    assert told.args[0].endswith(".")
    assert editor.text() == text
    assert editor.value() == (2, 3, 1)


def test_a_million_layers_are_answered_at_once(qtbot: QtBot) -> None:
    editor = SizesField()
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.problem_changed, timeout=3000) as told:
        editor.setText("-".join(["3"] * 1_000_000))
    assert told.args is not None
    assert "layers; at most 64" in told.args[0]
