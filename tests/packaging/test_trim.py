"""What is left out of the bundle, on each system, and what must not be."""

from __future__ import annotations

import pytest
from devtools.trim import orphans, unneeded


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6\\plugins\\tls\\qschannelbackend.dll",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6Network.dll",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/qt_de.qm",
    ],
)
def test_left_out(place: str) -> None:
    assert unneeded(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6\\Qt6Svg.dll",
        "libglib-2.0.so.0",
        "resources/fonts/Sans-Regular.otf",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\translations\\qtbase_de.qm",
    ],
)
def test_kept(place: str) -> None:
    assert not unneeded(place)


def test_system_library_goes_with_the_last_file_that_needs_it() -> None:
    needs = {
        "python3.11/lib-dynload/_ssl.so": ["libssl.so.3"],
        "libssl.so.3": ["libcrypto.so.3", "libc.so.6"],
        "libcrypto.so.3": [],
        "libgtk-3.so.0": ["libcairo.so.2"],
        "libcairo.so.2": ["libgtk-3.so.0"],
        "libpython3.11.so.1.0": [],
    }
    found = orphans({place: place for place in needs}, lambda path: [(n, n) for n in needs[path]])
    assert found == {"libgtk-3.so.0", "libcairo.so.2"}
