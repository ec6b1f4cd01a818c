"""Work in small steps between the window's own, so that nothing has to wait for it."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from nnd_gui.engine.errors import EngineError

__all__ = ["Stepping"]

Answer = TypeVar("Answer")
_AT_ONCE_SECONDS = 0.012


class Stepping(QObject, Generic[Answer]):
    """Drives a generator a few milliseconds at a time.

    Attributes
    ----------
    progressed : Signal(object)
        What was yielded last.
    done : Signal(object)
        What the generator returned.
    failed : Signal(object)
        The `EngineError` that it raised.
    """

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[object, None, Answer] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether there is something left to do."""
        return self._steps is not None

    def start(self, steps: Generator[object, None, Answer]) -> None:
        """Do something, in place of what is being done."""
        self.stop()
        self._steps = steps
        self._timer.start()

    def stop(self) -> None:
        """Leave off."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _go_on(self) -> None:
        steps, last = self._steps, None
        if steps is None:
            return
        due = time.monotonic() + _AT_ONCE_SECONDS
        try:
            while time.monotonic() < due:
                last = next(steps)
        except StopIteration as end:
            self.stop()
            self.done.emit(end.value)
        except EngineError as problem:
            self.stop()
            self.failed.emit(problem)
        else:
            self.progressed.emit(last)
