"""The last lines of what a person's code prints, however much that is."""

from __future__ import annotations

import os
import time

__all__ = ["KEPT_BYTES", "Tail"]

KEPT_BYTES = 64 * 1024
_SAVE_SECONDS = 0.25


class Tail:
    """Keeps the end of a stream of bytes, and saves it to a file.

    Parameters
    ----------
    path : str
        Where it is saved, whole each time.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._parts: list[bytes] = []
        self._size = 0
        self._left_out = False
        self._changed = False
        self._saved = time.monotonic()

    def add(self, data: bytes) -> None:
        """Take in what was printed."""
        if not data:
            return
        self._changed = True
        self._parts.append(data)
        self._size += len(data)
        while self._size - len(self._parts[0]) >= KEPT_BYTES:
            self._size -= len(self._parts.pop(0))
            self._left_out = True

    @property
    def content(self) -> bytes:
        """The last lines; the first of them is whole."""
        text = b"".join(self._parts)
        if len(text) <= KEPT_BYTES and not self._left_out:
            return text
        text = text[-KEPT_BYTES:]
        first = text.find(b"\n")
        return text if first < 0 else text[first + 1 :]

    def save(self, *, only_if_due: bool = False) -> None:
        """Write it down, if there is anything new."""
        now = time.monotonic()
        if not self._changed or (only_if_due and now - self._saved < _SAVE_SECONDS):
            return
        beside = self._path + ".new"
        with open(beside, "wb") as file:
            file.write(self.content)
        os.replace(beside, self._path)
        self._changed, self._saved = False, now
