"""What a room takes a covered mistake for: noted while it is covered, judged when it is not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from nnd_gui.engine.subject import Network
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.bug_choices import bug_choices
from nnd_gui.model.riddle_words import guess_sentence
from nnd_gui.model.words import tr

__all__ = ["GuessMenu"]


class GuessMenu(QObject):
    """Two entries of a menu: to note a guess, and all that were noted.

    Parameters
    ----------
    window : QWidget
        Parent of the dialog, and owner.
    menu : QMenu
        What is filled.
    store : Store
        Keeps the guesses.

    Attributes
    ----------
    told : Signal(str)
        How good the guesses were, as soon as the diagnosis is revealed.
    """

    told = Signal(str)

    def __init__(self, window: QWidget, menu: QMenu, store: Store) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._guess = add_entry(self, menu, tr("Note a &guess…"), self._ask, "Ctrl+Shift+G")
        self._list = menu.addMenu(tr("G&uesses"))
        self._list.aboutToShow.connect(self._fill)
        store.cover.changed.connect(self._revealed)
        store.cover.guesses_changed.connect(self._show)
        self._show()

    def _ask(self) -> None:
        """Ask which mistake it is taken for; returns at once."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Guess"))
        dialog.setLabelText(tr("What is wrong? It is kept, and judged when all is revealed."))
        dialog.setComboBoxItems([row.title for row in bug_choices()])
        dialog.setOkButtonText(tr("&Note it"))
        dialog.setCancelButtonText(tr("&Cancel"))
        dialog.textValueSelected.connect(self._note)
        dialog.open()

    def _note(self, title: str) -> None:
        name = next((row.name for row in bug_choices() if row.title == title), None)
        if name is not None:
            self._store.cover.set_guesses((*self._store.cover.guesses, name))

    def _revealed(self) -> None:
        self._show()
        if not self._store.covered and self._store.cover.guesses:
            self.told.emit(" ".join(self._lines()))

    def _show(self) -> None:
        self._guess.setEnabled(self._store.covered)
        self._list.setEnabled(bool(self._store.cover.guesses))

    def _fill(self) -> None:
        self._list.clear()
        for line in self._lines():
            self._list.addAction(line.replace("&", "&&")).setEnabled(False)

    def _lines(self) -> list[str]:
        """Each guess, and once nothing is covered, how good it was."""
        titles = {row.name: row.title for row in bug_choices()}
        store, lines = self._store, []
        subject = store.told.subject
        for name in store.cover.guesses:
            title = titles.get(name, name)
            if store.covered or not isinstance(subject, Network):
                lines.append(title)
            else:
                judged = guess_sentence(name, store.told.bug, subject, store.told.dtype)
                lines.append(f"{title}: {judged}")
        return lines
