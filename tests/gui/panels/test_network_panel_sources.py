"""Where the network panel takes data and weights from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QComboBox,
)

from nnd_gui.engine.sources import (
    ExplicitWeights,
    RandomData,
    SeededWeights,
    TrainedWeights,
)
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.model.lessons import lesson_spec
from tests.gui.panels.faces import (
    control,
    pick,
    press,
    problems,
    retype,
    shown,
    texts,
)

LESSON = lesson_spec()


class TestData:
    def test_random_samples(self, panel: NetworkPanel) -> None:
        assert "Samples" not in texts(panel)
        pick(panel, "Data", "Random samples")
        assert panel.value().network.data == RandomData(20, 0)
        retype(panel, "Samples", "1,000")
        retype(panel, "Data seed", "7")
        assert panel.value().network.data == RandomData(1000, 7)
        retype(panel, "Samples", "0")
        assert problems(panel) == ["Samples must be from 1 to 100,000."]
        assert panel.value().network.data == RandomData(1000, 7)
        pick(panel, "Data", "Sleep, study → score")
        assert panel.value() == LESSON

    def test_the_lessons_data_is_out_of_reach_for_another_shape(self, panel: NetworkPanel) -> None:
        retype(panel, "Layer sizes", "3-3-1")
        assert panel.value().network.data == RandomData(20)
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
        assert panel.value().network.data == RandomData(20)


class TestWeights:
    def test_dice_and_seed(self, panel: NetworkPanel) -> None:
        press(panel, "New random weights")
        assert panel.value() == LESSON.with_network(weights=SeededWeights(1))
        assert (texts(panel)["Weights"], texts(panel)["Seed"]) == ("Random", "1")
        press(panel, "New random weights")
        assert panel.value().network.weights == SeededWeights(2)
        retype(panel, "Seed", "12")
        assert panel.value().network.weights == SeededWeights(12)
        retype(panel, "Seed", "-1")
        assert problems(panel) == ["Seed must be from 0 to 999,999,999."]
        assert panel.value().network.weights == SeededWeights(12)
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

    def test_trained_from_the_lessons(self, panel: NetworkPanel) -> None:
        assert "Training steps" not in texts(panel)
        pick(panel, "Weights", "Trained")
        lesson = LESSON.network.weights
        assert isinstance(lesson, ExplicitWeights)
        assert panel.value().network.weights == TrainedWeights(500, 1.0, lesson)
        assert "Trained from the lesson's weights." in shown(panel, "label")
        retype(panel, "Training steps", "2,000")
        retype(panel, "Learning rate", "0.5")
        assert panel.value().network.weights == TrainedWeights(2000, 0.5, lesson)
        retype(panel, "Learning rate", "0")
        assert problems(panel) == ["Learning rate must be larger than 0."]
        retype(panel, "Learning rate", "0.5")
        retype(panel, "Training steps", "1,000,001")
        assert problems(panel) == ["Training steps must be from 1 to 1,000,000."]
        pick(panel, "Weights", "Lesson's")
        assert (panel.value(), problems(panel)) == (LESSON, [])
        assert "Training steps" not in texts(panel)

    def test_trained_from_random_ones(self, panel: NetworkPanel) -> None:
        press(panel, "New random weights")
        pick(panel, "Weights", "Trained")
        assert panel.value().network.weights == TrainedWeights(500, 1.0, SeededWeights(1))
        assert "Trained from random weights." in shown(panel, "label")
        # The seed is that of the start, and the training is kept.
        retype(panel, "Seed", "8")
        assert panel.value().network.weights == TrainedWeights(500, 1.0, SeededWeights(8))
        pick(panel, "Weights", "Random")
        assert panel.value().network.weights == SeededWeights(8)

    def test_trained_weights_of_a_document(self, panel: NetworkPanel, told: QSignalSpy) -> None:
        start = ExplicitWeights((0.5,) * 9)
        panel.set_value(LESSON.with_network(weights=TrainedWeights(0, 0.25, start)))
        assert texts(panel)["Weights"] == "Trained"
        assert "Trained from given weights." in shown(panel, "label")
        assert told.count() == 0
