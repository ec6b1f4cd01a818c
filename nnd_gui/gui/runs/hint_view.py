"""How much of the diagnosis of a person's file is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnd_gui.engine.events import Diagnosed, Event
from nnd_gui.model.hints import Hints

__all__ = ["HintView"]


class HintView(QObject):
    """The hints of a window: asked for one after the other, or told at once.

    Parameters
    ----------
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    told : Signal(Diagnosed)
        What may be told of the diagnosis now, in place of what was told before.
    changed : Signal()
        More or less of it is told.
    """

    told = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hints = Hints()

    @property
    def state(self) -> Hints:
        """What is told, and what can be asked for."""
        return self._hints

    def ask(self) -> None:
        """Tell one step more."""
        if self._hints.next is not None:
            self._tell(self._hints.ask())

    def choose(self, end: str, *, at_once: bool | None = None) -> None:
        """Choose how far hints go, and whether they are told without being asked for."""
        hints = self._hints
        at_once = hints.at_once if at_once is None else at_once
        if (end, at_once) != (hints.end, hints.at_once):
            hints.end, hints.at_once = end, at_once
            self._tell(hints.told())

    def set_covered(self, covered: bool) -> None:
        """Tell nothing while the answer is covered, or again what was told."""
        self._hints.covered = covered
        self._tell(self._hints.told())

    def hold_back(self, events: list[Event], file: Path) -> list[Event]:
        """Events of a file's run, a diagnosis among them only as far as it may be told."""
        # The rest is held back until it is asked for, and so nothing can tell it either.
        take = self._hints.take
        return [take(x, file) if isinstance(x, Diagnosed) else x for x in events]

    def _tell(self, told: Diagnosed) -> None:
        if self._hints.holds:
            self.told.emit(told)
        self.changed.emit()
