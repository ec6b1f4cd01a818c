"""Writes something to a file that is asked for. A file is complete or not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nnd_gui.gui.dialogs.files import with_suffix
from nnd_gui.gui.dialogs.questions import tell
from nnd_gui.model.words import tr

__all__ = ["FileSaver", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file that something can be written as.

    Parameters
    ----------
    title : str
        What kind it is, translated.
    suffix : str
        With its point.
    content : bytes
        What will be in the file: what was on the screen when it was asked for.
    """

    title: str
    suffix: str
    content: bytes

    @property
    def choice(self) -> str:
        """How a dialog offers it."""
        return f"{self.title} (*{self.suffix})"


class FileSaver(QObject):
    """Asks where, writes, and says why not; returns at once.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    saved : callable
        Takes the file once it is written.
    """

    def __init__(self, window: QWidget, saved: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._window, self._saved = window, saved

    def ask(self, title: str, forms: Sequence[Form], offered: Path) -> None:
        """Ask where, and as what.

        Parameters
        ----------
        title : str
            Of the dialog, translated.
        forms : sequence of Form
            The first is the one that is offered.
        offered : pathlib.Path
            Where, and by which name; the suffix of the first form is put to it.
        """
        by_choice = {form.choice: form for form in forms}
        name = offered.name + forms[0].suffix
        dialog = QFileDialog(
            self._window, title, str(offered.with_name(name)), ";;".join(by_choice)
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)

        def follow(choice: str) -> None:
            dialog.setDefaultSuffix(by_choice[choice].suffix.lstrip("."))

        def write() -> None:
            file = Path(dialog.selectedFiles()[0])
            meant = _meant(forms, dialog.selectedNameFilter(), file)
            # The dialog takes “my.version2” for a name that has its suffix.
            with_suffix(
                self._window, file, meant.suffix, lambda whole: self._write(whole, meant.content)
            )

        follow(forms[0].choice)
        dialog.filterSelected.connect(follow)
        dialog.accepted.connect(write)
        dialog.selectFile(name)
        dialog.open()

    def _write(self, file: Path, content: bytes) -> None:
        # Written beside the file and then put in its place: never half a file.
        target = QSaveFile(str(file))
        if (
            target.open(QIODevice.OpenModeFlag.WriteOnly)
            and target.write(content) == len(content)
            and target.commit()
        ):
            self._saved(file)
            return
        tell(
            self._window,
            tr("Not saved"),
            tr("“{file}” could not be saved: {why}.", file=file.name, why=target.errorString()),
        )


def _meant(forms: Sequence[Form], choice: str, file: Path) -> Form:
    """Which form is meant: that of the name's suffix, unless the one chosen has it too."""
    chosen = next((form for form in forms if form.choice == choice), forms[0])
    suffix = file.suffix.lower()
    if suffix == chosen.suffix:
        return chosen
    return next((form for form in forms if form.suffix == suffix), chosen)
