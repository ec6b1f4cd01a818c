"""What the window saves, by its own dialogs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from nnd_gui.gui.dialogs.picture_dialog import PictureDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.model.export import report, table_csv
from nnd_gui.model.page import reports_page
from nnd_gui.model.script import notebook_text, script_text
from tests.gui.conftest import OpenWindow
from tests.gui.exporting import Drive, export, finish, save_as, status
from tests.gui.faces import SLOW, action, only, turn


def test_report(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    titles = drive(save_as(file))
    export(window, "Export report")
    assert titles == ["Export report"]
    assert json.loads(file.read_text(encoding="utf-8")) == report(window.store.result)
    assert status(window) == f"Saved as {file}"


def test_table(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    file = tmp_path / "größen.csv"
    drive(save_as(file))
    export(window, "Export table")
    assert file.read_text(encoding="utf-8") == table_csv(window.store.result)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    result = window.store.result
    assert [float(row["numerical"]) for row in rows] == [
        result.weights.numerical[i] for i in result.worst_first()
    ]


def test_copies(window: MainWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    action(window, "Copy table").trigger()
    rows = [line.split("\t") for line in clipboard.text().splitlines()]
    assert rows == list(csv.reader(io.StringIO(table_csv(window.store.result))))
    action(window, "Copy picture").trigger()
    assert clipboard.image().size() == only(window, GradientPlot).size() * 2


@pytest.mark.parametrize("suffix", [".py", ".ipynb"])
def test_a_program(window: MainWindow, drive: Drive, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"again{suffix}"
    drive(save_as(file))
    export(window, "Export program")
    text = file.read_text(encoding="utf-8")
    assert text == (script_text if suffix == ".py" else notebook_text)(window.store.result)


def test_a_page_to_read(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    drive(save_as(tmp_path / "mine.html"))
    export(window, "Export report")
    text = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert text == reports_page([(window.store.result, (), None)])


def test_a_name_without_an_ending_gets_one(
    window: MainWindow, drive: Drive, tmp_path: Path
) -> None:
    drive(save_as(tmp_path / "bare"))
    export(window, "Export report")
    assert [x.name for x in tmp_path.glob("bare*")] == ["bare.html"]


def test_the_offered_name_says_what_it_is(window: MainWindow, drive: Drive) -> None:
    offered: list[str] = []

    def note(dialog: QDialog) -> None:
        if isinstance(dialog, PictureDialog):
            finish(dialog)
            return
        assert isinstance(dialog, QFileDialog)
        offered.append(Path(dialog.selectedFiles()[0]).name)
        assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        dialog.reject()

    drive(note)
    for name in ("Export report", "Export table", "Export picture"):
        export(window, name)
    assert offered == ["gradient-check.html", "gradient-check.csv", "gradient-check.png"]


def test_no_export_holds_up_the_program(window: MainWindow, own_dialogs: None) -> None:
    for name in ("Export report", "Export table", "Export program"):
        action(window, name).trigger()  # comes back while the dialog is open
        dialog = only(window, QFileDialog)
        assert dialog.isVisible()
        assert dialog.windowModality() == Qt.WindowModality.WindowModal
        dialog.reject()
        turn()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_cancelling_writes_nothing(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    drive(lambda dialog: dialog.reject())
    export(window, "Export report")
    assert set(tmp_path.rglob("*")) == before
    assert status(window) == ""


@pytest.mark.parametrize("name", ["Export report", "Export table", "Export picture"])
def test_where_nothing_can_be_written_it_says_so(
    qtbot: QtBot,
    window: MainWindow,
    drive: Drive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    said: list[str] = []

    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QMessageBox):
            said.append(dialog.text())
            dialog.accept()
            return
        finish(dialog)

    drive(act)
    before = window.store.result
    with monkeypatch.context() as patch:
        # The folder goes as the dialog closes, as that of a memory stick does.
        gone = str(tmp_path / "gone" / "mine.txt")
        patch.setattr(QFileDialog, "selectedFiles", lambda _: [gone])
        export(window, name)
        qtbot.waitUntil(lambda: bool(said))
    assert len(said) == 1
    assert said[0].startswith("“mine.txt.")
    assert "” could not be saved: " in said[0]
    assert window.store.result is before
    assert status(window) == ""
    # And it works elsewhere.
    drive(save_as(tmp_path / "again"))
    export(window, name)
    assert [file.stat().st_size > 0 for file in tmp_path.glob("again.*")] == [True]


def test_a_name_with_a_point_gets_its_suffix(
    qtbot: QtBot, window: MainWindow, drive: Drive, tmp_path: Path
) -> None:
    drive(save_as(tmp_path / "my.version2"))
    export(window, "Export table")
    assert [x.name for x in tmp_path.glob("my*")] == ["my.version2.csv"]
    # What the dialog did not ask about is asked about here.
    (tmp_path / "my.version2.csv").write_text("mine", encoding="utf-8")
    asked: list[str] = []

    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QMessageBox):
            asked.append(dialog.text())
            dialog.reject()
        else:
            save_as(tmp_path / "my.version2")(dialog)

    drive(act)
    export(window, "Export table")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["There is already a file “my.version2.csv”. Replace it?"]
    assert (tmp_path / "my.version2.csv").read_text(encoding="utf-8") == "mine"


def test_the_folder_of_the_last_export_is_offered_again(
    window: MainWindow, drive: Drive, tmp_path: Path, open_window: OpenWindow
) -> None:
    (tmp_path / "there").mkdir()
    drive(save_as(tmp_path / "there" / "one"))
    export(window, "Export report")
    offered: list[Path] = []

    def note(dialog: QDialog) -> None:
        if isinstance(dialog, PictureDialog):
            finish(dialog)
            return
        assert isinstance(dialog, QFileDialog)
        offered.append(Path(dialog.selectedFiles()[0]))
        dialog.reject()

    drive(note)
    export(window, "Export table")
    # And at the next start.
    export(open_window(), "Export picture")
    assert [file.parent for file in offered] == [tmp_path / "there"] * 2


def test_what_is_there_is_replaced_whole(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("x" * 1_000_000)

    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QMessageBox):
            dialog.button(QMessageBox.StandardButton.Yes).click()
        else:
            save_as(file)(dialog)

    drive(act)
    export(window, "Export report")
    assert json.loads(file.read_text(encoding="utf-8"))["verdict"] == "agree"
    assert [x.name for x in tmp_path.glob("mine*")] == ["mine.json"]


def test_there_is_nothing_to_export_before_the_end(
    qtbot: QtBot, open_window: OpenWindow, drive: Drive
) -> None:
    window = open_window(SLOW, settled=False)
    qtbot.waitUntil(lambda: window.store.result.checked > 0)
    assert not action(window, "Export report").isEnabled()
    assert not action(window, "Export table").isEnabled()
    assert action(window, "Export picture").isEnabled()
