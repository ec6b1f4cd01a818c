"""The button that makes the picture below the large one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.words import tr

__all__ = ["EnlargeButton"]


class EnlargeButton(QToolButton):
    """A quiet button with two arrows.

    Parameters
    ----------
    themes : ThemeManager
        Colours, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "quiet")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def set_what(self, label: str, tip: str) -> None:
        """Tell which picture it is about."""
        self.setAccessibleName(tr("Make “{picture}” the large picture", picture=label))
        self.setToolTip(tip)

    def _restyle(self, theme: Theme) -> None:
        self.setIcon(icon("enlarge", theme, theme.text_muted))
