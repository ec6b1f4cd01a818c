"""The real program in a real window, on a screen of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, missing_tools
from tests.e2e.program import Program
from tests.left_out import left_out

Start = Callable[..., Program]

_ROOT = Path(__file__).resolve().parents[2]
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Iterator[None]:
    report = yield
    if report.when == "call":  # type: ignore[attr-defined]
        item.stash[_FAILED] = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A screen with a window manager, for all tests of a run."""
    if not sys.platform.startswith("linux"):
        pytest.skip("these tests drive a window by X11")
    missing = missing_tools()
    if missing:
        left_out(f"these tests need {', '.join(missing)}")
    with Desktop(tmp_path_factory.mktemp("desktop")) as found:
        yield found


@pytest.fixture(scope="session")
def readers() -> None:
    """ImageMagick, Ghostscript and librsvg, which read what the program has exported."""
    missing = [tool for tool in ("convert", "gs", "rsvg-convert") if shutil.which(tool) is None]
    if missing:
        left_out(f"these tests need {', '.join(missing)}")


@pytest.fixture
def start(desktop: Desktop, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Start]:
    """Start programs that end with the test, and picture the screen if it fails."""
    programs: list[Program] = []

    def start_program(*command: str) -> Program:
        # What one program leaves, work and settings, is found by those of this test only.
        own = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA")}
        environment = desktop.environment | own
        program = Program(desktop, command, tmp_path, environment)
        programs.append(program)
        return program

    try:
        yield start_program
        if request.node.stash.get(_FAILED, False):
            picture = tmp_path / "screen.png"
            with contextlib.suppress(OSError, ValueError):
                desktop.screenshot(picture)
                said = "".join(program.output() for program in programs)
                sys.stderr.write(f"\nThe screen at the failure: {picture}\n{said}")
    finally:
        for program in programs:
            program.kill()


@pytest.fixture
def program(start: Start) -> Program:
    """The program of this checkout, its window open."""
    found = start(sys.executable, "-m", "nnd_gui")
    found.wait_for_window()
    return found


@pytest.fixture(params=["checkout", pytest.param("bundle", marks=pytest.mark.bundle)])
def any_program(start: Start, request: pytest.FixtureRequest) -> Program:
    """The program of this checkout, then that of the bundle, its window open."""
    if request.param == "checkout":
        found = start(sys.executable, "-m", "nnd_gui")
    else:
        usual = _ROOT / ".build" / "bundle" / "gradient-checker" / "gradient-checker"
        bundle = Path(os.environ.get("NND_BUNDLE", usual))
        if not bundle.exists():
            left_out("there is no bundle")
        found = start(str(bundle))
    found.wait_for_window()
    return found
