"""A network panel in the look that the program gives it, and what it tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.theme.manager import ThemeManager


@pytest.fixture
def panel(qtbot: QtBot, themes: ThemeManager, hold: Callable[[QWidget], None]) -> NetworkPanel:
    made = NetworkPanel(themes)
    hold(made)
    made.resize(made.sizeHint().width(), 760)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(panel: NetworkPanel) -> QSignalSpy:
    return QSignalSpy(panel.value_changed)
