"""What the window writes to files. A file is complete or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSaveFile
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.store import Store
from nnd_gui.model.export import report_json, table_csv
from nnd_gui.model.words import tr

__all__ = ["FileCommands", "picture_of"]

_PICTURE_RATIO = 2.0


class FileCommands(QObject):
    """Asks where, writes, and says where or why not.

    Parameters
    ----------
    window : QWidget
        What is pictured, and the parent of the dialogs.
    store : Store
        Whose result is written.
    status : StatusLine
        Where it is said.
    """

    def __init__(self, window: QWidget, store: Store, status: StatusLine) -> None:
        super().__init__(window)
        self._window, self._store, self._status = window, store, status

    def export_report(self) -> None:
        """Save the report that nnd-check would give."""
        if self._store.result.finished is None:
            return
        # Made now: a new result must not slip in while the dialog is open.
        text = report_json(self._store.result)
        self._ask(tr("Export report"), "gradient-check.json", tr("Report (*.json)"), text.encode)

    def export_table(self) -> None:
        """Save every weight's numbers, with all their digits."""
        if self._store.result.finished is None:
            return
        text = table_csv(self._store.result)
        self._ask(tr("Export table"), "gradient-check.csv", tr("Table (*.csv)"), text.encode)

    def export_picture(self) -> None:
        """Save the window as it is seen, at twice its resolution."""
        picture = picture_of(self._window)
        self._ask(
            tr("Export picture"), "gradient-check.png", tr("Picture (*.png)"), lambda: picture
        )

    def _ask(self, title: str, name: str, kind: str, content: Callable[[], bytes]) -> None:
        dialog = QFileDialog(self._window, title, str(Path.home() / name), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            self._write(Path(chosen[0]), content())

    def _write(self, file: Path, content: bytes) -> None:
        # Written beside the file and then put in its place: never half a file.
        target = QSaveFile(str(file))
        written = (
            target.open(QIODevice.OpenModeFlag.WriteOnly)
            and target.write(content) == len(content)
            and target.commit()
        )
        if written:
            self._status.tell(tr("Saved as {file}", file=str(file)))
            return
        QMessageBox.warning(
            self._window,
            tr("Not saved"),
            tr("“{file}” could not be saved: {why}.", file=file.name, why=target.errorString()),
        )


def picture_of(widget: QWidget) -> bytes:
    """A widget as PNG, drawn anew at twice its resolution."""
    image = QImage(widget.size() * _PICTURE_RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PICTURE_RATIO)
    widget.render(image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here
    return bytes(buffer.data().data())
