"""What is done when the program itself fails: it is said once, logged, and the work is kept."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from nnd_gui.gui.dialogs.failure import FailureDialog

__all__ = ["Failures"]

_LARGEST_LOG = 256 * 1024


class Failures(QObject):
    """Catches what nobody has caught, on any thread.

    Parameters
    ----------
    window : QWidget
        Parent of the dialog, and owner.
    folder : pathlib.Path
        Where the log is.
    keep : callable
        Keeps the work aside.
    """

    # A failure on another thread is told on this one.
    _told = Signal(str)

    def __init__(self, window: QWidget, folder: Path, keep: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._folder, self._keep = window, folder, keep
        self._dialog: FailureDialog | None = None
        self._log = logging.getLogger("nnd_gui")
        self._handler = _handler(folder)
        if self._handler is not None:
            self._log.addHandler(self._handler)
        self._told.connect(self._tell)

    def install(self) -> None:
        """Be told of every failure from now on."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread

    def uninstall(self) -> None:
        """Leave failures to Python again, and let go of the log."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._handler is not None:
            self._log.removeHandler(self._handler)
            self._handler.close()

    def report(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a failure and say it: what is on the screen is not lost."""
        # The terminal may be gone from which it was started.
        with contextlib.suppress(OSError, ValueError):
            traceback.print_exception(kind, problem, trace)
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, problem, trace))
        if self._handler is not None:
            self._log.error(text)
        self._told.emit(text)

    def _report_thread(self, failed: threading.ExceptHookArgs) -> None:
        problem = failed.exc_value if failed.exc_value is not None else failed.exc_type()
        self.report(failed.exc_type, problem, failed.exc_traceback)

    def _tell(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.add(text)
            return
        self._keep()
        self._dialog = FailureDialog(text, self._folder, self._window)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _forget(self) -> None:
        self._dialog = None


def _handler(folder: Path) -> RotatingFileHandler | None:
    """A log that does not grow for ever; None where none can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "log.txt", maxBytes=_LARGEST_LOG, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    return handler
