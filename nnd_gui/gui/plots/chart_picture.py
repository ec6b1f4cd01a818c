"""What the pictures have in common that are a plot with a line over it and words below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.gui.plots.plot_header import PlotHeader
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.words import tr

__all__ = ["ChartPicture"]

_LEAST_PX = 96


class ChartPicture(Picture):
    """A picture whose words, and then its header, give their room to the plot where it is low.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    title : str
        What stands over it.
    heights : tuple of int
        The heights, in pixels at the usual text size, from which the words and from which
        the header are there.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        themes: ThemeManager,
        title: str,
        heights: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._heights = heights
        self._header = PlotHeader(title, self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setProperty("look", "muted")
        # Until it is told of a result.
        self.setAccessibleDescription(tr("Measuring…"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for (called by Qt)."""
        super().resizeEvent(event)
        self._show_parts()

    def _column(self) -> QVBoxLayout:
        """The picture's column, with its header: what follows is below it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._header)
        return column

    def _tell(self, text: str) -> None:
        """Say what is seen, in words that are also read out."""
        self._words.setText(text)
        self.setAccessibleDescription(text)

    def _show_parts(self) -> None:
        height = self.height() / self._themes.scale
        words, header = self._heights
        self._words.setVisible(height >= words)
        self._header.setVisible(height >= header)

    def _fit_theme(self) -> None:
        """Keep the least height at this text size; for the end of each `_apply_theme`."""
        self.setMinimumHeight(round(_LEAST_PX * self._themes.scale))
        self._show_parts()
