"""What is said, in one line and before Qt is loaded, where the window cannot open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for X11 libraries")

# Runs the window's main() in a world that a line of Python has changed, and tells whether Qt
# was loaded.
START = """
import ctypes, sys
from importlib import metadata
{world}
from nnd_gui.gui.app import main
code = main([])
print("Qt loaded:", any(name.startswith("PySide6") for name in sys.modules))
sys.exit(code)
"""
MISSING = """
load = ctypes.CDLL
def missing(name, *rest, **more):
    if name in {names}:
        raise OSError(name + ": cannot open shared object file")
    return load(name, *rest, **more)
ctypes.CDLL = missing
"""
NO_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def start(world: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in NO_DISPLAY}
    return subprocess.run(
        [sys.executable, "-c", START.format(world=world)],
        cwd=ROOT,
        env={**clean, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def only_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on the error stream, of a program that ended as it should."""
    assert done.returncode == 3
    assert done.stdout.strip() == "Qt loaded: False"
    (line,) = done.stderr.splitlines()
    assert line.startswith("nnd-gui: ")
    assert "nnd-check" in line
    return line


@LINUX
def test_no_display() -> None:
    assert "has no display" in only_line(start())


@LINUX
def test_a_display_that_does_not_answer() -> None:
    assert "the display :77 does not answer" in only_line(start(DISPLAY=":77"))


@LINUX
@pytest.mark.parametrize("display", [{"DISPLAY": ":77"}, {"QT_QPA_PLATFORM": "offscreen"}])
def test_a_missing_library_is_named_with_its_package(display: dict[str, str]) -> None:
    names = ("libEGL.so.1", "libxcb-cursor.so.0")
    line = only_line(start(MISSING.format(names=names), **display))
    assert "libEGL.so.1" in line
    assert "apt-get install" in line
    assert "libegl1" in line
    # Without a display no X11 library is wanted.
    assert ("libxcb-cursor0" in line) == ("DISPLAY" in display)


@LINUX
def test_where_nothing_can_be_asked_qt_decides() -> None:
    """A display that cannot be asked, because its library is of Qt's own bringing, is trusted."""
    names = ("libxcb.so.1",)
    world = MISSING.format(names=names) + "sys.frozen = True\n"
    world += "from nnd_gui.gui import preflight; assert preflight.obstacle() == '', 1\nsys.exit(9)"
    assert start(world, DISPLAY=":77").returncode == 9


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there")
@pytest.mark.parametrize("release", ["6.12.0", "6.12.3"])
def test_a_release_that_aborts_is_refused(release: str) -> None:
    world = f"metadata.version = lambda name: {release!r}"
    line = only_line(start(world, QT_QPA_PLATFORM="offscreen"))
    assert f"PySide6 {release} aborts on Python 3.11" in line
    assert "PySide6-Essentials>=6.8,<6.11" in line


def test_usage_has_its_own_exit_code_and_needs_no_qt() -> None:
    done = start("from nnd_gui.gui import app\nsys.exit(app.main(['--nonsense']))")
    assert done.returncode == 4
    assert "--nonsense" in done.stderr
    assert "Traceback" not in done.stderr


def run_program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in NO_DISPLAY}
    return subprocess.run(
        [sys.executable, "-m", "nnd_gui", *words],
        cwd=ROOT,
        env={**clean, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_self_test_with_a_picture(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    picture = tmp_path / "seen.png"
    done = run_program("--self-test", "--picture", str(picture))
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    size = picture.stat().st_size
    assert line == (f"self-test passed: agree, ratio 2.75e-10, 9 weights, picture of {size} bytes")
    image = QImage(str(picture))
    # At its usual size, also where there is no screen or a small one.
    assert (image.width(), image.height()) == (2 * 1440, 2 * 900)


def test_self_test_where_the_picture_cannot_be_saved(tmp_path: Path) -> None:
    done = run_program("--self-test", "--picture", str(tmp_path / "gone" / "seen.png"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("self-test failed: ")
    assert "seen.png" in line


def test_a_void_setter_called_often_loses_no_references() -> None:
    """PySide6 6.12.0 lost one at each call, until the process aborted."""
    from PySide6.QtCore import QObject

    thing = QObject()
    thing.setObjectName("once")
    nothing, truth = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(20_000):
        thing.setObjectName("again")
    assert abs(sys.getrefcount(None) - nothing) < 200
    assert abs(sys.getrefcount(True) - truth) < 200
