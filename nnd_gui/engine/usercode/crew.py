"""Several children of one file, where its evaluations are slow: each core has one.

The first goes on working while the others start. One that does not answer the first's
questions alike, bit by bit, is not used: what the file keeps from call to call, or draws,
forbids it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.usercode.client import Client

__all__ = ["Crew", "cores"]

# An evaluation that takes less is not worth another process, nor is less work than this in all.
_SLOW_SECONDS = 0.002
_MUCH_SECONDS = 1.5
# What one child is given at a time.
_SHARE_SECONDS = 0.2
_MOST = 4

Twin = Generator[None, None, Client | None]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Member:
    """One child, while it starts and while it works."""

    def __init__(self, client: Client | None, twin: Twin | None = None) -> None:
        self.client = client
        self._twin = twin
        self.rows: Iterator[NDArray[Any] | None] | None = None
        self.at = 0

    def start(self) -> bool:
        """Go on starting, for some milliseconds; whether there is hope."""
        if self._twin is None:
            return True
        try:
            next(self._twin)
        except StopIteration as end:
            self._twin = None
            self.client = end.value
            return self.client is not None
        return True

    def close(self) -> None:
        if self._twin is not None:
            self._twin.close()


class Crew:
    """Shares the evaluations of one objective among children.

    Parameters
    ----------
    first : Client
        Set up already. Whoever made it closes it.
    twin : callable
        Sets another one up and compares it with the first; its generator returns it, or
        None where it is not the same. Closed by `close`.
    most : int
        How many children in all.
    """

    def __init__(self, first: Client, twin: Callable[[], Twin], most: int) -> None:
        self._members = [_Member(first)]
        self._twin = twin
        self._most = min(most, _MOST)

    def expect(self, seconds: float, evaluations: int) -> None:
        """Have more children made ready, if so many evaluations are worth it.

        They start while the first works on: see `go_on`.
        """
        if _SLOW_SECONDS < seconds < math.inf and seconds * evaluations > _MUCH_SECONDS:
            while len(self._members) < self._most:
                self._members.append(_Member(None, self._twin()))

    def go_on(self) -> None:
        """Let those that start go on with it, for some milliseconds."""
        for member in list(self._members):
            if not member.start():
                self._members.remove(member)

    def costs(
        self,
        point: NDArray[Any],
        indices: NDArray[np.intp],
        values: NDArray[Any],
        seconds: float,
    ) -> Iterator[NDArray[Any] | None]:
        """Costs around a point, as of `Client.costs`, by as many children as it is worth.

        Parameters
        ----------
        point, indices, values
            As there.
        seconds : float
            What one evaluation takes, about; infinite where that is not known.
        """
        self.expect(seconds, values.size)
        if len(self._members) == 1:
            assert self._members[0].client is not None
            yield from self._members[0].client.costs(point, indices, values)
            return
        share = max(1, int(_SHARE_SECONDS / (max(seconds, 1e-9) * values.shape[1])))
        yield from _Shared(self._members, point, indices, values, share).costs()

    def close(self) -> None:
        """End all but the first."""
        others, self._members = self._members[1:], self._members[:1]
        for member in others:
            member.close()
            if member.client is not None:
                member.client.close()


class _Shared:
    """One request, cut into shares; answers go out in order."""

    def __init__(
        self,
        members: list[_Member],
        point: NDArray[Any],
        indices: NDArray[np.intp],
        values: NDArray[Any],
        share: int,
    ) -> None:
        self._members, self._share = members, share
        self._point, self._indices, self._values = point, indices, values
        self._given = self._sent = 0
        # Rows that came before those in front of them, by where they begin.
        self._early: dict[int, NDArray[Any]] = {}

    def costs(self) -> Iterator[NDArray[Any] | None]:
        while self._sent < len(self._indices):
            for member in list(self._members):
                self._go_on(member)
                yield from self._in_order()
            yield None

    def _go_on(self, member: _Member) -> None:
        """Have one child start, or work on, for some milliseconds."""
        if not member.start():
            self._members.remove(member)
            return
        if member.client is None:
            return
        if member.rows is None:
            if self._given >= len(self._indices):
                return
            some = slice(self._given, self._given + self._share)
            member.at, self._given = self._given, min(some.stop, len(self._indices))
            member.rows = member.client.costs(self._point, self._indices[some], self._values[some])
        try:
            found = next(member.rows)
        except StopIteration:
            member.rows = None
            return
        if found is not None:
            self._early[member.at] = found
            member.at += len(found)

    def _in_order(self) -> Iterator[NDArray[Any]]:
        while self._sent in self._early:
            found = self._early.pop(self._sent)
            self._sent += len(found)
            yield found
