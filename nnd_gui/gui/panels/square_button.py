"""The small buttons beside an editor, as wide as they are high."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager

__all__ = ["SquareButton"]


class SquareButton(QToolButton):
    """A button with an icon and no words but its tooltip's.

    Parameters
    ----------
    name : str
        What it does, translated: its tooltip and its accessible name.
    icon_name : str
        One of the theme's icons.
    themes : ThemeManager
        Gives the icon's colours, now and after each change.
    parent : QWidget, optional
        The owner.
    """

    def __init__(
        self, name: str, icon_name: str, themes: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._themes = icon_name, themes
        self.setProperty("look", "icon")
        self.setToolTip(name)
        self.setAccessibleName(name.rstrip("…"))
        themes.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setIcon(icon(self._icon_name, self._themes.theme))
