"""Keeps every slot's result up to date: begins a run where one is due, and stops the one before."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject, QTimer

from nnd_gui.gui.runs.engine_thread import EngineThread, Job
from nnd_gui.gui.runs.run_kind import CHECK, PINNED
from nnd_gui.gui.runs.slot import Slot
from nnd_gui.gui.runs.store import Store

__all__ = ["Runner"]

# Changes that follow each other faster than this, as while a key is held, make one run.
_DEBOUNCE_MS = 40


class Runner(QObject):
    """Runs what a store's slots are asked: the check always, all else while somebody looks.

    Parameters
    ----------
    store : Store
        Whose slots are run, and who receives what is found.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._wanted = {CHECK, PINNED}
        self._due: set[str] = set()
        self._thread = EngineThread(self)
        self._thread.reported.connect(store.receive)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DEBOUNCE_MS)
        self._delay.timeout.connect(self._begin_due)
        store.spec_changed.connect(self._spec_changed)
        store.selection_changed.connect(self._look)
        store.settings_changed.connect(self._look)
        self._thread.start()

    def start(self) -> None:
        """Run the check now, from its beginning."""
        self.start_slot(CHECK)

    def stop(self) -> None:
        """Stop the check; what was measured stays, marked as a part."""
        self.stop_slot(CHECK)

    def start_slot(self, name: str) -> None:
        """Run a slot now, from its beginning."""
        self._begin(name, None)

    def _begin(self, name: str, kept: object | None) -> None:
        self._due.discard(name)
        slot = self._store.slot(name)
        if slot.ask is None:
            return
        number = self._store.begin(name)
        asked = (slot.ask,) if kept is None else (slot.ask, kept)
        self._thread.submit(name, Job(number, partial(slot.kind.steps, *asked)))

    def stop_slot(self, name: str) -> None:
        """Stop a slot's run; what was found stays, marked as a part."""
        if name in self._due:
            # Not begun yet: begin it, so that it can report that it was stopped.
            self.start_slot(name)
        self._thread.stop_slot(name)

    def ask(self, name: str, wanted: bool) -> None:
        """Run a slot again (True), or stop it (False), as the person asks in its picture."""
        if wanted:
            self.start_slot(name)
        else:
            self.stop_slot(name)

    def set_wanted(self, names: Collection[str]) -> None:
        """Tell which kinds of run somebody looks at; the check is always wanted.

        The others stop when nobody looks any more, and begin when somebody does.
        """
        wanted = {CHECK, PINNED, *names}
        for name in self._wanted - wanted:
            self._due.discard(name)
            self._thread.stop_slot(name)
            self._store.slot(name).lapse()
        come, self._wanted = wanted - self._wanted, wanted
        for slot in self._store.slots:
            if slot.kind.name in come:
                # At once: an older answer would be taken for the one to what is asked now.
                self._look_at(slot, at_once=True)

    def shut_down(self) -> None:
        """End the thread; nothing is reported afterwards."""
        if self._thread.isFinished():
            return  # Qt may close a window that is closed
        self._delay.stop()
        self._thread.reported.disconnect(self._store.receive)
        self._thread.shut_down()
        for slot in self._store.slots:
            slot.shut()

    def _spec_changed(self) -> None:
        self._thread.stop_slot(CHECK)
        self._due.add(CHECK)
        self._look()
        self._delay.start()

    def _look(self) -> None:
        """Look which of the wanted slots are asked something else now."""
        for slot in self._store.slots:
            if slot.kind.name in self._wanted and slot.kind.name != CHECK:
                self._look_at(slot)

    def _look_at(self, slot: Slot, *, at_once: bool = False) -> None:
        name = slot.kind.name
        ask = self._store.ask_of(name)
        if not slot.needs(ask):
            return
        self._thread.stop_slot(name)
        slot.expect(ask, at_once=at_once)
        self._due.discard(name)
        if ask is not None:
            self._due.add(name)
            self._delay.start()

    def _begin_due(self) -> None:
        for slot in self._store.slots:  # the check, which comes first, before all else
            name = slot.kind.name
            if name == CHECK and not slot.running:
                self._due.discard(name)  # a document has brought what it comes to
            if name in self._due:
                # Nobody asked for new numbers: where the old ones do, they are judged again.
                self._begin(name, slot.kept)
