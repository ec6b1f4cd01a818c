"""What PyInstaller collects for Qt and this program never loads."""

from __future__ import annotations

import re
from pathlib import PurePath

__all__ = ["unneeded"]

# Plugins are collected whole, by kind; each drags its own libraries in. Kept are the platforms xcb,
# wayland, offscreen and minimal, the formats SVG, PNG, ICO and JPEG, and the portal's file dialog.
_PLUGINS = (
    r"(egldeviceintegrations|generic|networkinformation|printsupport|qmltooling|sqldrivers|tls)/",
    r"platforms/(lib)?q(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|direct2d)\b",
    r"platformthemes/(lib)?qgtk3\b",
    r"platforminputcontexts/(lib)?qtvirtualkeyboardplugin\b",
    r"imageformats/(lib)?q(gif|icns|pdf|tga|tiff|wbmp|webp)\b",
    r"wayland-graphics-integration-server/",
)
# Libraries that only those plugins need.
_LIBRARIES = (
    r"(lib)?Qt6?(EglFS\w*|Network|Pdf|Qml\w*|Quick\w*|Sql|VirtualKeyboard\w*|WaylandCompositor)\b",
    r"lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|cairo|cups|epoxy|pango|webp|tiff|avahi|gnutls)",
)
_PATTERN = re.compile(
    rf"(^|/)plugins/({'|'.join(_PLUGINS)})"
    r"|(^|/)translations/qt"
    rf"|(^|/)({'|'.join(_LIBRARIES)})[^/]*$"
)


def unneeded(place: str) -> bool:
    """Whether a collected file is left out, by its place inside the bundle.

    Parameters
    ----------
    place : str
        Relative path, with either kind of slash.
    """
    return _PATTERN.search(PurePath(place).as_posix().replace("\\", "/")) is not None
