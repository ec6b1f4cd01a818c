"""What a screen reader is told: the names, descriptions and states of a window's parts.

Speaks AT-SPI over D-Bus, as Orca does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]
    DBusConnection,
    open_dbus_connection,
)

from tests.e2e.desktop import until

__all__ = ["Node", "Reader", "a11y_address"]

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"

_SIGNATURES = {
    "GetText": "ii",
    "GetExtents": "u",
    "GetChildAtIndex": "i",
    "GetConnectionUnixProcessID": "s",
}
_LONG = 100
_SCREEN = 0  # coordinates from its corner

# Places in the bit set of AT-SPI's states.
_FOCUSED, _SHOWING, _CHECKED = 12, 25, 4


def _open(address: str) -> DBusConnection:
    return open_dbus_connection(bus=address)


def _call(bus: DBusConnection, address: DBusAddress, method: str, *values: Any) -> Any:
    signature = _SIGNATURES.get(method)
    reply = bus.send_and_get_reply(
        new_method_call(address, method, signature, values or ()), timeout=10
    )
    if reply.header.message_type == MessageType.error:
        raise LookupError(f"{method}: {reply.body}")
    return reply.body[0]


def a11y_address(session: str) -> str:
    """Return the address of the accessibility bus that belongs to a session's bus."""
    bus = _open(session)
    try:
        return str(
            _call(bus, DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        )
    finally:
        bus.close()


@dataclass(frozen=True)
class Node:
    """One part of a window."""

    bus: DBusConnection
    owner: str
    path: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._get(_ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        """What else is said about it, such as what is wrong with it."""
        return str(self._get(_ACCESSIBLE, "Description"))

    @property
    def role(self) -> str:
        """What kind of part it is."""
        return str(self._do(_ACCESSIBLE, "GetRoleName"))

    @property
    def text(self) -> str:
        """The text in it, if it is one that holds text."""
        return str(self._do("org.a11y.atspi.Text", "GetText", 0, -1))

    @property
    def focused(self) -> bool:
        """Whether it has the keyboard."""
        return self._has(_FOCUSED)

    @property
    def showing(self) -> bool:
        """Whether it can be seen."""
        return self._has(_SHOWING)

    @property
    def checked(self) -> bool:
        """Whether it is switched on."""
        return self._has(_CHECKED)

    @property
    def centre(self) -> tuple[int, int]:
        """Its middle on the screen."""
        x, y, width, height = self.box
        return x + width // 2, y + height // 2

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Its left, top, width and height on the screen."""
        x, y, width, height = self._do("org.a11y.atspi.Component", "GetExtents", _SCREEN)
        return x, y, width, height

    def children(self) -> list[Node]:
        """Return the parts in it: of a long table, the first."""
        if self._get(_ACCESSIBLE, "ChildCount") <= _LONG:
            found = self._do(_ACCESSIBLE, "GetChildren")
        else:
            found = [self._do(_ACCESSIBLE, "GetChildAtIndex", place) for place in range(_LONG)]
        return [Node(self.bus, owner, path) for owner, path in found if not path.endswith("/null")]

    def visible(self) -> Iterator[Node]:
        """Walk over all that is seen in it; a part that goes meanwhile is skipped.

        What is in a part that is not seen, as in a closed menu, is not asked for: each answer
        is a message there and back.
        """
        try:
            shown = [child for child in self.children() if child.showing]
        except LookupError:
            return
        for child in shown:
            yield child
            yield from child.visible()

    def _get(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, self.owner, interface)
        reply = self.bus.send_and_get_reply(Properties(address).get(name), timeout=10)
        if reply.header.message_type == MessageType.error:
            raise LookupError(f"{name}: {reply.body}")
        return reply.body[0][1]

    def _do(self, interface: str, method: str, *values: Any) -> Any:
        return _call(self.bus, DBusAddress(self.path, self.owner, interface), method, *values)

    def _has(self, state: int) -> bool:
        low, high = self._do(_ACCESSIBLE, "GetState")
        return bool((low | high << 32) >> state & 1)


class Reader:
    """Reads one program's windows.

    Parameters
    ----------
    address : str
        Of the accessibility bus.
    pid : int
        Of the program.
    """

    def __init__(self, address: str, pid: int) -> None:
        self._bus = _open(address)
        self._pid = pid
        self._program = until(self._find_program, "the program on the accessibility bus")

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def find(self, name: str, role: str = "") -> Node:
        """Wait for a visible part of a name, and of a role if one is given, and return it."""
        return until(lambda: self._find(name, role), f"the {role or 'part'} {name!r}")

    def told(self, name: str) -> str:
        """What is told of the visible parts of a name, together."""
        found = []
        for node in self._program.visible():
            try:
                if node.name == name:
                    found.append(node.description)
            except LookupError:
                continue
        return " ".join(found)

    def shows(self, sentence: str) -> bool:
        """Whether a sentence can be read somewhere in the window."""
        return any(role == "label" and sentence in name for role, name in self.named())

    def named(self) -> list[tuple[str, str]]:
        """Return role and name of every visible part."""
        parts = []
        for node in self._program.visible():
            try:
                parts.append((node.role, node.name))
            except LookupError:
                continue
        return parts

    def focus(self) -> str:
        """Return the name of what has the keyboard."""
        for node in self._program.visible():
            try:
                # A list, a table or a row of tabs says of its current part that it would have
                # the keyboard if the whole had it; a nameless part only passes it on.
                passing = ("frame", "cell", "list item", "page tab")
                if node.focused and node.role not in passing and node.name:
                    return node.name
            except LookupError:
                continue
        return ""

    def _find(self, name: str, role: str) -> Node | None:
        for node in self._program.visible():
            try:
                if node.name == name and role in ("", node.role):
                    return node
            except LookupError:
                continue
        return None

    def _find_program(self) -> Node | None:
        registry = Node(self._bus, "org.a11y.atspi.Registry", _ROOT)
        asked = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        for node in registry.children():
            if _call(self._bus, asked, "GetConnectionUnixProcessID", node.owner) == self._pid:
                return node
        return None
