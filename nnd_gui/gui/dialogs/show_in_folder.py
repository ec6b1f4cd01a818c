"""A file in the system's own window of its folder, selected where the system can do that."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

__all__ = ["show_in_folder"]

_CONNECTION = "gradient-checker-shows-a-file"
_SERVICE = "org.freedesktop.FileManager1"
# As long as a file manager may take to say that it has heard; one is started if none runs.
_WAIT_MS = 1_000


def show_in_folder(file: Path) -> None:
    """Show where a file is, or its folder where it is gone."""
    if file.exists() and _selected(file):
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))


def _selected(file: Path) -> bool:
    """Whether the system has shown the file itself."""
    if sys.platform == "win32":
        # One argument, in which Explorer wants its own quotes: no list of them will do.
        process = QProcess()
        process.setProgram("explorer.exe")
        process.setNativeArguments(f'/select,"{file}"')  # type: ignore[attr-defined]
        return bool(process.startDetached())
    if sys.platform == "darwin":
        program = shutil.which("open")
        return program is not None and bool(QProcess.startDetached(program, ["-R", str(file)]))
    return _by_bus(file)


def _by_bus(file: Path) -> bool:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False  # asked without one, Qt would try to start a bus
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:
        return False
    kind = QDBusConnection.BusType.SessionBus
    bus = QDBusConnection.connectToBus(kind, _CONNECTION)
    try:
        message = QDBusMessage.createMethodCall(
            _SERVICE, "/org/freedesktop/FileManager1", _SERVICE, "ShowItems"
        )
        message.setArguments([[file.absolute().as_uri()], ""])
        reply = bus.call(message, QDBus.CallMode.Block, _WAIT_MS)
        return bool(reply.type() == QDBusMessage.MessageType.ReplyMessage)
    finally:
        del bus
        QDBusConnection.disconnectFromBus(_CONNECTION)
