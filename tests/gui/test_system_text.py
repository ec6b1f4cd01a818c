"""The system's size of text is the usual one here, and what is chosen here is chosen beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.settings_keeper import SettingsKeeper
from nnd_gui.gui.theme import system_text
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.settings import SettingsFile
from tests.gui.conftest import OpenWindow
from tests.gui.faces import action


@pytest.mark.parametrize(
    ("platform", "points", "wanted"),
    [
        ("win32", 9, 1.0),
        ("win32", 13.5, 1.5),
        ("win32", 40, 2.0),
        ("darwin", 13, 1.0),
        ("darwin", 26, 2.0),
        ("linux", 9, 1.0),
        ("linux", 12, 1.0),
        ("linux", 16.5, 1.5),
        ("linux", 7, 1.0),
    ],
)
def test_text_that_the_system_has_larger(
    platform: str, points: float, wanted: float, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    font = QFont("x")
    font.setPointSizeF(points)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: font)
    assert system_text.system_scale() == pytest.approx(wanted)


def test_the_usual_size_is_the_systems(
    qtbot: QtBot, themes: ThemeManager, open_window: OpenWindow, tmp_path: Path
) -> None:
    themes.set_usual(1.5)
    themes.set_scale(1.5)
    window: MainWindow = open_window(size=(1800, 1000))
    kept = SettingsFile(tmp_path / "settings.json")
    keeper = SettingsKeeper(window, themes, kept)
    label = next(x for x in window.findChildren(QLabel) if x.text() == "&Epsilon")
    assert label.fontInfo().pixelSize() == round(1.5 * 13)
    action(window, "Larger").trigger()
    # Kept beside the system's: elsewhere, or when that has changed, it is larger by as much.
    assert kept.settings.text_size == pytest.approx(1.1)
    action(window, "Usual size").trigger()
    assert themes.scale == 1.5
    assert kept.settings.text_size == 1.0
    action(window, "Smaller").trigger()
    window.reset_asked.emit()
    assert themes.scale == 1.5
    assert keeper.parent() is window
    themes.set_usual(1.0)
