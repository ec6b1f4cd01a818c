"""The small pictures that a style sheet can name, kept in memory.

A style sheet takes pictures from files or from Qt's resources only. Files would have to be
written somewhere at each change of the colours; so the pictures are handed to Qt as a resource,
in the form that Qt's own compiler gives it. The form is simple and has been the same since Qt 4:
a tree of 14-byte entries, their names, and their bytes, all numbers big-endian.
"""

from __future__ import annotations

import struct

from PySide6.QtCore import QFile, qRegisterResourceData

from nnd_gui.gui.theme.icons import svg
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["register_images"]

_FOLDER, _PLAIN = 2, 0
_VERSION = 1

# Qt reads the pictures where they lie, for as long as the program runs: they must not be freed.
_kept: list[tuple[bytes, bytes, bytes]] = []


def register_images(theme: Theme) -> str:
    """Make a theme's pictures known to Qt.

    Parameters
    ----------
    theme : Theme
        Gives the colours.

    Returns
    -------
    str
        The folder of the pictures, for ``url(...)``.
    """
    folder = f"look-{theme.name}"
    root = f":/{folder}"
    if not QFile.exists(f"{root}/down.svg"):
        packed = _resource(folder, _pictures(theme))
        _kept.append(packed)
        qRegisterResourceData(_VERSION, *packed)
    return root


def _pictures(theme: Theme) -> dict[str, bytes]:
    ink, faint = theme.text_muted, theme.disabled
    pictures = {
        "down": svg("chevron-down", ink, line=1.5),
        "down-off": svg("chevron-down", faint, line=1.5),
        "up": svg("chevron-up", ink, line=1.5),
        "right": svg("chevron-right", ink, line=1.5),
        "right-off": svg("chevron-right", theme.border, line=1.5),
        "left": svg("chevron-left", ink, line=1.5),
        "left-off": svg("chevron-left", theme.border, line=1.5),
        "spin-up": svg("arrow-up", ink),
        "spin-up-on": svg("arrow-up", theme.text),
        "spin-up-off": svg("arrow-up", theme.border),
        "spin-down": svg("arrow-down", ink),
        "spin-down-on": svg("arrow-down", theme.text),
        "spin-down-off": svg("arrow-down", theme.border),
        "tick": svg("check", theme.accent_text, line=2.2),
        "tick-ink": svg("check", theme.text, line=1.6),
        "tick-off": svg("check", faint, line=2.2),
        "radio-off": svg("radio-off", theme.border_strong, line=1),
        "radio-on": svg("radio-on", theme.accent),
        "switch-off": svg("switch-off", theme.border_strong),
        "switch-on": svg("switch-on", theme.accent),
    }
    return {f"{name}.svg": text.encode() for name, text in pictures.items()}


def _hash(name: str) -> int:
    """Compute the hash that Qt sorts and finds a folder's entries by."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value


def _resource(folder: str, files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Pack one folder of files: the tree, the names, the data."""
    names = bytearray()
    data = bytearray()

    def add_name(name: str) -> int:
        offset = len(names)
        names.extend(struct.pack(">HI", len(name), _hash(name)))
        names.extend(name.encode("utf-16-be"))
        return offset

    # The root has one child, entry 1: the folder. Its children follow from entry 2 on.
    tree = bytearray(struct.pack(">IHII", 0, _FOLDER, 1, 1))
    tree.extend(struct.pack(">IHII", add_name(folder), _FOLDER, len(files), 2))
    for name in sorted(files, key=_hash):
        offset = len(data)
        data.extend(struct.pack(">I", len(files[name])))
        data.extend(files[name])
        # Any country (0) and the C language (1): found whatever the person's locale is.
        tree.extend(struct.pack(">IHHHI", add_name(name), _PLAIN, 0, 1, offset))
    return bytes(tree), bytes(names), bytes(data)
