"""What the window saves, by its own dialogs."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from nnd_gui.gui.commands.drawn import pdf_of, png_of, svg_of
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.export import report, table_csv
from nnd_gui.model.page import reports_page
from nnd_gui.model.script import notebook_text, script_text
from tests.gui.conftest import OpenWindow
from tests.gui.faces import SLOW, action, only, turn

Drive = Callable[[Callable[[QDialog], None]], list[str]]


@pytest.fixture
def own_dialogs(qapp: QApplication) -> None:
    """Qt's own dialogs, which can be driven, whatever the desktop offers."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)


@pytest.fixture
def drive(qtbot: QtBot, own_dialogs: None) -> Iterator[Drive]:
    """Act on each dialog as it opens; returns the titles of those that opened."""
    newest: list[object] = [None]

    def act_on_dialogs(act: Callable[[QDialog], None]) -> list[str]:
        titles: list[str] = []
        newest[0] = act

        def look() -> None:
            if newest[0] is not act:
                return
            # Another timer each time: one does not go off while it is being answered, and a
            # dialog may open another.
            QTimer.singleShot(5, look)
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                titles.append(dialog.windowTitle())
                act(dialog)

        look()
        return titles

    yield act_on_dialogs
    newest[0] = None


def save_as(file: Path | str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QFileDialog):
            dialog.findChildren(QLineEdit)[0].setText(str(file))
        dialog.accept()

    return act


def status(window: MainWindow) -> str:
    return only(window, StatusLine).currentMessage()


