"""Every matrix and bias in its own shape: a wrong row, block or bias is seen at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from nnd_gui.gui.plots.matrix_cells import KINDS
from nnd_gui.gui.plots.matrix_grid import MatrixGrid
from nnd_gui.gui.plots.plot_header import PlotHeader
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.gui.widgets.spoken import name_for_readers
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spoken_gradients import spoken_gradients
from nnd_gui.model.words import tr

__all__ = ["MatrixPicture"]

_WORDS_PX, _HEAD_PX = 220, 140
_LEAST_PX = 96


class MatrixPicture(Picture):
    """A heat map of each block: its values, either gradient, or the error.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._header = PlotHeader(tr("Matrices, each in its own shape"), self)
        self._kind = QComboBox(self)
        self._grid = MatrixGrid(self)
        self._words = QLabel(self)
        self._result: CheckResult | None = None
        self._selected = -1
        self._build()
        self._kind.currentIndexChanged.connect(self._choose)
        self._grid.weight_chosen.connect(self.weight_chosen)
        themes.changed.connect(self._apply_theme)
        self._apply_theme(themes.theme)

    def show_result(self, result: CheckResult) -> None:
        """Draw what has been found so far."""
        self._grid.set_result(result)
        self._result = result
        self._tell()

    def show_selected(self, index: int) -> None:
        """Frame one weight, or none with -1."""
        self._grid.set_selected(index)
        self._selected = index
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the weight beside, above or below (called by Qt)."""
        ways = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            index = self._grid.neighbour(*way)
            if index >= 0:
                self.weight_chosen.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for (called by Qt)."""
        super().resizeEvent(event)
        self._show_parts()

    def _build(self) -> None:
        titles = {
            "error": tr("Error"),
            "analytic": tr("Analytic gradient"),
            "numerical": tr("Numerical gradient"),
            "value": tr("Values"),
        }
        for kind in KINDS:
            self._kind.addItem(titles[kind], kind)
        self._kind.setAccessibleName(tr("What the matrices show"))
        self._kind.setToolTip(tr("What the colours and numbers of the cells are"))
        self._header.add_right(self._kind)
        name_for_readers(self._kind)
        self._words.setWordWrap(True)
        self._words.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 6)
        column.setSpacing(6)
        column.addWidget(self._header)
        column.addWidget(self._grid, 1)
        column.addWidget(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Heat map of the matrices"))

    def _choose(self, _place: int) -> None:
        self._grid.set_kind(self._kind.currentData())
        self._tell()

    def _tell(self) -> None:
        """Say what the colours are, and where neighbours share a cell."""
        if self._kind.currentData() == "error":
            text = tr(
                "Green agrees, the stronger the larger its error; orange with a cross disagrees; "
                "violet with a diamond is undecided."
            )
        else:
            text = tr("Blue is negative and orange positive, each matrix on its own scale.")
        shared = self._grid.shared
        if shared > 1:
            text += " " + tr(
                "Each cell stands for {count} weights, and shows the worst or largest of them.",
                count=shared * shared,
            )
        self._words.setText(text)
        seen = "" if self._result is None else spoken_gradients(self._result, self._selected)
        self.setAccessibleDescription(f"{seen} {text}".strip())

    def _show_parts(self) -> None:
        height, scale = self.height(), self._themes.scale
        self._words.setVisible(height >= _WORDS_PX * scale)
        self._header.setVisible(height >= _HEAD_PX * scale)
        self._tell()

    def _apply_theme(self, theme: Theme) -> None:
        self._grid.apply_theme(theme, self._themes.scale)
        self.setMinimumHeight(round(_LEAST_PX * self._themes.scale))
        self._show_parts()
