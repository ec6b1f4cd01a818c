"""A window from which a file is dragged, as from a file manager: ``drag_source.py FILE``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

NAME = "A folder"


class Folder(QLabel):
    """One file, which can be dragged out of it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.name)
        self._file = file
        self.setWindowTitle(NAME)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(40, 60, 220, 120)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        """Begin to drag (called by Qt)."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._file))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    folder = Folder(Path(sys.argv[1]))
    folder.show()
    sys.exit(app.exec())
