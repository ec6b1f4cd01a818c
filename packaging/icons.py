"""Draws the icon's PNG, ICO and ICNS files from its SVG: python packaging/icons.py.

The 256-pixel PNG and the ICO are kept in resources/icons; the ICNS is drawn when a bundle is made.
Both containers hold plain PNG pictures, so a few lines write them.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

__all__ = ["icon_file", "main", "write_icns"]

_ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
_NAME = "org.nnd.GradientChecker"
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# The types of an ICNS that hold PNG pictures; a size has two where a Retina screen doubles it.
_ICNS_TYPES = {
    "icp4": 16,
    "icp5": 32,
    "ic07": 128,
    "ic08": 256,
    "ic09": 512,
    "ic11": 32,
    "ic12": 64,
    "ic13": 256,
    "ic14": 512,
}


def icon_file(folder: Path) -> str | None:
    """Return the icon that PyInstaller puts into a program of this system.

    Parameters
    ----------
    folder : Path
        Where an icon may be drawn.

    Returns
    -------
    str or None
        Path of an ICO on Windows, of an ICNS on macOS; a Linux program carries none.
    """
    if sys.platform == "win32":
        return str(_ICONS / f"{_NAME}.ico")
    if sys.platform == "darwin":
        return str(write_icns(folder))
    return None


def write_icns(folder: Path) -> Path:
    """Draw the macOS icon.

    Parameters
    ----------
    folder : Path
        Where to write it; made if it is missing.

    Returns
    -------
    Path
        The file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{_NAME}.icns"
    file.write_bytes(_icns(_draw(set(_ICNS_TYPES.values()))))
    return file


def main() -> int:
    """Draw the two pictures that are kept beside the SVG."""
    pictures = _draw(set(_ICO_SIZES))
    (_ICONS / f"{_NAME}.png").write_bytes(pictures[256])
    (_ICONS / f"{_NAME}.ico").write_bytes(_ico([pictures[size] for size in _ICO_SIZES]))
    return 0


def _draw(sizes: set[int]) -> dict[int, bytes]:
    """Return the SVG as PNG pictures, by their size in pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    # Kept in a name until the end: Qt draws only while there is one.
    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(_ICONS / f"{_NAME}.svg"))
    pictures = {}
    for size in sizes:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if not QImageWriter(buffer, b"png").write(image):
            raise OSError(f"Qt could not draw {_NAME}.svg.")
        pictures[size] = bytes(buffer.data().data())
    del application
    return pictures


def _ico(pictures: list[bytes]) -> bytes:
    """Return a Windows icon: a directory with one entry for each picture, then the pictures."""
    offset = 6 + 16 * len(pictures)
    entries, data = b"", b""
    for picture in pictures:
        size = struct.unpack(">I", picture[16:20])[0]
        # One byte for each side, where 0 means 256; no palette, one plane, 32 bits.
        entries += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset + len(data)
        )
        data += picture
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + data


def _icns(pictures: dict[int, bytes]) -> bytes:
    """Return a macOS icon: a row of chunks, each with its type and its whole length."""
    data = b""
    for kind, size in _ICNS_TYPES.items():
        data += kind.encode() + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
    return b"icns" + struct.pack(">I", 8 + len(data)) + data


if __name__ == "__main__":
    sys.exit(main())
