"""Keeps the screen from going dark in front of a room, where the system lets it."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys

from PySide6.QtCore import QObject, QProcess

from nnd_gui.model.words import tr

__all__ = ["ScreenAwake"]

# Windows: SetThreadExecutionState's ES_CONTINUOUS, ES_SYSTEM_REQUIRED and ES_DISPLAY_REQUIRED.
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
_CONNECTION = "gradient-checker-presents"
_SERVICE = "org.freedesktop.ScreenSaver"


class ScreenAwake(QObject):
    """Holds the screen saver off between `hold` and `release`; silent where that cannot be.

    Each system lets go by itself if the program ends without releasing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._held = False

    def hold(self) -> None:
        """Keep the screen on."""
        if self._held:
            return
        self._held = True
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)
        elif sys.platform == "darwin":
            self._caffeinate()
        else:
            self._inhibit()

    def release(self) -> None:
        """Let the screen do as it likes again."""
        if not self._held:
            return
        self._held = False
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        elif sys.platform == "darwin":
            if self._process is not None:
                self._process.kill()
                self._process.waitForFinished(1000)
                self._process = None
        else:
            self._let_go()

    def _caffeinate(self) -> None:
        program = shutil.which("caffeinate")
        if program is not None:
            self._process = QProcess(self)
            # It ends with us, whatever happens.
            self._process.start(program, ["-d", "-w", str(os.getpid())])

    def _inhibit(self) -> None:
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return  # asked without one, Qt would try to start a bus
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
        except ImportError:
            return
        # On a connection of its own, which is all that has to be closed for the system to take
        # its word back; and sent, not called: nobody waits for an answer.
        kind = QDBusConnection.BusType.SessionBus
        bus = QDBusConnection.connectToBus(kind, _CONNECTION)
        if bus.isConnected():
            message = QDBusMessage.createMethodCall(
                _SERVICE, "/org/freedesktop/ScreenSaver", _SERVICE, "Inhibit"
            )
            message.setArguments(["org.nnd.GradientChecker", tr("A presentation")])
            bus.send(message)

    def _let_go(self) -> None:
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        QDBusConnection.disconnectFromBus(_CONNECTION)
