"""A file manager that only notes what it is asked to show: ``file_manager.py NOTES``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from jeepney import HeaderFields, MessageType, new_method_return  # type: ignore[import-untyped]
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

NAME = "org.freedesktop.FileManager1"


def serve(notes: Path) -> None:
    """Answer until the bus goes."""
    bus = open_dbus_connection(bus=os.environ["DBUS_SESSION_BUS_ADDRESS"])
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    notes.touch()
    while True:
        message = bus.receive()
        if message.header.message_type != MessageType.method_call:
            continue
        if message.header.fields.get(HeaderFields.member) == "ShowItems":
            notes.write_text("\n".join(message.body[0]), encoding="utf-8")
        bus.send(new_method_return(message))


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
