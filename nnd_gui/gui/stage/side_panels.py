"""The panels beside the stage: which are wanted, and for which there is room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

__all__ = ["SidePanels"]


class SidePanels(QObject):
    """Puts panels away, by wish and where the window is too narrow for all of them.

    Parameters
    ----------
    stage : QWidget
        What must keep its room.
    panels : mapping of str to QWidget
        Panels of a fixed width, by name: the first is the last to give way, and beside it
        the stage keeps `room_beside_first`.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    changed : Signal()
        Another panel is wanted, or no longer.
    """

    changed = Signal()

    @dataclass(frozen=True, slots=True)
    class Kept:
        """Which panels were wanted, and which of them first."""

        wanted: frozenset[str]
        order: tuple[str, ...]

    def __init__(
        self, stage: QWidget, panels: Mapping[str, QWidget], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage, self._panels = stage, dict(panels)
        self._wanted = set(panels)
        self._away: set[str] = set()
        self._order = list(panels)
        self._first = next(iter(panels))
        self._width = 1_000_000
        self._beside_first = 0

    def is_wanted(self, name: str) -> bool:
        """Whether a panel is there, or would be if there were room and none were put away."""
        return name in self._wanted

    def is_called(self, name: str) -> bool:
        """Whether a panel is wanted now, as all may be put away for a while."""
        return name in self._wanted - self._away

    def want(self, name: str, wanted: bool) -> None:
        """Bring a panel, for which another gives way where both have no room; or put it away."""
        if wanted:
            self._wanted.add(name)
            self._away.discard(name)
            self._order.remove(name)
            self._order.insert(0, name)
        else:
            self._wanted.discard(name)
        self._arrange()
        self.changed.emit()

    def want_these(self, wanted: Mapping[str, bool]) -> None:
        """Say of some panels whether they are wanted."""
        for name, on in wanted.items():
            (self._wanted.add if on else self._wanted.discard)(name)
        self._arrange()
        self.changed.emit()

    @property
    def kept(self) -> Kept:
        """Which panels are wanted."""
        return SidePanels.Kept(frozenset(self._wanted), tuple(self._order))

    def put_away(self) -> Kept:
        """Put all of them away for a while; one that is called for comes back alone."""
        kept = self.kept
        self._away = set(self._panels)
        self._arrange()
        self.changed.emit()
        return kept

    def bring_back(self, kept: Kept) -> None:
        """Bring back what was there before they were put away."""
        self._away.clear()
        self._wanted, self._order = set(kept.wanted), list(kept.order)
        self._arrange()
        self.changed.emit()

    def fit(self, width: int, room_beside_first: int) -> None:
        """Show what has room.

        Parameters
        ----------
        width : int
            Of the window.
        room_beside_first : int
            What the stage keeps at least while the first panel is there.
        """
        self._width, self._beside_first = width, room_beside_first
        self._arrange()

    def _arrange(self) -> None:
        least = self._stage.minimumSizeHint().width()
        if self._first in self._wanted - self._away:
            least = max(least, self._beside_first)
        left = self._width - least
        shown = set()
        for name in self._order:
            width = self._panels[name].minimumWidth()
            if name in self._wanted - self._away and width <= left:
                shown.add(name)
                left -= width
        # Those that go first: the window must not be too wide in between.
        for name in sorted(self._panels, key=lambda name: name in shown):
            self._panels[name].setVisible(name in shown)
