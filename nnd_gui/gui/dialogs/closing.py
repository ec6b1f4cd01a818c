"""The end of a dialog that only shows something: one button, in our own words."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from nnd_gui.model.words import tr

__all__ = ["close_button"]


def close_button(dialog: QDialog) -> QDialogButtonBox:
    """Make the row with the button that closes a dialog; others may be put beside it."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    # Qt's own word is in a catalogue of Qt's.
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    close.setText(tr("&Close"))
    close.setIcon(QIcon())  # the system's is not of our colours
    close.setToolTip(tr("Close this window (Esc)"))
    buttons.rejected.connect(dialog.reject)
    return buttons
