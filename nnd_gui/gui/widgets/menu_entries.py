"""One way to put an entry into a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

__all__ = ["Key", "add_entry", "keys_of"]

Key = str | QKeySequence.StandardKey
"""A key of ours, or what the system has for something that every program has."""


def keys_of(*keys: Key) -> list[QKeySequence]:
    """Keys as sequences, each once; a system's own only where it has one.

    Of several that a system has for one thing the first is taken: the others are of keyboards
    of long ago. Keys that few keyboards have, as one named "Exit", are none to be told of.
    """
    found: list[QKeySequence] = []
    for key in keys:
        named = [QKeySequence(key)] if isinstance(key, str) else _usual(key)[:1]
        found += [sequence for sequence in named if sequence not in found]
    return found


def _usual(key: QKeySequence.StandardKey) -> list[QKeySequence]:
    # In Qt's numbers the keys of browsers, players and telephones come after all others.
    found = QKeySequence.keyBindings(key)
    return [x for x in found if x[0].key() < Qt.Key.Key_Back]  # type: ignore[index]  # it has items


def add_entry(
    owner: QObject, menu: QMenu, text: str, act: Callable[[], object] | None, *keys: Key
) -> QAction:
    """Add an entry, owned by somebody else than the menu.

    Parameters
    ----------
    owner : QObject
        Whose action it is.
    menu : QMenu
        Where it stands.
    text : str
        Its text, with its access key.
    act : callable or None
        What it does; None where its own signals are used.
    *keys : str or QKeySequence.StandardKey
        Its shortcuts.
    """
    action = QAction(text, owner)
    # Where a system guesses by its words what an entry is, it would move "Reset the settings".
    action.setMenuRole(QAction.MenuRole.NoRole)
    action.setShortcuts(keys_of(*keys))
    if act is not None:
        action.triggered.connect(act)
    menu.addAction(action)
    return action
