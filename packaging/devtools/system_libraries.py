"""What a Linux system has to bring along: Qt's libraries, the tests' tools, PyInstaller's.

Qt's wheels hold Qt itself and expect the rest from the system; what is missing shows as a core dump
without a Python exception. So each is looked for first, by its own name, in milliseconds.
"""

from __future__ import annotations

import ctypes
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from devtools import system_packages
from devtools.steps import Failure, say

__all__ = ["Need", "ensure_bundler", "ensure_test_tools", "ensure_window"]


class Need(NamedTuple):
    """One library, tool or file, and the package that brings it on Debian, Fedora and Arch."""

    name: str
    debian: str
    fedora: str
    arch: str


_LIBRARIES = (
    Need("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Need("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Need("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Need("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Need(
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Need("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Need("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Need("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)

_TEST_TOOLS = (
    # By which a test reads a window as a screen reader does; a service, not a command.
    Need("/usr/share/dbus-1/services/org.a11y.Bus.service", *["at-spi2-core"] * 3),
    Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    Need("dbus-daemon", "dbus", "dbus-daemon", "dbus"),
    Need("appstreamcli", "appstream", "appstream", "appstream"),
    Need("desktop-file-validate", "desktop-file-utils", "desktop-file-utils", "desktop-file-utils"),
    Need("gs", "ghostscript", "ghostscript", "ghostscript"),
    Need("rsvg-convert", "librsvg2-bin", "librsvg2-tools", "librsvg"),
    Need("import", "imagemagick", "ImageMagick", "imagemagick"),
    Need("openbox", "openbox", "openbox", "openbox"),
    Need("xclip", "xclip", "xclip", "xclip"),
    Need("xdotool", "xdotool", "xdotool", "xdotool"),
    Need("xprop", "x11-utils", "xprop", "xorg-xprop"),
)

_BUNDLE_TOOLS = (
    Need("ldd", "libc-bin", "glibc-common", "glibc"),
    Need("objcopy", "binutils", "binutils", "binutils"),
    Need("objdump", "binutils", "binutils", "binutils"),
)


def ensure_window() -> bool:
    """See to the libraries that a window needs.

    Returns
    -------
    bool
        True if they are all there; False if the person has been told which to install.
    """
    return _ensure("A window needs system libraries that are missing", _libraries_missing())


def ensure_test_tools() -> None:
    """See to the libraries that a test of the window needs, and to the tests' tools."""
    if not ensure_window():
        raise Failure("Stopped: the tests of the window need those libraries.")
    if not _ensure("Some tests need tools that are missing", _tools_missing(_TEST_TOOLS)):
        say("Going on without them: those tests are skipped.\n")


def ensure_bundler() -> None:
    """See to what PyInstaller needs beside Python."""
    missing = _tools_missing(_BUNDLE_TOOLS) + _libpython_missing()
    if not (ensure_window() and _ensure("A bundle needs tools that are missing", missing)):
        raise Failure("Stopped: no bundle can be made without them.")


def _libraries_missing() -> list[Need]:
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for need in _LIBRARIES:
        try:
            ctypes.CDLL(need.name)
        except OSError:
            missing.append(need)
    return missing


def _tools_missing(needs: tuple[Need, ...]) -> list[Need]:
    if not sys.platform.startswith("linux"):
        return []
    return [need for need in needs if not (shutil.which(need.name) or Path(need.name).is_file())]


def _libpython_missing() -> list[Need]:
    """Debian's python3 holds its own library inside; a bundle needs it as a file of its own."""
    name = sysconfig.get_config_var("INSTSONAME")
    if not sys.platform.startswith("linux") or not isinstance(name, str) or ".so" not in name:
        return []
    folder = sysconfig.get_config_var("LIBDIR")
    for place in (name, f"{folder}/{name}"):
        try:
            # Looked up by a Python of its own: loaded here it would be a second one beside this.
            test = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
            subprocess.run(
                [sys.executable, "-c", test, place],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [Need(name, f"libpython{version}", "python3-libs", "python")]


def _ensure(why: str, missing: list[Need]) -> bool:
    """Install what is missing, or tell the person how; True if nothing is missing any more."""
    if not missing:
        return True
    debian = sorted({need.debian for need in missing})
    names = [need.name for need in missing]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    say(f"{why}: {', '.join(names[:3])}{more}.")
    if system_packages.install(debian):
        return True
    if shutil.which("apt-get") is not None:
        say(f"Install them with: {system_packages.command(debian)}")
    else:
        fedora = " ".join(sorted({need.fedora for need in missing}))
        arch = " ".join(sorted({need.arch for need in missing}))
        say(f"On Fedora (names not tried): sudo dnf install {fedora}")
        say(f"On Arch (names not tried): sudo pacman -S {arch}")
        say(f"On another system ({platform.system()}): the packages with the names above.")
    return False
