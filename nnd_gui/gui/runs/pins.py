"""The pinned runs of a window, and which of them is seen beside the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from nnd_gui.engine.subject import Network
from nnd_gui.gui.runs.run_kind import PINNED
from nnd_gui.gui.runs.store import Store
from nnd_gui.model.before import pinned_before
from nnd_gui.model.compare_words import pin_name
from nnd_gui.model.document import Pinned
from nnd_gui.model.result import CheckResult

__all__ = ["Pin", "Pins"]


@dataclass(frozen=True, slots=True, eq=False)
class Pin:
    """One pinned run; its result is None until it was measured again, as after opening a file."""

    kept: Pinned
    result: CheckResult | None = None


class Pins(QObject):
    """Keeps runs for comparison.

    Parameters
    ----------
    store : Store
        Whose runs are pinned, and where the one that is seen is drawn beside.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    changed : Signal()
        There are other pins, another one is seen, or its result has come.
    """

    changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pins: list[Pin] = []
        self._place = -1
        store.slot_changed.connect(self._take)

    @property
    def pins(self) -> tuple[Pin, ...]:
        """All of them, the oldest first."""
        return tuple(self._pins)

    @property
    def kept(self) -> tuple[Pinned, ...]:
        """As a document keeps them."""
        return tuple(pin.kept for pin in self._pins)

    @property
    def place(self) -> int:
        """Which of them is seen beside the current run; -1 for none."""
        return self._place

    @property
    def seen(self) -> Pin | None:
        """The one that is seen beside the current run."""
        return self._pins[self._place] if self._place >= 0 else None

    def pin(self) -> None:
        """Keep the run that is shown, once it has ended; nothing that is covered."""
        result = self._store.result
        if result.finished is None or self._store.covered:
            return
        self._pins.append(Pin(Pinned(pin_name(result.spec), self._store.spec), result))
        self.see(len(self._pins) - 1)

    def see(self, place: int) -> None:
        """See another one beside the current run, or none with -1."""
        self._place = place if 0 <= place < len(self._pins) else -1
        self._show()

    def unpin(self) -> None:
        """Let go of the one that is seen; the one before it is seen then."""
        if self._place >= 0:
            del self._pins[self._place]
            self.see(min(self._place, len(self._pins) - 1))

    def swap(self) -> None:
        """Make the pinned experiment the current one, and pin what was current."""
        pin, result = self.seen, self._store.result
        if pin is None or result.finished is None or self._store.covered:
            return
        now = Pin(Pinned(pin_name(result.spec), self._store.spec), result)
        self._pins[self._place] = now
        self._show()
        self._store.edit(pin.kept.spec)

    def bring(self, kept: Sequence[Pinned]) -> None:
        """Take a document's pins instead; what they gave is measured again when it is seen."""
        if tuple(kept) != self.kept:
            self._pins = [Pin(run) for run in kept]
            self.see(0 if self._pins else -1)

    def _show(self) -> None:
        pin = self.seen
        missing = pin is not None and pin.result is None
        if pin is not None and missing:
            subject = pin.kept.spec.subject
            # A person's file may be another by now, and is not run without being asked.
            missing = isinstance(subject, Network)
        self._store.set_settings(PINNED, pin.kept.spec if pin is not None and missing else None)
        result = None if pin is None else pin.result
        self._store.show_beside(None if result is None else pinned_before(result))
        self.changed.emit()

    def _take(self, kind: str, result: object) -> None:
        pin = self.seen
        if kind != PINNED or pin is None or not isinstance(result, CheckResult):
            return
        if result.finished is not None and result.spec == pin.kept.spec and pin.result is None:
            self._pins[self._place] = replace(pin, result=result)
            self._show()
