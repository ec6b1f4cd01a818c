"""What the parts of the network panel have in common."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels.scaled_spacing import ScaledSpacing
from nnd_gui.model.edit_result import Change

__all__ = ["Part", "Place"]


class Place(Protocol):
    """Where a sentence about a problem can stand: a `Field`, or a layer's row."""

    def set_problem(self, sentence: str) -> None:
        """Show a sentence, or take it away with an empty one."""


class Part(QWidget):
    """Editors of one part of an experiment, and below them a note about it.

    It holds no experiment: it shows the one it is given, and asks the panel for changes.

    Parameters
    ----------
    parent : QWidget, optional
        The owner.
    """

    change_asked = Signal(object, object)
    """The person asks for something: this part, and a `Change`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked_at: Place | None = None
        self._refused_at: Place | None = None
        self._spec: ExperimentSpec | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        ScaledSpacing(self._column, 8, self)
        self._note = QLabel()
        self._note.setProperty("look", "label")
        self._note.setWordWrap(True)
        self._note.hide()

    def set_value(self, spec: ExperimentSpec) -> None:
        """Show an experiment, and take an objection to another one back."""
        if self._refused_at is not None:
            self._refused_at.set_problem("")
            self._refused_at = None
        self._spec = spec
        self._show(spec)

    def refuse(self, sentence: str) -> None:
        """Say why what was asked for last cannot be, beside where it was asked.

        What was typed stays, but what was picked goes back: a choice shows what is.
        """
        if self._refused_at is not None:
            self._refused_at.set_problem("")
        if self._asked_at is not None:
            self._asked_at.set_problem(sentence)
        self._refused_at = self._asked_at
        if self._spec is not None:
            self._show_choices(self._spec)

    def tell(self, note: str) -> None:
        """Say what changed here unasked; an empty note takes the last one away."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def revert(self) -> None:
        """Drop what is typed and not taken."""

    def _show(self, spec: ExperimentSpec) -> None:
        """Put an experiment into the editors."""
        raise NotImplementedError

    def _show_choices(self, spec: ExperimentSpec) -> None:
        """Put an experiment into those editors in which nothing is typed."""

    def _add(self, widget: QWidget) -> None:
        """Put editors under those that are there."""
        self._column.removeWidget(self._note)
        self._column.addWidget(widget)
        self._column.addWidget(self._note)

    def _ask(self, place: Place, change: Change) -> None:
        """Ask for a change.

        Parameters
        ----------
        place : Place
            Where to say why it cannot be.
        change : Change
            What is asked for.
        """
        self._asked_at = place
        self.change_asked.emit(self, change)
