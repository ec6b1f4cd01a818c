"""Puts a theme on the application."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtWidgets import QApplication, QStyleFactory

from nnd_gui.gui.theme.fonts import load_fonts, ui_font
from nnd_gui.gui.theme.palette import palette
from nnd_gui.gui.theme.style_images import register_images
from nnd_gui.gui.theme.style_sheet import style_sheet
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["apply_theme"]

_STYLED = "nnd_gui_styled"


def apply_theme(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Give the whole application a look, at its start or while it runs.

    Parameters
    ----------
    app : QApplication
        The application.
    theme : Theme
        The colours.
    scale : float
        The person's own enlargement, on top of the screen's: 1 is 13 pixels for plain text.
    """
    load_fonts()
    # Fusion draws the same on every system, which the hand-out of a class relies on.
    # Set once: from then on Qt wraps it in the style sheet's own, which has no name to ask for.
    if not app.property(_STYLED):
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_STYLED, True)
    app.setFont(ui_font(scale=scale))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme, register_images(theme), scale))
    # For plots that are made from now on; those that are there follow ThemeManager.changed.
    pyqtgraph.setConfigOptions(background=theme.plot, foreground=theme.text_muted)
