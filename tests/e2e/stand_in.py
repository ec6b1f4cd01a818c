"""A tiny window in place of the program: shows that the tests' tools find what they look for.

Its title repeats what is typed into it. Words on its command line make it misbehave.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow

NAME = "Gradient Checker"


class StandIn(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.resize(400, 200)
        self._line = QLineEdit(self)
        self._line.textChanged.connect(self._repeat)
        self._line.setAccessibleName("Typed")
        self._line.setAccessibleDescription("What the title repeats.")
        self.setCentralWidget(self._line)
        self.setWindowTitle(NAME)
        QShortcut(QKeySequence("Ctrl+Shift+S"), self).activated.connect(self._export)

    def closeEvent(self, event: QCloseEvent) -> None:
        if "stubborn" in sys.argv:
            event.ignore()

    def _repeat(self, text: str) -> None:
        self.setWindowTitle(f"{text} — {NAME}")

    def _export(self) -> None:
        file, _ = QFileDialog.getSaveFileName(self, "Export report")
        if file:
            Path(file).write_text(f'{{"typed": "{self._line.text()}"}}')


def main() -> int:
    if "crash" in sys.argv:
        raise SystemExit(7)
    if "noisy" in sys.argv:
        sys.stderr.write("a warning\n")
    if "leak" in sys.argv:
        subprocess.Popen(["sleep", "60"])
    app = QApplication(sys.argv[:1])
    window = StandIn()
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
