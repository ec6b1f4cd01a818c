"""What a screen reader says by itself, and what it calls an editor that has no label."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

__all__ = ["announce", "name_for_readers"]


def announce(part: QWidget, text: str) -> None:
    """Have a screen reader say something that has happened, once it is silent.

    Nothing is done where none is in use. On Linux it is AT-SPI's ``Announcement``, on Windows
    a notification of UI Automation, on macOS one of NSAccessibility.

    Parameters
    ----------
    part : QWidget
        Where it has happened.
    text : str
        What is said, translated.
    """
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(part, text))


def name_for_readers(box: QComboBox) -> QLabel:
    """Name a combo box to readers by a label that nobody sees.

    On Linux Qt gives what a combo box shows for its name, and its label for what it is: without
    one a reader says "Sigmoid" and not of what. To be called when the box is in its place.

    Parameters
    ----------
    box : QComboBox
        A box with an accessible name, and no label beside it.

    Returns
    -------
    QLabel
        The label, to be changed when the name does.
    """
    label = QLabel(box.accessibleName(), box.parentWidget())
    label.setBuddy(box)
    label.hide()
    return label
