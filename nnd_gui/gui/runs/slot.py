"""One kind of run in the window: what it is asked now, and what was found.

A slot decides what may be shown: a batch of an older run is dropped, and a quick run is
not shown as running.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from nnd_gui.engine.events import Event, Finished
from nnd_gui.gui.runs.run_kind import RunKind, RunResult
from nnd_gui.model.cover import Revealed

__all__ = ["Slot"]

# A run that is over sooner than this is not shown as running: the window would only
# flicker. A slower one takes what was found before off the screen at this time.
_GRACE_MS = 120


class Slot(QObject):
    """Holds the ask, the run's number and the result of one kind of run.

    Parameters
    ----------
    kind : RunKind
        What it runs.
    ask : object, optional
        What it is asked first; None for nothing.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    result_changed : Signal(str, object)
        Its kind's name, and its result, which has grown or is another one; None where
        nothing is asked.
    run_changed : Signal(bool)
        A run takes long enough to be shown as running (True), or has ended (False).
    """

    result_changed = Signal(str, object)
    run_changed = Signal(bool)

    def __init__(self, kind: RunKind, ask: object | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._ask = ask
        self._result = self._empty()
        self._revealed = Revealed.ALL
        self._told_result: RunResult | None = None
        self._kept: object | None = None
        self._answers: object | None = ask
        self._told = False
        self._number: int | None = None
        self._running = False
        self._shown_running = False
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(_GRACE_MS)
        self._grace.timeout.connect(self._show_running)

    @property
    def ask(self) -> object | None:
        """What is asked now."""
        return self._ask

    @property
    def result(self) -> RunResult | None:
        """What the newest run has found, as far as it may be told.

        None where nothing is asked, or nothing may be told.
        """
        kind, result = self.kind, self._result
        if result is None or self._revealed >= Revealed.ALL or self._revealed >= kind.told_from:
            return result
        if kind.told is None:
            return None
        self._told_result = kind.told(result, self._revealed, self._told_result)
        return self._told_result

    @property
    def found(self) -> RunResult | None:
        """All of it, told or not: for whoever keeps it, and no view."""
        return self._result

    @property
    def kept(self) -> object | None:
        """What the next run may use of the last one that has ended, if anything."""
        return self._kept

    def set_revealed(self, revealed: Revealed) -> None:
        """Tell this much from now on: this is the one way out for whatever was found."""
        if revealed != self._revealed:
            self._revealed, self._told_result = revealed, None
            # What is still on the screen may be another experiment's: its answer is not told now.
            if self._answers is self._ask:
                self._emit()
            else:
                self._clear()

    @property
    def number(self) -> int | None:
        """Number of the run whose batches are taken."""
        return self._number

    @property
    def running(self) -> bool:
        """Whether the answer is still on its way."""
        return self._running

    def needs(self, ask: object | None) -> bool:
        """Whether a run is wanted for an ask: it is another, or nothing was found for it."""
        if ask != self._ask:
            return True
        unanswered = self._result is not None and self._result.finished is None
        return unanswered and not self._running

    def expect(self, ask: object | None, *, at_once: bool = False) -> None:
        """Ask for something else, whose run begins soon.

        From here on nothing that was found before belongs to what is asked, and what is
        still on its way is dropped. On the screen the old result stays for a moment.

        Parameters
        ----------
        ask : object, optional
            What is asked; None for nothing.
        at_once : bool
            Take the old result off the screen now.
        """
        self._ask, self._number = ask, None
        if ask is None:
            self._end()
            self._clear()
            return
        self._running = True
        if at_once:
            self._clear()
        if not self._grace.isActive():
            self._grace.start()

    def begin(self, number: int) -> None:
        """Start a result for what is asked; any other run's batches are dropped from now on."""
        self._number = number
        self._renew()
        self._running = True
        if not self._grace.isActive():
            self._grace.start()

    def add(self, events: list[Event]) -> None:
        """Take in a batch of the run, without telling."""
        if self._result is None:
            return
        for event in events:
            self._result.add(event)
        if isinstance(events[-1], Finished):
            self._running = False
            self._grace.stop()
            if self.kind.kept is not None:
                self._kept = self.kind.kept(self._result)

    def tell(self) -> None:
        """Tell of the result after `add`."""
        self._emit()
        if not self._running:
            self._hide_running()

    def tell_again(self) -> None:
        """Tell what is shown to somebody who has not heard of it."""
        if self._told:
            self._emit()
        if self._shown_running:
            self.run_changed.emit(True)

    def lapse(self) -> None:
        """Give up the run: nobody looks. What it had not finished is forgotten."""
        self._number = None
        if self._running:
            self._end()
            self._renew()

    def shut(self) -> None:
        """Take nothing in any more: a batch may be on its way that was sent before the end."""
        self._number = None
        self._grace.stop()

    def _end(self) -> None:
        self._running = False
        self._grace.stop()
        self._hide_running()

    def _hide_running(self) -> None:
        if self._shown_running:
            self._shown_running = False
            self.run_changed.emit(False)

    def _empty(self) -> RunResult | None:
        return None if self._ask is None else self.kind.result(self._ask)

    def _renew(self) -> None:
        self._result, self._answers, self._told = self._empty(), self._ask, False
        self._told_result = None

    def _clear(self) -> None:
        self._renew()
        self._emit()

    def _emit(self) -> None:
        self._told = True
        self.result_changed.emit(self.kind.name, self.result)

    def _show_running(self) -> None:
        if not self._shown_running:
            self._shown_running = True
            self.run_changed.emit(True)
        # What is on the screen may belong to something else.
        if self._answers is not self._ask:
            self._clear()
        elif not self._told:
            self._emit()
