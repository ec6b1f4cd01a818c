"""The two places of the stage, one above the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["Halves"]

# Of the height: the large picture, and all below it.
_SHARES = (11, 5)
_LEAST_PX = 96


class Halves(QSplitter):
    """Two columns of widgets, whose shares of the height do not depend on what is in them.

    Parameters
    ----------
    themes : ThemeManager
        Size of the text, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._themes = themes
        self._upper, self._lower = QVBoxLayout(), QVBoxLayout()
        self._halves: list[QWidget] = []
        for layout, stretch in zip((self._upper, self._lower), _SHARES, strict=True):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            half = QWidget(self)
            self._halves.append(half)
            # Shared out alike whatever is on them: a picture takes the place, not the size.
            half.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            half.setLayout(layout)
            self.addWidget(half)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes([100 * share for share in _SHARES])
        self.setChildrenCollapsible(False)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    @property
    def above(self) -> QVBoxLayout:
        """What is in the upper half."""
        return self._upper

    @property
    def below(self) -> QVBoxLayout:
        """What is in the lower half."""
        return self._lower

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the lower half out where one would cover the other (called by Qt)."""
        super().resizeEvent(event)
        self._show_both()

    def _show_both(self) -> None:
        # On a screen as low as that, any picture can still be made the large one.
        self._halves[1].setVisible(self.height() >= 2 * self._least)

    @property
    def _least(self) -> int:
        """The least that a picture must make do with, whatever it asks for."""
        return round(_LEAST_PX * self._themes.scale)

    def _restyle(self, _theme: Theme) -> None:
        for half in self._halves:
            half.setMinimumHeight(self._least)
        self._show_both()
