"""Hints in steps: where a gradient is wrong, then what kind of mistake it is, then which line.

Where it is wrong is a part of the verdict. All else is held back until the person asks for it,
because a mistake that was found without being told is not made again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnd_gui.engine.events import Diagnosed

__all__ = ["HINTS", "KIND", "LINE", "WHERE", "Hints"]

WHERE, KIND, LINE = "where", "kind", "line"
HINTS = (WHERE, KIND, LINE)
"""The steps, in the order in which they can be asked for."""


class Hints:
    """What of a diagnosis of a person's file is told, and what is held back.

    Attributes
    ----------
    end : str
        The last step that can be asked for: an instructor's document may end them earlier.
    at_once : bool
        Whether all of them, up to the end, are told without being asked for.
    covered : bool
        Whether even that there is something to hint at is to be predicted first.
    """

    def __init__(self) -> None:
        self.end = LINE
        self.at_once = False
        self.covered = False
        self._asked = WHERE
        self._held: Diagnosed | None = None
        self._of: object = None

    @property
    def step(self) -> str:
        """The last step that is told."""
        asked = LINE if self.at_once else self._asked
        return HINTS[min(HINTS.index(asked), HINTS.index(self.end))]

    @property
    def next(self) -> str | None:
        """What can be asked for now; None for nothing."""
        place = HINTS.index(self.step)
        if not self.holds or place >= HINTS.index(self.end):
            return None
        return HINTS[place + 1]

    @property
    def holds(self) -> bool:
        """Whether there is a diagnosis that may be hinted at, told or not."""
        return self._held is not None and not self.covered

    def begin(self) -> None:
        """Forget the diagnosis, as a check begins."""
        self._held = None

    def take(self, event: Diagnosed, file: Path) -> Diagnosed:
        """Take a diagnosis in; what of it may be told.

        While the mistake stays the same, from save to save, what was told of it is told again.
        Of another one it begins anew.
        """
        mistake = file, tuple((finding.bug, finding.where) for finding in event.findings)
        if mistake != self._of:
            self._of, self._asked = mistake, WHERE
        self._held = event
        return self.told()

    def ask(self) -> Diagnosed:
        """Go one step further, as far as there is one; what may be told now."""
        self._asked = self.next or self._asked
        return self.told()

    def told(self) -> Diagnosed:
        """What may be told: a diagnosis of nothing where that is nothing."""
        if self._held is None or self.step == WHERE:
            return Diagnosed(())
        return self._held if self.step == LINE else replace(self._held, first_wrong=None)
