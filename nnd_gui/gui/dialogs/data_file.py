"""Asks for a file of samples and for what of it is used; returns at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nnd_gui.engine.errors import EngineError
from nnd_gui.engine.tables import Read
from nnd_gui.gui.dialogs.data_dialog import DataDialog
from nnd_gui.gui.dialogs.questions import tell
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["ask_data", "choose_data"]


def ask_data(
    parent: QWidget,
    themes: ThemeManager,
    folder: str,
    act: Callable[[Read, Path], object],
    *,
    one_hot: bool,
) -> None:
    """Ask for a file of samples, and then what of it is used.

    Parameters
    ----------
    parent : QWidget
    themes : ThemeManager
    folder : str
        Where to begin.
    act : callable
        Takes what was read, and from where.
    one_hot : bool
        Whether classes are likely to need a column each.
    """
    kinds = [
        tr("Samples (*.csv *.tsv *.txt *.dat *.npz *.npy)"),
        tr("All files (*)"),
    ]
    dialog = QFileDialog(parent, tr("Open a file of samples"), folder, ";;".join(kinds))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(
        lambda name: choose_data(parent, themes, Path(name), act, one_hot=one_hot)
    )
    dialog.open()


def choose_data(
    parent: QWidget,
    themes: ThemeManager,
    path: Path,
    act: Callable[[Read, Path], object],
    *,
    one_hot: bool,
) -> None:
    """Ask what of a file of samples is used; say so where it cannot be read."""
    try:
        dialog = DataDialog(themes, path, one_hot, parent)
    except EngineError as problem:
        tell(parent, tr("Not opened"), problem_text(problem))
        return
    dialog.chosen.connect(lambda read: act(read, path))
    dialog.open()
