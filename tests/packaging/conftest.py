"""What shipping is tested with: tools of the system, a screen, the wheel and the bundle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from devtools.paths import BUILD, ROOT, bundle_folder, bundle_program

from tests.left_out import left_out

Tool = Callable[[str], str]


@pytest.fixture(scope="session")
def tool() -> Tool:
    """Path of a program of the system, by its name."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            left_out(f"this test needs {name}")
        return str(found)

    return find


@pytest.fixture(scope="session")
def screen(tool: Tool) -> Iterator[str]:
    """A virtual screen; its value is what DISPLAY has to be."""
    if not sys.platform.startswith("linux"):
        pytest.skip("a virtual screen is X11's")
    reading, writing = os.pipe()
    command = [tool("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1280x800x24"]
    with subprocess.Popen(
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The frozen window's program, as ``dev.py bundle`` made it."""
    program = bundle_program()
    if not program.exists():
        left_out(f"there is no bundle in {bundle_folder().parent}: dev.py bundle makes it")
    return program


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that ``dev.py test`` has just built, else one built here."""
    built = sorted((BUILD / "wheel").glob("*.whl"))
    if os.environ.get("NND_WHEEL_IS_FRESH") and len(built) == 1:
        return built[0]
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "build", *options], check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found
