"""What PyInstaller collects for Qt and this program never loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

__all__ = ["orphans", "unneeded"]

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
# Libraries of Qt that only those plugins need.
_MODULES = r"EglF[Ss]\w*|Network|Pdf|Qml\w*|Quick\w*|Sql|VirtualKeyboard\w*|WaylandCompositor"
_PATTERN = re.compile(
    rf"(^|/)plugins/({'|'.join(_PLUGINS)})"
    r"|(^|/)translations/qt(?!base_de\.qm$)"
    rf"|(^|/)(lib)?Qt6?({_MODULES})\b[^/]*$"
)


def unneeded(place: str) -> bool:
    """Whether a collected file is left out, by its place inside the bundle.

    Parameters
    ----------
    place : str
        Relative path, with either kind of slash.
    """
    return _PATTERN.search(PurePath(place).as_posix().replace("\\", "/")) is not None


def orphans(
    files: Mapping[str, str], imports: Callable[[str], Iterable[tuple[str, str | None]]]
) -> set[str]:
    """Find the system's libraries that no kept file needs any more.

    A plugin for GTK, once left out, leaves forty libraries behind on a machine with GTK and none on
    one without: the bundle is to be the same.

    Parameters
    ----------
    files : mapping
        Place inside the bundle and path on this machine, of every library.
    imports : callable
        Names and paths of what a library asks for, as PyInstaller reads them.

    Returns
    -------
    set of str
        Places, all of them at the top of the bundle, where libraries of the system lie.
    """
    system = {
        PurePath(place).name: place
        for place in files
        if re.match(r"lib(?!python)[^/]*\.so\b", place)
    }
    left = set(system.values())
    waiting = [place for place in files if place not in left]
    while waiting:
        for name, _ in imports(files[waiting.pop()]):
            place = system.get(PurePath(name).name)
            if place in left:
                left.discard(place)
                waiting.append(place)
    return left
