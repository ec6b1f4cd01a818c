"""The network panel as a person meets it: by its controls' names, its sentences, its signal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.sources import (
    ExplicitWeights,
    LessonData,
    RandomData,
    SeededWeights,
    TableData,
)
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.edits import with_bias, with_data, with_loss, with_seed, with_sizes
from nnd_gui.model.lessons import lesson_spec

W = TypeVar("W", bound=QWidget)
LESSON = lesson_spec()


@pytest.fixture
def panel(qtbot: QtBot, themes: ThemeManager) -> NetworkPanel:
    made = NetworkPanel(themes)
    qtbot.addWidget(made)
    made.resize(made.width(), 760)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(panel: NetworkPanel) -> QSignalSpy:
    return QSignalSpy(panel.value_changed)


def control(panel: NetworkPanel, kind: type[W], name: str) -> W:
    found = [w for w in panel.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def line_of(panel: NetworkPanel, name: str) -> QLineEdit:
    editor = control(panel, QWidget, name)
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def retype(panel: NetworkPanel, name: str, text: str) -> None:
    """Type into an editor and press Enter."""
    editor = control(panel, QWidget, name)
    line = line_of(panel, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def pick(panel: NetworkPanel, name: str, text: str) -> None:
    """Pick a choice by its first letters, as on a keyboard."""
    box = control(panel, QComboBox, name)
    row = box.findText(text)
    assert row >= 0, text
    box.setFocus()
    while box.currentIndex() != row:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if row > before else Qt.Key.Key_Up)
        assert box.currentIndex() != before, f"{text} cannot be reached"


def press(panel: NetworkPanel, name: str) -> None:
    QTest.mouseClick(control(panel, QAbstractButton, name), Qt.MouseButton.LeftButton)


def shown(panel: NetworkPanel, look: str) -> list[str]:
    labels = panel.findChildren(QLabel)
    return [x.text() for x in labels if x.property("look") == look and x.isVisible() and x.text()]


def problems(panel: NetworkPanel) -> list[str]:
    return shown(panel, "problem")


def texts(panel: NetworkPanel) -> dict[str, str]:
    """What each editor shows."""
    read: dict[str, str] = {}
    for widget in panel.findChildren(QWidget):
        if not widget.isVisible() or not widget.accessibleName():
            continue
        if isinstance(widget, QComboBox):
            read[widget.accessibleName()] = widget.currentText()
        elif isinstance(widget, (QLineEdit, QAbstractSpinBox)):
            read[widget.accessibleName()] = widget.text()
    return read


def test_it_opens_on_the_lesson(panel: NetworkPanel, told: QSignalSpy) -> None:
    assert panel.value() == LESSON
    assert texts(panel) == {
        "Layer sizes": "2-3-1",
        "Inputs": "2",
        "Units of hidden layer 1": "3",
        "Activation of hidden layer 1": "Sigmoid",
        "Outputs": "1",
        "Activation of the outputs": "Sigmoid",
        "Cost": "½ Σ (y − ŷ)²",
        "L2": "0",
        "Data": "Sleep, study → score",
        "Weights": "Lesson's",
        "Seed": "0",
        "Precision": "float64",
        "Step": "Absolute",
    }
    assert not control(panel, QWidget, "Seed").isEnabled()
    assert told.count() == 0


class TestLayers:
    def test_typed_sizes(self, panel: NetworkPanel, told: QSignalSpy) -> None:
        retype(panel, "Layer sizes", "2 5 4 1")
        assert panel.value().subject.sizes == (2, 5, 4, 1)
        assert [told.at(i)[0] for i in range(told.count())] == [panel.value()]
        assert texts(panel)["Units of hidden layer 2"] == "4"
        assert shown(panel, "label").count("Hidden 2") == 1

    def test_stepped_units(self, panel: NetworkPanel, told: QSignalSpy) -> None:
        units = control(panel, QAbstractSpinBox, "Units of hidden layer 1")
        units.setFocus()
        QTest.keyClick(units, Qt.Key.Key_Up)
        QTest.keyClick(units, Qt.Key.Key_Up)
        assert panel.value().subject.sizes == (2, 5, 1)
        assert texts(panel)["Layer sizes"] == "2-5-1"
        assert told.count() == 2

    def test_layers_are_added_and_removed(self, panel: NetworkPanel) -> None:
        pick(panel, "Activation of hidden layer 1", "Tanh")
        press(panel, "Add a hidden layer")
        assert panel.value().subject.sizes == (2, 3, 3, 1)
        assert panel.value().subject.activations == ("tanh", "tanh", "sigmoid")
        press(panel, "Remove the last hidden layer")
        press(panel, "Remove the last hidden layer")
        assert panel.value().subject.sizes == (2, 1)
        assert not control(panel, QAbstractButton, "Remove the last hidden layer").isEnabled()
        assert "Units of hidden layer 1" not in texts(panel)

    def test_64_layers(self, panel: NetworkPanel, qtbot: QtBot) -> None:
        retype(panel, "Layer sizes", "-".join(["2", *["3"] * 62, "1"]))
        assert len(panel.value().subject.sizes) == 64
        assert not control(panel, QAbstractButton, "Add a hidden layer").isEnabled()
        last = control(panel, QComboBox, "Activation of hidden layer 62")
        # Who goes there by Tab sees it.
        last.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty(), timeout=2000)
        pick(panel, "Activation of hidden layer 62", "ReLU")
        assert panel.value().subject.activations[61] == "relu"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("2-0-1", "Layer 2 has 0 units"),
            ("a-b", "“a” is not a whole number"),
            ("-3", "cannot have a negative size"),
            ("", "Type the size of each layer"),
            ("7", "at least an input and an output layer"),
            ("1-" * 9999 + "1", "10,000 layers; at most 64"),
            ("2-1e9-1", "is not a whole number"),
            ("2-99999999999999999999999-1", "more than 10,000 units"),
            ("9000-9000-1", "81,009,000 weights"),
        ],
    )
    def test_sizes_that_cannot_be(
        self, panel: NetworkPanel, told: QSignalSpy, typed: str, sentence: str
    ) -> None:
        editor = line_of(panel, "Layer sizes")
        editor.setText(typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert len(problems(panel)) == 1
        assert sentence in problems(panel)[0]
        assert editor.accessibleDescription() == problems(panel)[0]
        assert editor.text() == typed
        assert panel.value() == LESSON
        assert told.count() == 0
        # Another edit leaves it as it is; Escape takes it back.
        pick(panel, "Precision", "float32")
        assert (editor.text(), len(problems(panel))) == (typed, 1)
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        assert (editor.text(), problems(panel)) == ("2-3-1", [])

    @pytest.mark.parametrize("typed", ["0", "-3", "many", "", "10001", "9" * 5000])
    def test_units_that_cannot_be(self, panel: NetworkPanel, told: QSignalSpy, typed: str) -> None:
        name = "Units of hidden layer 1"
        line = line_of(panel, name)
        line.setText(typed)
        QTest.keyClick(control(panel, QWidget, name), Qt.Key.Key_Return)
        assert len(problems(panel)) == 1
        assert control(panel, QWidget, name).accessibleDescription() == problems(panel)[0]
        assert line.text() == typed
        assert (panel.value(), told.count()) == (LESSON, 0)
        retype(panel, name, "4")
        assert problems(panel) == []
        assert panel.value().subject.sizes == (2, 4, 1)

    def test_a_network_that_is_too_large_by_one_layer(
        self, panel: NetworkPanel, told: QSignalSpy
    ) -> None:
        retype(panel, "Layer sizes", "1000-900-1")
        assert told.count() == 1
        retype(panel, "Inputs", "2000")
        assert problems(panel) == [
            "This network has 1,800,900 weights; at most 1,000,000 can be checked."
        ]
        assert texts(panel)["Inputs"] == "2000"
        assert panel.value().subject.sizes == (1000, 900, 1)
        assert told.count() == 1
        retype(panel, "Inputs", "1000")
        assert problems(panel) == []
        assert told.count() == 1


class TestCost:
    def test_the_output_follows_and_says_so(self, panel: NetworkPanel) -> None:
        pick(panel, "Activation of the outputs", "Identity")
        pick(panel, "Cost", "Binary cross-entropy")
        output = control(panel, QComboBox, "Activation of the outputs")
        assert (output.currentText(), output.isEnabled()) == ("Sigmoid", False)
        assert output.toolTip() == "The binary cross-entropy needs a sigmoid output."
        note = "Binary cross-entropy needs a sigmoid output, so the output is sigmoid now."
        assert note in shown(panel, "label")
        pick(panel, "Precision", "float32")
        assert note not in shown(panel, "label")

    def test_softmax_is_offered_where_it_can_be(self, panel: NetworkPanel) -> None:
        hidden = control(panel, QComboBox, "Activation of hidden layer 1")
        output = control(panel, QComboBox, "Activation of the outputs")
        assert hidden.findText("Softmax") == -1
        index = output.model().index(output.findText("Softmax"), 0)
        assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        assert "softmax cross-entropy" in index.data(Qt.ItemDataRole.ToolTipRole)
        pick(panel, "Cost", "Softmax cross-entropy")
        assert output.currentText() == "Softmax"
        assert index.flags() & Qt.ItemFlag.ItemIsEnabled

    def test_biases(self, panel: NetworkPanel) -> None:
        press(panel, "Biases")
        assert panel.value() == with_bias(LESSON, True).spec
        note = "The matrices keep their values; the biases are drawn at random."
        assert note in shown(panel, "label")
        assert texts(panel)["Weights"] == "Lesson's"
        press(panel, "Biases")
        assert panel.value() == LESSON

    def test_biases_that_are_too_many(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "1000-999-1")
        switch = control(panel, QAbstractButton, "Biases")
        press(panel, "Biases")
        assert not switch.isChecked()
        assert "1,001,000 weights" in problems(panel)[0]
        retype(panel, "L2", "1e-3")
        assert problems(panel) == []
        assert panel.value().subject.l2 == 1e-3

    @pytest.mark.parametrize("typed", ["-1", "nan", "abc", "", "1e400"])
    def test_l2_that_cannot_be(self, panel: NetworkPanel, told: QSignalSpy, typed: str) -> None:
        retype(panel, "L2", typed)
        assert len(problems(panel)) == 1
        assert texts(panel)["L2"] == typed
        assert (panel.value(), told.count()) == (LESSON, 0)


class TestData:
    def test_random_samples(self, panel: NetworkPanel) -> None:
        assert "Samples" not in texts(panel)
        pick(panel, "Data", "Random samples")
        assert panel.value().subject.data == RandomData(20, 0)
        retype(panel, "Samples", "1,000")
        retype(panel, "Data seed", "7")
        assert panel.value().subject.data == RandomData(1000, 7)
        retype(panel, "Samples", "0")
        assert problems(panel) == ["Samples must be from 1 to 100,000."]
        assert panel.value().subject.data == RandomData(1000, 7)
        pick(panel, "Data", "Sleep, study → score")
        assert panel.value() == LESSON

    def test_the_lessons_data_is_out_of_reach_for_another_shape(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "3-3-1")
        assert panel.value().subject.data == RandomData(20)
        note = "The lesson's data has 2 inputs and 1 output, so random data is used now."
        assert note in shown(panel, "label")
        # The store's echo is no edit.
        panel.set_value(panel.value())
        assert note in shown(panel, "label")
        data = control(panel, QComboBox, "Data")
        index = data.model().index(data.findText("Sleep, study → score"), 0)
        assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        assert index.data(Qt.ItemDataRole.ToolTipRole)
        data.setFocus()
        QTest.keyClick(data, Qt.Key.Key_Up)
        assert panel.value().subject.data == RandomData(20)

    def test_a_file(
        self,
        panel: NetworkPanel,
        told: QSignalSpy,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        choose = chooser(monkeypatch)
        good = tmp_path / "scores.csv"
        good.write_text("sleep,study,score\n0.1,0.2,0.3\n0.4,0.5,0.6\n", encoding="utf-8")
        choose(good)
        press(panel, "Open a file of numbers")
        table = TableData("scores.csv", ((0.1, 0.2, 0.3), (0.4, 0.5, 0.6)))
        assert panel.value().subject.data == table
        assert texts(panel)["Data"] == "scores.csv"
        assert "2 samples" in shown(panel, "label")
        pick(panel, "Data", "Sleep, study → score")
        pick(panel, "Data", "scores.csv")
        assert panel.value().subject.data == table
        assert told.count() == 3 + 1  # Random samples lie on the way of the arrow keys.

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"1,2,3\n1,2\n", "Line 2 of “bad.csv” has 2 numbers, the lines before it 3."),
            (b"a,b\n1,x\n", "Line 2 of “bad.csv” is not made of numbers."),
            (b"", "“bad.csv” has no samples."),
            (b"1,2,nan\n", "“bad.csv” holds a value that is not a finite number."),
            (b"1,2,3,4\n", "“bad.csv” has 4 columns, but 2 inputs and 1 outputs need 3."),
            (b"\xff\xfe\x00\x01", "“bad.csv” is not a text file of numbers."),
            (None, "There is no file “bad.csv”."),
        ],
    )
    def test_a_file_that_cannot_be_used(
        self,
        panel: NetworkPanel,
        told: QSignalSpy,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        content: bytes | None,
        sentence: str,
    ) -> None:
        file = tmp_path / "bad.csv"
        if content is not None:
            file.write_bytes(content)
        chooser(monkeypatch)(file)
        press(panel, "Open a file of numbers")
        assert problems(panel) == [sentence]
        assert texts(panel)["Data"] == "Sleep, study → score"
        assert (panel.value(), told.count()) == (LESSON, 0)
        pick(panel, "Data", "Random samples")
        assert problems(panel) == []

    def test_no_file(self, panel: NetworkPanel, monkeypatch: pytest.MonkeyPatch) -> None:
        chooser(monkeypatch)("")
        press(panel, "Open a file of numbers")
        assert (panel.value(), problems(panel)) == (LESSON, [])


def chooser(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], None]:
    """Answer the file dialog."""

    def choose(file: Path | str) -> None:
        monkeypatch.setattr(
            QFileDialog, "getOpenFileName", staticmethod(lambda *_: (str(file), ""))
        )

    return choose


class TestWeights:
    def test_dice_and_seed(self, panel: NetworkPanel) -> None:
        press(panel, "New random weights")
        assert panel.value() == LESSON.with_network(weights=SeededWeights(1))
        assert (texts(panel)["Weights"], texts(panel)["Seed"]) == ("Random", "1")
        press(panel, "New random weights")
        assert panel.value().subject.weights == SeededWeights(2)
        retype(panel, "Seed", "12")
        assert panel.value().subject.weights == SeededWeights(12)
        retype(panel, "Seed", "-1")
        assert problems(panel) == ["Seed must be from 0 to 999,999,999."]
        assert panel.value().subject.weights == SeededWeights(12)
        pick(panel, "Weights", "Lesson's")
        assert panel.value() == LESSON

    def test_given_weights_that_are_not_the_lessons(
        self, panel: NetworkPanel, told: QSignalSpy
    ) -> None:
        given = LESSON.with_network(weights=ExplicitWeights((0.5,) * 9))
        panel.set_value(given)
        assert texts(panel)["Weights"] == "Given"
        assert told.count() == 0
        press(panel, "New random weights")
        assert control(panel, QComboBox, "Weights").findText("Given") == -1
        assert told.count() == 1

    def test_the_lessons_are_out_of_reach_for_another_shape(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "2-4-1")
        weights = control(panel, QComboBox, "Weights")
        index = weights.model().index(weights.findText("Lesson's"), 0)
        assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        assert index.data(Qt.ItemDataRole.ToolTipRole) == "The lesson's weights fit 2-3-1 only."


def test_precision_and_step(panel: NetworkPanel) -> None:
    pick(panel, "Precision", "float32")
    pick(panel, "Step", "Relative")
    assert (panel.value().dtype, panel.value().step) == ("float32", "relative")
    assert panel.value().subject == LESSON.subject


def test_back_to_the_lesson(panel: NetworkPanel, told: QSignalSpy) -> None:
    backs = [b for b in panel.findChildren(QAbstractButton) if "lesson" in b.text()]
    assert [b.isVisible() for b in backs] == [False]
    retype(panel, "Layer sizes", "3-4-2")
    line_of(panel, "L2").setText("what")
    QTest.keyClick(line_of(panel, "L2"), Qt.Key.Key_Return)
    assert problems(panel)
    QTest.mouseClick(backs[0], Qt.MouseButton.LeftButton)
    assert panel.value() == LESSON
    assert (texts(panel)["Layer sizes"], texts(panel)["L2"]) == ("2-3-1", "0")
    assert problems(panel) == []
    assert not backs[0].isVisible()
    assert told.count() == 2


class TestSetValue:
    def test_it_shows_anything_legal_and_says_nothing(
        self, panel: NetworkPanel, told: QSignalSpy
    ) -> None:
        table = TableData("a.csv", ((0.5, 0.5, 1.0),))
        specs = [
            with_sizes(LESSON, (4, 3, 2)).spec,
            with_loss(with_sizes(LESSON, (4, 3, 2)).spec, "softmax-cross-entropy").spec,
            with_data(LESSON, table).spec,
            with_seed(LESSON, 2**62).spec,
            with_sizes(LESSON, (10_000, 2, 1)).spec,
            LESSON.with_network(l2=1e9),
            with_bias(LESSON, True).spec,
            LESSON,
        ]
        for spec in specs:
            panel.set_value(spec)
            assert panel.value() == spec
            assert texts(panel)["Layer sizes"] == "-".join(map(str, spec.subject.sizes))
        assert told.count() == 0
        assert problems(panel) == []

    def test_another_epsilon_lets_typing_be(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "2-0-1")
        panel.set_value(LESSON.__class__(LESSON.subject, epsilon=1e-6))
        assert texts(panel)["Layer sizes"] == "2-0-1"
        assert problems(panel)

    def test_another_subject_does_not(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "2-0-1")
        panel.set_value(with_seed(LESSON, 3).spec)
        assert texts(panel)["Layer sizes"] == "2-3-1"
        assert problems(panel) == []


class TestReach:
    def test_every_control_has_a_name(self, panel: NetworkPanel) -> None:
        press(panel, "Add a hidden layer")
        pick(panel, "Data", "Random samples")
        nameless = [
            widget
            for widget in focusable(panel)
            if not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert nameless == []

    def test_tab_goes_in_reading_order(self, panel: NetworkPanel) -> None:
        press(panel, "Add a hidden layer")
        pick(panel, "Data", "Random samples")
        first = line_of(panel, "Layer sizes")
        order: list[QWidget] = [first]
        widget = first.nextInFocusChain()
        while widget is not None and widget is not first:
            if widget in focusable(panel):
                order.append(widget)
            widget = widget.nextInFocusChain()
        # The link in the head comes before the sizes, and so at the end of the round.
        *editors, link = order
        assert getattr(link, "text", str)() == "Back to the lesson"
        places = [widget.mapTo(panel, QPoint(0, widget.height() // 2)) for widget in editors]
        assert len(places) > 15
        assert places == sorted(places, key=lambda place: (place.y() // 12, place.x()))

    def test_each_mnemonic_is_there_once(self, panel: NetworkPanel) -> None:
        pick(panel, "Data", "Random samples")
        marked = [text for text in shown(panel, "label") if "&" in text]
        keys = [text[text.index("&") + 1].lower() for text in marked]
        assert "z" in keys
        assert len(keys) == len(set(keys))
        # Those of the menus.
        assert not set(keys) & set("fectvh")

    def test_alt_z_goes_to_the_sizes(self, panel: NetworkPanel) -> None:
        control(panel, QWidget, "Step").setFocus()
        QTest.keyClick(panel, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
        assert QApplication.focusWidget() is line_of(panel, "Layer sizes")

    @pytest.mark.parametrize("name", ["Units of hidden layer 1", "Cost", "Weights"])
    def test_the_wheel_scrolls_the_panel(
        self, panel: NetworkPanel, told: QSignalSpy, name: str
    ) -> None:
        panel.resize(panel.width(), 420)
        area = panel.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        bar = area.verticalScrollBar()
        assert bar.maximum() > 0
        line_of(panel, "Layer sizes").setFocus()
        turn_wheel(control(panel, QWidget, name), -120)
        assert (panel.value(), told.count()) == (LESSON, 0)
        assert bar.value() > 0

    def test_the_wheel_turns_what_has_the_focus(self, panel: NetworkPanel) -> None:
        units = control(panel, QWidget, "Units of hidden layer 1")
        units.setFocus()
        turn_wheel(units, 120)
        assert panel.value().subject.sizes == (2, 4, 1)

    @pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
    def test_nothing_sticks_out(
        self, panel: NetworkPanel, themes: ThemeManager, scale: float
    ) -> None:
        themes.set_scale(scale)
        retype(panel, "Layer sizes", "2-3-3-3-3-3-3-3-3-3-3-3-1000-1")
        pick(panel, "Data", "Random samples")
        retype(panel, "Samples", "0")
        retype(panel, "L2", "x")
        QApplication.processEvents()
        right = panel.width() - round(16 * scale)
        for widget in focusable(panel) + panel.findChildren(QLabel):
            if widget.isVisible() and widget.width():
                place = widget.mapTo(panel, QPoint(widget.width(), 0))
                assert place.x() <= right + 2, widget
        # No letter of a label is cut off.
        for label in panel.findChildren(QLabel):
            if label.isVisible() and label.text() and not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), label.text()


def focusable(panel: NetworkPanel) -> list[QWidget]:
    return [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def turn_wheel(widget: QWidget, angle: int) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_given_data_is_the_lessons(panel: NetworkPanel) -> None:
    assert panel.value().subject.data == LessonData()
