"""Whether the window can open at all, found out before Qt is loaded.

Qt aborts the process, with a core dump and no sentence, where a system library or a display
is missing. Each of those is looked for here first, and told in one line.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from importlib import metadata

from nnd_gui.model.words import tr

__all__ = ["obstacle"]

# What Qt's platform plugin for X11 loads, and Debian's package of each.
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_ONLY_X11 = tuple(name for name in _LIBRARIES if "xcb" in name or "x11" in name)
# Platforms of Qt that draw without a display.
_NO_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
# Seconds before each attempt at the display.
_WAITS = (0.0, 0.05, 0.2)


def obstacle() -> str:
    """Say why the window cannot open on this machine.

    Returns
    -------
    str
        One line for a terminal, empty if nothing is in the way.
    """
    return _bad_release() or (_linux_obstacle() if sys.platform.startswith("linux") else "")


def _bad_release() -> str:
    """PySide6 6.12.0 loses references to None and True on Pythons older than 3.12."""
    try:
        release = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return ""  # a frozen bundle holds the release it was built and tested with
    if release.startswith("6.12.") and sys.version_info < (3, 12):
        return tr(
            "nnd-gui: PySide6 {release} aborts on Python {python}, because it loses references "
            "to None; install PySide6-Essentials>=6.8,<6.11, or use nnd-check.",
            release=release,
            python=f"{sys.version_info.major}.{sys.version_info.minor}",
        )
    return ""


def _linux_obstacle() -> str:
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in _NO_DISPLAY:
        return _missing_libraries(x11=False)
    wayland = bool(os.environ.get("WAYLAND_DISPLAY")) and platform != "xcb"
    if not wayland and not os.environ.get("DISPLAY"):
        return tr(
            "nnd-gui: this machine has no display to open a window on. "
            "The same check without a window: nnd-check"
        )
    missing = _missing_libraries(x11=not wayland)
    if missing or wayland or _display_answers():
        return missing
    return tr(
        "nnd-gui: the display {display} does not answer. "
        "The same check without a window: nnd-check",
        display=os.environ["DISPLAY"],
    )


def _missing_libraries(*, x11: bool) -> str:
    if getattr(sys, "frozen", False):
        return ""  # the bundle carries what it was built with
    missing = [name for name in _LIBRARIES if (x11 or name not in _ONLY_X11) and not _loads(name)]
    if not missing:
        return ""
    return tr(
        "nnd-gui: Qt needs system libraries that are missing here ({names}). On Debian or "
        "Ubuntu: sudo apt-get install {packages}. Without a window: nnd-check",
        names=", ".join(missing),
        packages=" ".join(_LIBRARIES[name] for name in missing),
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _display_answers() -> bool:
    """Whether the X server of DISPLAY takes a connection, asked as Qt would ask."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not ours to judge: Qt brings its own in a bundle
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    # A server whose last client has just left starts anew, and refuses for that moment. For
    # the same reason a connection that was made is kept, until Qt has one of its own.
    for wait in _WAITS:
        time.sleep(wait)
        connection = xcb.xcb_connect(None, None)
        if xcb.xcb_connection_has_error(connection) == 0:
            return True
        xcb.xcb_disconnect(connection)
    return False
