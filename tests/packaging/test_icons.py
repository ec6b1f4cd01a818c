"""The icon's files: whole, and drawn from the SVG that lies beside them."""

from __future__ import annotations

import struct
from pathlib import Path

import icons
import pytest
from devtools.paths import APP_ID, ROOT
from PySide6.QtGui import QColor, QImage

_FOLDER = ROOT / "resources" / "icons"
pytestmark = pytest.mark.usefixtures("qapp")


def _image(data: bytes) -> QImage:
    image = QImage.fromData(data)
    assert not image.isNull()
    return image


def test_ico_holds_every_size() -> None:
    data = (_FOLDER / f"{APP_ID}.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    sizes = []
    for index in range(count):
        *_, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * index)
        sizes.append(_image(data[offset : offset + length]).width())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]


def test_icns_is_a_row_of_whole_pictures(tmp_path: Path) -> None:
    data = icons.write_icns(tmp_path).read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    offset, widths = 8, set()
    while offset < len(data):
        length = struct.unpack(">I", data[offset + 4 : offset + 8])[0]
        widths.add(_image(data[offset + 8 : offset + length]).width())
        offset += length
    assert widths == {16, 32, 64, 128, 256, 512}


def test_png_is_the_svg_drawn() -> None:
    kept = QImage(str(_FOLDER / f"{APP_ID}.png"))
    svg = QImage(str(_FOLDER / f"{APP_ID}.svg"))
    assert (kept.width(), kept.height()) == (256, 256)
    # A few places on ground, curve, tangent and outside of the tile, not every pixel: how an edge
    # is smoothed differs from one release of Qt to the next.
    for x, y in ((128, 20), (96, 176), (206, 80), (30, 200), (0, 0)):
        drawn, now = QColor(kept.pixelColor(x, y)), QColor(svg.pixelColor(x, y))
        for part in ("red", "green", "blue", "alpha"):
            assert abs(getattr(drawn, part)() - getattr(now, part)()) <= 2
