"""What every picture of the stage has in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.widgets.focus_frame import FocusFrame

__all__ = ["Picture"]


class Picture(FocusFrame):
    """A view of one kind of run, large or small; it is told of nothing while it is hidden.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    weight_chosen : Signal(int)
        The person has gone to a weight in it; -1 for none.
    change_asked : Signal(object)
        The person asks for another experiment by it: a `Change`.
    settings_chosen : Signal(object)
        The person has chosen other settings of it: a value that `model.settings_codec` knows.
    run_asked : Signal(bool)
        The person wants its kind of run made again (True), or stopped (False).
    bugs_asked : Signal()
        The person wants to choose a bug.
    """

    weight_chosen = Signal(int)
    change_asked = Signal(object)
    settings_chosen = Signal(object)
    run_asked = Signal(bool)
    bugs_asked = Signal()

    @property
    def keyboard_part(self) -> QWidget:
        """What takes the keyboard: itself, or the table or text that it is made of.

        Not by a focus proxy: Tab would come to the picture too, after the part, and be sent
        back to it for ever.
        """
        return self

    @property
    def looks(self) -> object:
        """How it is drawn and what of it is in view, for another one like it; None for as usual.

        Not `settings_chosen`: this is of the window, and no document keeps it.
        """
        return None

    def take_looks(self, looks: Any) -> None:
        """Look as another one did, whose `looks` these are; its results may come later."""

    def show_result(self, result: Any) -> None:
        """Show what has been found so far; None where nothing is asked."""
        raise NotImplementedError

    def show_other(self, kind: str, result: Any) -> None:
        """Show what another kind of run has found, where its row asks for one."""

    def show_settings(self, settings: Any) -> None:
        """Take on the settings that a document has for it; None for the usual ones.

        It also comes back as an echo of `settings_chosen`.
        """

    def show_selected(self, index: int) -> None:
        """Mark one weight, or none with -1."""

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what of the experiment it marks, such as where the epsilon is."""
