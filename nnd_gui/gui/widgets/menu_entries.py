"""One way to put an entry into a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

__all__ = ["add_entry"]


def add_entry(
    owner: QObject, menu: QMenu, text: str, act: Callable[[], object] | None, *keys: str
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
    *keys : str
        Its shortcuts.
    """
    action = QAction(text, owner)
    action.setShortcuts([QKeySequence(key) for key in keys])
    if act is not None:
        action.triggered.connect(act)
    menu.addAction(action)
    return action
