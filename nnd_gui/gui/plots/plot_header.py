"""The lines over the two plots: their titles, their legends, and how they are drawn."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from nnd_gui.gui.plots.legend import Legend
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.words import tr

__all__ = ["ErrorHeader", "GradientHeader"]


class GradientHeader(QWidget):
    """Title and legend of the gradients.

    Attributes
    ----------
    own_scales_changed : Signal(bool)
        The person has chosen one scale for all (False) or one for each matrix (True).
    show_all_asked : Signal()
        The person wants every weight in view again.
    """

    own_scales_changed = Signal(bool)
    show_all_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(tr("Gradient, weight by weight"), self)
        title.setProperty("look", "head")
        self._grouped = QLabel(self)
        self._grouped.setProperty("look", "muted")
        self._grouped.setToolTip(
            tr("A column shows its largest gradient, its worst error, and first what disagrees.")
        )
        self._grouped.hide()
        self._show_all = QPushButton(tr("Show all"), self)
        self._show_all.setProperty("look", "quiet")
        self._show_all.setToolTip(tr("Bring every weight into view (0)"))
        self._show_all.hide()
        self._show_all.clicked.connect(self.show_all_asked)
        self._own = QCheckBox(tr("Scale each matrix"), self)
        self._own.setToolTip(tr("Draw each matrix and bias on a scale of its own (Ctrl+M)"))
        self._own.setAccessibleName(tr("Each matrix on its own scale"))
        self._own.toggled.connect(self.own_scales_changed)
        self._legend = Legend(("numerical", "analytic"), theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(title)
        row.addWidget(self._grouped, 1)
        row.addStretch(1)
        row.addWidget(self._show_all)
        row.addWidget(self._own)
        row.addWidget(self._legend)

    def own_scales(self) -> bool:
        """Whether each matrix has a scale of its own."""
        return self._own.isChecked()

    def set_own_scales(self, own: bool) -> None:
        """Choose for the person."""
        self._own.setChecked(own)

    def show_state(self, group_size: int, zoomed: bool) -> None:
        """Say how many weights a column stands for, and offer the way back from a zoom."""
        if group_size > 1:
            self._grouped.setText(tr("{size} weights a column", size=group_size))
        self._grouped.setVisible(group_size > 1)
        self._show_all.setVisible(zoomed)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._legend.apply_theme(theme, scale)
        self._show_all.setIcon(icon("zoom-fit", theme))


class ErrorHeader(QWidget):
    """Title and legend of the relative errors."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(tr("Relative error"), self)
        title.setProperty("look", "section")
        kinds = ("agree", "undecided", "disagree", "uncertainty")
        self._legend = Legend(kinds, theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 8, 0)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._legend)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._legend.apply_theme(theme, scale)
