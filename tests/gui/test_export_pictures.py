"""Pictures that the window saves: how large, how light, and in which form."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QWidget,
)

from nnd_gui.engine.bug_names import Bug
from nnd_gui.gui.commands.drawn import pdf_of, png_of, svg_of
from nnd_gui.gui.dialogs.picture_dialog import PictureDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.model.picture_size import PictureChoice, largest_ratio, pixels_of, ratio_of
from tests.gui.conftest import OpenWindow
from tests.gui.exporting import Drive, as_form, export, finish, sized
from tests.gui.faces import action, only, turn
from tests.gui.scenes import wait


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
