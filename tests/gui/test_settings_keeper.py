"""The window comes back as it was left, on a screen that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.settings_keeper import SettingsKeeper
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.settings import Settings, SettingsFile
from tests.gui.faces import action, turn


@pytest.fixture
def kept(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


def test_themes_and_sizes_are_written_down_at_once(
    window: MainWindow, themes: ThemeManager, kept: SettingsFile, tmp_path: Path
) -> None:
    SettingsKeeper(window, themes, kept)
    action(window, "High contrast").trigger()
    action(window, "Larger").trigger()
    read = SettingsFile(tmp_path / "settings.json").settings
    assert read.theme == "high-contrast"
    assert read.text_size == pytest.approx(1.1)


def test_a_picture_for_paper_is_no_choice(
    window: MainWindow, themes: ThemeManager, kept: SettingsFile
) -> None:
    action(window, "Dark").trigger()
    SettingsKeeper(window, themes, kept)
    action(window, "Copy picture").trigger()
    assert kept.settings == Settings()
    assert themes.theme.dark


def test_it_opens_where_it_was_closed(
    window: MainWindow, themes: ThemeManager, kept: SettingsFile
) -> None:
    keeper = SettingsKeeper(window, themes, kept)
    frame = QRect(40, 60, 1100, 760)
    window.setGeometry(frame)
    turn()
    window.closed.emit()
    assert kept.settings.window == (40, 60, 1100, 760)
    window.setGeometry(0, 0, 1300, 800)
    keeper.show_window()
    turn()
    assert window.geometry() == frame


@pytest.mark.parametrize("left", [-30_000, 40_000])
def test_it_never_opens_on_a_screen_that_is_gone(
    left: int, window: MainWindow, themes: ThemeManager, kept: SettingsFile
) -> None:
    kept.change(window=(left, 100, 1100, 760))
    SettingsKeeper(window, themes, kept).show_window()
    turn()
    screens = [screen.geometry() for screen in QGuiApplication.screens()]
    assert any(screen.contains(window.geometry().center()) for screen in screens)


def test_reset(
    window: MainWindow, themes: ThemeManager, kept: SettingsFile, tmp_path: Path
) -> None:
    SettingsKeeper(window, themes, kept)
    action(window, "Dark").trigger()
    action(window, "Larger").trigger()
    action(window, "Reset the settings").trigger()
    turn()
    assert (themes.mode, themes.scale) == ("system", 1.0)
    assert kept.settings == Settings()
    assert not (tmp_path / "settings.json").exists()


def test_what_was_larger_than_this_screen_is_whole_on_it(
    window: MainWindow, themes: ThemeManager, kept: SettingsFile
) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    kept.change(window=(room.right() - 600, 50, room.width() + 300, room.height() + 200))
    SettingsKeeper(window, themes, kept).show_window()
    turn()
    assert room.contains(window.geometry())
