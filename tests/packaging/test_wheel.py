"""The wheel: installed where nothing else is, used from a folder that knows nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from devtools.paths import CACHE, ROOT
from devtools.paths import venv_program as program_of_checkout

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of a fresh virtual environment that holds the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    # Without a pip of its own: Debian's Python has none to give.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    programs = folder / program_of_checkout("python").parent.name
    variables = os.environ | {"PIP_CACHE_DIR": str(CACHE / "pip")}
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    subprocess.run(
        [*pip, "install", "--quiet", str(wheel)],
        check=True,
        env=variables,
    )
    return programs


def test_holds_every_file_of_the_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    places = {"nnd_gui": "nnd_gui", "resources": "nnd_gui/_resources"}
    for folder, place in places.items():
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                relative = file.relative_to(ROOT / folder).as_posix()
                assert f"{place}/{relative}" in inside
    tops = {name.split("/")[0] for name in inside}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"nnd_gui"}


def test_checks_the_lesson_from_a_foreign_folder(programs: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(programs / "nnd-check"), "--json", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["format"] == "nnd-check/1"
    assert report["verdict"] == "agree"
    assert report["ratio"] == pytest.approx(2.75e-10, rel=0.01)
    assert list(tmp_path.iterdir()) == []


def test_opens_its_window_from_a_foreign_folder(programs: Path, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    done = subprocess.run(
        [str(programs / "nnd-gui"), "--self-test", "--picture", str(picture)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "agree" in done.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_finds_its_resources_inside_the_package(programs: Path, tmp_path: Path) -> None:
    script = "from nnd_gui import resources; print(resources.path('icons'))"
    done = subprocess.run(
        [str(programs / "python"), "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).parts[-3:] == ("nnd_gui", "_resources", "icons")
