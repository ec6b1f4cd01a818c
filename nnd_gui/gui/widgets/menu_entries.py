"""One way to put an entry into a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

__all__ = ["Key", "add_entry", "keys_of"]

Key = str | QKeySequence.StandardKey
"""A key of ours, or what the system has for something that every program has."""


def keys_of(*keys: Key) -> list[QKeySequence]:
    """Keys as sequences, each once; a system's own only where it has one.

    Of several that a system has for one thing the first is taken: the others are of keyboards
    of long ago.
    """
    found: list[QKeySequence] = []
    for key in keys:
        named = [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)[:1]
        found += [sequence for sequence in named if sequence not in found]
    return found


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
