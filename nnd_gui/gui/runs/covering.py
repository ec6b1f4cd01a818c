"""How far the answer is revealed, and what a class takes it for meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnd_gui.model.cover import Revealed

__all__ = ["Covering"]


class Covering(QObject):
    """Covers the answer, and reveals it in the order of a lesson.

    Parameters
    ----------
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    changing : Signal()
        More or less is about to be revealed.
    revealed_now : Signal(object)
        It is: for what holds results, which has to cut them before a view hears of it.
    changed : Signal(object)
        More of the answer is revealed now, or less: a `Revealed`.
    guesses_changed : Signal()
        Other guesses are kept.
    """

    changing = Signal()
    revealed_now = Signal(object)
    changed = Signal(object)
    guesses_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._revealed = Revealed.ALL
        self._guesses: tuple[str, ...] = ()

    @property
    def revealed(self) -> Revealed:
        """How far the answer is revealed."""
        return self._revealed

    def set_revealed(self, revealed: Revealed) -> None:
        """Cover the answer, or reveal this much of it."""
        if revealed == self._revealed:
            return
        self.changing.emit()
        self._revealed = revealed
        self.revealed_now.emit(revealed)
        self.changed.emit(revealed)

    def reveal_next(self) -> None:
        """Reveal the next, in the order of the lesson."""
        if self._revealed < Revealed.ALL:
            self.set_revealed(Revealed(self._revealed + 1))

    def cover_one(self) -> None:
        """Cover what was revealed last; all that is not covered yet, in the lesson's order."""
        if self._revealed > Revealed.NOTHING:
            self.set_revealed(Revealed(self._revealed - 1))

    @property
    def guesses(self) -> tuple[str, ...]:
        """Names of the bugs that a covered one was taken for."""
        return self._guesses

    def set_guesses(self, guesses: tuple[str, ...]) -> None:
        """Keep other guesses."""
        if guesses != self._guesses:
            self._guesses = guesses
            self.guesses_changed.emit()

    def tell_again(self) -> None:
        """Tell all to somebody who has not heard of it."""
        self.changed.emit(self._revealed)
        self.guesses_changed.emit()
