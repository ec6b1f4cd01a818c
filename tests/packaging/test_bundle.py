"""The bundle: what a person without Python gets, started in the ways it may be started."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from devtools.bundle import size
from devtools.paths import APP_ID, ROOT, bundle_folder, bundle_program

from tests.packaging.conftest import Tool

pytestmark = [pytest.mark.bundle, pytest.mark.timeout(300)]

_LARGEST_MB = 250
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a POSIX shell does")


def _bare(home: Path, **more: str) -> dict[str, str]:
    """Variables of a machine on which nobody has set up anything for Python or Qt."""
    if sys.platform == "win32":
        return dict(os.environ) | more
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **more}


def _size_of_picture(file: Path) -> tuple[int, int]:
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _self_test(program: Path, folder: Path, **variables: str) -> None:
    picture = folder / "window.png"
    done = subprocess.run(
        [str(program), "--self-test", "--picture", str(picture)],
        cwd=folder,
        env=_bare(folder, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    (line,) = done.stdout.splitlines()
    assert "agree" in line
    assert "2.75e-10" in line
    width, height = _size_of_picture(picture)
    assert width >= 640
    assert height >= 400


def test_self_test_without_a_screen(bundle: Path, tmp_path: Path) -> None:
    _self_test(bundle, tmp_path)


def test_self_test_on_a_screen(bundle: Path, screen: str, tmp_path: Path) -> None:
    _self_test(bundle, tmp_path, DISPLAY=screen, QT_QPA_PLATFORM="xcb")


def test_command_line(bundle: Path, tmp_path: Path) -> None:
    for command in ([str(bundle), "check"], [str(bundle_program("nnd-check"))]):
        done = subprocess.run(
            [*command, "--json", "-"],
            cwd=tmp_path,
            env=_bare(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        assert report["verdict"] == "agree"
        assert len(report["weights"]) == 9


@_POSIX
def test_started_without_a_terminal(bundle: Path, tmp_path: Path) -> None:
    """As by a double click: not one of the three streams is open."""
    picture = tmp_path / "window.png"
    script = 'exec "$0" --self-test --picture "$1" <&- >&- 2>&-'
    done = subprocess.run(
        ["sh", "-c", script, str(bundle), str(picture)],
        cwd=tmp_path,
        env=_bare(tmp_path),
        check=False,
    )
    assert done.returncode == 0
    assert _size_of_picture(picture) > (0, 0)


def test_window_is_known_to_the_desktop(
    bundle: Path, screen: str, tool: Tool, tmp_path: Path
) -> None:
    """The window carries the icon, and the names by which a desktop finds its entry."""
    variables = _bare(tmp_path, DISPLAY=screen, QT_QPA_PLATFORM="xcb")
    with subprocess.Popen(
        [str(bundle)], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        try:
            search = [tool("xdotool"), "search", "--sync", "--onlyvisible", "--class"]
            found = subprocess.run(
                [*search, "gradient-checker"],
                env=variables,
                capture_output=True,
                text=True,
                check=True,
                timeout=30,
            )
            window = found.stdout.split()[0]
            properties = ["WM_CLASS", "_KDE_NET_WM_DESKTOP_FILE", "_NET_WM_ICON"]
            said = subprocess.run(
                [tool("xprop"), "-id", window, *properties],
                env=variables,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        finally:
            program.terminate()
    lines = (ROOT / "packaging" / f"{APP_ID}.desktop.in").read_text(encoding="utf-8").splitlines()
    (named,) = [line.partition("=")[2] for line in lines if line.startswith("StartupWMClass=")]
    assert f'"{named}"' in said
    assert f'"{APP_ID}"' in said
    assert "Icon (" in said


@pytest.mark.usefixtures("bundle")
def test_is_no_larger_than_it_was() -> None:
    assert size(bundle_folder()) / 1e6 < _LARGEST_MB


@pytest.mark.usefixtures("bundle")
def test_carries_its_resources_and_no_toolkit_beside_qt() -> None:
    files = {path.name for path in bundle_folder().rglob("*") if path.is_file()}
    assert "org.nnd.GradientChecker.svg" in files
    assert not [name for name in files if name.startswith(("libgtk", "libQt6Qml", "libQt6Quick"))]
    assert "libqxcb.so" in files or not sys.platform.startswith("linux")
