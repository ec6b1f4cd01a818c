"""The lines over the two plots: their titles, their legends, and how they are drawn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from nnd_gui.gui.plots.legend import Legend
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.words import tr

__all__ = ["ErrorHeader", "GradientHeader", "PlotHeader"]


class _Header(QWidget):
    """A title on the left and all else on the right, or below where both do not fit.

    Parameters
    ----------
    top : int
        Room above.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, top: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, top, 8, 0)
        self._both.setSpacing(12)
        for half in (self._left, self._right):
            half.setSpacing(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._both.addLayout(self._left, 1)
        self._both.addLayout(self._right)

    def minimumSizeHint(self) -> QSize:
        """Room for the wider half (called by Qt)."""
        margins = self._both.contentsMargins()
        widest = max(half.minimumSize().width() for half in (self._left, self._right))
        height = super().minimumSizeHint().height()
        return QSize(widest + margins.left() + margins.right(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves side by side where they fit (called by Qt)."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Look again when a half needs more or less room (called by Qt)."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        margins = self._both.contentsMargins()
        halves = (self._left.minimumSize().width(), self._right.minimumSize().width())
        wanted = sum(halves) + self._both.spacing() + margins.left() + margins.right()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        direction = beside if wanted <= self.width() else below
        if direction != self._both.direction():
            self._both.setDirection(direction)
            self.updateGeometry()


class PlotHeader(_Header):
    """Title of any picture, what it is of, and room for controls on the right.

    Parameters
    ----------
    title : str
        What the picture shows, translated.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(0, parent)
        head = QLabel(title, self)
        head.setProperty("look", "head")
        self._note = QLabel(self)
        self._note.setProperty("look", "muted")
        self._left.addWidget(head)
        self._left.addWidget(self._note)
        self._left.addStretch(1)
        self._right.addStretch(1)

    def set_note(self, text: str) -> None:
        """Say what the picture is of."""
        self._note.setText(text)

    def add_right(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._right.addWidget(widget)


class GradientHeader(_Header):
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
        super().__init__(0, parent)
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
        self._before = Legend(("before",), theme, self)
        self._before.setToolTip(tr("What it was before your last change, where that moved it"))
        self._before.hide()
        self._pinned = Legend(("pinned",), theme, self)
        self._pinned.setToolTip(tr("What the pinned run gave, where it differs"))
        self._pinned.hide()
        self._left.addWidget(title)
        self._left.addWidget(self._grouped)
        self._left.addStretch(1)
        self._right.addStretch(1)
        for widget in (self._show_all, self._own, self._before, self._pinned, self._legend):
            self._right.addWidget(widget)

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

    def show_before(self, shown: bool, *, pinned: bool = False) -> None:
        """Name the bars of the check before, or of the pinned one, while there are any."""
        self._before.setVisible(shown and not pinned)
        self._pinned.setVisible(shown and pinned)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        for legend in (self._legend, self._before, self._pinned):
            legend.apply_theme(theme, scale)
        self._show_all.setIcon(icon("zoom-fit", theme))


class ErrorHeader(_Header):
    """Title and legend of the relative errors."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        title = QLabel(tr("Relative error"), self)
        title.setProperty("look", "section")
        kinds = ("agree", "undecided", "disagree", "uncertainty")
        self._legend = Legend(kinds, theme, self)
        self._legend.setToolTip(
            tr("A column is shaded up to how far its measured slope can be off.")
        )
        self._left.addWidget(title)
        self._left.addStretch(1)
        self._pinned = Legend(("pinned-error",), theme, self)
        self._pinned.setToolTip(tr("The errors of the pinned run"))
        self._pinned.hide()
        self._right.addStretch(1)
        self._right.addWidget(self._pinned)
        self._right.addWidget(self._legend)

    def show_pinned(self, shown: bool) -> None:
        """Name the marks of a pinned run, while there are any."""
        self._pinned.setVisible(shown)

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and sizes."""
        self._pinned.apply_theme(theme, scale)
        self._legend.apply_theme(theme, scale)
