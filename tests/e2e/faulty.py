"""The program with a fault put into it: ``faulty.py WHERE``, where it is to fail.

All else is the real thing: `main`, its window, its log. Only one of its own methods is replaced by
one that raises.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

from nnd_gui.gui import app

WORDS = "a fault of the test"


def _raise(*_: object, **__: object) -> Any:
    raise RuntimeError(WORDS)


def _in_a_slot() -> None:
    """Whenever anything is known, many times in a run."""
    from nnd_gui.gui.panels.status_line import StatusLine

    StatusLine.show_result = _raise  # type: ignore[method-assign]


def _in_a_key() -> None:
    """When an action is triggered."""
    from nnd_gui.gui.commands.export_commands import ExportCommands

    ExportCommands.copy_verdict = _raise  # type: ignore[method-assign]


def _in_painting() -> None:
    """Each time that the window is painted."""
    from nnd_gui.gui.widgets.network_diagram import NetworkDiagram

    NetworkDiagram.paintEvent = _raise  # type: ignore[method-assign]


def _in_a_timer() -> None:
    """In a timer that goes off again and again."""
    from PySide6.QtCore import QTimer

    from nnd_gui.gui.main_window import MainWindow

    show = MainWindow.showEvent

    def shown(window: MainWindow, event: Any) -> None:
        show(window, event)
        timer = QTimer(window)
        timer.timeout.connect(_raise)
        timer.start(50)

    setattr(MainWindow, "showEvent", shown)  # noqa: B010  # the stubs know another


def _on_a_thread() -> None:
    """On a thread of its own, once the window is there."""
    from nnd_gui.gui.main_window import MainWindow

    show = MainWindow.showEvent

    def shown(window: MainWindow, event: Any) -> None:
        show(window, event)
        threading.Thread(target=_raise).start()

    setattr(MainWindow, "showEvent", shown)  # noqa: B010  # the stubs know another


def _in_the_engine() -> None:
    """In the middle of a check, on the engine's thread."""
    from nnd_gui.gui.runs import run_kinds

    run_kinds.check = _raise  # type: ignore[attr-defined]


FAULTS = {
    "slot": _in_a_slot,
    "key": _in_a_key,
    "paint": _in_painting,
    "timer": _in_a_timer,
    "thread": _on_a_thread,
    "engine": _in_the_engine,
}

if __name__ == "__main__":
    FAULTS[sys.argv[1]]()
    sys.exit(app.main([]))
