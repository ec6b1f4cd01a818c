"""What the program is."""

from __future__ import annotations

import platform
from functools import partial

import numpy as np
import pyqtgraph as pg
import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from nnd_gui import __version__
from nnd_gui.gui.dialogs.closing import close_button
from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.model.words import tr

__all__ = ["show_about"]


def show_about(parent: QWidget) -> None:
    """Say what the program is and which versions it runs on."""
    text = tr(
        "<h3>Gradient Checker {version}</h3>"
        "<p>Checks a neural network's gradient code numerically, weight by weight.</p>"
        "<p>Grown out of lesson 5 of “Neural Networks Demystified”.</p>"
        "<p>Python {python}, Qt for Python {qt}, numpy {numpy}, pyqtgraph {pyqtgraph}</p>",
        version=__version__,
        python=platform.python_version(),
        qt=PySide6.__version__,
        numpy=np.__version__,
        pyqtgraph=pg.__version__,
    )
    versions = tr(
        "Gradient Checker {version}, Python {python}, Qt for Python {qt}, numpy {numpy}, "
        "pyqtgraph {pyqtgraph}, {system}",
        version=__version__,
        python=platform.python_version(),
        qt=PySide6.__version__,
        numpy=np.__version__,
        pyqtgraph=pg.__version__,
        system=platform.platform(),
    )
    _show(parent, tr("About Gradient Checker"), text, versions)


def _show(parent: QWidget, title: str, html: str, copied: str = "") -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    give_help(dialog, "first-steps")
    label = QLabel(html, dialog)
    label.setTextFormat(Qt.TextFormat.RichText)
    buttons = close_button(dialog)
    if copied:
        copy = buttons.addButton(tr("Copy the &versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(tr("Put them on the clipboard, as for a report of a fault"))
        copy.clicked.connect(partial(QGuiApplication.clipboard().setText, copied))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(16)
    column.addWidget(label)
    column.addWidget(buttons)
    dialog.open()
