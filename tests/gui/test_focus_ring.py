"""What has the keyboard can be seen, in every theme: by how much, and over what area."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from nnd_gui.gui.commands.drawn import png_of
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.bug_list import BugList
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from tests.gui.faces import action, only, turn
from tests.gui.test_tab_order import ring, told

Floats = NDArray[np.float64]
_AROUND = 3


def pixels(window: QWidget, widget: QWidget) -> Floats:
    """A control and what is close around it, as light from 0 to 1 in red, green and blue."""
    corner = widget.mapTo(window, QPoint(0, 0)) - QPoint(_AROUND, _AROUND)
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    width, height = widget.width() + 2 * _AROUND, widget.height() + 2 * _AROUND
    image = image.copy(corner.x(), corner.y(), width, height)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(height, -1, 4)[:, :width, 2::-1]
    part = raw.astype(np.float64) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def luminance(light: Floats) -> Floats:
    found: Floats = light @ np.array([0.2126, 0.7152, 0.0722])
    return found


def changed(before: Floats, after: Floats) -> int:
    """How many pixels change by at least WCAG's 3 : 1 (2.4.13, focus appearance)."""
    first, second = luminance(before), luminance(after)
    high, low = np.maximum(first, second), np.minimum(first, second)
    return int(np.count_nonzero((high + 0.05) / (low + 0.05) >= 3))


def needed(widget: QWidget) -> float:
    """As many pixels as a line along the longer sides has, of a control that is not huge."""
    return min(widget.width(), widget.height(), 60) * 1.0


def unseen(window: MainWindow) -> list[str]:
    """Controls that look the same with and without the keyboard."""
    found = []
    for widget in ring(window):
        if isinstance(widget, (QLineEdit, QTextEdit)):
            widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        widget.clearFocus()
        turn(1)
        before = pixels(window, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        turn(1)
        assert QApplication.focusWidget() is widget
        count = changed(before, pixels(window, widget))
        if count < needed(widget):
            found.append(f"{told(widget)}: {count} of {needed(widget):.0f} pixels")
    return found


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast", "system"])
def test_what_has_the_keyboard_is_seen(mode: str, window: MainWindow, themes: ThemeManager) -> None:
    themes.set_mode(mode)
    turn()
    assert unseen(window) == []


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast"])
@pytest.mark.parametrize("picture", ["matrices", "slice", "rules"])
def test_pictures_show_that_they_have_the_keyboard(
    picture: str, mode: str, window: MainWindow, themes: ThemeManager
) -> None:
    themes.set_mode(mode)
    only(window, Stage).enlarge(picture)
    turn()
    assert unseen(window) == []


def test_the_list_of_mistakes_shows_it_too(window: MainWindow) -> None:
    action(window, "Break it").trigger()
    turn()
    assert only(window, BugList).isVisible()
    assert unseen(window) == []


def test_nothing_of_the_keyboard_is_in_a_picture_for_others(
    window: MainWindow, themes: ThemeManager
) -> None:
    plot = only(window, GradientPlot)
    plot.setFocus(Qt.FocusReason.OtherFocusReason)
    plain = png_of(plot)
    plot.clearFocus()
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    turn()
    assert png_of(plot) == plain
    # Another window, and back: the frame is there again.
    framed = plot.grab().toImage()
    plot.clearFocus()
    assert plot.grab().toImage() != framed
    plot.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert plot.grab().toImage() == framed
    # Whoever uses the mouse sees none.
    plot.setFocus(Qt.FocusReason.MouseFocusReason)
    plot.clearFocus()
    plot.setFocus(Qt.FocusReason.MouseFocusReason)
    assert plot.grab().toImage() != framed
