"""What is done with bugs and riddles: the menu Teach."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nnd_gui.gui.dialogs.riddle import ask_riddle
from nnd_gui.gui.menus.guess_menu import GuessMenu
from nnd_gui.gui.menus.hint_menu import HintMenu
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.bug_choices import bug_choices
from nnd_gui.model.check_edits import with_bug
from nnd_gui.model.cover import Revealed, reveal_text
from nnd_gui.model.words import tr

__all__ = ["TeachMenu"]


class TeachMenu(QObject):
    """Fills a menu, and keeps it up to date.

    Parameters
    ----------
    window : QWidget
        Parent of the dialog, and owner.
    menu : QMenu
        What is filled.
    store : Store
        Whose experiment is broken and mended.
    begin_riddle : callable
        Puts the bug of a riddle's number in, covered.

    Attributes
    ----------
    bugs_asked : Signal(bool)
        The panel of bugs is wanted, or no longer.
    told : Signal(str)
        Something was revealed that is worth a sentence.
    """

    bugs_asked = Signal(bool)
    told = Signal(str)

    def __init__(
        self, window: QWidget, menu: QMenu, store: Store, begin_riddle: Callable[[int], object]
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._begin_riddle = window, store, begin_riddle
        self._bugs = add_entry(self, menu, tr("&Break it"), None, "Ctrl+B")
        self._bugs.setCheckable(True)
        self._bugs.toggled.connect(self.bugs_asked)
        self._repair = add_entry(
            self, menu, tr("Take the bug &out"), self._take_out, "Ctrl+Shift+B"
        )
        menu.addSeparator()
        add_entry(self, menu, tr("&Mystery bug…"), self._ask_riddle, "Ctrl+Shift+M")
        menu.addSeparator()
        self._cover = add_entry(self, menu, tr("&Cover the answer"), None, "Ctrl+Shift+C")
        self._cover.setCheckable(True)
        self._cover.triggered.connect(self._cover_all)
        cover = store.cover
        self._next = add_entry(self, menu, "", cover.reveal_next, "F9")
        self._back = add_entry(self, menu, tr("Cove&r one again"), cover.cover_one, "Shift+F9")
        cover.changed.connect(self._show_revealed)
        self._show_revealed(cover.revealed)
        self._store.spec_changed.connect(self._show_bug)
        self._guesses = GuessMenu(window, menu, store)
        self._guesses.told.connect(self.told)
        menu.addSeparator()
        HintMenu(menu, store, self)
        self._show_bug()

    @property
    def bugs(self) -> QAction:
        """Shows the panel of bugs; its text says which one is in."""
        return self._bugs

    def open_bugs(self) -> None:
        """Bring the panel of bugs."""
        self._bugs.setChecked(True)

    def close_bugs(self) -> None:
        """Put the panel of bugs away."""
        self._bugs.setChecked(False)

    def _cover_all(self) -> None:
        # Where part is covered still, who covers must not tell a whole room the rest.
        nothing = self._store.cover.revealed is Revealed.NOTHING
        self._store.cover.set_revealed(Revealed.ALL if nothing else Revealed.NOTHING)

    def _show_revealed(self, revealed: Revealed) -> None:
        self._cover.setChecked(self._store.covered)
        self._next.setText(reveal_text(revealed) or tr("Reveal the &next"))
        self._next.setEnabled(self._store.covered)
        self._back.setEnabled(revealed > Revealed.NOTHING)
        self._show_bug()

    def _take_out(self) -> None:
        self._store.edit(with_bug(self._store.spec, None).spec)

    def _ask_riddle(self) -> None:
        ask_riddle(self._window, self._begin_riddle)

    def _show_bug(self) -> None:
        """Say on the tool bar that something is broken, and what, unless it is to be guessed."""
        spec, covered = self._store.told, self._store.covered
        # While it is covered nobody can see by this whether there is one.
        self._repair.setEnabled(covered or spec.bug is not None)
        text = tr("Break it")
        if covered:
            text = tr("Guess what")
        elif spec.bug is not None:
            title = next(row.title for row in bug_choices() if row.name == spec.bug.name)
            text = tr("Broken: {bug}", bug=title)
        self._bugs.setIconText(text)
