"""What is done with pinned runs: entries of the menu Check, and the bar that shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnd_gui.gui.panels.compare_bar import CompareBar
from nnd_gui.gui.runs.pins import Pins
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.compare_words import difference_text, outcome_text
from nnd_gui.model.words import tr

__all__ = ["PinMenu"]


class PinMenu(QObject):
    """Fills a menu, and keeps it and the bar up to date.

    Parameters
    ----------
    parent : QObject
        Owner.
    menu : QMenu
        What is filled.
    store : Store
        Has the current run.
    pins : Pins
        Has the pinned ones.
    bar : CompareBar
        Shows one beside the other.
    """

    def __init__(
        self, parent: QObject, menu: QMenu, store: Store, pins: Pins, bar: CompareBar
    ) -> None:
        super().__init__(parent)
        self._store, self._pins, self._bar = store, pins, bar
        menu.addSeparator()
        self._pin = add_entry(self, menu, tr("&Pin this run"), pins.pin, "Ctrl+P")
        self._swap = add_entry(self, menu, tr("Swap with the pinned &run"), pins.swap, "Ctrl+K")
        self._unpin = add_entry(self, menu, tr("&Unpin"), pins.unpin, "Ctrl+Shift+K")
        bar.chosen.connect(pins.see)
        bar.swap_asked.connect(pins.swap)
        bar.unpin_asked.connect(pins.unpin)
        pins.changed.connect(self._show_pins)
        store.result_changed.connect(self._show)
        store.cover.changed.connect(self._show)
        self._show()

    def _show_pins(self) -> None:
        self._bar.show_pins([pin.kept.name for pin in self._pins.pins], self._pins.place)
        self._show()

    def _show(self) -> None:
        store, pin = self._store, self._pins.seen
        ended = store.result.finished is not None
        self._pin.setEnabled(ended and not store.covered)
        self._swap.setEnabled(ended and pin is not None and not store.covered)
        self._unpin.setEnabled(pin is not None)
        # What was pinned would tell what is to be predicted.
        self._bar.setVisible(pin is not None and not store.covered)
        if pin is None or store.covered:
            self._bar.show_words("", "", "")
            return
        differs = difference_text(pin.kept.spec, store.spec)
        self._bar.show_words(differs, outcome_text(pin.result), outcome_text(store.result))
