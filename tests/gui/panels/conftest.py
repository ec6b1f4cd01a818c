"""Panels are tested without a screen, each in the look that the program gives it."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from nnd_gui.gui.theme.manager import ThemeManager


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeManager]:
    manager = ThemeManager("light", parent=qapp)
    yield manager
    manager.deleteLater()
