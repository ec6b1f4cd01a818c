"""A screen reader is told that a picture is one: to Qt any widget of ours is a "client"."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from nnd_gui.gui.widgets.picture import Picture

__all__ = ["call_pictures_graphics"]


@cache
def call_pictures_graphics() -> None:
    """From now on, give every picture that is drawn the role of a graphic; once is enough."""
    QAccessible.installFactory(_face)


def _face(_: str, thing: QObject | None) -> QAccessibleInterface | None:
    """What a reader meets; None leaves it to Qt.

    A picture that is made of a table or a text is met as that, which has the keyboard in it.
    """
    # By the class: it may be asked for before the picture is made.
    if isinstance(thing, Picture) and type(thing).keyboard_part is Picture.keyboard_part:
        return QAccessibleWidget(thing, QAccessible.Role.Graphic, "")
    return None
