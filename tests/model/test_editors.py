"""Editors: how each is told the file and the line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nnd_gui.model.editors import editor_command, editor_environment

FILE = Path("/home/ann/my net.py")


def path_with(folder: Path, *names: str) -> str:
    for name in names:
        program = folder / (f"{name}.bat" if os.name == "nt" else name)
        program.write_text("", encoding="utf-8")
        program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("code", ["--goto", f"{FILE}:36"]),
        ("pycharm", ["--line", "36", str(FILE)]),
        ("subl", [f"{FILE}:36"]),
        ("notepad++", ["-n36", str(FILE)]),
        ("kate", ["--line", "36", str(FILE)]),
        ("gvim", ["+36", str(FILE)]),
    ],
)
def test_each_in_its_own_way(
    name: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with(tmp_path, name))
    command = editor_command(FILE, 36)
    assert command is not None
    assert Path(command[0]).stem == name
    assert command[1:] == arguments


def test_what_people_write_python_in_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with(tmp_path, "gedit", "code", "emacs"))
    command = editor_command(FILE, None)
    assert command is not None
    assert Path(command[0]).stem == "code"
    assert command[-1] == f"{FILE}:1"


@pytest.mark.skipif(os.name == "nt", reason="there Notepad is always found")
def test_nothing_known_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert editor_command(FILE, 36) is None
    monkeypatch.setenv("PATH", path_with(tmp_path, "gedit"))
    assert editor_command(Path("net.ipynb"), 36) is None


def test_a_choice_of_ones_own() -> None:
    at = str(FILE)
    assert editor_command(FILE, 7, "myed -l {line} {file}") == ["myed", "-l", "7", at]
    assert editor_command(FILE, 7, "'/opt/my ed' {file}") == ["/opt/my ed", at]
    # A name alone: as that editor is told, or else just the file.
    assert editor_command(FILE, 7, "/opt/bin/kate") == ["/opt/bin/kate", "--line", "7", at]
    assert editor_command(FILE, 7, "myed --new") == ["myed", "--new", at]


def test_a_bundles_libraries_are_not_the_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"PATH": "/bin", "LD_LIBRARY_PATH": "/opt/us", "LD_LIBRARY_PATH_ORIG": "/opt/them"}
    assert editor_environment(before) == before
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert editor_environment(before) == {"PATH": "/bin", "LD_LIBRARY_PATH": "/opt/them"}
