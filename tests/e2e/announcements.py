"""What the program gives a screen reader to say by itself, as Orca takes it off the bus."""

from __future__ import annotations

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from tests.e2e.desktop import until

__all__ = ["Announcements"]

_EVENT = "object:announcement"
_INTERFACE, _MEMBER = "org.a11y.atspi.Event.Object", "Announcement"
_REGISTRY = DBusAddress(
    "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
)


class Announcements:
    """Collects announcements from now on.

    Parameters
    ----------
    address : str
        Of the accessibility bus.
    """

    def __init__(self, address: str) -> None:
        self._bus = open_dbus_connection(bus=address)
        self._said: list[str] = []
        rule = MatchRule(type="signal", interface=_INTERFACE, member=_MEMBER)
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=10)
        # A program sends only what somebody has asked for.
        register = new_method_call(_REGISTRY, "RegisterEvent", "sass", (_EVENT, [], ""))
        self._bus.send_and_get_reply(register, timeout=10)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    @property
    def said(self) -> list[str]:
        """What has been announced so far."""
        while True:
            try:
                message = self._bus.receive(timeout=0.05)
            except TimeoutError:
                return list(self._said)
            if message.header.fields.get(HeaderFields.member) == _MEMBER:
                self._said.append(str(message.body[3][1]))

    def wait_for(self, *parts: str) -> str:
        """Wait until something with these texts is announced, and return it."""

        def found() -> str:
            texts = (text for text in self.said if all(part in text for part in parts))
            return next(texts, "")

        try:
            return until(found, f"an announcement of {parts!r}")
        except TimeoutError as problem:
            raise TimeoutError(f"{problem}; announced were {self._said!r}") from None
