"""The panel that breaks backpropagation on purpose: one mistake, where it sits, how strong."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels.bug_details import BugDetails
from nnd_gui.gui.panels.bug_list import BugList
from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.bug_choices import bug_obstacles
from nnd_gui.model.check_edits import with_bug
from nnd_gui.model.words import tr

__all__ = ["BugPanel"]


class BugPanel(QFrame):
    """Edits an experiment's deliberate bug; what is gone to in the list is put in at once.

    Bugs that cannot show in the network are greyed, can be gone to, and say why.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    change_asked : Signal(object)
        The person asks for another bug, or none: a `Change`.
    closed : Signal()
        The person wants the panel away.
    """

    change_asked = Signal(object)
    closed = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec: ExperimentSpec | None = None
        self._obstacles_of: object = None
        self.setProperty("look", "panel")
        self.setAccessibleName(tr("Break it"))
        title = QLabel(tr("Break it"), self)
        title.setProperty("look", "head")
        close = SquareButton(tr("Close (Esc)"), "close", themes, self)
        close.setAccessibleName(tr("Close"))
        close.clicked.connect(self.closed)
        words = QLabel(
            tr("Puts a classic mistake into backpropagation. What is measured stays right."), self
        )
        words.setProperty("look", "muted")
        words.setWordWrap(True)
        self._list = BugList(themes, self)
        self._details = BugDetails(themes, self)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 14, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(self._list, 1)
        column.addWidget(self._details)
        self._list.gone_to.connect(self._gone_to)
        self._details.value_changed.connect(self._ask)
        themes.changed.connect(self._restyle)

    def value(self) -> Bug | None:
        """The bug that is in the experiment."""
        return None if self._spec is None else self._spec.bug

    def set_value(self, spec: ExperimentSpec) -> None:
        """Show an experiment's bug, without a signal of it."""
        self._spec = spec
        if self.isVisible():
            self._show()

    def refuse(self, sentence: str) -> None:
        """Say why the bug that was asked for last cannot be."""
        self._list.set_obstacle(self._list.current(), sentence)
        self._details.show_bug(self._list.current(), None, self._spec, sentence)

    def go_to_list(self) -> None:
        """Give the list the keyboard; not by a focus proxy, which would seem to have it too."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def setVisible(self, visible: bool) -> None:
        """Look at the network only while somebody looks at the panel (called by Qt)."""
        super().setVisible(visible)
        if visible:
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape (called by Qt)."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        spec = self._spec
        if spec is None:
            return
        subject = (spec.subject, spec.dtype)
        if subject != self._obstacles_of:
            self._obstacles_of = subject
            self._list.set_obstacles(bug_obstacles(spec))
        name = "" if spec.bug is None else spec.bug.name
        self._list.set_value(name)
        self._details.show_bug(name, spec.bug, spec, "")

    def _restyle(self) -> None:
        if self.isVisible():
            self._show()

    def _gone_to(self, name: str) -> None:
        reason = self._list.obstacle(name)
        if reason:
            self._details.show_bug(name, None, self._spec, reason)
            return
        self._ask(Bug(name) if name else None)

    def _ask(self, bug: Bug | None) -> None:
        self.change_asked.emit(partial(with_bug, bug=bug))
