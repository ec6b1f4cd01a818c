"""The link back to where one began: a lesson's step, or what the program opens on."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.words import tr

__all__ = ["WayBack"]


class WayBack(QPushButton):
    """Is there while something else is shown than where it leads to.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: ExperimentSpec | None = None
        self._shown = lesson_spec()
        self.setProperty("look", "link")
        # Its room is kept while it is away: nothing moves as it comes.
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._update()

    @property
    def home(self) -> ExperimentSpec:
        """Where it leads to."""
        return self._step or lesson_spec()

    def lead_to(self, step: ExperimentSpec | None) -> None:
        """Lead to what a step of a lesson shows; with None to the lesson of the program."""
        self._step = step
        self._update()

    def show_for(self, spec: ExperimentSpec) -> None:
        """Be there if this is not what it leads to."""
        self._shown = spec
        self._update()

    def _update(self) -> None:
        if self._step is None:
            self.setText(tr("Back to the lesson"))
            self.setToolTip(tr("The 2-3-1 network with the lesson's weights and data"))
        else:
            self.setText(tr("Back to this step"))
            self.setToolTip(tr("What this step of the lesson shows"))
        self.setVisible(self._shown != self.home)
