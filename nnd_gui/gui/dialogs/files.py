"""Asks for a file, by the system's own dialog; returns at once, and acts when one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nnd_gui.gui.dialogs.questions import Answer, ask
from nnd_gui.model.data_file import DATA_SUFFIXES
from nnd_gui.model.document_file import SUFFIX
from nnd_gui.model.person_target import PERSON_SUFFIXES
from nnd_gui.model.words import tr

__all__ = ["ask_open", "ask_save", "with_suffix"]


def ask_open(parent: QWidget, folder: Path, act: Callable[[Path], object]) -> None:
    """Ask which document, or whose code, to open."""
    mine = " ".join(f"*{suffix}" for suffix in PERSON_SUFFIXES)
    data = " ".join(f"*{suffix}" for suffix in DATA_SUFFIXES)
    kinds = (
        tr("All that can be opened (*{suffix} {mine})", suffix=SUFFIX, mine=f"{mine} {data}"),
        tr("Your code ({mine})", mine=mine),
        tr("Samples ({data})", data=data),
    )
    dialog = _dialog(parent, tr("Open"), folder, *kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: act(Path(name)))
    dialog.open()


def ask_save(parent: QWidget, file: Path, act: Callable[[Path], object]) -> None:
    """Ask where to save a document; the suffix is appended to a name that lacks it."""
    dialog = _dialog(parent, tr("Save as"), file.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX.lstrip("."))
    dialog.selectFile(file.name)
    dialog.fileSelected.connect(lambda name: with_suffix(parent, Path(name), SUFFIX, act))
    dialog.open()


def _dialog(parent: QWidget, title: str, folder: Path, *more: str) -> QFileDialog:
    kinds = [
        *more,
        tr("Experiments (*{suffix})", suffix=SUFFIX),
        tr("All files (*)"),
    ]
    dialog = QFileDialog(parent, title, str(folder), ";;".join(kinds))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def with_suffix(parent: QWidget, file: Path, suffix: str, act: Callable[[Path], object]) -> None:
    """Append a suffix where the dialog did not: it takes ``my.version2`` for a whole name.

    Parameters
    ----------
    parent : QWidget
        Of the question whether what is there under the whole name is to be replaced.
    file : pathlib.Path
        What was chosen.
    suffix : str
        With or without its point.
    act : callable
        Takes the whole name.
    """
    suffix = f".{suffix.lstrip('.')}"
    if file.suffix.lower() == suffix:
        act(file)
        return
    whole = file.with_name(file.name + suffix)
    if not whole.exists():
        act(whole)
        return
    # What the dialog asked about is not what would be replaced.
    ask(
        parent,
        tr("Save as"),
        tr("There is already a file “{file}”. Replace it?", file=whole.name),
        [Answer(tr("&Replace"), lambda: act(whole), True, tr("What was in the file is lost"))],
    )
