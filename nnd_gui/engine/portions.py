"""How much to compute at once, so that a run reports and can be stopped every few milliseconds."""

from __future__ import annotations

import time

__all__ = ["Portions"]

# Seconds of work that one portion aims at.
_AIM = 0.003
# A portion grows by this at most: the next one may be of another kind.
_GROWTH = 4.0


class Portions:
    """Sizes of portions of work, from how long the ones before took.

    Parameters
    ----------
    first : int
        Size of the first.
    most : int
        Size that none exceeds.
    """

    def __init__(self, first: int = 1, most: int = 1_000_000) -> None:
        self.size = max(1, min(first, most))
        self._most = most
        self._began = time.perf_counter()

    def begin(self) -> int:
        """Begin a portion: how large it may be."""
        self._began = time.perf_counter()
        return self.size

    def end(self) -> None:
        """End it, and choose the size of the next."""
        took = max(time.perf_counter() - self._began, 1e-6)
        wanted = self.size * min(_AIM / took, _GROWTH)
        self.size = int(max(1, min(wanted, self._most)))
