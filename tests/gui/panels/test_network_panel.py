"""What a person changes in the network panel becomes an experiment, if it is a legal one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.sources import TableData
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.model.edits import with_bias, with_data, with_loss, with_sizes
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.weights_edits import with_seed
from tests.gui.panels.faces import (
    control,
    line_of,
    pick,
    press,
    problems,
    retype,
    shown,
    texts,
)

LESSON = lesson_spec()


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
        "Tolerance": "1e-05",
        "Weights checked": "All",
        "Random directions": "0",
    }
    assert not control(panel, QWidget, "Seed").isEnabled()
    assert told.count() == 0


class TestLayers:
    def test_typed_sizes(self, panel: NetworkPanel, told: QSignalSpy) -> None:
        retype(panel, "Layer sizes", "2 5 4 1")
        assert panel.value().network.sizes == (2, 5, 4, 1)
        assert [told.at(i)[0] for i in range(told.count())] == [panel.value()]
        assert texts(panel)["Units of hidden layer 2"] == "4"
        assert shown(panel, "label").count("Hidden 2") == 1

    def test_stepped_units(self, panel: NetworkPanel, told: QSignalSpy) -> None:
        units = control(panel, QAbstractSpinBox, "Units of hidden layer 1")
        units.setFocus()
        QTest.keyClick(units, Qt.Key.Key_Up)
        QTest.keyClick(units, Qt.Key.Key_Up)
        assert panel.value().network.sizes == (2, 5, 1)
        assert texts(panel)["Layer sizes"] == "2-5-1"
        assert told.count() == 2

    def test_layers_are_added_and_removed(self, panel: NetworkPanel) -> None:
        pick(panel, "Activation of hidden layer 1", "Tanh")
        press(panel, "Add a hidden layer")
        assert panel.value().network.sizes == (2, 3, 3, 1)
        assert panel.value().network.activations == ("tanh", "tanh", "sigmoid")
        press(panel, "Remove the last hidden layer")
        press(panel, "Remove the last hidden layer")
        assert panel.value().network.sizes == (2, 1)
        assert not control(panel, QAbstractButton, "Remove the last hidden layer").isEnabled()
        assert "Units of hidden layer 1" not in texts(panel)

    def test_64_layers(self, panel: NetworkPanel, qtbot: QtBot) -> None:
        retype(panel, "Layer sizes", "-".join(["2", *["3"] * 62, "1"]))
        assert len(panel.value().network.sizes) == 64
        assert not control(panel, QAbstractButton, "Add a hidden layer").isEnabled()
        last = control(panel, QComboBox, "Activation of hidden layer 62")
        # Who goes there by Tab sees it.
        last.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty(), timeout=2000)
        pick(panel, "Activation of hidden layer 62", "ReLU")
        assert panel.value().network.activations[61] == "relu"

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
        assert panel.value().network.sizes == (2, 4, 1)

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
        assert panel.value().network.sizes == (1000, 900, 1)
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
        assert "1,000,999 weights" in problems(panel)[0]
        retype(panel, "L2", "1e-3")
        assert problems(panel) == []
        assert panel.value().network.l2 == 1e-3

    @pytest.mark.parametrize("typed", ["-1", "nan", "abc", "", "1e400"])
    def test_l2_that_cannot_be(self, panel: NetworkPanel, told: QSignalSpy, typed: str) -> None:
        retype(panel, "L2", typed)
        assert len(problems(panel)) == 1
        assert texts(panel)["L2"] == typed
        assert (panel.value(), told.count()) == (LESSON, 0)


def test_precision_and_step(panel: NetworkPanel) -> None:
    pick(panel, "Precision", "float32")
    pick(panel, "Step", "Relative")
    assert (panel.value().dtype, panel.value().step) == ("float32", "relative")
    assert panel.value().network == LESSON.network


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
            assert texts(panel)["Layer sizes"] == "-".join(map(str, spec.network.sizes))
        assert told.count() == 0
        assert problems(panel) == []

    def test_another_epsilon_lets_typing_be(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "2-0-1")
        panel.set_value(LESSON.__class__(LESSON.network, epsilon=1e-6))
        assert texts(panel)["Layer sizes"] == "2-0-1"
        assert problems(panel)

    def test_another_subject_does_not(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "2-0-1")
        panel.set_value(with_seed(LESSON, 3).spec)
        assert texts(panel)["Layer sizes"] == "2-3-1"
        assert problems(panel) == []
