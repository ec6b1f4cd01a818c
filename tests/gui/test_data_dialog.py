"""A person's own data: looked at before it is used, and scaled by a click."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.sources import TableData
from nnd_gui.gui.dialogs.data_dialog import DataDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.network_panel import NetworkPanel
from tests.gui.faces import only, settle, turn

SCORES = "id;sleep;study;score\n1;3;5;75\n2;5;1;82\n3;10;2;93\n"


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> DataDialog:
    """The dialog, by the button of the network panel."""
    panel = only(window, NetworkPanel)
    named = (
        x for x in panel.findChildren(QAbstractButton) if "file of samples" in x.accessibleName()
    )
    QTest.mouseClick(next(named), Qt.MouseButton.LeftButton)
    chooser = next(x for x in window.findChildren(QFileDialog) if x.isVisible())
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    turn()
    dialog = only(window, DataDialog)
    qtbot.waitExposed(dialog)
    return dialog


def line(dialog: QWidget, name: str) -> QLineEdit:
    return next(x for x in dialog.findChildren(QLineEdit) if name in x.accessibleName())


def pick(dialog: QWidget, name: str, text: str) -> None:
    box = next(x for x in dialog.findChildren(QComboBox) if x.accessibleName() == name)
    box.setCurrentIndex(box.findText(text))
    turn()


def button(dialog: QWidget, text: str) -> QPushButton:
    found = (x for x in dialog.findChildren(QPushButton) if x.text().replace("&", "") == text)
    return next(found)


def said(dialog: QWidget) -> str:
    return " ".join(x.text() for x in dialog.findChildren(QLabel) if x.isVisible())


def use(qtbot: QtBot, window: MainWindow, dialog: DataDialog) -> None:
    qtbot.waitUntil(lambda: button(dialog, "Use it").isEnabled())
    with qtbot.waitSignal(dialog.chosen):
        QTest.mouseClick(button(dialog, "Use it"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)


def csv(folder: Path, content: str) -> Path:
    file = folder / "scores.csv"
    file.write_text(content, encoding="utf-8")
    return file


def test_columns_and_scaling_are_chosen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(qtbot, window, csv(tmp_path, SCORES))
    assert (line(dialog, "inputs").text(), line(dialog, "targets").text()) == ("2-3", "4")
    pick(dialog, "Scale X", "By each column's maximum")
    pick(dialog, "Scale y", "Divided by")
    assert "X from 0.2 to 1, y from 0.75 to 0.93" in said(dialog)
    use(qtbot, window, dialog)
    X, y = samples_of(window.store.spec.network)
    np.testing.assert_array_equal(X, [[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
    np.testing.assert_array_equal(y, [[0.75], [0.82], [0.93]])
    overall = window.store.result.overall
    assert overall is not None
    assert overall.verdict == "agree"


def test_the_layers_follow_and_scores_are_divided_by_a_click(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    content = SCORES.replace("score", "score;naps").replace("\n", ";1\n").replace("naps;1", "naps")
    use(qtbot, window, opened(qtbot, window, csv(tmp_path, content)))
    assert window.store.spec.network.sizes == (3, 3, 1)
    panel = only(window, NetworkPanel)
    assert "y reaches 93, but the output, sigmoid, ends at 1." in said(panel)
    QTest.mouseClick(button(panel, "Divide y by 100"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert samples_of(window.store.spec.network)[1].max() == 0.93
    assert "y reaches" not in said(panel)


def test_what_is_wrong_stands_where_it_belongs(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dialog = opened(qtbot, window, csv(tmp_path, SCORES + "4;;2;80\n5;1;x;81\n"))
    assert "row 5, column 2 (“sleep”) is empty." in said(dialog)
    table = only(dialog, QTableView)
    assert table.model().index(3, 1).data() == "missing"
    inputs = line(dialog, "inputs")
    for text, sentence in (
        ("2-7", "the file has columns 1 to 4"),
        ("", "Which columns are the inputs, X?"),
        ("2,4", "Column 4 is in X and in y."),
        ("naps", "There is no column “naps”"),
    ):
        inputs.setFocus()
        inputs.selectAll()
        QTest.keyClick(inputs, Qt.Key.Key_Backspace)
        QTest.keyClicks(inputs, text)
        assert sentence in said(dialog)
        assert not button(dialog, "Use it").isEnabled()
    inputs.selectAll()
    QTest.keyClicks(inputs, "sleep, study")
    assert "row 5" in said(dialog)
    # Read as a whole, it says the same.
    QTest.mouseClick(button(dialog, "Use it"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: button(dialog, "Use it").isEnabled())
    assert dialog.isVisible()
    QTest.mouseClick(button(dialog, "Leave such rows out"), Qt.MouseButton.LeftButton)
    assert "row 5" not in said(dialog)
    use(qtbot, window, dialog)
    data = window.store.spec.network.data
    assert isinstance(data, TableData)
    assert len(data.rows) == 3


def test_a_click_on_a_heading_makes_it_x_y_or_neither(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dialog = opened(qtbot, window, csv(tmp_path, SCORES))
    header = only(dialog, QTableView).horizontalHeader()
    at = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    found = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        found.append((line(dialog, "inputs").text(), line(dialog, "targets").text()))
    assert found == [("2", "3-4"), ("2", "4"), ("2-3", "4")]
    dialog.reject()


def test_words_are_classes(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    rows = "".join(f"{i},{-i},{name}\n" for i, name in enumerate(["cat", "dog", "owl"] * 3))
    use(qtbot, window, opened(qtbot, window, csv(tmp_path, "a,b,kind\n" + rows)))
    network = window.store.spec.network
    assert network.sizes == (2, 3, 3)
    np.testing.assert_array_equal(samples_of(network)[1], np.tile(np.eye(3), (3, 1)))


def test_a_large_file_is_read_in_pieces_and_only_as_far_as_needed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "large.csv"
    row = ",".join(["0.5"] * 41) + "\n"
    file.write_text(row * 30_000 + "the end\n", encoding="utf-8")
    dialog = opened(qtbot, window, file)
    use(qtbot, window, dialog)
    data = window.store.spec.network.data
    assert isinstance(data, TableData)
    assert len(data.rows) == 1_000
    assert "goes on after its first 1,000 samples" in said(only(window, NetworkPanel))


def test_a_file_of_samples_is_opened_like_any_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.documents.open_file(csv(tmp_path, SCORES))
    turn()
    use(qtbot, window, only(window, DataDialog))
    data = window.store.spec.network.data
    assert isinstance(data, TableData)
    assert data.headings == ("sleep", "study", "score")


def test_arrays_and_what_is_none(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "data.npz"
    rng = np.random.default_rng(0)
    np.savez(file, X=rng.normal(size=(9, 2)), y=rng.random((9, 1)))
    use(qtbot, window, opened(qtbot, window, file))
    assert samples_of(window.store.spec.network)[0].shape == (9, 2)
    broken = tmp_path / "broken.npz"
    broken.write_bytes(file.read_bytes()[:100])
    panel = only(window, NetworkPanel)
    named = (
        x for x in panel.findChildren(QAbstractButton) if "file of samples" in x.accessibleName()
    )
    QTest.mouseClick(next(named), Qt.MouseButton.LeftButton)
    chooser = next(x for x in window.findChildren(QFileDialog) if x.isVisible())
    chooser.fileSelected.emit(str(broken))
    chooser.reject()
    turn()
    box = next(x for x in window.findChildren(QMessageBox) if x.isVisible())
    assert "broken.npz" in box.text()
    box.accept()
    turn()
