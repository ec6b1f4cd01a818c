"""What is done once the events that wait have been dealt with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

__all__ = ["later"]


def later(owner: QObject, call: Callable[[], object]) -> None:
    """Call something from the event loop, if its owner is there still.

    `QTimer.singleShot` with an owner does not report what its call raises: PySide6 leaves the
    error pending, and the next override that Qt happens to call fails of it, or nothing does.

    Parameters
    ----------
    owner : QObject
        Without it nothing is called.
    call : callable
        What it raises is told like every failure.
    """
    clock = QTimer(owner)
    clock.setSingleShot(True)
    clock.timeout.connect(clock.deleteLater)
    clock.timeout.connect(call)
    clock.start(0)
