"""Runs a check whenever the experiment changes, and stops the one before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from nnd_gui.engine.check import check
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.engine_thread import EngineThread, Job
from nnd_gui.gui.store import Store

__all__ = ["Runner"]

_SLOT = "check"

# Changes that follow each other faster than this, as while a key is held, make one run.
_DEBOUNCE_MS = 40


class Runner(QObject):
    """Keeps a store's result up to date with its experiment.

    Parameters
    ----------
    store : Store
        Whose experiment is run, and who receives what is found.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._thread = EngineThread(self)
        self._thread.reported.connect(store.receive)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DEBOUNCE_MS)
        self._delay.timeout.connect(self.start)
        store.spec_changed.connect(self._spec_changed)
        self._thread.start()

    def start(self) -> None:
        """Run the check now, from its beginning."""
        self._delay.stop()
        number = self._store.begin()
        self._thread.submit(_SLOT, Job(number, partial(check, self._store.spec)))

    def stop(self) -> None:
        """Stop the run; what was measured stays, marked as a part."""
        if self._delay.isActive():
            # Not begun yet: begin it, so that it can report that it was stopped.
            self.start()
        self._thread.stop_slot(_SLOT)

    def shut_down(self) -> None:
        """End the thread; nothing is reported afterwards."""
        if self._thread.isFinished():
            return  # Qt may close a window that is closed
        self._delay.stop()
        self._thread.reported.disconnect(self._store.receive)
        self._thread.shut_down()

    def _spec_changed(self, spec: ExperimentSpec) -> None:
        self._thread.stop_slot(_SLOT)
        self._delay.start()
