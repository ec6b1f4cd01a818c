"""The palette, for what Fusion and pyqtgraph draw without the style sheet."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from nnd_gui.gui.theme.tokens import Theme

__all__ = ["palette"]


def palette(theme: Theme) -> QPalette:
    """Make the palette of a theme.

    Parameters
    ----------
    theme : Theme
        The colours.

    Returns
    -------
    QPalette
        A palette with every role that Fusion looks at.
    """
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.text_faint,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.accent_text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.focus,  # of frames that we draw
        role.Link: theme.link,
        role.LinkVisited: theme.link,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.border_strong,
        role.Shadow: theme.border_strong,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.border))
    return made
