"""Proves an installation: the lesson's check, through the real window, in one line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from nnd_gui.gui.commands.drawn import png_of
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.model.export import report
from nnd_gui.model.numbers import compact

__all__ = ["run_self_test"]

_LONGEST_MS = 60_000
_SIZE = QSize(1440, 900)


def run_self_test(window: MainWindow, picture: str | None) -> int:
    """Wait for the window's check, draw it, and say what it found.

    Parameters
    ----------
    window : MainWindow
        Shown, with the lesson's check under way.
    picture : str, optional
        File to save what the window shows.

    Returns
    -------
    int
        0 if the lesson's check agrees and the window could be drawn, else 1.
    """
    store = window.store
    loop = QEventLoop()
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(loop.quit)
    late.start(_LONGEST_MS)
    store.result_changed.connect(loop.quit)
    while store.running and late.isActive():
        loop.exec()
    # The same picture on every machine, whatever its screen.
    window.showNormal()
    window.resize(_SIZE)
    QApplication.processEvents()
    drawn = png_of(window)
    problem = _save(drawn, picture) if picture is not None else ""
    ended = store.result.finished is not None
    found = report(store.result) if ended else {"verdict": None, "ratio": None}
    checked = store.result.checked
    window.close_without_asking()
    good = found["verdict"] == "agree" and len(drawn) > 0 and not problem
    print(
        f"self-test {'passed' if good else 'failed'}: {found['verdict']}, "
        f"ratio {compact(found['ratio'])}, {checked} weights, "
        + (problem or f"picture of {len(drawn)} bytes")
    )
    return 0 if good else 1


def _save(drawn: bytes, picture: str) -> str:
    """Write the picture; what is in the way, empty if nothing is."""
    try:
        Path(picture).write_bytes(drawn)
    except OSError as problem:
        return f"{picture} cannot be written ({problem.strerror})"
    return ""