def test_report(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    titles = drive(save_as(file))
    action(window, "Export report").trigger()
    assert titles == ["Export report"]
    assert json.loads(file.read_text(encoding="utf-8")) == report(window.store.result)
    assert status(window) == f"Saved as {file}"


def test_table(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    file = tmp_path / "größen.csv"
    drive(save_as(file))
    action(window, "Export table").trigger()
    assert file.read_text(encoding="utf-8") == table_csv(window.store.result)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    result = window.store.result
    assert [float(row["numerical"]) for row in rows] == [
        result.weights.numerical[i] for i in result.worst_first()
    ]


def as_form(file: Path, kind: str) -> Callable[[QDialog], None]:
    """Choose a form by its words, as a person does, and give a name without an ending."""

    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QFileDialog):
            form = next(x for x in dialog.nameFilters() if x.startswith(kind))
            dialog.selectNameFilter(form)
            dialog.filterSelected.emit(form)
            dialog.findChildren(QLineEdit)[0].setText(str(file))
        dialog.accept()

    return act


@pytest.mark.parametrize(("entry", "kind", "ratio"), [
    ("Export picture", "Picture (", 2), ("Export picture", "Picture for print", 4),
    ("Export window", "Picture (", 2),
])  # fmt: skip
def test_picture(
    entry: str, kind: str, ratio: int, window: MainWindow, drive: Drive, tmp_path: Path
) -> None:
    seen = window if entry == "Export window" else only(window, GradientPlot)
    drive(as_form(tmp_path / "seen", kind))
    action(window, entry).trigger()
    image = QImage(str(tmp_path / "seen.png"))
    assert (image.width(), image.height()) == (ratio * seen.width(), ratio * seen.height())
    width, height = image.width(), image.height()
    colours = {image.pixel(x, y) for x in range(0, width, 20) for y in range(0, height, 20)}
    assert len(colours) > 5


def test_a_drawing_keeps_its_letters(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    drive(as_form(tmp_path / "seen", "Drawing"))
    action(window, "Export picture").trigger()
    root = ET.parse(tmp_path / "seen.svg").getroot()
    words = " ".join(text for element in root.iter() if (text := element.text))
    assert "W1" in words
    assert "numerical" in words
    # The nine marks are shapes of their own; images are those of the controls.
    images = [element for element in root.iter() if element.tag.endswith("image")]
    assert len(images) < 9
    families = {x for element in root.iter() if (x := element.get("font-family"))}
    assert families
    assert all(x.endswith(("sans-serif", "monospace")) for x in families)
    # And opens elsewhere: by a reader that is not the writer.
    picture = QSvgRenderer(str(tmp_path / "seen.svg"))
    plot = only(window, GradientPlot)
    assert picture.isValid()
    assert picture.viewBox().size() == plot.size()


def test_a_page_is_a_pdf_of_one_page(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    drive(as_form(tmp_path / "seen", "Page"))
    action(window, "Export picture").trigger()
    content = (tmp_path / "seen.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1
    assert b"%%EOF" in content[-20:]


def test_pictures_are_light_and_the_window_stays_dark(
    window: MainWindow, themes: ThemeManager, drive: Drive, tmp_path: Path
) -> None:
    themes.set_mode("dark")
    turn()
    drive(as_form(tmp_path / "seen", "Picture ("))
    action(window, "Export window").trigger()
    image = QImage(str(tmp_path / "seen.png"))
    ground = image.pixelColor(image.width() // 2, image.height() - 4)
    assert ground.lightness() > 200
    assert themes.theme.dark
    assert window.palette().window().color().lightness() < 60


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
    action(window, "Export program").trigger()
    text = file.read_text(encoding="utf-8")
    assert text == (script_text if suffix == ".py" else notebook_text)(window.store.result)


def test_a_page_to_read(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    drive(save_as(tmp_path / "mine.html"))
    action(window, "Export report").trigger()
    text = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert text == reports_page([(window.store.result, (), None)])


def test_a_name_without_an_ending_gets_one(
    window: MainWindow, drive: Drive, tmp_path: Path
) -> None:
    drive(save_as(tmp_path / "bare"))
    action(window, "Export report").trigger()
    assert [x.name for x in tmp_path.glob("bare*")] == ["bare.html"]


def test_the_offered_name_says_what_it_is(window: MainWindow, drive: Drive) -> None:
    offered: list[str] = []

    def note(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        offered.append(Path(dialog.selectedFiles()[0]).name)
        assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        dialog.reject()

    drive(note)
    for name in ("Export report", "Export table", "Export picture"):
        action(window, name).trigger()
    assert offered == ["gradient-check.html", "gradient-check.csv", "gradient-check.png"]


def test_cancelling_writes_nothing(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    drive(lambda dialog: dialog.reject())
    action(window, "Export report").trigger()
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
        dialog.accept()

    drive(act)
    before = window.store.result
    with monkeypatch.context() as patch:
        # The folder goes as the dialog closes, as that of a memory stick does.
        gone = str(tmp_path / "gone" / "mine.txt")
        patch.setattr(QFileDialog, "selectedFiles", lambda _: [gone])
        action(window, name).trigger()
        qtbot.waitUntil(lambda: bool(said))
    assert len(said) == 1
    assert said[0].startswith("“mine.txt.")
    assert "” could not be saved: " in said[0]
    assert window.store.result is before
    assert status(window) == ""
    # And it works elsewhere.
    drive(save_as(tmp_path / "again"))
    action(window, name).trigger()
    assert [file.stat().st_size > 0 for file in tmp_path.glob("again.*")] == [True]


def test_a_name_with_a_point_gets_its_suffix(
    qtbot: QtBot, window: MainWindow, drive: Drive, tmp_path: Path
) -> None:
    drive(save_as(tmp_path / "my.version2"))
    action(window, "Export table").trigger()
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
    action(window, "Export table").trigger()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["There is already a file “my.version2.csv”. Replace it?"]
    assert (tmp_path / "my.version2.csv").read_text(encoding="utf-8") == "mine"


def test_the_folder_of_the_last_export_is_offered_again(
    window: MainWindow, drive: Drive, tmp_path: Path, open_window: OpenWindow
) -> None:
    (tmp_path / "there").mkdir()
    drive(save_as(tmp_path / "there" / "one"))
    action(window, "Export report").trigger()
    offered: list[Path] = []

    def note(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        offered.append(Path(dialog.selectedFiles()[0]))
        dialog.reject()

    drive(note)
    action(window, "Export table").trigger()
    # And at the next start.
    action(open_window(), "Export picture").trigger()
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
    action(window, "Export report").trigger()
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


def test_forms_of_a_picture(window: MainWindow) -> None:
    assert png_of(window).startswith(b"\x89PNG")
    assert b"<svg" in svg_of(window)
    assert pdf_of(window).startswith(b"%PDF-")
