"""What the window saves, by its own dialogs."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.engine.bug_names import Bug
from nnd_gui.gui.commands.drawn import pdf_of, png_of, svg_of
from nnd_gui.gui.dialogs.picture_dialog import PictureDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.model.export import report, table_csv
from nnd_gui.model.page import reports_page
from nnd_gui.model.picture_size import PictureChoice, largest_ratio, pixels_of, ratio_of
from nnd_gui.model.script import notebook_text, script_text
from tests.gui.conftest import OpenWindow
from tests.gui.faces import SLOW, action, only, turn
from tests.gui.scenes import wait

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


def export(window: MainWindow, name: str) -> None:
    """By its entry, until its last dialog is gone."""
    action(window, name).trigger()
    wait(lambda: not any(x.isVisible() for x in window.findChildren(QDialog)))
    turn()


def finish(dialog: QDialog) -> None:
    """By its button that goes on."""
    if isinstance(dialog, PictureDialog):
        save = next(x for x in dialog.findChildren(QPushButton) if x.text() == "&Save…")
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    else:
        dialog.accept()


def save_as(file: Path | str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QFileDialog):
            dialog.findChildren(QLineEdit)[0].setText(str(file))
        finish(dialog)

    return act


def sized(scale: str = "", width: str = "") -> Callable[[QDialog], None]:
    """Choose a size as a person does."""

    def act(dialog: QDialog) -> None:
        scales = next(x for x in dialog.findChildren(ChoiceBox) if x.accessibleName() == "Size")
        if scale:
            scales.setCurrentIndex(scales.findText(scale, Qt.MatchFlag.MatchStartsWith))
        if width:
            line = only(dialog, CountSpinBox).lineEdit()
            line.selectAll()
            QTest.keyClicks(line, width)
        finish(dialog)

    return act


def status(window: MainWindow) -> str:
    return only(window, StatusLine).currentMessage()


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


def as_form(
    file: Path, kind: str, size: Callable[[QDialog], None] = finish
) -> Callable[[QDialog], None]:
    """Choose a form by its words, as a person does, and give a name without an ending."""

    def act(dialog: QDialog) -> None:
        if isinstance(dialog, PictureDialog):
            size(dialog)
            return
        if isinstance(dialog, QFileDialog):
            form = next(x for x in dialog.nameFilters() if x.startswith(kind))
            dialog.selectNameFilter(form)
            dialog.filterSelected.emit(form)
            dialog.findChildren(QLineEdit)[0].setText(str(file))
        dialog.accept()

    return act


@pytest.mark.parametrize(("entry", "size", "ratio"), [
    ("Export picture", sized(), 2), ("Export picture", sized("1×"), 1),
    ("Export picture", sized("1.5×"), 1.5), ("Export picture", sized("8×"), 8),
    ("Export picture", sized(width="1000"), 0), ("Export window", sized("4×"), 4),
])  # fmt: skip
def test_picture(
    entry: str,
    size: Callable[[QDialog], None],
    ratio: float,
    window: MainWindow,
    drive: Drive,
    tmp_path: Path,
) -> None:
    seen = window if entry == "Export window" else only(window, GradientPlot)
    ratio = ratio or 1000 / seen.width()
    drive(as_form(tmp_path / "seen", "Picture (", size))
    export(window, entry)
    image = QImage(str(tmp_path / "seen.png"))
    assert (image.width(), image.height()) == (
        round(ratio * seen.width()), round(ratio * seen.height())
    )  # fmt: skip
    # Put into a text, it is as large as it is seen: 96 of its own pixels are an inch.
    assert image.dotsPerMeterX() == pytest.approx(ratio * 96 / 0.0254, rel=1e-3)
    width, height = image.width(), image.height()
    colours = {image.pixel(x, y) for x in range(0, width, 20) for y in range(0, height, 20)}
    assert len(colours) > 5


def test_how_large_a_picture_is_stays_chosen(
    window: MainWindow, drive: Drive, tmp_path: Path, open_window: OpenWindow
) -> None:
    drive(as_form(tmp_path / "one", "Picture (", sized(width="777")))
    export(window, "Export picture")
    assert QImage(str(tmp_path / "one.png")).width() == 777
    # And at the next start, of a picture of another size too.
    again = open_window(size=(1300, 800))
    drive(as_form(tmp_path / "two", "Picture ("))
    export(again, "Export picture")
    assert QImage(str(tmp_path / "two.png")).width() == 777


def picture_dialog(window: MainWindow) -> PictureDialog:
    action(window, "Export picture").trigger()
    dialog = only(window, PictureDialog)
    assert dialog.isVisible()
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    return dialog


def test_a_size_is_seen_before_it_is_written(window: MainWindow) -> None:
    dialog = picture_dialog(window)
    width = only(dialog, CountSpinBox)
    scales = next(x for x in dialog.findChildren(ChoiceBox) if x.accessibleName() == "Size")
    forms = next(x for x in dialog.findChildren(ChoiceBox) if x.accessibleName() == "Form")
    plot = only(window, GradientPlot).size()
    said = [x for x in dialog.findChildren(QLabel) if "pixels;" in x.text()]
    assert [x.text().split(" pixels")[0] for x in said] == [
        f"{2 * plot.width()} × {2 * plot.height()}"
    ]
    scales.setCurrentIndex(scales.findText("4×", Qt.MatchFlag.MatchStartsWith))
    assert width.value() == 4 * plot.width()
    # 300 dots an inch.
    inches = 4 * plot.width() / 300
    assert f"sharp up to {2.54 * inches:.0f} × " in said[0].text()
    width.stepBy(1)
    assert scales.currentText() == "As wide as below"
    assert said[0].text().startswith(f"{4 * plot.width() + 1} × ")
    # What has no points has no number of them.
    forms.setCurrentIndex(1)
    assert not scales.isEnabled()
    assert not width.isEnabled()
    assert said[0].text() == "Sharp at every size"
    dialog.reject()
    turn()


def test_a_width_that_cannot_be_is_not_written(window: MainWindow) -> None:
    dialog = picture_dialog(window)
    line = only(dialog, CountSpinBox).lineEdit()
    for wrong in ("many", "0", "99999999"):
        line.selectAll()
        QTest.keyClicks(line, wrong)
        finish(dialog)
        assert dialog.isVisible()
        line.selectAll()
        QTest.keyClicks(line, "300")
        QTest.keyClick(line, Qt.Key.Key_Return)
    # It can be left, and nothing is asked then.
    dialog.reject()
    turn()
    assert not any(x.isVisible() for x in window.findChildren(QDialog))


def test_a_picture_has_an_end(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    largest = largest_ratio((1440, 900))
    across, down = pixels_of(largest, (1440, 900))
    assert across * down == pytest.approx(1e8, rel=1e-3)
    assert max(pixels_of(largest_ratio((30_000, 2)), (30_000, 2))) <= 32_767
    assert ratio_of(PictureChoice(width=10**6), (1440, 900)) == largest
    assert ratio_of(PictureChoice(scale=8), (1440, 900)) == 8
    # What cannot be is offered with a reason, and not taken.
    window.resize(2600, 1700)
    turn()
    action(window, "Export window").trigger()
    dialog = only(window, PictureDialog)
    scales = next(x for x in dialog.findChildren(ChoiceBox) if x.accessibleName() == "Size")
    model = scales.model()
    assert isinstance(model, ChoiceModel)
    assert [bool(model.item(row).isEnabled()) for row in range(model.rowCount())] == [
        True, True, True, True, True, False, False, True
    ]  # fmt: skip
    dialog.reject()
    turn()


def test_a_drawing_keeps_its_letters(window: MainWindow, drive: Drive, tmp_path: Path) -> None:
    drive(as_form(tmp_path / "seen", "Drawing"))
    export(window, "Export picture")
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
    export(window, "Export picture")
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
    export(window, "Export window")
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


def test_forms_of_a_picture(window: MainWindow) -> None:
    assert png_of(window).startswith(b"\x89PNG")
    assert b"<svg" in svg_of(window)
    assert pdf_of(window).startswith(b"%PDF-")


@pytest.mark.parametrize("mode", ["dark", "high-contrast"])
def test_every_export_is_the_same_whatever_the_theme(
    mode: str, window: MainWindow, themes: ThemeManager
) -> None:
    stage = only(window, Stage)
    window.store.edit(replace(window.store.spec, bug=Bug("sign", "W2")))
    wait(lambda: not window.store.running)
    window.store.select(1)

    def written() -> dict[str, bytes]:
        found = {}
        for row in stage.rows:
            stage.enlarge(row.name)
            wait(lambda: not window.store.running)
            wait(lambda: "…" not in stage.seen_large.accessibleDescription())
            if row.name == "network":
                wait(lambda: "of 3." in stage.seen_large.accessibleDescription())
            turn(6)
            found[row.name] = light(stage.seen_large)
        return found

    def light(widget: QWidget) -> bytes:
        with themes.printed():
            return svg_of(widget)

    def change() -> None:
        themes.set_mode("dark" if mode == "high-contrast" else "high-contrast")
        turn(6)
        themes.set_mode(mode)
        turn(6)

    turn(6)
    whole = light(window)
    change()
    assert light(window) == whole
    themes.set_mode("light")
    written()  # each has found what it shows
    before = written()
    change()
    after = written()
    assert [name for name in before if before[name] != after[name]] == []


SVG = "{http://www.w3.org/2000/svg}"


def drawing(window: MainWindow, themes: ThemeManager, widget: QWidget) -> ET.Element:
    turn(6)
    with themes.printed():
        return ET.fromstring(svg_of(widget))


def test_lines_of_a_drawing_are_as_wide_in_every_program(
    window: MainWindow, themes: ThemeManager
) -> None:
    root = drawing(window, themes, window)
    assert not [x for x in root.iter() if x.get("vector-effect") == "non-scaling-stroke"]
    # What has a line is not drawn by a scale, which would make it wider.
    for group in root.iter(f"{SVG}g"):
        scale = re.match(r"matrix\(([^,]*),([^,]*),([^,]*),([^,]*),", group.get("transform", ""))
        if scale is not None and len(group) and group.get("stroke", "none") != "none":
            a, b, c, d = map(float, scale.groups())
            assert abs(a * d - b * c) == pytest.approx(1, rel=0.5), ET.tostring(group)[:300]


def test_texts_of_a_drawing_are_as_wide_in_another_font(
    window: MainWindow, themes: ThemeManager
) -> None:
    root = drawing(window, themes, only(window, GradientPlot))
    texts = [x for x in root.iter(f"{SVG}text") if len(x.text or "") > 1]
    assert len(texts) > 20
    for text in texts:
        font = QFont(str(text.get("font-family")).split(",")[0])
        font.setPixelSize(int(str(text.get("font-size"))))
        font.setWeight(QFont.Weight(int(str(text.get("font-weight")))))
        drawn = QFontMetricsF(font).horizontalAdvance(text.text or "")
        assert float(str(text.get("textLength"))) == pytest.approx(drawn, abs=0.01)
        assert text.get("lengthAdjust") == "spacingAndGlyphs"


def test_bars_of_a_drawing_stay_in_their_plot(window: MainWindow, themes: ThemeManager) -> None:
    plot = only(window, GradientPlot)
    root = drawing(window, themes, plot)
    rooms = {
        f"url(#{clip.get('id')})": [float(str(clip[0].get(side))) for side in ("y", "height")]
        for clip in root.iter(f"{SVG}clipPath")
    }
    assert len(rooms) == 2
    clipped = [group for group in root.iter(f"{SVG}g") if group.get("clip-path") in rooms]
    # The shades of the uncertainty end far below their plot, and are cut off at its end.
    deepest: dict[str, float] = {}
    for group in clipped:
        name = str(group.get("clip-path"))
        pairs = re.findall(r",(-?[\d.]+)", " ".join(x.get("d", "") for x in group.iter()))
        deepest[name] = max([deepest.get(name, 0.0), *map(float, pairs)])
    assert set(deepest) == set(rooms)
    assert max(deepest[name] - sum(rooms[name]) for name in rooms) > 20
    shades = [x for x in root.iter() if x.get("d") and x not in set(clipped)]
    held = {x for group in clipped for x in group.iter()}
    for path in shades:
        if path not in held:
            y = [float(pair) for pair in re.findall(r",(-?[\d.]+)", path.get("d", ""))]
            assert max(y, default=0) <= plot.height() + 1
