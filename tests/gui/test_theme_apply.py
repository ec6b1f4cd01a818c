"""The theme on the running application."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QDir, QFile, QIODevice, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QPalette,
    QRawFont,
    QScreen,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nnd_gui import resources
from nnd_gui.gui.theme.fonts import load_fonts, number_font, ui_font
from nnd_gui.gui.theme.icons import ICON_NAMES, icon, pixmap, svg
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.style_images import register_images
from nnd_gui.gui.theme.style_sheet import style_sheet
from nnd_gui.gui.theme.tokens import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_shipped_fonts_are_used_and_small() -> None:
    assert load_fonts() == ("Gradient Checker Mono", "Gradient Checker Sans")
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        info = QFontInfo(ui_font(weight=weight))
        assert (info.family(), info.weight()) == ("Gradient Checker Sans", weight)
    assert QFontInfo(number_font(weight=QFont.Weight.Bold)).fixedPitch()
    for file in resources.path("fonts").iterdir():
        assert file.stat().st_size < 150 * 1024, file.name


def test_number_font_has_every_sign_of_the_formulas() -> None:
    face = QRawFont.fromFont(number_font())
    signs = "0123456789+-−·×±≤≥≈≠→←εδΣ∂∇⊙ᵀ₀₁₂₃⁻⁸½²′▲▼●◇✕✓ŷλ"
    assert [sign for sign in signs if not face.supportsCharacter(ord(sign))] == []


@BOTH
def test_style_sheet_is_filled_in_and_its_pictures_exist(theme: Theme) -> None:
    root = register_images(theme)
    sheet = style_sheet(theme, root)
    assert "$" not in sheet
    named = set(re.findall(r"url\((.*?)\)", sheet))
    assert len(named) > 10
    assert [name for name in named if not QFile.exists(name)] == []
    for name in QDir(root).entryList():
        file = QFile(f"{root}/{name}")
        assert file.open(QIODevice.OpenModeFlag.ReadOnly)
        assert QSvgRenderer(file.readAll()).isValid(), name


def test_sizes_grow_and_hair_lines_do_not() -> None:
    root = register_images(LIGHT)
    once, twice = style_sheet(LIGHT, root), style_sheet(LIGHT, root, 2.0)
    assert "font-size: 13px" in once
    assert "font-size: 26px" in twice
    assert "border: 1px solid" in twice


@pytest.mark.parametrize("name", ICON_NAMES)
def test_icons_draw_something(name: str) -> None:
    assert QSvgRenderer(svg(name, "#123456").encode()).isValid()
    picture = pixmap(name, "#123456", 16, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    image = picture.toImage()
    painted = [(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 100]
    assert len(painted) > 20


def test_icon_is_fainter_where_it_is_disabled() -> None:
    made = icon("stop", LIGHT)

    def middle(mode: QIcon.Mode) -> QColor:
        return made.pixmap(16, mode).toImage().pixelColor(8, 8)

    assert middle(QIcon.Mode.Normal) == QColor(LIGHT.text)
    assert middle(QIcon.Mode.Disabled) == QColor(LIGHT.border_strong)


def test_switching_changes_the_application_while_it_runs(qapp: QApplication, qtbot: QtBot) -> None:
    manager = ThemeManager("light", parent=qapp)
    button = QPushButton("x")
    qtbot.addWidget(button)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    with qtbot.waitSignal(manager.changed) as told:
        manager.set_mode("dark")
    assert told.args == [DARK]
    assert manager.theme is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    button.ensurePolished()
    assert button.palette().color(QPalette.ColorRole.ButtonText) == QColor(DARK.text)
    with qtbot.assertNotEmitted(manager.changed):
        manager.set_mode("dark")
    manager.set_mode("light")


def test_system_mode_follows_the_system(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = ThemeManager("system", parent=qapp)
    assert manager.theme is LIGHT
    # Without a screen there is no system to switch, so this stands for its answer and its signal.
    monkeypatch.setattr("nnd_gui.gui.theme.manager.system_is_dark", lambda: True)
    with qtbot.waitSignal(manager.changed) as told:
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told.args == [DARK]
    manager.set_mode("light")
    assert manager.theme is LIGHT
    with qtbot.assertNotEmitted(manager.changed, wait=0):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_an_old_setting_is_taken_as_the_system(qapp: QApplication) -> None:
    manager = ThemeManager("sepia", 9.0, parent=qapp)
    assert manager.mode == "system"
    assert manager.scale == 2.5
    manager.set_scale(1.0)


def test_enlarging_enlarges_every_text(qapp: QApplication, qtbot: QtBot) -> None:
    manager = ThemeManager("light", parent=qapp)
    button = QPushButton("Check again")
    qtbot.addWidget(button)
    button.ensurePolished()
    before = button.sizeHint()
    with qtbot.waitSignal(manager.changed):
        manager.set_scale(2.0)
    assert button.fontInfo().pixelSize() == 26
    assert button.sizeHint().width() > 1.8 * before.width()
    assert button.minimumHeight() > 1.8 * 30
    manager.set_scale(1.0)


@pytest.mark.parametrize(("height", "most"), [(768, 1.6), (400, 1.0), (4000, 2.5)])
def test_text_grows_no_further_than_the_screen_has_room_for(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, height: int, most: float
) -> None:
    room = QRect(0, 0, 1366, height)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: room)
    manager = ThemeManager("light", 2.5, parent=qapp)
    assert manager.scale == pytest.approx(most)
    manager.set_scale(0.8)
    assert manager.scale == 0.8
    manager.set_scale(2.5)
    assert manager.scale == pytest.approx(most)
    manager.set_scale(1.0)
